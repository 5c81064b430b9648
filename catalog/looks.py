"""Looks: the one way by which something sealed is shown to a person, and never without a line in the journal."""

from ruelle.catalog.database.journal import Journal
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import SealedStore, sealed_key


class Looks:
    """Single zones unblurred, out of the sealed store; nothing else of it can be had here."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        self._sealed = SealedStore(settings)
        self._journal = journal

    def look(self, account: str, item_id: str, zone_id: str) -> bytes:
        """A zone unblurred, as JPEG; the journal holds who looked before the bytes are handed out. Raises NotFound."""
        with self._journal.looking(account, item_id, zone_id):
            return self._sealed.read_look(item_id, zone_id)

    def has(self, item_id: str, zone_id: str) -> bool:
        """Whether there is something to look at."""
        return self._sealed.has_look(item_id, zone_id)

    def may_lift(self, item: Item) -> bool:
        """Whether a blur can still be lifted: only while the original is kept."""
        return self._sealed.exists(sealed_key(item.source.sha256))
