import pytest

from ruelle.capture.probe import FileKind, probe
from ruelle.catalog.errors import Failure

JPEG = b"\xff\xd8\xff\xe1"
MP4 = b"\0\0\0\x18ftypmp41"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (JPEG, "notes.txt", FileKind.PICTURE),
        (MP4, "IMG.JPG", FileKind.VIDEO),
        (b"\0\0\0\x08wide", "old.mov", FileKind.VIDEO),
        (b'<?xml version="1.0"?><gpx version="1.1">', "a.xml", FileKind.TRACK),
        (b"$GPRMC,1", "a.log", FileKind.TRACK),
        (b"DEVC\0\1", "a.raw", FileKind.TRACK),
        (b"time,lat,lon\n", "a.csv", FileKind.TRACK),
        (b"any", ".DS_Store", FileKind.IGNORED),
        (JPEG, "._IMG.JPG", FileKind.IGNORED),
        (JPEG, "GX010001.THM", FileKind.IGNORED),
        (MP4, "GX010001.LRV", FileKind.IGNORED),
        (b"read me", "README", FileKind.IGNORED),
    ],
)
def test_the_bytes_say_what_a_file_is(head: bytes, name: str, kind: FileKind) -> None:
    assert probe(head, name) is kind


@pytest.mark.parametrize(
    ("head", "name", "code"),
    [
        (b"", "a.jpg", "file-empty"),
        (bytes(100), "a.MP4", "file-empty"),
        (b"hello", "a.jpeg", "file-malformed"),
        (b"\x89PNG\r\n", "a.png", "file-unsupported"),
        (b"\0\0\0\x18ftypheic", "a.heic", "file-unsupported"),
        (MP4, "GS010001.360", "file-unstitched"),
        (JPEG, "IMG.insp", "file-unstitched"),
    ],
)
def test_footage_that_cannot_be_used_is_named(head: bytes, name: str, code: str) -> None:
    assert probe(head, name) == Failure(code, {"file": name})
