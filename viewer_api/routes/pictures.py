"""The files of pictures: whole, small, in tiles."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from ruelle.viewer_api.access import Visible
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.links import JPEG
from ruelle.viewer_api.pictures import Asked, Picture

router = APIRouter(prefix="/api", tags=["Pictures"])

Number = Annotated[int, Path(ge=0, le=4096)]
Handler = Callable[..., Any]


def _get(path: str, summary: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        router.head(path, include_in_schema=False)(handler)
        content: dict[int | str, dict[str, Any]] = {200: {"content": {JPEG: {}}}}
        return router.get(path, summary=summary, response_class=Response, responses=content)(handler)

    return register


@_get("/pictures/{item_id}/hd.jpg", "The whole picture")
def hd(picture: Asked) -> Response:
    """The finest level in one JPEG, anonymised, with time and place."""
    return picture.whole()


@_get("/pictures/{item_id}/sd.jpg", "The picture, 2048 pixels wide")
def sd(picture: Asked) -> Response:
    """For a first look, and for slow networks."""
    return picture.part("sd.jpg")


@_get("/pictures/{item_id}/thumb.jpg", "The picture, 500 by 300 pixels")
def thumb(picture: Asked) -> Response:
    """For lists and pop-ups."""
    return picture.part("thumb.jpg")


@_get("/pictures/{item_id}/preview.jpg", "The picture in at most 8 kB")
def preview(picture: Asked) -> Response:
    """For the time until the rest has come."""
    return picture.part("preview.jpg")


@_get("/pictures/{item_id}/tiles/{level}/{column}_{row}.jpg", "One tile of any level")
def tile(picture: Asked, level: Number, column: Number, row: Number) -> Response:
    """Level 0 is the finest."""
    return picture.part(f"tiles/{level}/{column}_{row}.jpg")


@_get("/pictures/{item_id}/tiled/{column}_{row}.jpg", "One tile of the finest level")
def tiled(picture: Asked, column: Number, row: Number) -> Response:
    """The address that stock clients know."""
    return picture.part(f"tiles/0/{column}_{row}.jpg")


@_get("/collections/{sequence_id}/thumb.jpg", "Thumbnail of a sequence")
def sequence_thumb(request: Request, at: AtDesk, visible: Visible, sequence_id: str) -> Response:
    """That of its first picture."""
    first = at.catalog.sequence_summary(sequence_id, visible).first_item_id
    return Picture(request, at.store, at.catalog.item(first, visible)).part("thumb.jpg")
