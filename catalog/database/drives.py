"""Drives and their originals in the database."""

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, column, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ruelle.catalog.database.documents import Document, drive_document, failure_document, read_drive, write
from ruelle.catalog.database.tables import DRIVES, ORIGINALS
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Drive
from ruelle.catalog.vocabulary import DriveState


def put(connection: Connection, drive: Drive) -> None:
    """Insert a drive, or revise the one of the same id."""
    row = {
        "id": drive.id,
        "campaign": drive.campaign,
        "created_at": drive.created_at,
        "state": drive.state,
        "brief": write(_brief(drive)),
        "document": write(drive_document(drive)).encode(),
    }
    connection.execute(upsert(DRIVES).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    connection.execute(delete(ORIGINALS).where(ORIGINALS.c.drive_id == drive.id))
    sizes_bytes = {footage.original.sha256: footage.original.size_bytes for footage in drive.footage}
    rows = [
        {"sha256": sha256, "drive_id": drive.id, "size_bytes": sizes_bytes[sha256]} for sha256 in sorted(sizes_bytes)
    ]
    if rows:
        connection.execute(insert(ORIGINALS), rows)


def _brief(drive: Drive) -> Document:
    return {
        "visibility": drive.visibility,
        "failure": failure_document(drive.failure),
        "found_clock_offset_s": drive.found_clock_offset_s,
        "dropped": len(drive.dropped),
    }


def read(connection: Connection, drive_id: str) -> Drive:
    """One drive. Raises NotFound."""
    document = connection.execute(select(DRIVES.c.document).where(DRIVES.c.id == drive_id)).scalar()
    if document is None:
        raise NotFound("drive-unknown", id=drive_id)
    return read_drive(json.loads(document))


def read_all(connection: Connection, states: tuple[DriveState, ...]) -> list[Drive]:
    """The drives in these states, or all of them; the oldest first."""
    query = select(DRIVES.c.document).order_by(DRIVES.c.created_at, DRIVES.c.id)
    if states:
        query = query.where(DRIVES.c.state.in_(states))
    return [read_drive(json.loads(document)) for document in connection.execute(query).scalars()]


def known_originals(connection: Connection, sha256s: Iterable[str]) -> dict[str, str]:
    """Of these checksums, those that a drive already holds, with the id of the drive."""
    query = select(ORIGINALS.c.sha256, ORIGINALS.c.drive_id).where(among(ORIGINALS.c.sha256, sha256s))
    return {row.sha256: row.drive_id for row in connection.execute(query)}


def among(value: ColumnElement[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column holds one of these texts, however many they are: they travel as one JSON list."""
    return value.in_(select(column("value")).select_from(func.json_each(write(list(texts)))))
