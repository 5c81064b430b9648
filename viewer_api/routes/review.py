"""The review of doubtful pictures, and the samples: for operators alone, and kept by no cache."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.sample_report import document
from ruelle.viewer_api.access import Operator, operator, same_origin
from ruelle.viewer_api.answers import PrivateAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.links import JPEG
from ruelle.viewer_api.pictures import Picture
from ruelle.viewer_api.reviewing import RulingBody, look, queue, rule, whole

router = APIRouter(prefix="/api", tags=["Review"])

Limit = Annotated[int, Query(ge=1, le=200)]
Token = Annotated[str | None, Query(max_length=200)]
PRIVATE = {"Cache-Control": "no-store"}


class SampleBody(BaseModel):
    """How many pictures of a campaign a person checks, in all."""

    pictures: Annotated[int, Field(ge=1, le=10_000)]


@router.get("/review", summary="The queue of pictures to be checked", dependencies=[Depends(operator)])
def reviews(at: AtDesk, state: Literal["open", "closed"] = "open", limit: Limit = 50, token: Token = None) -> Response:
    """Those that wait longest come first; of the closed ones the latest."""
    return PrivateAnswer(queue(at, closed=state == "closed", limit=limit, token=token))


@router.get("/review/{item_id}", summary="A picture to be checked, with its zones")
def review(at: AtDesk, who: Operator, item_id: str) -> Response:
    """With the addresses of its blurred tiles."""
    return PrivateAnswer(whole(at, who, item_id))


@router.post("/review/{item_id}/decisions", summary="Decide", dependencies=[Depends(same_origin)])
def decisions(at: AtDesk, who: Operator, item_id: str, body: RulingBody) -> Response:
    """Each decision is logged, and can be taken back; once finished, a worker publishes the picture as decided."""
    return PrivateAnswer(rule(at, who, item_id, body))


@router.get("/review/{item_id}/pictures/{part:path}", summary="A blurred part", dependencies=[Depends(operator)])
def part(request: Request, at: AtDesk, item_id: str, part: str) -> Response:
    """Of a picture that is not, or not yet, shown to others."""
    at.catalog.reviews.row(item_id)
    answer = Picture(request, at.store, at.catalog.item(item_id)).part(part)
    answer.headers.update(PRIVATE)
    return answer


@router.get("/review/{item_id}/looks/{zone_id}.jpg", summary="One zone unblurred")
def one_look(at: AtDesk, who: Operator, item_id: str, zone_id: str) -> Response:
    """Who looked, at what and when is in the journal before the picture leaves."""
    return Response(look(at, who, item_id, zone_id), headers=PRIVATE, media_type=JPEG)


@router.get("/campaigns/{name}/sample", summary="What the sample says", dependencies=[Depends(operator)])
def sample(at: AtDesk, name: str) -> Response:
    """Recall with its exact 95 % interval."""
    return PrivateAnswer(document(at.catalog.samples.report(name)))


@router.post(
    "/campaigns/{name}/sample", summary="Draw a sample", dependencies=[Depends(same_origin), Depends(operator)]
)
def draw(at: AtDesk, name: str, body: SampleBody) -> Response:
    """By lot among what is published; the pictures stay visible while a person checks them."""
    return PrivateAnswer(document(at.catalog.samples.draw(name, body.pictures)))
