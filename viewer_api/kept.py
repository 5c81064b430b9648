"""Answers kept until the catalog changes, within a bounded memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

CEILING_BYTES = 8 << 20


class Kept:
    """Bytes by key, made anew once the beat of the catalog is another; those not asked for longest go first."""

    def __init__(self, ceiling_bytes: int = CEILING_BYTES) -> None:
        self._ceiling_bytes = ceiling_bytes
        self._beat = -1
        self._size_bytes = 0
        self._found: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, beat: int, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What was made for this key at this beat, else what `make` gives; two readers at once may both make it."""
        with self._lock:
            if beat > self._beat:
                self._found.clear()
                self._beat, self._size_bytes = beat, 0
            if beat == self._beat and key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        self._keep(beat, key, made)
        return made

    def _keep(self, beat: int, key: Hashable, made: bytes) -> None:
        with self._lock:
            if beat != self._beat or key in self._found or len(made) > self._ceiling_bytes:
                return
            self._found[key] = made
            self._size_bytes += len(made)
            while self._size_bytes > self._ceiling_bytes:
                self._size_bytes -= len(self._found.popitem(last=False)[1])


def respond_kept(request: Request, body: bytes, media_type: str) -> Response:
    """The answer to a GET: 200, or 304 to a reader who has these bytes; a weak tag, for they may yet be packed."""
    etag = f'W/"{blake2b(body, digest_size=8).hexdigest()}"'
    known = request.headers.get("if-none-match", "")
    if etag in [tag.strip() for tag in known.split(",")]:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, headers={"ETag": etag}, media_type=media_type)
