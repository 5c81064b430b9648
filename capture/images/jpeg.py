"""The headers of a JPEG (ITU-T T.81): its size and its metadata segments; the picture itself is never decoded."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ruelle.catalog.errors import InputError

SOI, EOI, SOS, APP1 = 0xD8, 0xD9, 0xDA, 0xE1
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Start-of-frame markers: baseline, progressive and the rare ones, without DHT, JPG and DAC."""

EXIF_HEAD = b"Exif\0\0"
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
SEGMENTS_CEILING = 4096
TAIL_BYTES = 64 * 1024
"""How far from the end of the file the end-of-image marker is looked for: cameras append thumbnails and padding."""


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """Size in pixels, and the payloads of the EXIF (a TIFF) and XMP segments, empty if absent."""

    width_px: int
    height_px: int
    exif: bytes = b""
    xmp: bytes = b""


def read_header(stream: BinaryIO) -> JpegHeader:
    """Read a JPEG from its start up to its first scan. Raises InputError("file-truncated") or ("jpeg-malformed")."""
    size: tuple[int, int] | None = None
    exif, xmp = b"", b""
    for marker, payload in _segments(stream):
        if marker in FRAMES and len(payload) >= 5:
            height_px, width_px = struct.unpack_from(">HH", payload, 1)
            size = width_px, height_px
        elif payload.startswith(EXIF_HEAD):
            exif = exif or payload[len(EXIF_HEAD) :]
        elif payload.startswith(XMP_HEAD):
            xmp = xmp or payload[len(XMP_HEAD) :]
    if size is None or 0 in size:
        raise InputError("jpeg-malformed")
    return JpegHeader(*size, exif, xmp)


def is_complete(stream: BinaryIO) -> bool:
    """Whether the end-of-image marker lies near the end of the file; a card pulled out too early has none."""
    stream.seek(0, 2)
    length = stream.tell()
    stream.seek(max(0, length - TAIL_BYTES))
    return bytes((0xFF, EOI)) in stream.read(TAIL_BYTES)


def _segments(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Marker and payload up to the first scan; only the payloads that are needed are read."""
    if stream.read(2) != bytes((0xFF, SOI)):
        raise InputError("jpeg-malformed")
    for _ in range(SEGMENTS_CEILING):
        head = stream.read(4)
        while len(head) == 4 and head[1] == 0xFF:
            head = head[1:] + stream.read(1)
        if len(head) < 4:
            raise InputError("file-truncated")
        if head[0] != 0xFF:
            raise InputError("jpeg-malformed")
        if head[1] == SOS:
            return
        length = struct.unpack(">H", head[2:])[0] - 2
        if length < 0:
            raise InputError("jpeg-malformed")
        if head[1] != APP1 and head[1] not in FRAMES:
            stream.seek(length, 1)
            continue
        payload = stream.read(length)
        if len(payload) < length:
            raise InputError("file-truncated")
        yield head[1], payload
    raise InputError("jpeg-malformed")
