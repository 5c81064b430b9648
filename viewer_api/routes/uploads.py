"""Uploads of operators: announced, sent in pieces that may break off at any moment, finished."""

import uuid
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ruelle.catalog.disk import Disk
from ruelle.catalog.errors import Conflict
from ruelle.catalog.incoming import IncomingFolder, OffsetError
from ruelle.catalog.model import Account
from ruelle.catalog.uploads import CHUNK_CEILING_BYTES, FILES_CEILING, Upload, UploadFile, UploadState
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.access import operator, same_origin
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.desk import AtDesk, Desk
from ruelle.viewer_api.errors import answer
from ruelle.viewer_api.job_documents import received_files

_GUARDS = [Depends(operator), Depends(same_origin)]
router = APIRouter(prefix="/api/operate/uploads", tags=["Operations"], dependencies=_GUARDS)
chunks = APIRouter(
    prefix="/api/operate/uploads", tags=["Operations"], dependencies=_GUARDS, max_body_size=CHUNK_CEILING_BYTES
)
"""The one route that takes more than the others."""

NO_STORE = {"Cache-Control": "no-store"}
COPIES = 2
"""Until capture has sealed a file, it lies on the disk twice."""


class AnnouncedFile(BaseModel):
    """A file that is going to be sent."""

    name: str = Field(max_length=1000)
    size_bytes: int = Field(ge=0, le=1 << 50)


class Announced(BaseModel):
    """What is going to be sent, and for what."""

    campaign: str = Field(max_length=1000)
    visibility: Visibility = Visibility.STAFF
    files: list[AnnouncedFile] = Field(max_length=FILES_CEILING)


@router.post("", summary="Announce an upload", status_code=201)
def announce(at: AtDesk, who: Annotated[Account, Depends(operator)], announced: Announced) -> Response:
    """Names and sizes; refused where the disk would be too full."""
    upload = Upload(
        id=uuid.uuid4().hex,
        campaign=announced.campaign.strip(),
        visibility=announced.visibility,
        account=who.name,
        created_at=datetime.now(UTC),
        files=tuple(UploadFile(file.name, file.size_bytes) for file in announced.files),
    )
    Disk.of(at.settings).admit(COPIES * (upload.size_bytes + _still_to_come(at)))
    folder = IncomingFolder(at.settings, upload.id)
    folder.make()
    try:
        at.catalog.uploads.announce(upload)
    except Conflict:
        folder.remove()
        raise
    return _told(at, upload, 201)


@router.get("/{upload_id}", summary="How much of an upload has arrived")
def progress(at: AtDesk, upload_id: str) -> Response:
    """By file, so that sending goes on where it broke off."""
    return _told(at, at.catalog.uploads.read(upload_id))


@router.post("/{upload_id}/finish", summary="Say that all files have been sent")
def finish(at: AtDesk, upload_id: str) -> Response:
    """A worker captures them; what it cannot use is told in the job."""
    upload = at.catalog.uploads.read(upload_id)
    if upload.state is UploadState.UPLOADING:
        missing = IncomingFolder(at.settings, upload_id).missing(upload)
        if missing:
            raise Conflict("upload-incomplete", count=len(missing), file=missing[0].name)
        upload = at.catalog.uploads.advance(upload_id, UploadState.UPLOADING, to=UploadState.QUEUED)
    return _told(at, upload)


@router.post("/{upload_id}/retry", summary="Capture an upload again that failed")
def retry(at: AtDesk, upload_id: str) -> Response:
    """Its files were kept."""
    return _told(at, at.catalog.uploads.advance(upload_id, UploadState.FAILED, to=UploadState.QUEUED))


@router.delete("/{upload_id}", summary="Give an upload up", status_code=204)
def cancel(at: AtDesk, upload_id: str) -> Response:
    """What has arrived is deleted."""
    open_states = (UploadState.UPLOADING, UploadState.QUEUED, UploadState.FAILED, UploadState.CANCELLED)
    at.catalog.uploads.advance(upload_id, *open_states, to=UploadState.CANCELLED)
    IncomingFolder(at.settings, upload_id).remove()
    return Response(status_code=204, headers=NO_STORE)


@chunks.patch("/{upload_id}/files/{index}", summary="Send a piece of a file", response_class=Response)
async def send(
    request: Request,
    at: AtDesk,
    upload_id: str,
    *,
    index: Annotated[int, Path(ge=0, lt=FILES_CEILING)],
    upload_offset: Annotated[int, Header(ge=0, description="Where the piece begins: what has arrived so far")],
) -> Response:
    """At most 8 MiB, as they are; 409 with the right `Upload-Offset` where it does not follow what is there."""
    try:
        piece = await request.body()
        received = await run_in_threadpool(_append, at, upload_id, (index, upload_offset), piece)
    except ClientDisconnect:
        return Response(status_code=400)  # which nobody reads: the piece broke off, and is sent again
    except OffsetError as error:
        refused = answer(request, error.http_status, error.failure)
        refused.headers["Upload-Offset"] = str(error.received_bytes)
        return refused
    return Response(status_code=204, headers={**NO_STORE, "Upload-Offset": str(received)})


def _append(at: Desk, upload_id: str, place: tuple[int, int], piece: bytes) -> int:
    index, offset = place
    file = at.catalog.uploads.arriving(upload_id, index)
    Disk.of(at.settings).admit(len(piece))
    return IncomingFolder(at.settings, upload_id).append(file, offset, piece)


def _still_to_come(at: Desk) -> int:
    """What other uploads that are under way will still bring, in bytes."""
    arriving = at.catalog.uploads.in_state(UploadState.UPLOADING)
    files = (file for upload in arriving for file in received_files(upload, at.settings))
    return sum(file["size_bytes"] - file["received_bytes"] for file in files)


def _told(at: Desk, upload: Upload, status: int = 200) -> Response:
    body = {"id": upload.id, "state": upload.state, "campaign": upload.campaign}
    return JsonAnswer({**body, "files": received_files(upload, at.settings)}, status, headers=NO_STORE)
