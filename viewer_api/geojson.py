"""GeoJSON geometries (RFC 7946) that a search may intersect, tested against points; pure functions."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ruelle.catalog.errors import InputError

Place = tuple[float, float]
"""Longitude and latitude in degrees."""

Path = Sequence[Place]

TOUCH_DEG = 1e-7
"""A point lies on a line that is nearer than this, about a centimetre."""

VERTICES_CEILING = 1000
DEPTH_CEILING = 4

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


class Geometry:
    """Points, lines and polygons taken together; InputError if the GeoJSON is not one of them."""

    def __init__(self, document: object) -> None:
        self._points: list[Place] = []
        self._lines: list[Path] = []
        self._polygons: list[Sequence[Path]] = []
        self._vertices = 0
        self._read(document, 0)
        if not self._vertices:
            raise InputError("bad-geometry")

    def bbox_deg(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        lines = [self._points, *self._lines, *(ring for polygon in self._polygons for ring in polygon)]
        places = [place for line in lines for place in line]
        longitudes, latitudes = [lon for lon, _ in places], [lat for _, lat in places]
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def holds(self, place: Place) -> bool:
        """Whether a place lies on or in it."""
        return (
            any(_near(place, point, point) for point in self._points)
            or any(_on(place, line) for line in self._lines)
            or any(_inside(place, polygon) for polygon in self._polygons)
        )

    def _read(self, document: object, depth: int) -> None:
        kind = document.get("type") if isinstance(document, Mapping) else None
        if not isinstance(document, Mapping) or depth > DEPTH_CEILING:
            raise InputError("bad-geometry")
        if kind == "GeometryCollection":
            for part in _listed(document.get("geometries")):
                self._read(part, depth + 1)
            return
        if kind not in _DEPTH:
            raise InputError("bad-geometry")
        coordinates = document.get("coordinates")
        if kind in ("Point", "MultiPoint"):
            self._points += self._path(coordinates if kind == "MultiPoint" else [coordinates])
        elif kind in ("LineString", "MultiLineString"):
            self._lines += [self._path(line) for line in (_listed(coordinates) if kind[0] == "M" else [coordinates])]
        else:
            polygons = _listed(coordinates) if kind == "MultiPolygon" else [coordinates]
            self._polygons += [[self._path(ring) for ring in _listed(polygon)] for polygon in polygons]

    def _path(self, coordinates: object) -> list[Place]:
        places = [_place(position) for position in _listed(coordinates)]
        self._vertices += len(places)
        if self._vertices > VERTICES_CEILING:
            raise InputError("bad-geometry")
        return places


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise InputError("bad-geometry")
    return value


def _place(position: object) -> Place:
    numbers = [number for number in _listed(position)[:2] if isinstance(number, int | float)]
    if len(numbers) != 2 or not (abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90):
        raise InputError("bad-geometry")
    return float(numbers[0]), float(numbers[1])


def _edges(path: Path) -> Iterator[tuple[Place, Place]]:
    return pairwise(path)


def _on(place: Place, path: Path) -> bool:
    return any(_near(place, start, end) for start, end in _edges(path))


def _near(place: Place, start: Place, end: Place) -> bool:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length2 = dx * dx + dy * dy
    share = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / length2 if length2 else 0.0
    share = max(0.0, min(1.0, share))
    return math.dist(place, (start[0] + share * dx, start[1] + share * dy)) <= TOUCH_DEG


def _inside(place: Place, rings: Sequence[Path]) -> bool:
    """Even-odd rule over all rings, holes included; borders belong to the polygon."""
    x, y = place
    crossings = sum(
        (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
        for ring in rings
        for a, b in _edges(ring)
    )
    return bool(crossings % 2) or any(_on(place, ring) for ring in rings)
