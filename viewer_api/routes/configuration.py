"""What clients ask before anything else."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from ruelle.catalog.settings import Settings
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.routes.coverage import basemap_file

router = APIRouter(prefix="/api", tags=["Configuration"])


@router.get("/configuration", summary="What the town says of itself")
def configuration(at: AtDesk) -> Response:
    """Name, colour, contact, licence and base map."""
    return JsonAnswer(_configuration(at.settings))


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "name": {"label": settings.town_name},
        "town": settings.town_name,
        "color": settings.accent,
        "accent": settings.accent,
        "contact": settings.contact,
        "email": settings.contact,
        "language": settings.language,
        "license": {"id": settings.licence},
        "basemap": _basemap(settings),
        "auth": {"enabled": True},
    }


def _basemap(settings: Settings) -> dict[str, str] | None:
    """A PMTiles file is served by us; an address is a raster template if it has places to fill, else a style."""
    if not settings.basemap:
        return None
    if basemap_file(settings.basemap, settings.home):
        return {"kind": "pmtiles", "url": "/basemap.pmtiles"}
    return {"kind": "raster" if "{z}" in settings.basemap else "style", "url": settings.basemap}
