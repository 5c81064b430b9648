"""Bytes over HTTP as RFC 9110 asks: entity tags, conditions, and ranges of one piece."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.vocabulary import Visibility

FOR_EVER = "public, max-age=31536000, immutable"
FOR_STAFF = "private, max-age=3600"
CHECK_AGAIN = "no-cache"

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class Entity:
    """Some bytes that never change under one strong `etag`; `read(offset, length)` fetches a piece of them."""

    etag: str
    length: int
    read: Callable[[int, int], bytes]
    media_type: str
    cache_control: str


def caching(visibility: Visibility, *, versioned: bool) -> str:
    """What caches may do: keep public bytes for ever where the address names their version."""
    if visibility is not Visibility.PUBLIC:
        return FOR_STAFF if versioned else "private, no-cache"
    return FOR_EVER if versioned else CHECK_AGAIN


def respond(request: Request, entity: Entity) -> Response:
    """The answer to a GET or HEAD: 200, 206, 304 or 416."""
    headers = {"ETag": entity.etag, "Cache-Control": entity.cache_control, "Accept-Ranges": "bytes"}
    if _matches(request.headers.get("if-none-match", ""), entity.etag):
        return Response(status_code=304, headers=headers)
    piece = _asked_range(request, entity)
    if piece is None:
        return _whole(request, entity, headers)
    start, end = piece
    if start >= entity.length or end < start:
        headers["Content-Range"] = f"bytes */{entity.length}"
        return Response(status_code=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{entity.length}"
    return Response(entity.read(start, end - start + 1), 206, headers, entity.media_type)


def _whole(request: Request, entity: Entity, headers: dict[str, str]) -> Response:
    if request.method == "HEAD":
        return Response(None, 200, {**headers, "Content-Length": str(entity.length)}, entity.media_type)
    return Response(entity.read(0, entity.length), 200, headers, entity.media_type)


def _matches(condition: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
    return etag in tags or "*" in tags


def _asked_range(request: Request, entity: Entity) -> tuple[int, int] | None:
    """First and last byte asked for; None if all is wanted, or if the range is not one that we serve."""
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or asked.groups() == ("", "") or request.headers.get("if-range", entity.etag) != entity.etag:
        return None
    first, last = asked.groups()
    if not first:
        return (max(0, entity.length - int(last)), entity.length - 1) if int(last) else (entity.length, 0)
    return int(first), min(int(last or entity.length), entity.length - 1)
