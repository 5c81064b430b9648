"""Addresses and streets of the town."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.database.streets import StreetPosition, StreetSummary
from ruelle.catalog.model import Address
from ruelle.viewer_api.access import Visible
from ruelle.viewer_api.answers import GeoJsonAnswer, JsonAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.kept import respond_kept
from ruelle.viewer_api.links import JSON
from ruelle.viewer_api.stac_item import moment, point
from ruelle.viewer_api.street_positions import positions_in

router = APIRouter(prefix="/api", tags=["Addresses"])

Words = Annotated[str, Query(max_length=200, description="Beginnings of words, with or without accents")]
StreetName = Annotated[str, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=50)]


@router.get("/addresses", summary="Search of addresses")
def addresses(at: AtDesk, q: Words = "", limit: Limit = 10) -> Response:
    """The town's own addresses; nothing leaves the host."""
    found = at.catalog.search_addresses(q, limit) if q.strip() else []
    return GeoJsonAnswer({"type": "FeatureCollection", "features": [_feature(address) for address in found]})


@router.get("/streets", summary="Streets with pictures")
def streets(request: Request, at: AtDesk, visible: Visible) -> Response:
    """By name; for each its newest picture and some along it. All of them are at `/api/streets/positions`."""

    def write() -> bytes:
        return orjson.dumps({"streets": [_street(summary) for summary in at.catalog.streets(visible)]})

    return respond_kept(request, at.kept.get(at.catalog.beat(), ("streets", visible), write), JSON)


@router.get("/streets/positions", summary="Pictures of one street")
def positions(at: AtDesk, visible: Visible, street: StreetName = "") -> Response:
    """By house number, at most a thousand; without a name, those that stand near no address."""
    found = positions_in(at.catalog, street, visible)
    return JsonAnswer({"street": street, "positions": [_position(row) for row in found]})


def _position(row: ItemRow) -> dict[str, Any]:
    return {"id": row.id, "number": row.house_number or None, "datetime": moment(row.captured_at)}


def _along(position: StreetPosition) -> dict[str, Any]:
    place = [round(position.longitude_deg, 6), round(position.latitude_deg, 6)]
    heading = None if position.heading_deg is None else round(position.heading_deg)
    return {"id": position.item_id, "number": position.house_number or None, "place": place, "heading": heading}


def _feature(address: Address) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": point(address.longitude_deg, address.latitude_deg),
        "properties": {
            "label": address.label,
            "street": address.street,
            "number": address.number,
            "commune": address.commune,
        },
    }


def _street(summary: StreetSummary) -> dict[str, Any]:
    return {
        "name": summary.street,
        "count": summary.count,
        "first": summary.first_item_id,
        "newest": moment(summary.newest),
        "numbers": summary.house_numbers,
        "positions": [_along(position) for position in summary.positions],
    }
