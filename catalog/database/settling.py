"""From derived to fit to be seen, in the database: an item is shown once its neighbours have helped, undoubted."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from ruelle.catalog.database import items, reviews, zones
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.privacy_tables import REVIEWS
from ruelle.catalog.database.tables import SEQUENCES
from ruelle.catalog.model import Item
from ruelle.catalog.reviews import Review, ReviewReason
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import Zones

REACH = 2
"""An item settles once none of so many before and behind it is still to be looked at."""


class Settling:
    """What the worker writes about an item between looking at it and showing it, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def seen(self, item: Item, its_zones: Zones) -> None:
        """Keep the pack of an item that is SEEN together with the zones that are blurred in it. Raises NotFound."""
        _require_match(item, its_zones)
        with writing(self._engine) as connection:
            items.publish(connection, item)
            zones.put(connection, its_zones)

    def broken(self, item: Item) -> None:
        """Ask a person about an item on which the detectors broke down. Raises NotFound."""
        with writing(self._engine) as connection:
            items.publish(connection, item)
            _open_review(connection, item, (ReviewReason.BROKEN,))

    def unsettled(self, limit: int = 100) -> list[Item]:
        """Items that are SEEN and whose neighbours all have been looked at, along their sequences."""
        with self._engine.connect() as connection:
            return items.unsettled(connection, REACH, limit)

    def around(self, item: Item) -> list[tuple[Item, Zones]]:
        """The neighbours of an item in its sequence, without itself, that have zones; by rank."""
        with self._engine.connect() as connection:
            found = items.around(connection, item, REACH)
            return [(item, zones.read_zones(item.id, text)) for item, text in found]

    def settled(self, item: Item, its_zones: Zones, reasons: Iterable[ReviewReason] = ()) -> Item:
        """Show an item to whoever may see it, or open its review for these reasons. Raises NotFound."""
        _require_match(item, its_zones)
        found = tuple(reasons)
        item = items.with_state(item, ItemState.REVIEW if found else ItemState.READY)
        with writing(self._engine) as connection:
            items.publish(connection, item)
            zones.put(connection, its_zones)
            if found:
                _open_review(connection, item, found)
            else:
                reviews.drop_waiting(connection, item.id)
        return item

    def corrected(self, item: Item, asked: Zones, blurred: Zones) -> Item | None:
        """Keep the new pack of an item; it stays out of sight while its review is open. Raises NotFound.

        `asked` are the zones that the correction began with; None, and nothing is kept, if they have changed since:
        then the correction is still to be made.
        """
        _require_match(item, blurred)
        with writing(self._engine) as connection:
            if not zones.are_still(connection, asked):
                return None
            item = items.with_state(item, ItemState.REVIEW if _in_review(connection, item.id) else ItemState.READY)
            items.publish(connection, item)
            zones.put(connection, blurred)
        return item

    def correction_done(self, its_zones: Zones) -> bool:
        """Forget that an item is to be blurred anew; False if its zones have changed since, and it still is."""
        with writing(self._engine) as connection:
            return zones.drop_correction(connection, its_zones)


def _require_match(item: Item, its_zones: Zones) -> None:
    derivatives = item.derivatives
    if derivatives is None or item.id != its_zones.item_id:
        raise ValueError("an item is published with its own pack and its own zones")
    if derivatives.anonymisation.zones_digest != its_zones.digest:
        raise ValueError("the pack of an item blurs exactly its zones")


def _in_review(connection: Connection, item_id: str) -> bool:
    """Whether a person still has to close the review that keeps an item out of sight."""
    query = select(REVIEWS.c.item_id).where(REVIEWS.c.item_id == item_id, REVIEWS.c.sampled == 0)
    return connection.execute(query.where(REVIEWS.c.closed_at.is_(None))).one_or_none() is not None


def _open_review(connection: Connection, item: Item, reasons: tuple[ReviewReason, ...]) -> None:
    query = select(SEQUENCES.c.campaign).where(SEQUENCES.c.id == item.sequence_id)
    campaign = connection.execute(query).scalar_one()
    reviews.open_one(connection, Review(item.id, campaign, reasons, datetime.now(UTC)))
