"""Sequences and items in the database, written and read whole."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select, update

from ruelle.catalog.database import documents
from ruelle.catalog.database.pulse import beat
from ruelle.catalog.database.streets import name_streets
from ruelle.catalog.database.tables import ITEMS, PACKS, SEQUENCES
from ruelle.catalog.database.visible import in_state, visible
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Camera, Derivatives, Item, Sequence, Source
from ruelle.catalog.pose import Pose
from ruelle.catalog.vocabulary import ItemState, Projection, Visibility

_WHOLE = select(ITEMS, PACKS.c.parts).outerjoin(PACKS)
_PUBLISHED = ("state", "pack_key", "levels", "anonymisation")
"""What the derive step found out, and a second placing must not forget."""


def place(connection: Connection, drive_id: str, sequences: Iterable[Sequence], items: Iterable[Item]) -> None:
    """Replace the sequences and items of a drive; an item that was ready keeps its derivatives."""
    ours = select(SEQUENCES.c.id).where(SEQUENCES.c.drive_id == drive_id)
    kept, parts = _published(connection, ITEMS.c.sequence_id.in_(ours))
    connection.execute(delete(SEQUENCES).where(SEQUENCES.c.drive_id == drive_id))
    _insert(connection, SEQUENCES, [_sequence_row(sequence) for sequence in sequences])
    rows, spans = [], []
    for item in items:
        rows.append(_item_row(item) | kept.get(item.id, {}))
        if item.derivatives is not None:
            spans.append(_pack_row(item.id, item.derivatives))
        elif item.id in parts:
            spans.append({"item_id": item.id, "parts": parts[item.id]})
    _insert(connection, ITEMS, rows)
    _insert(connection, PACKS, spans)
    name_streets(connection, ITEMS.c.sequence_id.in_(ours))
    beat(connection)


def _published(connection: Connection, ours: ColumnElement[bool]) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    columns = (ITEMS.c[name] for name in _PUBLISHED)
    query = select(ITEMS.c.id, PACKS.c.parts, *columns).join(PACKS).where(ours, ITEMS.c.state == ItemState.READY)
    found = connection.execute(query).all()
    kept = {row.id: {name: getattr(row, name) for name in _PUBLISHED} for row in found}
    return kept, {row.id: row.parts for row in found}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def revise(connection: Connection, item: Item) -> None:
    """Write an item over the one of the same id. Raises NotFound."""
    done = connection.execute(update(ITEMS).where(ITEMS.c.id == item.id).values(_item_row(item)))
    if done.rowcount == 0:
        raise NotFound("item-unknown", id=item.id)
    connection.execute(delete(PACKS).where(PACKS.c.item_id == item.id))
    if item.derivatives is not None:
        connection.execute(insert(PACKS).values(_pack_row(item.id, item.derivatives)))
    name_streets(connection, ITEMS.c.id == item.id)
    beat(connection)


def pending(connection: Connection, limit: int) -> list[Item]:
    """Items that wait to be derived, the oldest first."""
    query = _WHOLE.where(in_state(ITEMS, ItemState.PLACED)).order_by(ITEMS.c.captured_at, ITEMS.c.id)
    return [_read_item(row) for row in connection.execute(query.limit(limit))]


def read(connection: Connection, item_id: str, visibilities: frozenset[Visibility] | None) -> Item:
    """One item: any for None, else only a ready one that these visibilities may see. Raises NotFound."""
    query = _WHOLE.where(ITEMS.c.id == item_id)
    if visibilities is not None:
        query = query.where(visible(ITEMS, visibilities))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("item-unknown", id=item_id)
    return _read_item(row)


def read_sequence(connection: Connection, sequence_id: str, visibilities: frozenset[Visibility] | None) -> Sequence:
    """One sequence: any for None, else only one with an item that these visibilities may see. Raises NotFound."""
    query = select(SEQUENCES).where(SEQUENCES.c.id == sequence_id)
    if visibilities is not None:
        seen = select(ITEMS.c.number).where(ITEMS.c.sequence_id == sequence_id, visible(ITEMS, visibilities))
        query = query.where(seen.exists())
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("sequence-unknown", id=sequence_id)
    return sequence_of(row)


def sequence_of(row: Row[Any]) -> Sequence:
    """The sequence in a row that has the columns of the table of sequences."""
    return Sequence(
        id=row.id,
        drive_id=row.drive_id,
        campaign=row.campaign,
        title=row.title,
        created_at=row.created_at,
        visibility=Visibility(row.visibility),
    )


def _sequence_row(sequence: Sequence) -> dict[str, Any]:
    return {name: getattr(sequence, name) for name in Sequence.__slots__}


def _item_row(item: Item) -> dict[str, Any]:
    pose, camera, derivatives = item.pose, item.camera, item.derivatives
    return {
        "id": item.id,
        "sequence_id": item.sequence_id,
        "rank": item.rank,
        "captured_at": item.captured_at,
        "state": item.state,
        "visibility": item.visibility,
        **{name: getattr(pose, name) for name in Pose.__slots__},
        **{name: getattr(camera, name) for name in Camera.__slots__},
        "source_sha256": item.source.sha256,
        "source_name": item.source.name,
        "orientation": item.source.orientation,
        "frame_time_s": item.source.frame_time_s,
        "pack_key": derivatives and derivatives.pack_key,
        "levels": derivatives and documents.write(documents.levels_rows(derivatives.levels)),
        "anonymisation": derivatives and documents.write(documents.anonymisation_document(derivatives.anonymisation)),
        "failure": item.failure and documents.write(documents.failure_document(item.failure)),
    }


def _pack_row(item_id: str, derivatives: Derivatives) -> dict[str, str]:
    return {"item_id": item_id, "parts": documents.write(documents.parts_document(derivatives.parts))}


def _read_item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        sequence_id=row.sequence_id,
        rank=row.rank,
        captured_at=row.captured_at,
        pose=Pose(*(getattr(row, name) for name in Pose.__slots__)),
        camera=Camera(
            projection=Projection(row.projection),
            width_px=row.width_px,
            height_px=row.height_px,
            make=row.make,
            model=row.model,
            field_of_view_deg=row.field_of_view_deg,
        ),
        source=Source(row.source_sha256, row.source_name, row.orientation, row.frame_time_s),
        visibility=Visibility(row.visibility),
        state=ItemState(row.state),
        derivatives=None if row.pack_key is None else _read_derivatives(row),
        failure=None if row.failure is None else documents.read_failure(json.loads(row.failure)),
    )


def _read_derivatives(row: Row[Any]) -> Derivatives:
    return Derivatives(
        pack_key=row.pack_key,
        parts=documents.read_parts(json.loads(row.parts)),
        levels=documents.read_levels(row.levels),
        anonymisation=documents.read_anonymisation(json.loads(row.anonymisation)),
    )
