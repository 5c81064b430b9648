import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.images.tiff import is_reasonable


def directory(entries: list[tuple[int, int, int, int]], following: int = 0) -> bytes:
    packed = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + packed + struct.pack("<L", following)


def test_what_cameras_write_is_reasonable(card: Any) -> None:
    assert is_reasonable(card.exif({0x010F: "GoPro"}, {0x9003: "2024:05:06 07:08:09"}, card.gps(1.0, 49.0)))


@pytest.mark.parametrize("following", [0, 8])
def test_a_directory_that_points_to_itself_is_read_once(following: int) -> None:
    assert is_reasonable(directory([(0x8769, 4, 1, 8)], following) + bytes(40))


@pytest.mark.parametrize(
    "tiff",
    [
        directory([(0x1234, 5, 900, 8)] * 900),
        directory([(0x1234, 1, 1, 8)] * 1001),
        directory([(0x1234, 1, 0xFFFFFFFF, 8)]),
        b"",
        b"not a TIFF",
    ],
)
def test_amplification_is_not(tiff: bytes) -> None:
    assert not is_reasonable(tiff)


@given(st.binary(max_size=300))
def test_noise_never_raises(noise: bytes) -> None:
    is_reasonable(b"II*\0" + noise)
    is_reasonable(b"MM\0*" + noise)
