from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.images.clock import Shown, parse_date_time, parse_offset, picture_clock
from ruelle.catalog.vocabulary import Clock

NOON_S = datetime(2024, 5, 6, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "sub_seconds", "expected_s"),
    [
        ("2024:05:06 12:00:00", "", NOON_S),
        ("2024:05:06 12:00:00", "250", NOON_S + 0.25),
        ("2024:05:06 12:00:00", "5   ", NOON_S + 0.5),
        ("2024-05-06T12:00:00.848000", "848", NOON_S + 0.848),
        ("2024/05/06 12:00:00,5\0", "", NOON_S + 0.5),
        ("2024:5:6 12:0:0", "", NOON_S),
    ],
)
def test_dates_of_all_kinds_are_read(text: str, sub_seconds: str, expected_s: float) -> None:
    shown = parse_date_time(text, sub_seconds)
    assert shown is not None
    assert shown.time_s == pytest.approx(expected_s, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", "0000:00:00 00:00:00", "2024:13:40 12:00:00", "    :  :     :  :  ", "2024:05:06", "٢٠٢٤:05:06 12:00:00"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date_time(text) is None


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))
def test_every_date_survives(instant: datetime) -> None:
    shown = parse_date_time(instant.strftime("%Y:%m:%d %H:%M:%S").zfill(19), f"{instant.microsecond:06d}")
    assert shown is not None
    assert shown.time_s == pytest.approx(instant.replace(tzinfo=UTC).timestamp(), abs=1e-4)


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_noise_never_raises(text: str, sub_seconds: str, offset: str) -> None:
    parse_date_time(text, sub_seconds, offset)
    parse_date_time("2024:05:06 12:00:00", sub_seconds, offset)


def test_offsets() -> None:
    assert [parse_offset(text) for text in ("+02:00", "-0930", "Z", "+99:00", "")] == [
        7200.0,
        -34_200.0,
        0.0,
        None,
        None,
    ]


def test_a_stated_offset_wins_over_an_old_fix() -> None:
    assert picture_clock(Shown(NOON_S, 7200.0), NOON_S - 7500) == (NOON_S - 7200, Clock.UTC)


def test_the_receiver_wins_over_local_time() -> None:
    assert picture_clock(Shown(NOON_S + 7188), NOON_S) == (NOON_S, Clock.UTC)


def test_the_camera_lends_its_fraction_of_a_second_where_both_clocks_agree() -> None:
    assert picture_clock(Shown(NOON_S + 7200.75), NOON_S) == (NOON_S + 0.75, Clock.UTC)


def test_alone_the_camera_shows_local_time() -> None:
    assert picture_clock(Shown(NOON_S), None) == (NOON_S, Clock.LOCAL)
    assert picture_clock(None, None) == (None, Clock.LOCAL)
