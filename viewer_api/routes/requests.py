"""Residents' requests: anybody may ask for a blur, operators decide."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.database.requests import RequestRow
from ruelle.catalog.decide_request import decide_request
from ruelle.catalog.requests import EMAIL_CEILING, NOTE_CEILING, RequestState
from ruelle.catalog.zones import Decision, ZoneKind
from ruelle.viewer_api.access import Operator, Visible, operator, same_origin
from ruelle.viewer_api.answers import PrivateAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.intake import Asked, take_in
from ruelle.viewer_api.links import PREFIX, Links, pack_version
from ruelle.viewer_api.reviewing import Corners
from ruelle.viewer_api.stac_item import moment

router = APIRouter(prefix="/api", tags=["Requests"])


class RequestBody(BaseModel):
    """A place in a picture, and the work that shows that somebody means it."""

    model_config = ConfigDict(extra="forbid")

    item_id: Annotated[str, Field(min_length=1, max_length=100)]
    kind: ZoneKind
    corners_deg: Corners
    email: Annotated[str | None, Field(max_length=EMAIL_CEILING)] = None
    note: Annotated[str | None, Field(max_length=2 * NOTE_CEILING)] = None
    challenge: Annotated[str, Field(max_length=200)]
    nonce: Annotated[str, Field(max_length=64)]


class DecisionBody(BaseModel):
    """The blur stays, or is lifted."""

    decision: Annotated[str, Field(pattern="^(confirm|lift)$")]


@router.get("/requests/challenge", summary="What to solve before asking")
def challenge(request: Request, at: AtDesk) -> Response:
    """Find a nonce so that sha256("challenge:nonce") begins with that many zero bits."""
    return PrivateAnswer(at.gate.challenge(request))


@router.post("/requests", summary="Ask for a blur", status_code=201, dependencies=[Depends(same_origin)])
def ask(request: Request, at: AtDesk, visible: Visible, body: RequestBody) -> Response:
    """The place is blurred at once, until an operator has looked; the picture stays."""
    asked = Asked(body.item_id, body.kind, body.corners_deg, body.email, body.note)

    def admission() -> str:
        return at.gate.challenges.solved(body.challenge, body.nonce)

    taken, secret = take_in(at, request, asked, admission=admission, visible=visible)
    return PrivateAnswer({"id": taken.id, "state": taken.state, "follow": f"/requests/{secret}"}, 201)


@router.get("/requests", summary="What residents ask for", dependencies=[Depends(operator)])
def requests(
    at: AtDesk,
    state: RequestState = RequestState.OPEN,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    token: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Those that wait longest come first."""
    page = at.catalog.requests.page(state, limit=limit, token=token)
    told = [_told(row) for row in page.results]
    return PrivateAnswer({"requests": told, "open": at.catalog.requests.count_open(), "next": page.next_token})


@router.post("/requests/{request_id}/decision", summary="Decide a request", dependencies=[Depends(same_origin)])
def decide(at: AtDesk, who: Operator, request_id: str, body: DecisionBody) -> Response:
    """Every other request for the same place is decided with it."""
    decision = Decision.LIFT if body.decision == "lift" else Decision.KEEP
    decided = decide_request(at.catalog, at.looks, request_id, decision=decision, account=who.name)
    return PrivateAnswer({"id": decided.id, "state": decided.state, "open": at.catalog.requests.count_open()})


def _told(row: RequestRow) -> dict[str, Any]:
    request, thumb = row.request, None
    if row.pack_key is not None:
        thumb = f"{Links(PREFIX).picture(request.item_id)}/thumb.jpg?v={pack_version(row.pack_key)}"
    return {
        "id": request.id,
        "item_id": request.item_id,
        "zone_id": request.zone_id,
        "kind": request.kind,
        "note": request.note,
        "email": request.email,
        "created_at": moment(request.created_at),
        "state": request.state,
        "decided_at": request.decided_at and moment(request.decided_at),
        "decided_by": request.decided_by,
        "place": row.place,
        "thumb": thumb,
    }
