"""Mapbox Vector Tiles 2.1, written by hand: protocol buffers, Web Mercator and clipping; pure functions."""

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

EXTENT = 4096
"""How many units a tile is wide."""

MARGIN = 64
"""How far a line may leave its tile, so that strokes meet at the seams."""

Point = tuple[float, float]
Value = str | int | float | bool


class Shape(IntEnum):
    """The geometry types of the format that Ruelle draws."""

    POINT = 1
    LINE = 2


@dataclass(frozen=True, slots=True)
class TileAddress:
    """One tile of the Web Mercator pyramid, y counted from the north."""

    z: int
    x: int
    y: int

    def bbox_deg(self, margin: float = MARGIN / EXTENT) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees, with `margin` tile widths on each side.

        >>> TileAddress(0, 0, 0).bbox_deg(0)[0::2]
        (-180.0, 180.0)
        """
        west, north = _degrees(self.x - margin, self.y - margin, self.z)
        east, south = _degrees(self.x + 1 + margin, self.y + 1 + margin, self.z)
        return west, south, east, north

    def project(self, longitude_deg: float, latitude_deg: float) -> Point:
        """WGS 84 degrees to units of this tile, x to the east and y to the south."""
        side = 1 << self.z
        sine = math.sin(math.radians(max(-85.06, min(85.06, latitude_deg))))
        x = (longitude_deg + 180.0) / 360.0 * side - self.x
        y = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * side - self.y
        return x * EXTENT, y * EXTENT


@dataclass(frozen=True, slots=True)
class Feature:
    """Points, or lines, in units of the tile, and what is known of them."""

    shape: Shape
    parts: Sequence[Sequence[Point]]
    properties: Mapping[str, Value]


def encode_tile(layers: Mapping[str, Iterable[Feature]]) -> bytes:
    """The tile as bytes; a layer without features is left out."""
    encoded = ((name, list(features)) for name, features in layers.items())
    return b"".join(_message(3, _layer(name, features)) for name, features in encoded if features)


def clip_line(line: Sequence[Point], low: float = -MARGIN, high: float = EXTENT + MARGIN) -> list[list[Point]]:
    """The parts of a line inside the square from `low` to `high` (Liang and Barsky, 1984).

    >>> clip_line([(-10.0, 5.0), (20.0, 5.0)], 0, 10)
    [[(0.0, 5.0), (10.0, 5.0)]]
    """
    parts: list[list[Point]] = []
    for start, end in pairwise(line):
        inside = _clip_segment(start, end, low, high)
        if inside is None:
            continue
        if parts and parts[-1][-1] == inside[0]:
            parts[-1].append(inside[1])
        else:
            parts.append(list(inside))
    return parts


def _degrees(x: float, y: float, z: int) -> Point:
    side = 1 << z
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))
    return x / side * 360.0 - 180.0, latitude


def _clip_segment(start: Point, end: Point, low: float, high: float) -> tuple[Point, Point] | None:
    enter, leave = 0.0, 1.0
    for begin, step in ((start[0], end[0] - start[0]), (start[1], end[1] - start[1])):
        if step == 0:
            if not low <= begin <= high:
                return None
            continue
        near, far = sorted(((low - begin) / step, (high - begin) / step))
        enter, leave = max(enter, near), min(leave, far)
    if enter >= leave:
        return None
    return _along(start, end, enter), _along(start, end, leave)


def _along(start: Point, end: Point, share: float) -> Point:
    if share in (0.0, 1.0):
        return end if share else start
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _layer(name: str, features: Sequence[Feature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[bytes, int] = {}
    body = [_message(1, name.encode())]
    body += [_message(2, _feature(feature, keys, values)) for feature in features]
    body += [_message(3, key.encode()) for key in keys]
    body += [_message(4, value) for value in values]
    body.append(_varint(5 << 3) + _varint(EXTENT) + _varint(15 << 3) + _varint(2))
    return b"".join(body)


def _feature(feature: Feature, keys: dict[str, int], values: dict[bytes, int]) -> bytes:
    tags: list[int] = []
    for key, value in feature.properties.items():
        tags += keys.setdefault(key, len(keys)), values.setdefault(_value(value), len(values))
    geometry = _geometry(feature)
    return _message(2, _packed(tags)) + _varint(3 << 3) + _varint(feature.shape) + _message(4, _packed(geometry))


def _geometry(feature: Feature) -> list[int]:
    """Commands and zigzag deltas from the cursor, as in section 4.3 of the format."""
    commands: list[int] = []
    cursor_x = cursor_y = 0
    for part in feature.parts:
        for rank, (x, y) in enumerate(part):
            if rank == 0:
                commands.append(1 | 1 << 3)
            elif rank == 1:
                commands.append(2 | (len(part) - 1) << 3)
            to_x, to_y = round(x), round(y)
            commands += _zigzag(to_x - cursor_x), _zigzag(to_y - cursor_y)
            cursor_x, cursor_y = to_x, to_y
    return commands


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return _varint(7 << 3) + _varint(value)
    if isinstance(value, str):
        return _message(1, value.encode())
    if isinstance(value, int):
        return _varint(6 << 3) + _varint(_zigzag(value))
    return _varint(3 << 3 | 1) + struct.pack("<d", value)


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _packed(numbers: Iterable[int]) -> bytes:
    return b"".join(map(_varint, numbers))


def _message(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
