"""Sequences and items in the database, written and read whole."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select, update

from ruelle.catalog.database import documents
from ruelle.catalog.database.privacy_tables import CORRECTIONS, ITEM_ZONES, REVIEWS
from ruelle.catalog.database.pulse import beat
from ruelle.catalog.database.streets import name_streets
from ruelle.catalog.database.tables import ITEMS, PACKS, SEQUENCES
from ruelle.catalog.database.visible import in_state, visible
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Camera, Derivatives, Item, Sequence, Source
from ruelle.catalog.pose import Pose
from ruelle.catalog.vocabulary import ItemState, Projection, Visibility

_WHOLE = select(ITEMS, PACKS.c.parts).outerjoin(PACKS)
_PUBLISHED = ("state", "pack_key", "levels", "anonymisation", "failure")
"""What the worker found out, and a second placing must not forget."""
_COMPANIONS = (PACKS, ITEM_ZONES, CORRECTIONS, REVIEWS)
"""Tables that hold a row for an item; they lose it with the item."""


def place(connection: Connection, drive_id: str, sequences: Iterable[Sequence], items: Iterable[Item]) -> None:
    """Replace the sequences and items of a drive; an item that was derived keeps its pack, zones and review."""
    ours = select(SEQUENCES.c.id).where(SEQUENCES.c.drive_id == drive_id)
    kept = _derived(connection, ITEMS.c.sequence_id.in_(ours))
    companions = {table: _rows_of(connection, table, kept) for table in _COMPANIONS}
    connection.execute(delete(SEQUENCES).where(SEQUENCES.c.drive_id == drive_id))
    _insert(connection, SEQUENCES, [_sequence_row(sequence) for sequence in sequences])
    placed = {item.id: item for item in items}
    _insert(connection, ITEMS, [_item_row(item) | kept.get(item.id, {}) for item in placed.values()])
    for table, rows in companions.items():
        _insert(connection, table, [row for row in rows if row["item_id"] in placed])
    fresh = (item for item in placed.values() if item.id not in kept and item.derivatives is not None)
    _insert(connection, PACKS, [_pack_row(item.id, item.derivatives) for item in fresh if item.derivatives])
    name_streets(connection, ITEMS.c.sequence_id.in_(ours))
    beat(connection)


def _derived(connection: Connection, ours: ColumnElement[bool]) -> dict[str, dict[str, Any]]:
    """What to keep of each item that has a pack, by its id."""
    columns = (ITEMS.c[name] for name in _PUBLISHED)
    found = connection.execute(select(ITEMS.c.id, *columns).where(ours, ITEMS.c.pack_key.is_not(None))).all()
    return {row.id: {name: getattr(row, name) for name in _PUBLISHED} for row in found}


def _rows_of(connection: Connection, table: Table, item_ids: Iterable[str]) -> list[dict[str, Any]]:
    found = (connection.execute(select(table).where(table.c.item_id == item_id)).one_or_none() for item_id in item_ids)
    return [dict(row._mapping) for row in found if row is not None]


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


def publish(connection: Connection, item: Item) -> None:
    """Write what the worker found out about an item, and nothing that others may have changed. Raises NotFound."""
    row = _item_row(item)
    found_out = {name: row[name] for name in _PUBLISHED}
    done = connection.execute(update(ITEMS).where(ITEMS.c.id == item.id).values(found_out))
    if done.rowcount == 0:
        raise NotFound("item-unknown", id=item.id)
    connection.execute(delete(PACKS).where(PACKS.c.item_id == item.id))
    if item.derivatives is not None:
        connection.execute(insert(PACKS).values(_pack_row(item.id, item.derivatives)))
    beat(connection)


def with_state(item: Item, state: ItemState) -> Item:
    """The item in a state that is no failure."""
    return replace(item, state=state, failure=None)


def pending(connection: Connection, limit: int) -> list[Item]:
    """Items that wait to be derived, the oldest first."""
    query = _WHOLE.where(in_state(ITEMS, ItemState.PLACED)).order_by(ITEMS.c.captured_at, ITEMS.c.id)
    return [_read_item(row) for row in connection.execute(query.limit(limit))]


def unsettled(connection: Connection, reach: int, limit: int) -> list[Item]:
    """Items that are SEEN, none of whose neighbours within `reach` is still to be looked at; along their sequences."""
    other = ITEMS.alias()
    near = and_(
        other.c.sequence_id == ITEMS.c.sequence_id, other.c.rank.between(ITEMS.c.rank - reach, ITEMS.c.rank + reach)
    )
    waits = select(other.c.number).where(near, in_state(other, ItemState.PLACED)).exists()
    query = _WHOLE.where(in_state(ITEMS, ItemState.SEEN), ~waits).order_by(ITEMS.c.sequence_id, ITEMS.c.rank)
    return [_read_item(row) for row in connection.execute(query.limit(limit))]


def around(connection: Connection, item: Item, reach: int) -> list[tuple[Item, str]]:
    """The other items of a sequence within `reach` of one that have zones, each with the document of its zones."""
    near = ITEMS.c.rank.between(item.rank - reach, item.rank + reach)
    query = select(ITEMS, PACKS.c.parts, ITEM_ZONES.c.document).outerjoin(PACKS).join(ITEM_ZONES)
    query = query.where(ITEMS.c.sequence_id == item.sequence_id, near, ITEMS.c.id != item.id).order_by(ITEMS.c.rank)
    return [(_read_item(row), row.document) for row in connection.execute(query)]


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
