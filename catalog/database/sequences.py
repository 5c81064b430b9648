"""Sequences as a reader sees them: with the extent of the items that may be seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from ruelle.catalog.database.items import sequence_of
from ruelle.catalog.database.paging import before, token_after
from ruelle.catalog.database.tables import ITEMS, SEQUENCES
from ruelle.catalog.database.visible import visible
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Sequence
from ruelle.catalog.search import Page
from ruelle.catalog.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Extent:
    """How many items, where (west, south, east, north in degrees) and when; of the items that may be seen."""

    count: int
    bbox_deg: tuple[float, float, float, float]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SequenceSummary:
    """A sequence with the extent of its visible items; `first_item_id` is where the drive begins."""

    sequence: Sequence
    count: int
    bbox_deg: tuple[float, float, float, float]
    start: datetime
    end: datetime
    first_item_id: str


def _extent_columns() -> tuple[Any, ...]:
    return (
        func.count(ITEMS.c.number),
        func.min(ITEMS.c.longitude_deg),
        func.min(ITEMS.c.latitude_deg),
        func.max(ITEMS.c.longitude_deg),
        func.max(ITEMS.c.latitude_deg),
        func.min(ITEMS.c.captured_at),
        func.max(ITEMS.c.captured_at),
    )


def extent(connection: Connection, visibilities: frozenset[Visibility]) -> Extent | None:
    """The extent of everything that may be seen; None where there is nothing."""
    count, *box, start, end = connection.execute(select(*_extent_columns()).where(visible(ITEMS, visibilities))).one()
    return Extent(count, tuple(box), start, end) if count else None


def page(
    connection: Connection, visibilities: frozenset[Visibility], *, limit: int, token: str | None
) -> Page[SequenceSummary]:
    """The sequences that have something to be seen, the newest first. Raises InputError for a bad token."""
    some = select(ITEMS.c.number).where(ITEMS.c.sequence_id == SEQUENCES.c.id, visible(ITEMS, visibilities)).exists()
    chosen = select(SEQUENCES.c.id).where(some)
    if token is not None:
        chosen = chosen.where(before(token, SEQUENCES.c.created_at, SEQUENCES.c.id))
    chosen = chosen.order_by(SEQUENCES.c.created_at.desc(), SEQUENCES.c.id.desc()).limit(limit + 1)
    rows = connection.execute(_summaries(visibilities).where(SEQUENCES.c.id.in_(chosen))).all()
    results = tuple(map(_summary, rows[:limit]))
    last = results[-1].sequence if len(rows) > limit else None
    return Page(results, None if last is None else token_after(last.created_at, last.id))


def summary(connection: Connection, sequence_id: str, visibilities: frozenset[Visibility]) -> SequenceSummary:
    """One sequence with the extent of its visible items. Raises NotFound where none may be seen."""
    row = connection.execute(_summaries(visibilities).where(SEQUENCES.c.id == sequence_id)).one_or_none()
    if row is None:
        raise NotFound("sequence-unknown", id=sequence_id)
    return _summary(row)


def _summaries(visibilities: frozenset[Visibility]) -> Select[Any]:
    ranked = ITEMS.alias("ranked")
    first = (
        select(ranked.c.id)
        .where(ranked.c.sequence_id == SEQUENCES.c.id, visible(ranked, visibilities))
        .order_by(ranked.c.rank)
        .limit(1)
        .correlate(SEQUENCES)
        .scalar_subquery()
    )
    return (
        select(SEQUENCES, *_extent_columns(), first)
        .join(ITEMS, ITEMS.c.sequence_id == SEQUENCES.c.id)
        .where(visible(ITEMS, visibilities))
        .group_by(SEQUENCES.c.id)
        .order_by(SEQUENCES.c.created_at.desc(), SEQUENCES.c.id.desc())
    )


def _summary(row: Row[Any]) -> SequenceSummary:
    count, *box, start, end, first_item_id = row[len(SEQUENCES.c) :]
    return SequenceSummary(sequence_of(row), count, tuple(box), start, end, first_item_id)
