"""Outlines of zones on the sphere: how large they are, whether they are simple, and how they overlap.

Worked out in the plane that touches the sphere in the middle of an outline (gnomonic: great circles are straight).
"""

import math

from ruelle.catalog.zones import CornersDeg

Vector = tuple[float, float, float]
Flat = tuple[tuple[float, float], ...]

REACH = 0.1
"""Least cosine between the middle of the plane and what is drawn on it: 84 degrees away."""


def sides_deg(corners_deg: CornersDeg) -> list[float]:
    """The four sides, along great circles: top, right, bottom, left."""
    vectors = [_vector(corner) for corner in corners_deg]
    return [_between_deg(vectors[k], vectors[(k + 1) % 4]) for k in range(4)]


def is_simple(corners_deg: CornersDeg) -> bool:
    """Whether the corners go once round, clockwise as seen from inside, without a dent or a crossing."""
    flat = _flat(corners_deg, _middle(corners_deg))
    return flat is not None and all(_turn(flat[k - 2], flat[k - 1], flat[k]) < 0 for k in range(4))


def covered(inner: CornersDeg, outer: CornersDeg) -> float:
    """The part of one simple outline that another covers, 0 to 1."""
    middle = _middle(inner)
    first, second = _flat(inner, middle), _flat(outer, middle)
    if first is None or second is None:
        return 0.0
    return min(1.0, _area(_clipped(first, second)) / _area(first))


def hull_deg(first: CornersDeg, second: CornersDeg) -> CornersDeg:
    """The box between parallels and meridians around two outlines; its headings go on from those of the first."""
    start = first[0][0]
    headings = [start + _turned_deg(heading - start) for heading, _ in (*first, *second)]
    pitches = [pitch for _, pitch in (*first, *second)]
    shift = 360.0 * math.floor((min(headings) + 180.0) / 360.0)
    west, east = min(headings) - shift, max(headings) - shift
    return (west, max(pitches)), (east, max(pitches)), (east, min(pitches)), (west, min(pitches))


def _turned_deg(angle_deg: float) -> float:
    return (angle_deg + 180.0) % 360.0 - 180.0


def _vector(corner: tuple[float, float]) -> Vector:
    heading, pitch = (math.radians(angle) for angle in corner)
    return math.sin(heading) * math.cos(pitch), math.cos(heading) * math.cos(pitch), math.sin(pitch)


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _unit(a: Vector) -> Vector | None:
    length = math.sqrt(_dot(a, a))
    return None if length < 1e-9 else (a[0] / length, a[1] / length, a[2] / length)


def _between_deg(a: Vector, b: Vector) -> float:
    across = _cross(a, b)
    return math.degrees(math.atan2(math.sqrt(_dot(across, across)), _dot(a, b)))


def _middle(corners_deg: CornersDeg) -> Vector | None:
    x, y, z = (sum(axis) for axis in zip(*map(_vector, corners_deg), strict=True))
    return _unit((x, y, z))


def _flat(corners_deg: CornersDeg, middle: Vector | None) -> Flat | None:
    """The corners in the plane that touches the sphere at `middle`, x to the right and y up; None out of its reach."""
    if middle is None:
        return None
    right = _unit(_cross(middle, (0.0, 0.0, 1.0))) or (1.0, 0.0, 0.0)
    up = _cross(right, middle)
    vectors = [_vector(corner) for corner in corners_deg]
    if any(_dot(vector, middle) < REACH for vector in vectors):
        return None
    return tuple((_dot(v, right) / _dot(v, middle), _dot(v, up) / _dot(v, middle)) for v in vectors)


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def _area(polygon: Flat) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True))) / 2


def _clipped(polygon: Flat, window: Flat) -> Flat:
    """The part of a polygon inside a convex, clockwise window (Sutherland and Hodgman, CACM 17, 1974)."""
    for start, end in zip(window, (*window[1:], window[0]), strict=True):
        kept: list[tuple[float, float]] = []
        for a, b in zip((*polygon[-1:], *polygon[:-1]), polygon, strict=True):
            from_a, from_b = -_turn(start, end, a), -_turn(start, end, b)
            if (from_a > 0) != (from_b > 0):
                part = from_a / (from_a - from_b)
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
            if from_b >= 0:
                kept.append(b)
        polygon = tuple(kept)
    return polygon
