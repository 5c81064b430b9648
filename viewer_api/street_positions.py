"""The pictures of one street, in the order of its house numbers: what a list can say of a walk."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.model import Address
from ruelle.catalog.search import LIMIT_CEILING, ItemQuery
from ruelle.catalog.vocabulary import Visibility

POSITIONS_CEILING = 1000
ADDRESSES_CEILING = 2000
REACH_DEG = 0.0006
"""An item stands in a street up to 60 m from one of its addresses, in degrees of latitude."""

_DIGITS = re.compile(r"\d+")


def positions_in(catalog: Catalog, street: str, visibilities: frozenset[Visibility]) -> list[ItemRow]:
    """The visible items that stand in a street; for an empty name, those that stand near no address."""
    query = ItemQuery(visibilities, bbox_deg=None, limit=LIMIT_CEILING)
    if street:
        houses = [house for house in catalog.search_addresses(street, ADDRESSES_CEILING) if house.street == street]
        if not houses:
            return []
        query = ItemQuery(visibilities, bbox_deg=_around(houses), limit=LIMIT_CEILING)
    found = []
    for row in _walk(catalog, query):
        if row.street == street:
            found.append(row)
        if len(found) == POSITIONS_CEILING:
            break
    return sorted(found, key=_by_number)


def _walk(catalog: Catalog, query: ItemQuery) -> Iterator[ItemRow]:
    while True:
        page = catalog.search(query)
        yield from page.results
        if page.next_token is None:
            return
        query = replace(query, token=page.next_token)


def _around(houses: list[Address]) -> tuple[float, float, float, float]:
    longitudes, latitudes = [house.longitude_deg for house in houses], [house.latitude_deg for house in houses]
    east = REACH_DEG / max(math.cos(math.radians(max(map(abs, latitudes)))), 0.01)
    return min(longitudes) - east, min(latitudes) - REACH_DEG, max(longitudes) + east, max(latitudes) + REACH_DEG


def _by_number(row: ItemRow) -> tuple[int, str, str, int]:
    digits = _DIGITS.match(row.house_number)
    return int(digits.group()) if digits else 0, row.house_number, row.sequence_id, row.rank
