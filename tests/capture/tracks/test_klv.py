from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.tracks.klv import Box, boxes, numbers
from ruelle.catalog.errors import InputError


def test_padding_to_four_bytes_is_skipped(card: Any) -> None:
    data = card.klv(b"DVNM", b"c", [b"Max"]) + card.klv(b"TICK", b"B", [b"\7"])
    assert [(box.key, box.data) for box in boxes(data)] == [("DVNM", b"Max"), ("TICK", b"\7")]


@pytest.mark.parametrize("data", [b"GPS5l\x14\xff\xff", b"\x01\x02\x03\x04b\1\0\1\0\0\0\0"])
def test_an_entry_that_does_not_fit_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="telemetry-malformed"):
        list(boxes(data))


def test_elements_that_do_not_fill_their_size_are_refused() -> None:
    with pytest.raises(InputError, match="telemetry-malformed"):
        numbers(Box("GPS5", "l", 6, bytes(6)))


@given(st.lists(st.tuples(st.sampled_from([b"GPSU", b"STNM", b"ab_1"]), st.binary(min_size=1, max_size=255))))
def test_what_is_written_is_read(entries: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(
        key + bytes((ord("c"), len(value))) + b"\0\1" + value + b"\0" * (-len(value) % 4) for key, value in entries
    )
    assert [(box.key.encode(), box.data) for box in boxes(data)] == entries
