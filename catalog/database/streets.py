"""The street that each item stands in: that of the nearest address."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from ruelle.catalog.database.spatial import metres_between, roughly_within
from ruelle.catalog.database.tables import ADDRESSES, ADDRESSES_TREE, ITEMS
from ruelle.catalog.database.visible import visible
from ruelle.catalog.vocabulary import Visibility

STREET_WITHIN_M = 60.0
"""An item stands in the street of the nearest address, unless that is farther than this."""

POSITIONS_PER_STREET = 6
"""Enough to name a street wherever a map cuts it, and to walk in at either end."""


@dataclass(frozen=True, slots=True)
class StreetPosition:
    """The newest item at one house of a street; WGS 84, heading clockwise from north where it is known."""

    item_id: str
    house_number: str
    longitude_deg: float
    latitude_deg: float
    heading_deg: float | None


@dataclass(frozen=True, slots=True)
class StreetSummary:
    """A street with the items that stand in it; `street` is empty for items without an address nearby.

    `house_numbers` are those that the items stand nearest to, in order; `first_item_id` is the newest item;
    `positions` are up to six along the street, in the order of its numbers, from its first to its last.
    """

    street: str
    count: int
    house_numbers: tuple[str, ...]
    first_item_id: str
    newest: datetime
    positions: tuple[StreetPosition, ...]


@dataclass(frozen=True, slots=True)
class _House:
    """The items that stand nearest to one house."""

    count: int
    newest: datetime
    position: StreetPosition


def name_streets(connection: Connection, which: ColumnElement[bool]) -> None:
    """Note with some items their nearest address, at most 60 m away."""
    here = (ITEMS.c.longitude_deg, ITEMS.c.latitude_deg)
    around = (
        select(ADDRESSES.c.number, metres_between(ADDRESSES, here).label("away_m"))
        .join(ADDRESSES_TREE, ADDRESSES.c.number == ADDRESSES_TREE.c.number)
        .where(roughly_within(ADDRESSES_TREE, here, STREET_WITHIN_M))
        .correlate(ITEMS)
        .subquery()
    )
    nearest = select(around.c.number).where(around.c.away_m <= STREET_WITHIN_M).order_by(around.c.away_m).limit(1)
    connection.execute(update(ITEMS).values(address=nearest.scalar_subquery()).where(which))


def summaries(connection: Connection, visibilities: frozenset[Visibility]) -> list[StreetSummary]:
    """The streets in which items that are ready stand, by name, with their house numbers; items without one last."""
    bare = (ITEMS.c.id, ITEMS.c.longitude_deg, ITEMS.c.latitude_deg, ITEMS.c.heading_deg)
    query = (
        select(ADDRESSES.c.street, ADDRESSES.c.house_number, func.count(), func.max(ITEMS.c.captured_at), *bare)
        .select_from(ITEMS.outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address))
        .where(visible(ITEMS, visibilities))
        .group_by(ADDRESSES.c.street, ADDRESSES.c.house_number)
    )  # SQLite takes the bare columns from the row that holds the maximum
    streets: dict[str, list[_House]] = {}
    for street, number, count, newest, item_id, *place in connection.execute(query):
        house = _House(count, newest, StreetPosition(item_id, number or "", *place))
        streets.setdefault(street or "", []).append(house)
    return [_summary(name, streets[name]) for name in sorted(streets, key=lambda name: (not name, name.casefold()))]


def _summary(street: str, houses: list[_House]) -> StreetSummary:
    newest = max(houses, key=lambda house: (house.newest, house.position.item_id))
    along = sorted((house.position for house in houses), key=lambda position: _in_order(position.house_number))
    return StreetSummary(
        street=street,
        count=sum(house.count for house in houses),
        house_numbers=tuple(position.house_number for position in along if position.house_number),
        first_item_id=newest.position.item_id,
        newest=newest.newest,
        positions=_spread(along),
    )


def _spread(along: list[StreetPosition]) -> tuple[StreetPosition, ...]:
    """Some of them, evenly, the first and the last among them."""
    steps = POSITIONS_PER_STREET - 1
    last = len(along) - 1
    return tuple(along[rank] for rank in sorted({round(step * last / steps) for step in range(steps + 1)}))


def _in_order(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return (int(digits.group()) if digits else 0, number)
