"""Is a TIFF worth reading? A few thousand overlapping entries in 64 kB keep a reader busy for half a minute."""

import struct
from collections.abc import Iterator

ENTRIES_CEILING = 1000
"""Cameras write about a hundred."""

OVERLAP_CEILING = 4
"""How many times the length of the segment its values may claim together."""

POINTERS = frozenset({0x8769, 0x8825, 0xA005, 0x014A})
"""Tags that point to another directory: EXIF, GPS, interoperability, sub-directories."""

SIZES_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


def is_reasonable(tiff: bytes) -> bool:
    """Whether all directories together have few entries, and values that do not overlap over and over."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False
    claimed_bytes = 0
    for rank, (kind, count) in enumerate(_entries(tiff, order)):
        claimed_bytes += SIZES_BYTES.get(kind, 1) * count
        if rank >= ENTRIES_CEILING or claimed_bytes > OVERLAP_CEILING * len(tiff):
            return False
    return True


def _entries(tiff: bytes, order: str) -> Iterator[tuple[int, int]]:
    """Type and count of every entry, directory after directory, each directory once."""
    waiting, seen = [_number(tiff, order + "L", 4)], set[int]()
    while waiting:
        start = waiting.pop()
        if start in seen or not 0 < start <= len(tiff) - 2:
            continue
        seen.add(start)
        after = start + 2 + 12 * _number(tiff, order + "H", start)
        for at in range(start + 2, min(after, len(tiff) - 11), 12):
            tag, kind, count, value = struct.unpack_from(order + "HHLL", tiff, at)
            yield kind, count
            if tag in POINTERS:
                waiting.append(value)
        waiting.append(_number(tiff, order + "L", after))


def _number(tiff: bytes, layout: str, at: int) -> int:
    """The number at a place, 0 beyond the end."""
    return int(struct.unpack_from(layout, tiff, at)[0]) if at + struct.calcsize(layout) <= len(tiff) else 0
