"""What operators do about jobs: see them, retry, cancel, answer, show, erase. Nothing of it may be cached."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.answer import answer_clock_offset
from ruelle.catalog.erasures import ErasureRule
from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Account
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.access import operator, same_origin
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.errors import language
from ruelle.viewer_api.job_documents import drive_document
from ruelle.viewer_api.operations import snapshot

router = APIRouter(prefix="/api/operate", tags=["Operations"], dependencies=[Depends(operator), Depends(same_origin)])

Operator = Annotated[Account, Depends(operator)]
Limit = Annotated[int, Query(ge=1, le=1000)]
NO_STORE = {"Cache-Control": "no-store"}


class Offset(BaseModel):
    """How far a camera's clock was off."""

    clock_offset_s: float = Field(ge=-100 * 366 * 86_400.0, le=100 * 366 * 86_400.0, allow_inf_nan=False)


class Seen(BaseModel):
    """Who may see a drive."""

    visibility: Visibility


class Confirmed(BaseModel):
    """The name of what is to be erased, typed by hand; `what` is all of it, or the sealed originals alone."""

    confirm: str = Field(max_length=200)
    what: Literal["everything", "originals"] = "everything"


@router.get("", summary="All that runs, waits or failed")
def overview(request: Request, at: AtDesk) -> Response:
    """Jobs in five steps, failures with remedies, disk, retention."""
    return JsonAnswer(snapshot(at.catalog, at.settings, language(request)), headers=NO_STORE)


@router.get("/erasures", summary="What was erased, and by which rule")
def erasures(at: AtDesk, limit: Limit = 100) -> Response:
    """The newest records."""
    found = [erasure.document() for erasure in at.catalog.custody.erasures(limit)]
    return JsonAnswer({"erasures": found}, headers=NO_STORE)


@router.get("/drives/{drive_id}", summary="One drive as a job")
def drive(request: Request, at: AtDesk, drive_id: str) -> Response:
    """Where it stands."""
    return JsonAnswer(drive_document(at.catalog.jobs.drive(drive_id), language(request)), headers=NO_STORE)


@router.post("/drives/{drive_id}/retry", summary="Take up again what failed")
def retry(request: Request, at: AtDesk, drive_id: str) -> Response:
    """The drive itself, or its pictures that failed."""
    at.catalog.jobs.retry(drive_id)
    return drive(request, at, drive_id)


@router.post("/drives/{drive_id}/cancel", summary="Give a drive up")
def cancel(request: Request, at: AtDesk, who: Operator, drive_id: str) -> Response:
    """What is not published goes, with all originals; what is published stays."""
    at.catalog.custody.cancel(drive_id, who.name)
    return drive(request, at, drive_id)


@router.post("/drives/{drive_id}/answer", summary="Say how far a camera's clock was off")
def answer(request: Request, at: AtDesk, drive_id: str, offset: Offset) -> Response:
    """The drive is placed with it."""
    answer_clock_offset(at.catalog, drive_id, offset.clock_offset_s)
    return drive(request, at, drive_id)


@router.post("/drives/{drive_id}/visibility", summary="Say who may see a drive")
def visibility(request: Request, at: AtDesk, drive_id: str, seen: Seen) -> Response:
    """To everybody only once all of it is ready and reviewed."""
    at.catalog.jobs.show(drive_id, seen.visibility)
    return drive(request, at, drive_id)


@router.post("/drives/{drive_id}/erase", summary="Erase a drive")
def erase(at: AtDesk, who: Operator, drive_id: str, confirmed: Confirmed) -> Response:
    """All of it, or its originals; the name of the campaign, typed, confirms it."""
    campaign = at.catalog.jobs.drive(drive_id).campaign
    if confirmed.confirm.strip() != campaign:
        raise InputError("drive-name-wrong", campaign=campaign)
    if confirmed.what == "originals":
        begun = at.catalog.custody.give_up_originals(drive_id, ErasureRule.ASKED, who.name)
    else:
        begun = at.catalog.custody.erase_drive(drive_id, who.name)
    return JsonAnswer(begun.document(), 202, headers=NO_STORE)
