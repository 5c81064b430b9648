"""One request of a reader: what may be seen, under which addresses, and the documents made for it."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.search import Page
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.access import account, visibilities
from ruelle.viewer_api.desk import desk
from ruelle.viewer_api.links import GEOJSON, JSON, Link, Links, link
from ruelle.viewer_api.stac_item import Publisher, brief_item, whole_item

Document = dict[str, Any]

WHOLE_CEILING = 10
"""A page of so few items carries them whole, for stock clients open a picture by a search for its id."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What every STAC answer is made from."""

    request: Request
    catalog: Catalog
    visible: frozenset[Visibility]
    links: Links
    publisher: Publisher

    @classmethod
    def of(cls, request: Request) -> "Asking":
        """What this request means."""
        at = desk(request)
        publisher = Publisher(at.settings.town_name, at.settings.licence)
        return cls(request, at.catalog, visibilities(account(request)), Links.of(request), publisher)

    def whole(self, row: ItemRow) -> Document:
        """An item with its tiles and ways on."""
        neighbours = self.catalog.neighbours(self.catalog.item(row.id, self.visible), self.visible)
        return whole_item(row, self.links, self.publisher, neighbours)

    def features(self, page: Page[ItemRow], more_links: list[Link]) -> Document:
        """A page of items."""
        if len(page.results) <= WHOLE_CEILING:
            features = [self.whole(row) for row in page.results]
        else:
            features = [brief_item(row, self.links, self.publisher) for row in page.results]
        links = [self.self_link(GEOJSON), link("root", self.links.root, JSON), *more_links]
        return {"type": "FeatureCollection", "features": features, "links": links, "numberReturned": len(features)}

    def self_link(self, media_type: str) -> Link:
        """The page that was asked for."""
        return link("self", str(self.request.url), media_type)

    def next_link(self, page: Page[Any], media_type: str, **post: object) -> list[Link]:
        """The page after this one, if there is one; `post` says how, where it is not asked for by address alone."""
        if page.next_token is None:
            return []
        url = self.request.url
        return [link("next", str(url if post else url.include_query_params(token=page.next_token)), media_type, **post)]
