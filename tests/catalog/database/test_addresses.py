"""Finding addresses, and the streets that items stand in."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Address, Item
from ruelle.catalog.search import ItemQuery
from ruelle.catalog.vocabulary import Visibility

PUBLIC = frozenset({Visibility.PUBLIC})
MakeItem = Callable[..., Item]
PlaceItems = Callable[[list[Item]], None]


@pytest.fixture
def town(catalog: Catalog) -> Catalog:
    """A catalog with the addresses of a small town."""
    houses = [
        *((number, "Rue du Prieuré") for number in ("1", "2", "9", "12", "12 bis", "14", "120")),
        *((number, "Boulevard Saint-Clair") for number in ("1", "12")),
        ("7", "Rue du 8 Mai 1945"),
        ("", "Allée de l’Œuvre"),
    ]
    addresses = [
        Address(number, name, "Sainte-Ville", -0.37 + place / 1000, 49.14)
        for place, (number, name) in enumerate(houses)
    ]
    assert catalog.replace_addresses(addresses) == len(addresses)
    return catalog


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("12 rue du prieure", "12 Rue du Prieuré"),
        ("12 bis, rue du Prieuré", "12 bis Rue du Prieuré"),
        ("12bis rue prieu", "12 bis Rue du Prieuré"),
        ("13 rue du prieuré", "12 Rue du Prieuré"),
        ("PRIEURE", "1 Rue du Prieuré"),
        ("12 bd st clair", "12 Boulevard Saint-Clair"),
        ("8 mai 1945", "7 Rue du 8 Mai 1945"),
        ("7 rue du 8 mai", "7 Rue du 8 Mai 1945"),
        ("allee", "Allée de l’Œuvre"),
        ("2 rue du prieuré sainte-ville", "2 Rue du Prieuré"),
    ],
)
def test_the_first_address_is_the_one_meant(town: Catalog, asked: str, found: str) -> None:
    assert town.search_addresses(asked, 5)[0].label == found


def test_an_answer_is_as_short_as_asked(town: Catalog) -> None:
    assert len(town.search_addresses("rue", 3)) == 3
    assert town.search_addresses("nowhere at all", 3) == []


@given(st.text(max_size=60))
@hypothesis(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(town: Catalog, words: str) -> None:
    assert len(town.search_addresses(words, 3)) <= 3


@pytest.mark.parametrize(
    "words", ['"', "rue OR", "rue*", "NEAR(a b)", "street:rue", "-rue", "(((", "'; DROP", "_", "12 "]
)
def test_no_word_is_a_command(town: Catalog, words: str) -> None:
    town.search_addresses(words, 3)


def test_the_nearest_address_within_reach(town: Catalog) -> None:
    near = town.nearest_address(-0.3681, 49.1401, 30.0)
    assert near is not None
    assert near.label == "9 Rue du Prieuré"
    assert town.nearest_address(-0.3681, 49.1401, 5.0) is None


def test_addresses_are_replaced_as_a_whole(town: Catalog) -> None:
    town.replace_addresses([Address("3", "Rue Neuve", "Sainte-Ville", 0.0, 49.0)])
    assert town.search_addresses("prieure", 3) == []
    assert town.nearest_address(-0.37, 49.14, 500.0) is None
    assert [address.label for address in town.search_addresses("neuve", 3)] == ["3 Rue Neuve"]


def test_items_stand_in_the_nearest_street(town: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0, (-0.37, 49.1401)), make_item(1, (-0.3629, 49.1401)), make_item(2, (1.0, 49.0))])
    rows = town.search(ItemQuery(PUBLIC, oldest_first=True)).results
    assert [(row.street, row.house_number) for row in rows] == [
        ("Rue du Prieuré", "1"),
        ("Boulevard Saint-Clair", "1"),
        ("", ""),
    ]
    town.replace_addresses([Address("3", "Rue Neuve", "Sainte-Ville", 1.0, 49.0)])
    rows = town.search(ItemQuery(PUBLIC, oldest_first=True)).results
    assert [row.street for row in rows] == ["", "", "Rue Neuve"]


def test_streets_are_listed_with_their_houses(town: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    stands = [(-0.367, 49.14), (-0.369, 49.14), (-0.3671, 49.14), (-0.363, 49.14), (1.0, 49.0)]
    place([make_item(number, stand) for number, stand in enumerate(stands)])
    clair, prieure, nowhere = town.streets(PUBLIC)
    assert (clair.street, clair.count, clair.first_item_id) == ("Boulevard Saint-Clair", 1, "item-00003")
    assert (prieure.street, prieure.count, prieure.house_numbers) == ("Rue du Prieuré", 3, ("2", "12"))
    assert (prieure.first_item_id, prieure.newest) == ("item-00002", make_item(2).captured_at)
    assert (nowhere.street, nowhere.count) == ("", 1)


def test_a_long_street_is_named_by_some_places_from_end_to_end(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    houses = [(str(2 * number), -0.37 + 1e-3 * number) for number in range(1, 12)]
    catalog.replace_addresses(Address(number, "Rue Longue", "Sainte-Ville", at, 49.14) for number, at in houses)
    place([make_item(rank, (at, 49.1401)) for rank, (_, at) in enumerate(houses)])
    (street,) = catalog.streets(PUBLIC)
    assert [position.house_number for position in street.positions] == ["2", "6", "10", "14", "18", "22"]
    assert [position.item_id for position in street.positions] == [f"item-{rank:05d}" for rank in (0, 2, 4, 6, 8, 10)]
    assert street.positions[0].longitude_deg == pytest.approx(houses[0][1])
