"""What a client asks in a search, as text or as JSON, read into a query of the catalog."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import HTTPException
from stac_fastapi.types.rfc3339 import str_to_interval

from ruelle.catalog.database.paging import token_after
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.errors import InputError
from ruelle.catalog.search import LIMIT_CEILING, ItemQuery, Page
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.geojson import Geometry

Bbox = tuple[float, float, float, float]
IDS_CEILING = 1000


@dataclass(frozen=True, slots=True)
class Search:
    """A query of the catalog, and a shape that narrows it down."""

    query: ItemQuery
    shape: Geometry | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search as they came; None where one did not."""

    bbox: str | Sequence[float] | None = None
    datetime: str | None = None
    ids: str | Sequence[str] | None = None
    collections: str | Sequence[str] | None = None
    intersects: str | object | None = None
    limit: int = 10
    token: str | None = None


def read_search(asked: Asked, visibilities: frozenset[Visibility]) -> Search:
    """The search that a client means; InputError names the parameter that is wrong.

    A limit above the ceiling is taken for the ceiling, as OGC API Features asks (requirement 22).
    """
    if asked.bbox and asked.intersects:
        raise InputError("bbox-and-intersects")
    start, end = read_interval(asked.datetime)
    query = ItemQuery(
        visibilities,
        bbox_deg=read_bbox(asked.bbox),
        start=start,
        end=end,
        ids=_read_ids("ids", asked.ids),
        sequence_ids=_read_ids("collections", asked.collections),
        limit=read_limit(asked.limit),
        token=asked.token or None,
    )
    if not asked.intersects:
        return Search(query)
    shape = Geometry(_read_json(asked.intersects))
    return Search(replace(query, bbox_deg=shape.bbox_deg()), shape)


def matching(catalog: Catalog, search: Search) -> Page[ItemRow]:
    """One page of what a search finds; a shape is tested on wide pages, so that narrow ones are still full."""
    if search.shape is None:
        return catalog.search(search.query)
    found: list[ItemRow] = []
    page: Page[ItemRow] = Page((), search.query.token)
    limit = search.query.limit
    while len(found) <= limit:
        page = catalog.search(replace(search.query, limit=LIMIT_CEILING, token=page.next_token))
        found += [row for row in page.results if search.shape.holds((row.longitude_deg, row.latitude_deg))]
        if page.next_token is None:
            break
    kept = tuple(found[:limit])
    return Page(kept, token_after(kept[-1].captured_at, kept[-1].id) if len(found) > limit else None)


def read_limit(limit: int) -> int:
    """How many results a page may hold; InputError below 1."""
    if limit < 1:
        raise InputError("bad-limit", value=limit)
    return min(limit, LIMIT_CEILING)


def read_bbox(given: str | Sequence[float] | None) -> Bbox | None:
    """West, south, east, north from four numbers, or from six with heights; west may exceed east."""
    if not given:
        return None
    try:
        numbers = [float(part) for part in (given.split(",") if isinstance(given, str) else given)]
    except (ValueError, TypeError):
        raise InputError("bad-bbox", value=given) from None
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise InputError("bad-bbox", value=given)
    west, south, *_, east, north = numbers[:2] + numbers[len(numbers) // 2 :][:2]
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 180:
        raise InputError("bad-bbox", value=given)
    return west, south, east, north


def read_interval(text: str | None) -> tuple[datetime | None, datetime | None]:
    """Start and end of an RFC 3339 time or interval."""
    if text is None:
        return None, None
    try:
        interval = str_to_interval(text)
    except (HTTPException, OverflowError):
        raise InputError("bad-datetime", value=text) from None
    return interval if isinstance(interval, tuple) else (interval, interval)


def _read_ids(name: str, given: str | Sequence[str] | None) -> tuple[str, ...]:
    ids = tuple(given.split(",") if isinstance(given, str) else given or ())
    if len(ids) > IDS_CEILING:
        raise InputError("too-many-ids", parameter=name, ceiling=IDS_CEILING)
    return ids


def _read_json(given: object) -> object:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except (ValueError, RecursionError):
        raise InputError("bad-geometry") from None
