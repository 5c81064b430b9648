"""What the STAC endpoints take, as stac-fastapi and OpenAPI need to know it; the reading is done in `queries`."""

from typing import Annotated, Any

import attr
from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from stac_fastapi.types.search import APIRequest

from ruelle.viewer_api.queries import Asked

BBOX = "West, south, east, north in degrees"
TIME = "RFC 3339 time, or interval with `..` for an open end"
LIMIT = "Results on a page"
TOKEN = "What the link to the next page carries"


@attr.s(auto_attribs=True)
class SearchParameters(APIRequest):  # type: ignore[misc]
    """What `GET /search` takes."""

    bbox: Annotated[str | None, Query(description=BBOX)] = None
    datetime: Annotated[str | None, Query(description=TIME)] = None
    ids: Annotated[str | None, Query(description="Pictures, separated by commas")] = None
    collections: Annotated[str | None, Query(description="Sequences, separated by commas")] = None
    intersects: Annotated[str | None, Query(description="GeoJSON geometry, instead of bbox")] = None
    limit: Annotated[int, Query(description=LIMIT)] = 10
    token: Annotated[str | None, Query(description=TOKEN)] = None

    def kwargs(self) -> dict[str, object]:
        """What the client's method is called with."""
        return {"asked": Asked(**attr.asdict(self))}


class SearchBody(BaseModel):
    """What `POST /search` takes."""

    model_config = ConfigDict(extra="ignore")

    bbox: list[float] | None = Field(None, description=BBOX)
    datetime: str | None = Field(None, description=TIME)
    ids: list[str] | None = None
    collections: list[str] | None = None
    intersects: dict[str, Any] | None = Field(None, description="GeoJSON geometry, instead of bbox")
    limit: int = Field(10, description=LIMIT)
    token: str | None = Field(None, description=TOKEN)


@attr.s(auto_attribs=True)
class PageParameters(APIRequest):  # type: ignore[misc]
    """What `GET /collections` takes."""

    limit: Annotated[int, Query(description=LIMIT)] = 100
    token: Annotated[str | None, Query(description=TOKEN)] = None


@attr.s(auto_attribs=True)
class ItemsParameters(APIRequest):  # type: ignore[misc]
    """What `GET /collections/{collection_id}/items` takes."""

    collection_id: Annotated[str, Path(description="The sequence")]
    bbox: Annotated[str | None, Query(description=BBOX)] = None
    datetime: Annotated[str | None, Query(description=TIME)] = None
    limit: Annotated[int, Query(description=LIMIT)] = 10
    token: Annotated[str | None, Query(description=TOKEN)] = None

    def kwargs(self) -> dict[str, object]:
        """What the client's method is called with."""
        given = attr.asdict(self)
        return {"collection_id": self.collection_id, "asked": Asked(collections=[given.pop("collection_id")], **given)}
