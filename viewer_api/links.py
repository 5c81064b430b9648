"""Absolute addresses, computed from the request: nothing of the host is ever stored."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

PREFIX = "/api"
JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
JPEG = "image/jpeg"
VECTOR_TILE = "application/vnd.mapbox-vector-tile"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

Link = dict[str, object]


def pack_version(pack_key: str) -> str:
    """What an address carries so that it changes with the bytes behind it.

    >>> pack_version("ab/abcdef0123456789")
    'abcdef01'
    """
    return pack_key.rsplit("/", 1)[-1][:8]


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of the API under one `root`, such as `http://localhost:8000/api`."""

    root: str

    @classmethod
    def of(cls, request: Request) -> "Links":
        """The addresses as this client reaches them."""
        return cls(f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}{PREFIX}")

    @property
    def site(self) -> str:
        """The address of the pages, without a slash at the end."""
        return self.root.removesuffix(PREFIX)

    def collection(self, sequence_id: str) -> str:
        """A sequence."""
        return f"{self.root}/collections/{sequence_id}"

    def item(self, sequence_id: str, item_id: str) -> str:
        """An item."""
        return f"{self.root}/collections/{sequence_id}/items/{item_id}"

    def picture(self, item_id: str) -> str:
        """The folder of the files of an item."""
        return f"{self.root}/pictures/{item_id}"


def link(rel: str, href: str, media_type: str, **more: object) -> Link:
    """A link object of STAC and OGC API."""
    return {"rel": rel, "type": media_type, "href": href, **more}


def own_path(request: Request, address: str) -> str:
    """The part of an address that stays on this host; the first page for one that would leave it."""
    url = urlsplit(address.strip())
    foreign = url.scheme not in ("", "http", "https") or url.netloc not in ("", request.url.netloc)
    if foreign or not url.path.startswith("/") or url.path.startswith(("//", "/\\")):
        return "/"
    return url.path + (f"?{url.query}" if url.query else "")
