"""The town's addresses in the database: replaced as a whole, found by words or by place."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Integer, cast, delete, func, insert, select, text, true

from ruelle.catalog.database.pulse import beat
from ruelle.catalog.database.spatial import metres_between, roughly_within
from ruelle.catalog.database.streets import name_streets
from ruelle.catalog.database.tables import ADDRESSES, ADDRESSES_TEXT, ADDRESSES_TREE
from ruelle.catalog.model import Address

BATCH = 1000
WORDS_CEILING = 8
ABBREVIATIONS = {"bd": "boulevard", "bld": "boulevard", "rte": "route", "st": "saint", "ste": "sainte"}
_NUMBER = re.compile(r"^(\d{1,4})\s*(bis|ter|quater|[a-f](?=\s))?\s*,?\s+(?=\S)", re.IGNORECASE)


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
    """Addresses that hold the beginnings of all words, whatever their accents.

    A number in front is the house's: that house comes first, then the street's others, the nearest number first.
    """
    words = words.strip()
    asked = _NUMBER.match(words)
    if asked is None:
        return _matching(connection, words, number="", limit=limit)
    number = " ".join(part for part in asked.groups() if part)
    found = _matching(connection, words[asked.end() :], number=number, limit=limit)
    return found or _matching(connection, words, number="", limit=limit)


def _matching(connection: Connection, words: str, *, number: str, limit: int) -> list[Address]:
    terms = [_term(word) for word in re.findall(r"\w+", words)[:WORDS_CEILING]]
    if not terms:
        return []
    digits = re.match(r"\d+", number)
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
