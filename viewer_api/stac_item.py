"""A STAC item out of a row of the catalog: compact, and without anything the camera wrote about itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruelle.catalog.database.rows import ItemRow, Neighbours, Waypoint
from ruelle.catalog.keys import identifier
from ruelle.catalog.model import TileLevel
from ruelle.viewer_api.links import GEOJSON, JPEG, JSON, Link, Links, link, pack_version

STAC_VERSION = "1.1.0"
VIEW = "https://stac-extensions.github.io/view/v1.0.0/schema.json"
TILED_ASSETS = "https://stac-extensions.github.io/tiled-assets/v1.0.0/schema.json"
"""What items declare; not perspective-imagery (`pers:`), for the schema in its repository is still a template."""

MATRIX_SET = "geovisio"
PRODUCER_ID = identifier("producer")
"""The one account that stock clients know of: the town."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and under which licence (an SPDX identifier)."""

    name: str
    licence: str


def moment(at: datetime) -> str:
    """RFC 3339 in UTC.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 4, 14, 8, 42, tzinfo=UTC))
    '2026-04-14T08:42:00Z'
    """
    return at.replace(tzinfo=None).isoformat() + "Z"


def point(longitude_deg: float, latitude_deg: float) -> Document:
    """A GeoJSON point, to the centimetre."""
    return {"type": "Point", "coordinates": [round(longitude_deg, 7), round(latitude_deg, 7)]}


def provider(publisher: Publisher) -> Document:
    """The town as a STAC provider."""
    return {"name": publisher.name, "roles": ["producer", "licensor", "host"], "id": PRODUCER_ID}


def brief_item(row: ItemRow, links: Links, publisher: Publisher) -> Document:
    """An item as it stands in a list: its properties and assets; preview, tiles and ways on come with the whole."""
    geometry = point(row.longitude_deg, row.latitude_deg)
    longitude, latitude = geometry["coordinates"]
    return {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [VIEW] if row.heading_deg is not None else [],
        "id": row.id,
        "collection": row.sequence_id,
        "geometry": geometry,
        "bbox": [longitude, latitude, longitude, latitude],
        "properties": _properties(row, publisher),
        "assets": _assets(row, links),
        "links": _own_links(row, links),
    }


def whole_item(row: ItemRow, links: Links, publisher: Publisher, neighbours: Neighbours) -> Document:
    """An item with its tiles, and with links to where one can go from it."""
    item = brief_item(row, links, publisher)
    item["stac_extensions"].append(TILED_ASSETS)
    item["properties"] |= _tiling(row.levels)
    item["asset_templates"] = _templates(row, links)
    item["providers"] = [provider(publisher)]
    item["assets"]["preview"] = _asset(row, links, "preview", "overview")
    item["links"] += [link("parent", links.collection(row.sequence_id), JSON), link("root", links.root, JSON)]
    item["links"].extend(_ways(neighbours, links))
    return item


def _properties(row: ItemRow, publisher: Publisher) -> Document:
    at = moment(row.captured_at)
    properties = {
        "datetime": at,
        "datetimetz": f"{at[:-1]}+00:00",
        "license": publisher.licence,
        "geovisio:producer": publisher.name,
        "geovisio:rank_in_collection": row.rank,
        "original_file:name": row.source_name,
        "pers:interior_orientation": _camera(row),
        "pers:pitch": round(row.pitch_deg, 2),
        "pers:roll": round(row.roll_deg, 2),
        "pers:yaw": 0,
        "ruelle:visibility": row.visibility,
    }
    if row.heading_deg is not None:
        properties["view:azimuth"] = round(row.heading_deg, 2) % 360
    if row.horizontal_accuracy_m is not None:
        properties["quality:horizontal_accuracy"] = round(row.horizontal_accuracy_m, 2)
    if row.street:
        properties["ruelle:street"] = row.street
    if row.house_number:
        properties["ruelle:number"] = row.house_number
    return properties


def _camera(row: ItemRow) -> Document:
    camera: Document = {"sensor_array_dimensions": [row.width_px, row.height_px]}
    if row.field_of_view_deg is not None:
        camera["field_of_view"] = round(row.field_of_view_deg, 1)
    if row.make:
        camera["camera_manufacturer"] = row.make
    if row.model:
        camera["camera_model"] = row.model
    return camera


def _assets(row: ItemRow, links: Links) -> Document:
    roles = (("hd", "data"), ("sd", "visual"), ("thumb", "thumbnail"))
    return {key: _asset(row, links, key, role) for key, role in roles}


def _asset(row: ItemRow, links: Links, key: str, role: str) -> Document:
    return {"href": f"{links.picture(row.id)}/{key}.jpg?v={pack_version(row.pack_key)}", "type": JPEG, "roles": [role]}


def _own_links(row: ItemRow, links: Links) -> list[Link]:
    return [
        link("self", links.item(row.sequence_id, row.id), GEOJSON),
        link("collection", links.collection(row.sequence_id), JSON),
    ]


def _tiling(levels: tuple[TileLevel, ...]) -> Document:
    """The pyramid twice: for stock clients as a tile matrix set, whose first matrix is the finest; for ours as is."""
    matrices = [
        {
            "type": "TileMatrixType",
            "identifier": str(number),
            "scaleDenominator": round(levels[0].width_px / level.width_px, 4),
            "topLeftCorner": [0, 0],
            "tileWidth": level.width_px // level.columns,
            "tileHeight": level.height_px // level.rows,
            "matrixWidth": level.columns,
            "matrixHeight": level.rows,
        }
        for number, level in enumerate(levels)
    ]
    matrix_set = {
        "type": "TileMatrixSetType",
        "identifier": MATRIX_SET,
        "supportedCRS": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "tileMatrix": matrices,
    }
    plain = [{"width": at.width_px, "height": at.height_px, "columns": at.columns, "rows": at.rows} for at in levels]
    return {"tiles:tile_matrix_sets": {MATRIX_SET: matrix_set}, "ruelle:levels": plain}


def _templates(row: ItemRow, links: Links) -> Document:
    folder, version = links.picture(row.id), pack_version(row.pack_key)
    return {
        "tiles": {
            "href": f"{folder}/tiled/{{TileCol}}_{{TileRow}}.jpg?v={version}",
            "type": JPEG,
            "roles": ["data"],
            "title": "Finest level",
        },
        "ruelle:tiles": {
            "href": f"{folder}/tiles/{{level}}/{{column}}_{{row}}.jpg?v={version}",
            "type": JPEG,
            "roles": ["data"],
            "title": "Any level, 0 the finest",
        },
    }


def _ways(neighbours: Neighbours, links: Links) -> Iterator[Link]:
    ways = [("prev", neighbours.previous), ("next", neighbours.next), *(("related", way) for way in neighbours.related)]
    for rel, way in ways:
        if way is not None:
            yield _way(rel, way, links)


def _way(rel: str, way: Waypoint, links: Links) -> Link:
    return link(
        rel,
        links.item(way.sequence_id, way.id),
        GEOJSON,
        id=way.id,
        geometry=point(way.longitude_deg, way.latitude_deg),
        datetime=moment(way.captured_at),
    )
