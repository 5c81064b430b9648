"""The correct use case: items whose zones people have changed are blurred anew, from the original where it still is."""

from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import Zones
from ruelle.processing.publish import Derived, Stores, publish_again


def correct_all(catalog: Catalog, settings: Settings, stores: Stores) -> int:
    """Make all corrections that are asked for; returns how many. Raises EngineError when the machine is at fault."""
    done = 0
    while asked := catalog.corrections():
        for item_id in asked:
            item, zones = catalog.item(item_id), catalog.zones(item_id)
            record(catalog, stores, zones, corrected(item, zones, settings, stores))
            done += 1
    return done


def corrected(item: Item, asked: Zones, settings: Settings, stores: Stores) -> Derived:
    """The item with a pack that blurs these zones; in REVIEW without one, if that cannot be made.

    Raises EngineError when the machine is at fault.
    """
    try:
        if asked.known:
            return Derived(replace(item, derivatives=publish_again(item, asked, stores)), asked)
        return _looked_at_again(item, asked, settings, stores)
    except (InputError, NotFound) as error:
        return Derived(replace(item, state=ItemState.REVIEW, failure=error.failure, derivatives=None))


def record(catalog: Catalog, stores: Stores, asked: Zones, derived: Derived) -> Item:
    """Show the new pack in place of the old one, which is erased; the item as it is now."""
    if derived.zones is None:
        catalog.settling.broken(derived.item)
        stores.erase_packs(derived.item)
        catalog.settling.correction_done(asked)
        return derived.item
    item = catalog.settling.corrected(derived.item, asked, derived.zones)
    if item is None:
        return catalog.item(asked.item_id)
    stores.tidy(item, derived.zones)
    catalog.settling.correction_done(derived.zones)
    return item


def _looked_at_again(item: Item, asked: Zones, settings: Settings, stores: Stores) -> Derived:
    """An item that version 1 published: its zones were not kept, so detectors look again.

    Without its original, its pack shows what version 1 blurred, and only what people marked is added.
    """
    from ruelle.processing.derive import look_again  # detectors are heavy, and hardly ever needed here

    if not stores.has_original(item) and item.derivatives is not None:
        zones = replace(asked, detectors=item.derivatives.anonymisation.detectors)
        return Derived(replace(item, derivatives=publish_again(item, zones, stores)), zones)
    return look_again(item, asked, settings, stores)
