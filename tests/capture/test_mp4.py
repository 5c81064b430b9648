import io
import struct
from typing import Any

import pytest

from ruelle.capture.mp4 import SPHERICAL_V1, orientation_of, read_index, says_equirectangular
from ruelle.catalog.errors import InputError


def box(kind: bytes, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def turned(a: int, b: int) -> bytes:
    header = bytes(40) + struct.pack(">ii", a << 16, b << 16) + bytes(36)
    handler = bytes(8) + b"vide" + bytes(12)
    return box(b"trak", box(b"tkhd", header), box(b"mdia", box(b"hdlr", handler)))


def test_the_index_is_found_behind_the_media() -> None:
    data = box(b"ftyp", b"mp41") + struct.pack(">I4sQ", 1, b"mdat", 20) + b"data" + box(b"moov", b"index")
    assert read_index(io.BytesIO(data)) == b"index"


@pytest.mark.parametrize(
    "data",
    [
        box(b"ftyp", b"mp41"),
        box(b"ftyp", b"mp41") + box(b"mdat", bytes(100))[:50],
        box(b"moov", b"index") + box(b"mdat", bytes(100))[:50],
        box(b"moov", b"index") + b"\0\0\0",
        struct.pack(">I4s", 4, b"ftyp"),
        b"",
    ],
)
def test_a_file_cut_short_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="file-truncated"):
        read_index(io.BytesIO(data))


def test_boxes_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="video-malformed"):
        read_index(io.BytesIO(box(b"free") * 100_001))


@pytest.mark.parametrize(("row", "orientation"), [((1, 0), 1), ((0, 1), 6), ((-1, 0), 3), ((0, -1), 8), ((5, 5), 1)])
def test_how_the_picture_is_turned(row: tuple[int, int], orientation: int) -> None:
    assert orientation_of(turned(*row)) == orientation


def test_an_index_of_nonsense_is_upright() -> None:
    assert orientation_of(b"\xff" * 50 + turned(-1, 0)) == 1


def test_spherical_metadata_of_both_versions() -> None:
    assert says_equirectangular(box(b"sv3d", box(b"proj", box(b"equi", bytes(20)))))
    assert says_equirectangular(box(b"uuid", SPHERICAL_V1, b"<ProjectionType>equirectangular</ProjectionType>"))
    assert not says_equirectangular(b"equirectangular")


def test_a_real_index(video_bytes: Any) -> None:
    index = read_index(io.BytesIO(video_bytes()))
    assert (orientation_of(index), says_equirectangular(index)) == (1, False)
