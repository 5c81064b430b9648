"""What a file is: its first bytes say so, its name only tells apart what looks the same."""

from enum import StrEnum
from pathlib import PurePath

from ruelle.capture.tracks.reader import reader_of
from ruelle.catalog.errors import Failure

HEAD_BYTES = 8192

LEFTOVERS = frozenset({".thm", ".lrv", ".sav", ".lrf"})
"""Thumbnails, low-resolution copies and unfinished recordings that cameras leave beside the real file."""

APPLE_DOUBLE = "._"
"""What macOS writes beside a file on a card it does not own; it has the name of a picture and is none."""

UNSTITCHED = frozenset({".360", ".insv", ".insp"})
"""Fisheyes or cube faces inside an MP4 or JPEG."""

NAMED_AS_FOOTAGE = frozenset({".jpg", ".jpeg", ".mp4", ".mov"})
STILL_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"crx "})
MOVIE_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})

OTHER_MEDIA = (b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF", b"\x1aE\xdf\xa3", b"GIF8")
"""Signatures of pictures and videos of other formats."""


class FileKind(StrEnum):
    """What capture can do with a file."""

    PICTURE = "picture"
    VIDEO = "video"
    TRACK = "track"
    IGNORED = "ignored"


def probe(head: bytes, name: str) -> FileKind | Failure:
    """Tell what a file is from its first bytes; a Failure if it should be footage and cannot be used.

    >>> probe(b"\\xff\\xd8\\xff\\xe0", "a.jpg"), probe(b"\\xff\\xd8\\xff\\xe0", "GX010001.THM")
    (<FileKind.PICTURE: 'picture'>, <FileKind.IGNORED: 'ignored'>)
    """
    suffix = PurePath(name).suffix.lower()
    if name.startswith(APPLE_DOUBLE) or suffix in LEFTOVERS:
        return FileKind.IGNORED
    if suffix in UNSTITCHED:
        return Failure("file-unstitched", {"file": name})
    return _by_signature(head) or _unusable(head, suffix, name)


def _by_signature(head: bytes) -> FileKind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.PICTURE
    if head[4:8] in MOVIE_BOXES and head[8:12] not in STILL_BRANDS:
        return FileKind.VIDEO
    return FileKind.TRACK if reader_of(head) else None


def _unusable(head: bytes, suffix: str, name: str) -> FileKind | Failure:
    if head[4:8] == b"ftyp" or head.startswith(OTHER_MEDIA):
        return Failure("file-unsupported", {"file": name})
    if suffix in NAMED_AS_FOOTAGE:
        return Failure("file-malformed" if head.strip(b"\0") else "file-empty", {"file": name})
    return FileKind.IGNORED
