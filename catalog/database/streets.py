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


@dataclass(frozen=True, slots=True)
class StreetSummary:
    """A street with the items that stand in it; `street` is empty for items without an address nearby.

    `house_numbers` are those that the items stand nearest to, in order; `first_item_id` is the newest item.
    """

    street: str
    count: int
    house_numbers: tuple[str, ...]
    first_item_id: str
    newest: datetime


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
    query = (
        select(ADDRESSES.c.street, ADDRESSES.c.house_number, func.count(), func.max(ITEMS.c.captured_at), ITEMS.c.id)
        .select_from(ITEMS.outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address))
        .where(visible(ITEMS, visibilities))
        .group_by(ADDRESSES.c.street, ADDRESSES.c.house_number)
    )  # SQLite takes the bare id from the row that holds the maximum
    streets: dict[str, list[tuple[str, int, datetime, str]]] = {}
    for street, house_number, count, newest, item_id in connection.execute(query):
        streets.setdefault(street or "", []).append((house_number or "", count, newest, item_id))
    return [_summary(name, streets[name]) for name in sorted(streets, key=lambda name: (not name, name.casefold()))]


def _summary(street: str, houses: list[tuple[str, int, datetime, str]]) -> StreetSummary:
    newest, item_id = max((newest, item_id) for _, _, newest, item_id in houses)
    numbers = sorted({number for number, *_ in houses if number}, key=_in_order)
    return StreetSummary(street, sum(count for _, count, *_ in houses), tuple(numbers), item_id, newest)


def _in_order(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return (int(digits.group()) if digits else 0, number)
