import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture.images.jpeg import is_complete, read_header
from ruelle.catalog.errors import InputError


def test_the_size_and_the_metadata_segments_are_found(card: Any) -> None:
    header = read_header(io.BytesIO(card.jpeg((640, 320), tiff=b"II*\0", xmp=b"<x/>")))
    assert (header.width_px, header.height_px, header.exif, header.xmp) == (640, 320, b"II*\0", b"<x/>")


@pytest.mark.parametrize(("length", "code"), [(1, "jpeg-malformed"), (3, "file-truncated"), (15, "file-truncated")])
def test_a_cut_header_is_refused(card: Any, length: int, code: str) -> None:
    with pytest.raises(InputError, match=code):
        read_header(io.BytesIO(card.jpeg()[:length]))


def test_a_picture_without_size_is_malformed(card: Any) -> None:
    with pytest.raises(InputError, match="jpeg-malformed"):
        read_header(io.BytesIO(card.jpeg((0, 200))))


@pytest.mark.parametrize(
    ("ending", "whole"), [(b"\xff\xd9", True), (b"\xff\xd9" + bytes(500), True), (b"", False), (b"\xff\x00", False)]
)
def test_the_end_of_image_says_whether_the_file_is_whole(card: Any, ending: bytes, whole: bool) -> None:
    assert is_complete(io.BytesIO(card.jpeg(ending=ending))) is whole


@given(st.binary(max_size=300))
def test_noise_is_read_or_refused(data: bytes) -> None:
    try:
        read_header(io.BytesIO(b"\xff\xd8" + data))
    except InputError as error:
        assert error.failure.code in ("file-truncated", "jpeg-malformed")
