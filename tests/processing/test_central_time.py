"""Local time in France without a time zone database."""

from datetime import UTC, datetime

import pytest

from ruelle.processing.central_time import central_offset_s, utc_of_local_s


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2024, 3, 31, 0, 59, tzinfo=UTC), 1),
        (datetime(2024, 3, 31, 1, 0, tzinfo=UTC), 2),
        (datetime(2024, 10, 27, 0, 59, tzinfo=UTC), 2),
        (datetime(2024, 10, 27, 1, 0, tzinfo=UTC), 1),
    ],
)
def test_summer_time_begins_and_ends(moment: datetime, hours: int) -> None:
    time_s = moment.timestamp()
    assert central_offset_s(time_s) == hours * 3600
    assert central_offset_s(utc_of_local_s(time_s + hours * 3600)) == hours * 3600 or moment.month == 10
