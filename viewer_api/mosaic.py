"""One whole JPEG out of the tiles of a level, joined by bytes: no pixel is decoded.

Every tile restarts its entropy coder after each row of MCUs (ITU-T T.81, B.2.4.4 and F.1.2.3), so what lies between two
restart markers stands by itself and may be put in another order.
"""

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ruelle.catalog.errors import EngineError
from ruelle.catalog.model import TileLevel

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SOF0, _DHT, _SOS, _DQT, _DRI = 0xC0, 0xC4, 0xDA, 0xDB, 0xDD
_RESTARTS = tuple(bytes((0xFF, 0xD0 + n)) for n in range(8))
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")


@dataclass(frozen=True, slots=True)
class TileHeader:
    """What stands before the scan of a baseline JPEG; tiles with equal headers can share one scan."""

    width_px: int
    height_px: int
    mcu_width_px: int
    mcu_height_px: int
    restart_interval_mcu: int
    components: bytes
    tables: bytes
    scan: bytes
    scan_offset: int = field(compare=False)

    @property
    def mcu_rows(self) -> int:
        """How many rows of MCUs a tile has, the last one possibly cut."""
        return -(-self.height_px // self.mcu_height_px)


def parse_header(tile: bytes) -> TileHeader:
    """Read the marker segments of a baseline JPEG up to its scan; EngineError if it is not one."""
    frame, tables, interval = b"", b"", 0
    for marker, payload, end in _segments(tile):
        if marker == _SOF0:
            frame = payload
        elif marker in (_DQT, _DHT):
            tables += _segment(marker, payload)
        elif marker == _DRI:
            interval = int.from_bytes(payload, "big")
        elif marker == _SOS and len(frame) >= 9:
            return _header(frame, tables, interval, scan=_segment(marker, payload), scan_offset=end)
    raise EngineError("tile-unreadable")


def join_tiles(tile: Callable[[int, int], bytes], level: TileLevel, metadata: bytes = b"") -> Iterator[bytes]:
    """The JPEG of a whole level, piece by piece; `tile(column, row)` gives the bytes of one tile.

    `metadata` is ready APPn segments. Raises EngineError if the tiles differ in tables or size, or do not restart at
    every row of MCUs.
    """
    header = parse_header(tile(0, 0))
    _require_joinable(header, level)
    yield _SOI + metadata + header.tables + _frame(header, level) + header.scan
    count, last = 0, header.mcu_rows * level.columns * level.rows
    for row in range(level.rows):
        columns = [_scan_rows(tile(column, row), header) for column in range(level.columns)]
        pieces = []
        for segments in zip(*columns, strict=True):
            for segment in segments:
                count += 1
                pieces.append(segment)
                pieces.append(_EOI if count == last else _RESTARTS[(count - 1) % 8])
        yield b"".join(pieces)


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes, int]]:
    offset = 2 if jpeg.startswith(_SOI) else len(jpeg)
    while offset + 4 <= len(jpeg) and jpeg[offset] == 0xFF:
        marker = jpeg[offset + 1]
        end = offset + 2 + int.from_bytes(jpeg[offset + 2 : offset + 4], "big")
        yield marker, jpeg[offset + 4 : end], end
        offset = end


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _header(frame: bytes, tables: bytes, interval: int, *, scan: bytes, scan_offset: int) -> TileHeader:
    height_px, width_px = struct.unpack_from(">HH", frame, 1)
    samplings = frame[7::3]
    return TileHeader(
        width_px=width_px,
        height_px=height_px,
        mcu_width_px=8 * max(s >> 4 for s in samplings),
        mcu_height_px=8 * max(s & 15 for s in samplings),
        restart_interval_mcu=interval,
        components=frame[:1] + frame[5:],
        tables=tables,
        scan=scan,
        scan_offset=scan_offset,
    )


def _frame(header: TileHeader, level: TileLevel) -> bytes:
    size = struct.pack(">HH", level.height_px, level.width_px)
    frame = header.components[:1] + size + header.components[1:]
    return _segment(_SOF0, frame) + _segment(_DRI, struct.pack(">H", header.restart_interval_mcu))


def _require_joinable(header: TileHeader, level: TileLevel) -> None:
    whole = (
        header.width_px * level.columns == level.width_px
        and header.height_px * level.rows == level.height_px
        and header.restart_interval_mcu * header.mcu_width_px == header.width_px
        and (level.rows == 1 or header.height_px % header.mcu_height_px == 0)
        and max(level.width_px, level.height_px) <= 0xFFFF
    )
    if not whole:
        raise EngineError("tiles-not-joinable")


def _scan_rows(tile: bytes, header: TileHeader) -> Sequence[bytes]:
    if parse_header(tile) != header or not tile.endswith(_EOI):
        raise EngineError("tiles-not-joinable")
    rows = _RESTART.split(tile[parse_header(tile).scan_offset : -2])
    if len(rows) != header.mcu_rows:
        raise EngineError("tiles-not-joinable")
    return rows
