"""The settle use case: what neighbouring frames have seen is taken in, then an item is shown, or a person asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Item
from ruelle.catalog.reviews import ReviewReason
from ruelle.catalog.zones import Zones
from ruelle.processing.neighbours import Frame, helped
from ruelle.processing.publish import Derived, Stores

CROWD_ZONES = 60
"""With so many people and cars in one picture, a person looks whether one was missed."""

Blurring = Callable[[Iterable[tuple[Item, Zones]]], Iterable[Derived]]
"""Makes the packs of items with more zones than before; an item whose pack cannot be made comes without one."""


def settle_all(catalog: Catalog, stores: Stores, blurring: Blurring) -> Iterator[Item]:
    """Every item whose neighbours have all been looked at: READY, or in REVIEW.

    It can be stopped anywhere: until an item is settled nobody sees it, and settling it again finds the same zones.
    """
    while items := catalog.settling.unsettled():
        changed = []
        for item in items:
            before = catalog.zones(item.id)
            after = helped(Frame(item, before), [Frame(*other) for other in catalog.settling.around(item)])
            if after.digest == before.digest:
                yield _settle(catalog, stores, item, after)
            else:
                changed.append((item, after))
        for derived in blurring(changed):
            yield _settle_blurred(catalog, stores, derived)


def reasons(zones: Zones) -> tuple[ReviewReason, ...]:
    """Why a person should look at a picture with these zones before anybody else does."""
    doubtful = any(zone.undecided for zone in zones.zones)
    crowd = len(zones.blurred) >= CROWD_ZONES
    found = ((ReviewReason.DOUBTFUL, doubtful), (ReviewReason.CROWD, crowd))
    return tuple(reason for reason, holds in found if holds)


def _settle(catalog: Catalog, stores: Stores, item: Item, zones: Zones) -> Item:
    stores.tidy(item, zones)
    return catalog.settling.settled(item, zones, reasons(zones))


def _settle_blurred(catalog: Catalog, stores: Stores, derived: Derived) -> Item:
    if derived.zones is None:
        catalog.settling.broken(derived.item)
        stores.erase_packs(derived.item)
        return derived.item
    catalog.settling.seen(derived.item, derived.zones)
    return _settle(catalog, stores, replace(derived.item, failure=None), derived.zones)
