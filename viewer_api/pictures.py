"""The files of one picture as entities over HTTP, read straight from its pack."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Derivatives, Item, Span
from ruelle.catalog.store import PublicStore
from ruelle.viewer_api.access import Visible
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.entities import Entity, caching, respond
from ruelle.viewer_api.links import JPEG, pack_version
from ruelle.viewer_api.mosaic import join_tiles
from ruelle.viewer_api.picture_metadata import metadata_segments


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that this reader may see; `version` is what the address says of its bytes."""

    request: Request
    store: PublicStore
    item: Item
    version: str | None = None

    def part(self, name: str) -> Response:
        """One part of the pack. Raises NotFound."""
        pack = self._pack()
        span = pack.parts.get(name)
        if span is None:
            raise NotFound("part-unknown", name=name)

        def read(offset: int, length: int) -> bytes:
            return self.store.read_span(pack.pack_key, Span(span.offset + offset, length))

        return self._respond(name, span.length, read)

    def whole(self) -> Response:
        """The finest level in one JPEG, with time and place. Raises EngineError where its tiles do not fit together."""
        pack = self._pack()

        def tile(column: int, row: int) -> bytes:
            return self.store.read_span(pack.pack_key, pack.parts[f"tiles/0/{column}_{row}.jpg"])

        metadata = metadata_segments(self.item, pack.levels[0])
        jpeg = b"".join(join_tiles(tile, pack.levels[0], metadata))
        name = f"hd-{zlib.crc32(metadata):08x}.jpg"
        return self._respond(name, len(jpeg), lambda offset, length: jpeg[offset : offset + length])

    def _respond(self, name: str, length: int, read: Callable[[int, int], bytes]) -> Response:
        key = self._pack().pack_key
        kept = caching(self.item.visibility, versioned=self.version == pack_version(key))
        return respond(self.request, Entity(f'"{key}/{name}"', length, read, media_type=JPEG, cache_control=kept))

    def _pack(self) -> Derivatives:
        if self.item.derivatives is None:
            raise NotFound("item-unknown", id=self.item.id)
        return self.item.derivatives


def picture(
    request: Request,
    at: AtDesk,
    visible: Visible,
    item_id: str,
    *,
    v: Annotated[str | None, Query(description="Version of the bytes; with it, caches keep them for ever")] = None,
) -> Picture:
    """The picture of the address, or NotFound."""
    return Picture(request, at.store, at.catalog.item(item_id, visible), v)


Asked = Annotated[Picture, Depends(picture)]
