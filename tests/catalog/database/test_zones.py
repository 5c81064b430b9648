"""Zones, corrections and settling in the database."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Anonymisation, Item
from ruelle.catalog.reviews import ReviewReason
from ruelle.catalog.vocabulary import ItemState, Visibility
from ruelle.catalog.zones import Decision, Zone, ZoneKind, ZoneOrigin, Zones

PUBLIC = frozenset({Visibility.PUBLIC})
SQUARE = ((-1.5, 2.0), (1.5, 2.0), (1.5, -2.0), (-1.5, -2.0))
MakeItem = Callable[..., Item]
PlaceItems = Callable[[list[Item]], None]


def zone(name: str = "a", **changes: object) -> Zone:
    return replace(Zone(name, ZoneKind.FACE, SQUARE, ZoneOrigin.MACHINE, 0.75), **changes)  # type: ignore[arg-type]


def zones_of(item: Item, *zones: Zone, faint: tuple[Zone, ...] = ()) -> Zones:
    return Zones(item.id, ("faces-1",), zones, faint)


def packed(item: Item, zones: Zones, state: ItemState) -> Item:
    """The item with a pack that blurs these zones."""
    assert item.derivatives is not None
    derivatives = replace(item.derivatives, pack_key=f"aa/{zones.digest}", anonymisation=Anonymisation.of(zones))
    return replace(item, state=state, derivatives=derivatives)


def bare(item: Item) -> Item:
    return replace(item, state=ItemState.PLACED, derivatives=None)


def test_zones_come_back_as_they_were(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0)])
    kept = zones_of(make_item(0), zone(), zone("b", decision=Decision.LIFT, doubtful=True), faint=(zone("c"),))
    catalog.put_zones(kept)
    assert catalog.zones("item-00000") == kept
    assert catalog.corrections() == []


def test_what_version_1_published_has_unknown_zones(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0), bare(make_item(1))])
    assert not catalog.zones("item-00000").known
    for item_id in ("item-00001", "nobody"):
        with pytest.raises(NotFound):
            catalog.zones(item_id)


def test_an_item_settles_when_its_neighbours_have_been_looked_at(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place([bare(make_item(number)) for number in range(6)])
    for number in range(4):
        item = make_item(number)
        catalog.settling.seen(packed(item, zones_of(item), ItemState.SEEN), zones_of(item))
    assert [item.rank for item in catalog.settling.unsettled()] == [0, 1]
    assert [item.rank for item, _ in catalog.settling.around(make_item(1))] == [0, 2, 3]
    item = packed(make_item(0), zones_of(make_item(0)), ItemState.SEEN)
    with pytest.raises(NotFound):
        catalog.item(item.id, PUBLIC)
    catalog.settling.settled(item, zones_of(item))
    assert catalog.item(item.id, PUBLIC).state is ItemState.READY


def test_a_doubtful_item_stays_out_of_sight_until_its_review_is_closed(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place([bare(make_item(0))])
    zones = zones_of(make_item(0), zone(doubtful=True))
    item = packed(make_item(0), zones, ItemState.SEEN)
    catalog.settling.seen(item, zones)
    assert catalog.settling.settled(item, zones, [ReviewReason.DOUBTFUL]).state is ItemState.REVIEW
    assert catalog.settling.corrected(item, zones, zones).state is ItemState.REVIEW
    with pytest.raises(NotFound):
        catalog.item(item.id, PUBLIC)


def test_a_correction_is_done_only_if_nobody_has_changed_the_zones_since(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place([make_item(0)])
    first, later = (zones_of(make_item(0), zone(name)) for name in ("a", "b"))
    catalog.ask_correction(first)
    catalog.ask_correction(later)
    catalog.settling.corrected(packed(make_item(0), first, ItemState.READY), first, first)
    assert not catalog.settling.correction_done(first)
    assert (catalog.corrections(), catalog.zones("item-00000")) == (["item-00000"], later)
    assert catalog.settling.correction_done(later)
    assert catalog.corrections() == []


def test_a_pack_is_published_with_the_zones_that_it_blurs(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place([bare(make_item(0))])
    zones = zones_of(make_item(0), zone())
    item = packed(make_item(0), zones, ItemState.SEEN)
    for wrong in (zones_of(make_item(0)), replace(zones, item_id="item-00001")):
        with pytest.raises(ValueError, match="zones"):
            catalog.settling.settled(item, wrong)
    with pytest.raises(ValueError, match="pack"):
        catalog.settling.seen(bare(item), zones)


def test_placing_again_keeps_zones_and_reviews(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([bare(make_item(number)) for number in range(2)])
    zones = zones_of(make_item(0), zone(doubtful=True))
    item = packed(make_item(0), zones, ItemState.SEEN)
    catalog.settling.settled(item, zones, [ReviewReason.CROWD])
    catalog.ask_correction(zones)
    place([bare(make_item(0))])
    assert catalog.item(item.id).state is ItemState.REVIEW
    assert (catalog.zones(item.id), catalog.corrections()) == (zones, [item.id])
    assert catalog.settling.corrected(item, zones, zones).state is ItemState.REVIEW
