"""Shapes hold the points that lie in them."""

from typing import Any

import pytest

from ruelle.catalog.errors import InputError
from ruelle.viewer_api.geojson import VERTICES_CEILING, Geometry

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]


def shape(kind: str, coordinates: Any) -> Geometry:
    return Geometry({"type": kind, "coordinates": coordinates})


@pytest.mark.parametrize(
    ("kind", "coordinates", "inside", "outside"),
    [
        ("Point", [1, 2], (1, 2), (1, 2.1)),
        ("MultiPoint", [[1, 2], [3, 4]], (3, 4), (2, 3)),
        ("LineString", [[0, 0], [4, 2]], (2, 1), (2, 1.1)),
        ("MultiLineString", [[[0, 0], [1, 0]], [[0, 5], [1, 5]]], (0.5, 5), (0.5, 2)),
        ("Polygon", [SQUARE], (2, 2), (5, 2)),
        ("Polygon", [SQUARE], (4, 2), (4.1, 2)),
        ("Polygon", [SQUARE, HOLE], (0.5, 2), (2, 2)),
        ("MultiPolygon", [[HOLE], [[[10, 10], [11, 10], [11, 11], [10, 10]]]], (10.9, 10.5), (5, 5)),
    ],
)
def test_what_lies_inside(kind: str, coordinates: Any, inside: Any, outside: Any) -> None:
    assert shape(kind, coordinates).holds(inside)
    assert not shape(kind, coordinates).holds(outside)


def test_a_collection_holds_what_its_parts_hold() -> None:
    parts = [{"type": "Point", "coordinates": [9, 9]}, {"type": "Polygon", "coordinates": [SQUARE]}]
    whole = Geometry({"type": "GeometryCollection", "geometries": parts})
    assert whole.holds((9, 9))
    assert whole.holds((1, 1))
    assert whole.bbox_deg() == (0, 0, 9, 9)


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "Point", "coordinates": [0, 0]}
    for _ in range(depth):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    return inner


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"type": "Circle"},
        {"type": "Point"},
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "Point", "coordinates": [200, 0]},
        {"type": "Point", "coordinates": [float("nan"), 0]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [1]},
        {"type": "LineString", "coordinates": [[0, 0]] * (VERTICES_CEILING + 1)},
        nested(10),
    ],
)
def test_what_is_no_geometry_is_refused(document: object) -> None:
    with pytest.raises(InputError, match="bad-geometry"):
        Geometry(document)
