"""The boxes of an MP4 or MOV (ISO/IEC 14496-12): is the file whole, how is it turned, does it hold a full sphere?"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from ruelle.catalog.errors import InputError

BOXES_CEILING = 100_000
MOOV_CEILING_BYTES = 256 * 2**20
"""An index of 256 MB belongs to several days of video."""

SPHERICAL_V1 = bytes.fromhex("ffcc8263f8554a938814587a02521fdd")
"""The identifier of Spherical Video V1 metadata (github.com/google/spatial-media, docs/spherical-video-rfc.md)."""

ORIENTATIONS = {(1, 0): 1, (0, 1): 6, (-1, 0): 3, (0, -1): 8}
"""EXIF orientation for the first row of a track's matrix: as it is, a quarter turn right, upside down, left."""


def read_index(stream: BinaryIO) -> bytes:
    """The `moov` box of a whole file. Raises InputError("file-truncated") if a box is cut or there is no index."""
    index = b""
    for kind, size_bytes in _top_boxes(stream):
        if kind == b"moov":
            if size_bytes > MOOV_CEILING_BYTES:
                raise InputError("video-malformed")
            index = stream.read(size_bytes)
    if not index:
        raise InputError("file-truncated")
    return index


def says_equirectangular(index: bytes) -> bool:
    """Whether the index carries spherical metadata, V1 (XML) or V2 (`equi` within `sv3d`)."""
    if b"sv3d" in index and b"equi" in index:
        return True
    return SPHERICAL_V1 in index and b"equirectangular" in index


def orientation_of(index: bytes) -> int:
    """How the first video track wants to be turned, as an EXIF orientation; 1 if it does not say."""
    for track in (content for kind, content in children(index) if kind == b"trak"):
        parts = dict(children(track))
        handler = dict(children(parts.get(b"mdia", b""))).get(b"hdlr", b"")
        header = parts.get(b"tkhd", b"")
        if handler[8:12] == b"vide" and header:
            row = header[52:60] if header[0] == 1 else header[40:48]
            if len(row) == 8:
                a, b = struct.unpack(">ii", row)
                return ORIENTATIONS.get((round(a / 65536), round(b / 65536)), 1)
    return 1


def children(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of the boxes within a box, as far as they fit."""
    start = 0
    while start + 8 <= len(content):
        size_bytes, kind = struct.unpack_from(">I4s", content, start)
        if size_bytes < 8 or start + size_bytes > len(content):
            return
        yield kind, content[start + 8 : start + size_bytes]
        start += size_bytes


def _top_boxes(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Kind and content length; the stream stands at the content."""
    stream.seek(0, 2)
    end, start = stream.tell(), 0
    for _ in range(BOXES_CEILING):
        if start == end:
            return
        stream.seek(start)
        head = stream.read(16)
        if len(head) < 8:
            raise InputError("file-truncated")
        size_bytes, kind = struct.unpack_from(">I4s", head)
        header_bytes = 8
        if size_bytes == 1 and len(head) == 16:
            size_bytes, header_bytes = struct.unpack_from(">Q", head, 8)[0], 16
        elif size_bytes == 0:
            size_bytes = end - start
        if size_bytes < header_bytes or start + size_bytes > end:
            raise InputError("file-truncated")
        stream.seek(start + header_bytes)
        yield kind, size_bytes - header_bytes
        start += size_bytes
    raise InputError("video-malformed")
