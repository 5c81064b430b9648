"""Deciding a resident's request: the blur stays, or is lifted while the original is still there."""

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import NotFound
from ruelle.catalog.looks import Looks
from ruelle.catalog.requests import BlurRequest
from ruelle.catalog.zones import Decision


def decide_request(catalog: Catalog, looks: Looks, request_id: str, *, decision: Decision, account: str) -> BlurRequest:
    """The request as it stands then. Raises NotFound, or Conflict for one that was withdrawn or cannot be lifted."""
    request = catalog.requests.read(request_id)
    return catalog.requests.decide(request_id, decision, account, may_lift=_may_lift(catalog, looks, request))


def _may_lift(catalog: Catalog, looks: Looks, request: BlurRequest) -> bool:
    try:
        return looks.may_lift(catalog.item(request.item_id))
    except NotFound:  # with the picture, the blur is gone as well
        return True
