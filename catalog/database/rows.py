"""Items as a reader sees them: flat rows with their neighbours, searched by box, time and sequence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from ruelle.catalog.database.documents import read_levels
from ruelle.catalog.database.drives import among
from ruelle.catalog.database.paging import after, before, token_after
from ruelle.catalog.database.spatial import exactly_in, metres_between, roughly_in, roughly_within
from ruelle.catalog.database.tables import ADDRESSES, ITEMS, ITEMS_TREE
from ruelle.catalog.database.visible import visible
from ruelle.catalog.model import Item, TileLevel
from ruelle.catalog.search import ItemQuery, Page
from ruelle.catalog.vocabulary import Projection, Visibility

RELATED_WITHIN_M = 15.0
RELATED_CEILING = 20
FEW = 2000
"""Up to so many candidates of the R*Tree are sorted by time; beyond, walking the index of time finds a page sooner."""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """What a link to another item tells: enough to draw an arrow towards it."""

    id: str
    sequence_id: str
    captured_at: datetime
    longitude_deg: float
    latitude_deg: float
    heading_deg: float | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that is ready, flat and without its spans; `previous` and `next` stand in the same sequence.

    `street` and `house_number` are those of the nearest address within 60 m, empty if there is none.
    """

    id: str
    sequence_id: str
    rank: int
    captured_at: datetime
    visibility: Visibility
    longitude_deg: float
    latitude_deg: float
    altitude_m: float | None
    heading_deg: float | None
    pitch_deg: float
    roll_deg: float
    horizontal_accuracy_m: float | None
    heading_accuracy_deg: float | None
    projection: Projection
    width_px: int
    height_px: int
    make: str
    model: str
    field_of_view_deg: float | None
    source_name: str
    frame_time_s: float | None
    pack_key: str
    street: str
    house_number: str
    levels: tuple[TileLevel, ...]
    previous: Waypoint | None
    next: Waypoint | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The items around an item that a reader may see: along its sequence, and of other sequences within 15 m."""

    previous: Waypoint | None
    next: Waypoint | None
    related: tuple[Waypoint, ...]


_BEFORE, _AFTER, _OTHER = ITEMS.alias("before_it"), ITEMS.alias("after_it"), ITEMS.alias("other")
_WAYPOINT = tuple(Waypoint.__slots__)
_PLAIN = tuple(name for name in ItemRow.__slots__ if name in ITEMS.c and name != "levels")


def search(connection: Connection, query: ItemQuery) -> Page[ItemRow]:
    """The items that a query asks for, the newest first, one page of them. Raises InputError for a bad token."""
    hits = _hits(connection, query).limit(query.limit + 1)
    rows = connection.execute(_with_neighbours(hits, query)).all()
    results = tuple(map(_read, rows[: query.limit]))
    more = len(rows) > query.limit
    return Page(results, token_after(results[-1].captured_at, results[-1].id) if more else None)


def _hits(connection: Connection, query: ItemQuery) -> Select[Any]:
    hits = select(ITEMS.c.number).where(visible(ITEMS, query.visibilities))
    if query.bbox_deg is not None:
        hits = hits.where(exactly_in(ITEMS, query.bbox_deg))
        candidates = select(ITEMS_TREE.c.number).where(roughly_in(ITEMS_TREE, query.bbox_deg))
        if connection.execute(select(func.count()).select_from(candidates.limit(FEW).subquery())).scalar_one() < FEW:
            hits = hits.where(ITEMS.c.number.in_(candidates))
    if query.start is not None:
        hits = hits.where(ITEMS.c.captured_at >= query.start)
    if query.end is not None:
        hits = hits.where(ITEMS.c.captured_at <= query.end)
    if query.ids:
        hits = hits.where(among(ITEMS.c.id, query.ids))
    if query.sequence_ids:
        hits = hits.where(among(ITEMS.c.sequence_id, query.sequence_ids))
    return _ordered(hits, query)


def _ordered(hits: Select[Any], query: ItemQuery) -> Select[Any]:
    moment, identifier = ITEMS.c.captured_at, ITEMS.c.id
    if query.oldest_first:
        hits = hits if query.token is None else hits.where(after(query.token, moment, identifier))
        return hits.order_by(moment, identifier)
    hits = hits if query.token is None else hits.where(before(query.token, moment, identifier))
    return hits.order_by(moment.desc(), identifier.desc())


def _with_neighbours(hits: Select[Any], query: ItemQuery) -> Select[Any]:
    found = hits.subquery("hits")
    rows = (
        select(
            *(ITEMS.c[name] for name in _PLAIN),
            ITEMS.c.levels,
            func.coalesce(ADDRESSES.c.street, ""),
            func.coalesce(ADDRESSES.c.house_number, ""),
            *(_BEFORE.c[name] for name in _WAYPOINT),
            *(_AFTER.c[name] for name in _WAYPOINT),
        )
        .join(found, found.c.number == ITEMS.c.number)
        .outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address)
        .outerjoin(_BEFORE, _BEFORE.c.number == _beside(query.visibilities, forward=False))
        .outerjoin(_AFTER, _AFTER.c.number == _beside(query.visibilities, forward=True))
    )
    order = (ITEMS.c.captured_at, ITEMS.c.id)
    return rows.order_by(*order) if query.oldest_first else rows.order_by(*(key.desc() for key in order))


def _beside(visibilities: frozenset[Visibility], *, forward: bool) -> ColumnElement[int]:
    """The number of the next (or previous) visible item of the same sequence, by the index of ranks."""
    other = _OTHER.c
    query = select(other.number).where(other.sequence_id == ITEMS.c.sequence_id, visible(_OTHER, visibilities))
    if forward:
        query = query.where(other.rank > ITEMS.c.rank).order_by(other.rank)
    else:
        query = query.where(other.rank < ITEMS.c.rank).order_by(other.rank.desc())
    return query.limit(1).correlate(ITEMS).scalar_subquery()


def _read(row: Row[Any]) -> ItemRow:
    values = dict(zip(_PLAIN, row, strict=False))
    levels, street, house_number, *beside = row[len(_PLAIN) :]
    values["visibility"] = Visibility(values["visibility"])
    values["projection"] = Projection(values["projection"])
    return ItemRow(
        **values,
        street=street,
        house_number=house_number,
        levels=read_levels(levels),
        previous=_waypoint(beside[: len(_WAYPOINT)]),
        next=_waypoint(beside[len(_WAYPOINT) :]),
    )


def _waypoint(values: list[Any]) -> Waypoint | None:
    return None if values[0] is None else Waypoint(*values)


def neighbours(connection: Connection, item: Item, visibilities: frozenset[Visibility]) -> Neighbours:
    """The items around an item that these visibilities may see; related ones from near to far, at most 20."""
    own = select(*(ITEMS.c[name] for name in _WAYPOINT)).where(
        ITEMS.c.sequence_id == item.sequence_id, visible(ITEMS, visibilities)
    )
    rank = ITEMS.c.rank
    previous = connection.execute(own.where(rank < item.rank).order_by(rank.desc()).limit(1)).one_or_none()
    following = connection.execute(own.where(rank > item.rank).order_by(rank).limit(1)).one_or_none()
    place = (item.pose.longitude_deg, item.pose.latitude_deg)
    away_m = metres_between(ITEMS, place)
    related = (
        select(*(ITEMS.c[name] for name in _WAYPOINT))
        .where(
            ITEMS.c.number.in_(select(ITEMS_TREE.c.number).where(roughly_within(ITEMS_TREE, place, RELATED_WITHIN_M)))
        )
        .where(ITEMS.c.sequence_id != item.sequence_id, visible(ITEMS, visibilities), away_m <= RELATED_WITHIN_M)
        .order_by(away_m)
        .limit(RELATED_CEILING)
    )
    return Neighbours(
        None if previous is None else Waypoint(*previous),
        None if following is None else Waypoint(*following),
        tuple(Waypoint(*row) for row in connection.execute(related)),
    )
