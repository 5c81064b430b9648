"""The coverage as vector tiles, their style, and the operator's own base map."""

from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from ruelle.catalog.errors import InputError, NotFound
from ruelle.viewer_api.access import Visible
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.coverage_tiles import ZOOM_CEILING, coverage_style, coverage_tile
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.kept import respond_kept
from ruelle.viewer_api.links import VECTOR_TILE, Links
from ruelle.viewer_api.tiles import TileAddress

router = APIRouter(tags=["Map"])

Number = Annotated[int, Path(description="Web Mercator, y from the north")]


@router.get("/api/map/style.json", summary="Style of the coverage")
def style(request: Request, at: AtDesk) -> Response:
    """A MapLibre style in the town's colour."""
    return JsonAnswer(coverage_style(Links.of(request), at.settings.accent))


@router.get("/api/map/{z}/{x}/{y}.mvt", summary="Coverage as a vector tile", response_class=Response)
def tile(request: Request, at: AtDesk, visible: Visible, *, z: Number, x: Number, y: Number) -> Response:
    """Layers `grid` (below zoom 7), `sequences` (from 7) and `pictures` (from 15); kept until the catalog changes."""
    if not (0 <= z <= ZOOM_CEILING and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise InputError("bad-tile", tile=f"{z}/{x}/{y}")
    address = TileAddress(z, x, y)

    def draw() -> bytes:
        return coverage_tile(address, at.catalog.coverage(address.bbox_deg(), visible, zoom=z))

    return respond_kept(request, at.kept.get(at.catalog.beat(), (address, visible), draw), VECTOR_TILE)


@router.get("/basemap.pmtiles", summary="The operator's base map", response_class=FileResponse)
def basemap(at: AtDesk) -> Response:
    """The PMTiles file of the settings, by ranges."""
    path = basemap_file(at.settings.basemap, at.settings.home)
    if path is None or not path.is_file():
        raise NotFound("basemap-missing")
    return FileResponse(path, media_type="application/vnd.pmtiles")


def basemap_file(basemap: str | None, home: FilePath) -> FilePath | None:
    """The file that the setting means, a relative one within the home folder; None if it is an address."""
    if not basemap or "://" in basemap or not basemap.endswith(".pmtiles"):
        return None
    return home / basemap
