"""Searching items: everything asked for, nothing else, each once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.model import Item
from ruelle.catalog.search import ItemQuery
from ruelle.catalog.vocabulary import ItemState, Visibility

PUBLIC = frozenset({Visibility.PUBLIC})
STAFF = frozenset(Visibility)
quick = hypothesis(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

MakeItem = Callable[..., Item]
PlaceItems = Callable[[list[Item]], None]

places = st.tuples(st.floats(-180, 180, width=32), st.floats(-90, 90, width=32))
corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))


def walk(catalog: Catalog, query: ItemQuery) -> list[str]:
    """The ids of all pages."""
    found: list[str] = []
    page = catalog.search(query)
    found += [row.id for row in page.results]
    while page.next_token is not None:
        query = ItemQuery(query.visibilities, limit=query.limit, token=page.next_token, oldest_first=query.oldest_first)
        page = catalog.search(query)
        assert page.results, "a token promises more"
        found += [row.id for row in page.results]
    return found


@given(
    seconds=st.lists(st.integers(0, 5), max_size=25),
    limit=st.integers(1, 9),
    oldest_first=st.booleans(),
)
@quick
def test_paging_walks_every_item_exactly_once(  # noqa: PLR0917
    catalog: Catalog, place: PlaceItems, make_item: MakeItem, seconds: list[int], limit: int, oldest_first: bool
) -> None:
    start = make_item(0).captured_at
    items = [make_item(rank, captured_at=start + timedelta(seconds=s)) for rank, s in enumerate(seconds)]
    place(items)
    expected = sorted(items, key=lambda item: (item.captured_at, item.id), reverse=not oldest_first)
    query = ItemQuery(PUBLIC, limit=limit, oldest_first=oldest_first)
    assert walk(catalog, query) == [item.id for item in expected]


@given(stands=st.lists(places, max_size=20), corner=corners)
@quick
def test_a_box_finds_what_lies_in_it(
    catalog: Catalog,
    place: PlaceItems,
    make_item: MakeItem,
    stands: list[tuple[float, float]],
    corner: tuple[float, float, float, float],
) -> None:
    west, south, east, north = corner
    south, north = min(south, north), max(south, north)
    place([make_item(number, stand) for number, stand in enumerate(stands)])
    expected = {
        f"item-{number:05}"
        for number, (longitude, latitude) in enumerate(stands)
        if south <= latitude <= north
        and (west <= longitude <= east if west <= east else longitude >= west or longitude <= east)
    }
    page = catalog.search(ItemQuery(PUBLIC, bbox_deg=(west, south, east, north), limit=100))
    assert {row.id for row in page.results} == expected


def test_a_box_with_very_many_items_finds_the_newest(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(number, (number / 1e4, 0.0)) for number in range(2500)])
    page = catalog.search(ItemQuery(PUBLIC, bbox_deg=(0.0, -1.0, 0.2, 1.0), limit=3))
    assert [row.rank for row in page.results] == [2000, 1999, 1998]
    page = catalog.search(ItemQuery(PUBLIC, bbox_deg=(0.0, -1.0, 1.0, 1.0), limit=3))
    assert [row.rank for row in page.results] == [2499, 2498, 2497]


def test_times_ids_and_sequences_narrow(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    items = [make_item(number, sequence_id=f"sequence-{number % 2}") for number in range(6)]
    place(items)
    times = ItemQuery(PUBLIC, start=items[1].captured_at, end=items[3].captured_at)
    assert [row.rank for row in catalog.search(times).results] == [3, 2, 1]
    assert [row.rank for row in catalog.search(ItemQuery(PUBLIC, ids=("item-00004", "nothing"))).results] == [4]
    odd = ItemQuery(PUBLIC, sequence_ids=("sequence-1",), oldest_first=True)
    assert [row.rank for row in catalog.search(odd).results] == [1, 3, 5]


@pytest.mark.parametrize("token", ["", "x", "AAAA", "bnVsbA", "W10", "WzEsMl0", "é", "W25hbiwiYSJd", "WzFlMzAsImEiXQ"])
def test_a_bad_token_is_refused(catalog: Catalog, token: str) -> None:
    with pytest.raises(InputError) as caught:
        catalog.search(ItemQuery(PUBLIC, token=token))
    assert caught.value.failure.code == "bad-token"


def test_a_row_says_what_the_item_is(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    item = make_item(7)
    place([item])
    (row,) = catalog.search(ItemQuery(PUBLIC)).results
    assert (row.id, row.sequence_id, row.captured_at) == (item.id, item.sequence_id, item.captured_at)
    assert (row.longitude_deg, row.latitude_deg) == (item.pose.longitude_deg, item.pose.latitude_deg)
    assert (row.heading_deg, row.projection) == (item.pose.heading_deg, item.camera.projection)
    assert item.derivatives is not None
    assert (row.levels, row.pack_key) == (item.derivatives.levels, item.derivatives.pack_key)
    assert (row.previous, row.next, row.street) == (None, None, "")


def test_nobody_sees_what_is_not_theirs(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place(
        [
            make_item(0),
            make_item(1, visibility=Visibility.STAFF),
            make_item(2, state=ItemState.REVIEW),
            make_item(3, state=ItemState.PLACED, derivatives=None),
            make_item(4),
        ]
    )
    box = (-1.0, 49.0, 0.0, 50.0)
    assert [row.rank for row in catalog.search(ItemQuery(PUBLIC, bbox_deg=box)).results] == [4, 0]
    assert [row.rank for row in catalog.search(ItemQuery(STAFF, bbox_deg=box)).results] == [4, 1, 0]
    newest, oldest = catalog.search(ItemQuery(PUBLIC)).results
    assert newest.previous is not None
    assert newest.previous.id == oldest.id
    assert newest.next is None
    beside = catalog.neighbours(catalog.item("item-00000"), PUBLIC)
    assert beside.next is not None
    assert beside.next.id == "item-00004"
    for hidden in ("item-00001", "item-00002", "item-00003"):
        with pytest.raises(NotFound):
            catalog.item(hidden, PUBLIC)
    assert catalog.item("item-00001", STAFF).rank == 1
    assert catalog.item("item-00003").state is ItemState.PLACED


def test_an_item_withdrawn_leaves_the_map(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0), make_item(1)])
    catalog.revise(make_item(0, state=ItemState.REVIEW))
    box = (-1.0, 49.0, 0.0, 50.0)
    assert [row.rank for row in catalog.search(ItemQuery(PUBLIC, bbox_deg=box)).results] == [1]
    catalog.revise(make_item(0))
    assert [row.rank for row in catalog.search(ItemQuery(PUBLIC, bbox_deg=box)).results] == [1, 0]


def test_related_items_stand_near_in_other_sequences(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    metre_deg = 1 / 111_195
    place(
        [
            make_item(0, (0.0, 0.0)),
            make_item(1, (0.0, 2 * metre_deg)),
            make_item(2, (0.0, 14 * metre_deg), sequence_id="other"),
            make_item(3, (9 * metre_deg, 0.0), sequence_id="third"),
            make_item(4, (11 * metre_deg, 11 * metre_deg), sequence_id="diagonal"),
            make_item(5, (0.0, 3 * metre_deg), sequence_id="staff", visibility=Visibility.STAFF),
        ]
    )
    related = catalog.neighbours(catalog.item("item-00000"), PUBLIC).related
    assert [waypoint.sequence_id for waypoint in related] == ["third", "other"]
