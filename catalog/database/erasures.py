"""Erasures in the database: what begins makes its files unreachable in one transaction, and is finished later."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from ruelle.catalog.database.custody_tables import ERASURES
from ruelle.catalog.database.documents import write
from ruelle.catalog.database.tables import DRIVES, ITEMS, ORIGINALS, SEQUENCES
from ruelle.catalog.erasures import Erasure, ErasureRule, Targets, digest_of

_FIELDS = ("campaign", "by", "originals", "size_bytes", "digest", "items", "packs")


def erased(drives: Any = DRIVES) -> Any:  # noqa: ANN401 - a table or an alias of it
    """Whether the originals of a drive have been erased, or are being so, since it was captured last."""
    since = ERASURES.c.begun_at >= drives.c.created_at
    return select(ERASURES.c.number).where(ERASURES.c.drive_id == drives.c.id, since).exists()


def is_erased(connection: Connection, drive_id: str) -> bool:
    """Whether the originals of a drive have been erased since it was captured last."""
    return connection.execute(select(DRIVES.c.id).where(DRIVES.c.id == drive_id, erased())).first() is not None


def was_erased_since(connection: Connection, drive_id: str, moment: datetime) -> bool:
    """Whether a drive was erased or cancelled at or after a moment, be it known or gone."""
    query = select(ERASURES.c.number).where(ERASURES.c.drive_id == drive_id, ERASURES.c.begun_at >= moment)
    return connection.execute(query.limit(1)).first() is not None


def originals_of(connection: Connection, drive_id: str) -> dict[str, int]:
    """The originals that this drive alone still holds, by checksum, with their sizes in bytes."""
    shared, holder = ORIGINALS.alias(), DRIVES.alias()
    elsewhere = (
        select(shared.c.sha256)
        .join(holder, holder.c.id == shared.c.drive_id)
        .where(shared.c.sha256 == ORIGINALS.c.sha256, shared.c.drive_id != drive_id, ~erased(holder))
    )
    query = select(ORIGINALS.c.sha256, ORIGINALS.c.size_bytes).where(
        ORIGINALS.c.drive_id == drive_id, ~elsewhere.exists()
    )
    return {row.sha256: row.size_bytes for row in connection.execute(query)}


def items_of(connection: Connection, drive_id: str, *conditions: Any) -> list[tuple[str, str | None]]:  # noqa: ANN401
    """The items of a drive that meet some conditions, each with the key of its pack if it has one."""
    query = select(ITEMS.c.id, ITEMS.c.pack_key).join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id)
    found = connection.execute(query.where(SEQUENCES.c.drive_id == drive_id, *conditions))
    return [(row.id, row.pack_key) for row in found]


def begin(connection: Connection, erasure: Erasure) -> Erasure:
    """Note an erasure that is to be carried out; returns it with its number."""
    document = write(_document(erasure))
    row = {"drive_id": erasure.drive_id, "begun_at": erasure.begun_at, "document": document}
    done = connection.execute(insert(ERASURES).values(row))
    key = done.inserted_primary_key
    return replace(erasure, number=int(key[0]) if key else 0)


def erasure_of(
    drive_id: str, campaign: str, rule: ErasureRule, *, by: str, sizes_bytes: dict[str, int], targets: Targets
) -> Erasure:
    """The record of an erasure that begins now."""
    return Erasure(
        drive_id=drive_id,
        campaign=campaign,
        rule=rule,
        by=by,
        begun_at=datetime.now(UTC),
        originals=len(sizes_bytes),
        size_bytes=sum(sizes_bytes.values()),
        digest=digest_of(sizes_bytes),
        items=len(targets.items),
        packs=len(targets.packs),
        targets=targets,
    )


def begun(connection: Connection) -> list[Erasure]:
    """The erasures that have not finished, the oldest first."""
    query = select(ERASURES).where(ERASURES.c.finished_at.is_(None)).order_by(ERASURES.c.number)
    return [_read(row) for row in connection.execute(query)]


def finish(connection: Connection, erasure: Erasure) -> None:
    """Note that what an erasure names is gone; the names go with it."""
    done = _document(replace(erasure, targets=Targets()))
    values = {"finished_at": datetime.now(UTC), "document": write(done)}
    connection.execute(update(ERASURES).where(ERASURES.c.number == erasure.number).values(values))


def latest(connection: Connection, limit: int) -> list[Erasure]:
    """The newest records."""
    return [_read(row) for row in connection.execute(select(ERASURES).order_by(ERASURES.c.number.desc()).limit(limit))]


def count(connection: Connection) -> int:
    """How many records there are."""
    number: int = connection.execute(select(func.count()).select_from(ERASURES)).scalar_one()
    return number


def _document(erasure: Erasure) -> dict[str, Any]:
    targets = erasure.targets
    named = {"originals": targets.originals, "items": targets.items, "packs": targets.packs}
    return {"rule": erasure.rule, **{name: getattr(erasure, name) for name in _FIELDS}, "targets": named}


def _read(row: Row[Any]) -> Erasure:
    document = json.loads(row.document)
    return Erasure(
        drive_id=row.drive_id,
        rule=ErasureRule(document["rule"]),
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        number=row.number,
        targets=Targets(**{name: tuple(values) for name, values in document["targets"].items()}),
        **{name: document[name] for name in _FIELDS},
    )
