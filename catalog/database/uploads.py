"""Uploads in the database."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, insert, or_, select, update

from ruelle.catalog.database.custody_tables import UPLOADS
from ruelle.catalog.database.documents import failure_document, read_dropped, read_failure, write
from ruelle.catalog.database.engine import writing
from ruelle.catalog.errors import Conflict, Failure, NotFound
from ruelle.catalog.model import Dropped
from ruelle.catalog.uploads import Upload, UploadFile, UploadState
from ruelle.catalog.vocabulary import Visibility

OPEN_CEILING = 20
"""More uploads under way at once than a town has operators."""

_UNDER_WAY = (UploadState.UPLOADING, UploadState.QUEUED, UploadState.RUNNING)
_SHOWN = (*_UNDER_WAY, UploadState.FAILED)


class Uploads:
    """What comes in, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def announce(self, upload: Upload) -> None:
        """Note a new upload. Raises Conflict where too many are under way."""
        with writing(self._engine) as connection:
            query = select(UPLOADS.c.id).where(UPLOADS.c.state == UploadState.UPLOADING)
            if len(connection.execute(query).all()) >= OPEN_CEILING:
                raise Conflict("uploads-too-many", ceiling=OPEN_CEILING)
            connection.execute(insert(UPLOADS).values(_row(upload)))

    def read(self, upload_id: str) -> Upload:
        """One upload. Raises NotFound."""
        with self._engine.connect() as connection:
            return _read_one(connection, upload_id)

    def in_state(self, *states: UploadState) -> list[Upload]:
        """The uploads in these states, the oldest first."""
        query = select(UPLOADS).where(UPLOADS.c.state.in_(states)).order_by(UPLOADS.c.created_at, UPLOADS.c.id)
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def shown(self, limit: int = 20) -> list[Upload]:
        """The newest uploads that are under way or failed, and those of which capture could not use everything."""
        lacking = func.json_array_length(UPLOADS.c.document, "$.dropped") > 0
        worth = or_(UPLOADS.c.state.in_(_SHOWN), and_(UPLOADS.c.state == UploadState.DONE, lacking))
        query = select(UPLOADS).where(worth).order_by(UPLOADS.c.created_at.desc(), UPLOADS.c.id).limit(limit)
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def arriving(self, upload_id: str, index: int) -> UploadFile:
        """One file of an upload that is under way, without reading the others. Raises NotFound, or Conflict."""
        file = func.json_extract(UPLOADS.c.document, f"$.files[{index:d}]")
        with self._engine.connect() as connection:
            row = connection.execute(select(UPLOADS.c.state, file).where(UPLOADS.c.id == upload_id)).one_or_none()
        if row is None or row[1] is None:
            raise NotFound("upload-unknown", id=upload_id)
        if row.state != UploadState.UPLOADING:
            raise Conflict("upload-not-so", id=upload_id)
        return UploadFile(*json.loads(row[1]))

    def advance(self, upload_id: str, *before: UploadState, to: UploadState) -> Upload:
        """Bring an upload from one of these states to another. Raises NotFound, or Conflict for any other state."""
        with writing(self._engine) as connection:
            upload = _read_one(connection, upload_id)
            if upload.state not in before:
                raise Conflict("upload-not-so", id=upload_id)
            moved = replace(upload, state=to, failure=None)
            _write(connection, moved)
            return moved

    def end(
        self, upload: Upload, state: UploadState, *, failure: Failure | None = None, dropped: tuple[Dropped, ...] = ()
    ) -> None:
        """Note what came of an upload."""
        with writing(self._engine) as connection:
            _write(connection, replace(upload, state=state, failure=failure, dropped=dropped))

    def forget(self, before: datetime) -> None:
        """Drop the records of what ended before a time."""
        ended = UPLOADS.c.state.in_([state for state in UploadState if state not in _UNDER_WAY])
        with writing(self._engine) as connection:
            connection.execute(UPLOADS.delete().where(ended, UPLOADS.c.created_at < before))


def _read_one(connection: Connection, upload_id: str) -> Upload:
    row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == upload_id)).one_or_none()
    if row is None:
        raise NotFound("upload-unknown", id=upload_id)
    return _read(row)


def _write(connection: Connection, upload: Upload) -> None:
    connection.execute(update(UPLOADS).where(UPLOADS.c.id == upload.id).values(_row(upload)))


def _row(upload: Upload) -> dict[str, Any]:
    document = {
        "campaign": upload.campaign,
        "visibility": upload.visibility,
        "files": [[file.name, file.size_bytes] for file in upload.files],
        "dropped": [{"name": out.name, "failure": failure_document(out.failure)} for out in upload.dropped],
        "failure": failure_document(upload.failure),
    }
    kept = {"id": upload.id, "state": upload.state, "created_at": upload.created_at, "account": upload.account}
    return {**kept, "document": write(document)}


def _read(row: Row[Any]) -> Upload:
    document = json.loads(row.document)
    return Upload(
        id=row.id,
        campaign=document["campaign"],
        visibility=Visibility(document["visibility"]),
        account=row.account,
        created_at=row.created_at,
        files=tuple(UploadFile(*file) for file in document["files"]),
        state=UploadState(row.state),
        dropped=tuple(map(read_dropped, document["dropped"])),
        failure=read_failure(document["failure"]),
    )
