"""What the catalog covers, as the layers of a vector tile that stock clients know: grid, sequences, pictures."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ruelle.catalog.database.coverage import Coverage, CoverageCell, CoverageLine, CoveragePoint
from ruelle.viewer_api.links import Links
from ruelle.viewer_api.stac_item import PRODUCER_ID, moment
from ruelle.viewer_api.tiles import EXTENT, MARGIN, Feature, Shape, TileAddress, Value, clip_line, encode_tile

ZOOM_CEILING = 22
DEEPEST_ZOOM = 15
"""Clients enlarge these tiles from here on."""

FIELDS = {
    "grid": ["id", "nb_pictures", "coef"],
    "sequences": ["id", "account_id", "model", "type", "date", "gps_accuracy"],
    "pictures": [
        "id",
        "account_id",
        "ts",
        "heading",
        "type",
        "model",
        "sequences",
        "first_sequence",
        "gps_accuracy",
        "hidden",
    ],
}
"""What stock clients may filter by (`panoramax:fields`)."""


def coverage_tile(tile: TileAddress, coverage: Coverage) -> bytes:
    """The tile as bytes; empty where nothing is covered."""
    return encode_tile(
        {
            "grid": _grid(tile, coverage.cells),
            "sequences": _sequences(tile, coverage.lines),
            "pictures": _pictures(tile, coverage.points),
        }
    )


def coverage_style(links: Links, accent: str) -> dict[str, Any]:
    """The MapLibre style of these tiles, in the town's colour."""
    source = {
        "type": "vector",
        "tiles": [f"{links.root}/map/{{z}}/{{x}}/{{y}}.mvt"],
        "minzoom": 0,
        "maxzoom": DEEPEST_ZOOM,
    }
    return {
        "version": 8,
        "name": "Ruelle",
        "metadata": {"panoramax:fields": FIELDS},
        "sources": {"geovisio": source},
        "layers": [
            {
                "id": "geovisio_grid",
                "type": "circle",
                "source": "geovisio",
                "source-layer": "grid",
                "maxzoom": 7,
                "paint": {
                    "circle-color": accent,
                    "circle-opacity": 0.7,
                    "circle-radius": ["interpolate", ["linear"], ["get", "coef"], 0, 4, 1, 16],
                },
            },
            {
                "id": "geovisio_sequences",
                "type": "line",
                "source": "geovisio",
                "source-layer": "sequences",
                "minzoom": 7,
                "layout": {"line-cap": "round", "line-join": "round"},
                "paint": {"line-color": accent, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 1.5, 16, 5]},
            },
            {
                "id": "geovisio_pictures",
                "type": "circle",
                "source": "geovisio",
                "source-layer": "pictures",
                "minzoom": DEEPEST_ZOOM,
                "paint": {
                    "circle-color": accent,
                    "circle-radius": ["interpolate", ["linear"], ["zoom"], 15, 3, 19, 7],
                    "circle-stroke-color": "#ffffff",
                    "circle-stroke-width": 1.5,
                },
            },
        ],
    }


def _grid(tile: TileAddress, cells: tuple[CoverageCell, ...]) -> Iterator[Feature]:
    most = max((cell.count for cell in cells), default=1)
    for cell in cells:
        west, south, east, north = cell.bbox_deg
        middle = ((west + east) / 2, (south + north) / 2)
        known: dict[str, Value] = {
            "id": f"{west:.6f},{south:.6f}",
            "nb_pictures": cell.count,
            "coef": round(cell.count / most, 3),
        }
        yield from _point(tile, middle, known)


def _sequences(tile: TileAddress, lines: tuple[CoverageLine, ...]) -> Iterator[Feature]:
    for line in lines:
        parts = clip_line([tile.project(*place) for place in line.coordinates_deg])
        if parts:
            known = {"id": line.sequence_id, "date": line.captured_at.date().isoformat(), **_common(line)}
            yield Feature(Shape.LINE, parts, known)


def _pictures(tile: TileAddress, points: tuple[CoveragePoint, ...]) -> Iterator[Feature]:
    for point in points:
        known: dict[str, Value] = {
            "id": point.id,
            "ts": moment(point.captured_at),
            "sequences": json.dumps([point.sequence_id]),
            "first_sequence": point.sequence_id,
            "hidden": False,
            **_common(point),
        }
        if point.heading_deg is not None:
            known["heading"] = round(point.heading_deg) % 360
        yield from _point(tile, (point.longitude_deg, point.latitude_deg), known)


def _common(covered: CoverageLine | CoveragePoint) -> dict[str, Value]:
    known: dict[str, Value] = {"account_id": PRODUCER_ID, "type": str(covered.projection)}
    if model := f"{covered.make} {covered.model}".strip():
        known["model"] = model
    if covered.horizontal_accuracy_m is not None:
        known["gps_accuracy"] = round(covered.horizontal_accuracy_m, 1)
    return known


def _point(tile: TileAddress, place: tuple[float, float], known: Mapping[str, Value]) -> Iterator[Feature]:
    at = tile.project(*place)
    if all(-MARGIN <= axis <= EXTENT + MARGIN for axis in at):
        yield Feature(Shape.POINT, [[at]], known)
