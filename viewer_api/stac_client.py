"""The STAC API as stac-fastapi calls it; every method answers with bytes that are ready to be sent."""

from dataclasses import replace

from stac_fastapi.types.core import BaseCoreClient
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.errors import NotFound
from ruelle.catalog.search import ItemQuery
from ruelle.viewer_api.answers import GeoJsonAnswer, JsonAnswer
from ruelle.viewer_api.asking import Asking
from ruelle.viewer_api.links import GEOJSON, JSON, link
from ruelle.viewer_api.queries import Asked, matching, read_limit, read_search
from ruelle.viewer_api.stac_catalog import collection, collection_page, landing
from ruelle.viewer_api.stac_parameters import SearchBody


class StacClient(BaseCoreClient):  # type: ignore[misc]
    """The verbs of STAC over the catalog."""

    def landing_page(self, *, request: Request) -> Response:
        """`GET /api`."""
        asking = Asking.of(request)
        extent = asking.catalog.extent(asking.visible)
        return JsonAnswer(landing(asking.links, asking.publisher, extent, self.conformance_classes()))

    def conformance(self, **_: object) -> Response:
        """`GET /api/conformance`."""
        return JsonAnswer({"conformsTo": self.conformance_classes()})

    def all_collections(self, limit: int = 100, token: str | None = None, *, request: Request) -> Response:
        """`GET /api/collections`, the newest first."""
        asking = Asking.of(request)
        page = asking.catalog.sequences(asking.visible, limit=read_limit(limit), token=token or None)
        documents = [collection(summary, asking.links, asking.publisher) for summary in page.results]
        return JsonAnswer(
            collection_page(documents, asking.links, [asking.self_link(JSON), *asking.next_link(page, JSON)])
        )

    def get_collection(self, collection_id: str, *, request: Request) -> Response:
        """`GET /api/collections/{collection_id}`."""
        asking = Asking.of(request)
        summary = asking.catalog.sequence_summary(collection_id, asking.visible)
        return JsonAnswer(collection(summary, asking.links, asking.publisher))

    def get_item(self, item_id: str, collection_id: str, *, request: Request) -> Response:
        """`GET /api/collections/{collection_id}/items/{item_id}`."""
        asking = Asking.of(request)
        found = asking.catalog.search(ItemQuery(asking.visible, ids=(item_id,), sequence_ids=(collection_id,))).results
        if not found:
            raise NotFound("item-unknown", id=item_id)
        return GeoJsonAnswer(asking.whole(found[0]))

    def item_collection(self, collection_id: str, asked: Asked, *, request: Request) -> Response:
        """`GET /api/collections/{collection_id}/items`, in the order of the drive."""
        asking = Asking.of(request)
        asking.catalog.sequence(collection_id, asking.visible)
        search = read_search(asked, asking.visible)
        page = asking.catalog.search(replace(search.query, oldest_first=True))
        up = link("collection", asking.links.collection(collection_id), JSON)
        return GeoJsonAnswer(asking.features(page, [up, *asking.next_link(page, GEOJSON)]))

    def get_search(self, asked: Asked, *, request: Request) -> Response:
        """`GET /api/search`, the newest first."""
        asking = Asking.of(request)
        page = matching(asking.catalog, read_search(asked, asking.visible))
        return GeoJsonAnswer(asking.features(page, asking.next_link(page, GEOJSON)))

    def post_search(self, search_request: SearchBody, *, request: Request) -> Response:
        """`POST /api/search`."""
        asking = Asking.of(request)
        given = search_request.model_dump(exclude_none=True)
        page = matching(asking.catalog, read_search(Asked(**given), asking.visible))
        body = {**given, "token": page.next_token}
        return GeoJsonAnswer(
            asking.features(page, asking.next_link(page, GEOJSON, method="POST", body=body, merge=False))
        )
