"""The key-length-value boxes of GoPro's GPMF (github.com/gopro/gpmf-parser, "GPMF KLV Format")."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ruelle.catalog.errors import InputError

HEADER = struct.Struct(">4sBBH")

NUMBERS = {
    "b": "b", "B": "B", "s": "h", "S": "H", "l": "i", "L": "I", "j": "q", "J": "Q", "f": "f", "d": "d",
}  # fmt: skip
"""GPMF's number types, and Python's `struct` letters for them."""


@dataclass(frozen=True, slots=True)
class Box:
    """One entry: `kind` is its type letter ("" if it nests others), `size_bytes` that of one of its elements."""

    key: str
    kind: str
    size_bytes: int
    data: bytes


def boxes(data: bytes) -> Iterator[Box]:
    """Walk the entries of one level; a zero key ends it. Raises InputError where an entry does not fit.

    >>> [box.data for box in boxes(b"GPSFL\\4\\0\\1\\0\\0\\0\\3")]
    [b'\\x00\\x00\\x00\\x03']
    """
    offset = 0
    while offset + HEADER.size <= len(data):
        key, kind, size_bytes, repeat = HEADER.unpack_from(data, offset)
        if key == b"\0\0\0\0":
            return
        start = offset + HEADER.size
        end = start + size_bytes * repeat
        if end > len(data) or not all(32 <= letter < 127 for letter in key):
            raise InputError("telemetry-malformed")
        yield Box(key.decode("ascii"), chr(kind) if kind else "", size_bytes, data[start:end])
        offset = start + -(-(size_bytes * repeat) // 4) * 4


def numbers(box: Box, members: str = "") -> list[tuple[float, ...]]:
    """The elements of a box as tuples of numbers; `members` spells the types within a complex element ("?").

    >>> numbers(Box("SCAL", "s", 2, b"\\0\\7\\0\\1"))
    [(7,), (1,)]
    """
    letters = members if box.kind == "?" else _repeated(box)
    if not letters or any(letter not in NUMBERS for letter in letters):
        return []
    element = struct.Struct(">" + "".join(NUMBERS[letter] for letter in letters))
    if element.size != box.size_bytes:
        raise InputError("telemetry-malformed")
    return list(element.iter_unpack(box.data))


def _repeated(box: Box) -> str:
    width_bytes = struct.calcsize(NUMBERS.get(box.kind, "B"))
    return box.kind * (box.size_bytes // width_bytes)
