"""The town's addresses in the database, and the street that each item stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    true,
    update,
)

from ruelle.catalog.database.spatial import metres_between, roughly_within
from ruelle.catalog.database.tables import ADDRESSES, ADDRESSES_TEXT, ADDRESSES_TREE, ITEMS, PULSE
from ruelle.catalog.model import Address
from ruelle.catalog.vocabulary import ItemState, Visibility

STREET_WITHIN_M = 60.0
"""An item stands in the street of the nearest address, unless that is farther than this."""

BATCH = 1000
WORDS_CEILING = 8
ABBREVIATIONS = {"bd": "boulevard", "bld": "boulevard", "rte": "route", "st": "saint", "ste": "sainte"}
_NUMBER = re.compile(r"^(\d{1,4})\s*(bis|ter|quater|[a-f](?=\s))?\s*,?\s+(?=\S)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


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


def replace(connection: Connection, addresses: Iterable[Address]) -> int:
    """Replace all addresses and name the street of every item anew; returns how many addresses there are now."""
    connection.execute(delete(ADDRESSES_TREE))
    connection.execute(delete(ADDRESSES))
    count = 0
    for batch in _batches(addresses):
        connection.execute(insert(ADDRESSES), batch)
        count += len(batch)
    places = ", ".join(f"{axis}_deg" for axis in ("longitude", "longitude", "latitude", "latitude"))
    connection.execute(text(f"INSERT INTO addresses_tree SELECT number, {places} FROM addresses"))
    connection.execute(text("INSERT INTO addresses_text (addresses_text) VALUES ('rebuild')"))
    name_streets(connection, true())
    beat(connection)
    return count


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


def beat(connection: Connection) -> None:
    """Tell the readers that what they cached is stale."""
    connection.execute(update(PULSE).values(beat=PULSE.c.beat + 1))


def read_beat(connection: Connection) -> int:
    """The number that grows with every change of what a reader may see."""
    beats: int = connection.execute(select(PULSE.c.beat)).scalar_one()
    return beats


def nearest(connection: Connection, place_deg: tuple[float, float], within_m: float) -> Address | None:
    """The address nearest to a place (longitude, latitude), or None if all are farther."""
    away_m = metres_between(ADDRESSES, place_deg)
    query = (
        select(ADDRESSES)
        .join(ADDRESSES_TREE, ADDRESSES.c.number == ADDRESSES_TREE.c.number)
        .where(roughly_within(ADDRESSES_TREE, place_deg, within_m), away_m <= within_m)
        .order_by(away_m)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Address(*row[1:])


def search(connection: Connection, words: str, limit: int) -> list[Address]:
    """Addresses that hold the beginnings of all words, whatever their accents; the exact house number first.

    Where no house of the street has the number asked for, the street's other houses come, the nearest number first.
    """
    asked = _NUMBER.match(words.strip())
    number = "" if asked is None else " ".join(part for part in asked.groups() if part)
    found = _matching(connection, words, number=number, limit=limit)
    if not found and asked is not None:
        found = _matching(connection, words.strip()[asked.end() :], number=number, limit=limit)
    return found


def _matching(connection: Connection, words: str, *, number: str, limit: int) -> list[Address]:
    terms = [_term(word) for word in re.findall(r"\w+", words)[:WORDS_CEILING]]
    if not terms:
        return []
    digits = _DIGITS.match(number)
    away = func.abs(cast(ADDRESSES.c.house_number, Integer) - (int(digits.group()) if digits else 0))
    query = (
        select(ADDRESSES)
        .join(ADDRESSES_TEXT, ADDRESSES_TEXT.c.rowid == ADDRESSES.c.number)
        .where(ADDRESSES_TEXT.c.addresses_text.op("MATCH")(" AND ".join(terms)))
        .order_by(func.lower(ADDRESSES.c.house_number) != number.lower(), away, ADDRESSES_TEXT.c.rank)
        .order_by(ADDRESSES.c.street, ADDRESSES.c.number)
        .limit(limit)
    )
    return [Address(*row[1:]) for row in connection.execute(query)]


def _term(word: str) -> str:
    """A word as an FTS5 prefix, or as its long form; `\\w` leaves no character that FTS5 gives a meaning."""
    long = ABBREVIATIONS.get(word.lower())
    return f'("{word}"* OR "{long}")' if long else f'"{word}"*'


def summaries(connection: Connection, visibilities: frozenset[Visibility]) -> list[StreetSummary]:
    """The streets in which items that are ready stand, by name, with their house numbers; items without one last."""
    query = (
        select(ADDRESSES.c.street, ADDRESSES.c.house_number, func.count(), func.max(ITEMS.c.captured_at), ITEMS.c.id)
        .select_from(ITEMS.outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address))
        .where(ITEMS.c.state == ItemState.READY, ITEMS.c.visibility.in_(sorted(visibilities)))
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
    digits = _DIGITS.match(number)
    return (int(digits.group()) if digits else 0, number)


def _batches(addresses: Iterable[Address]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for address in addresses:
        batch.append(
            {
                "house_number": address.number,
                "street": address.street,
                "commune": address.commune,
                "longitude_deg": address.longitude_deg,
                "latitude_deg": address.latitude_deg,
            }
        )
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
