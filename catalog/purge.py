"""Purging: what is due leaves the sealed store, what nothing refers to leaves both, and each leaves a record.

An erasure is begun in the catalog, carried out on the stores and then finished: killed anywhere, the next run goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.erasures import Erasure, ErasureRule, Targets
from ruelle.catalog.retention import KeptDrive, Retention
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import LOOKS, PublicStore, SealedStore, sealed_key

RULE = "ruelle purge"
"""Who erases where no person asked."""

GRACE = timedelta(days=1)
"""What nothing refers to may belong to a capture, or to a picture, that is just being made."""

_ORIGINAL = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})")
_LOOK = re.compile(rf"{LOOKS}/([\w-]+)/[\w-]+\.jpg")


@dataclass(frozen=True, slots=True)
class Custodian:
    """Whoever erases: the catalog and both stores; `answered` is how long it is remembered who asked for a blur."""

    catalog: Catalog
    sealed: SealedStore
    public: PublicStore
    retention: Retention
    answered: timedelta

    @classmethod
    def of(cls, catalog: Catalog, settings: Settings) -> "Custodian":
        """The custodian of an installation."""
        retention = Retention.of(settings.retention_days)
        answered = timedelta(days=settings.request_retention_days)
        return cls(catalog, SealedStore(settings), PublicStore(settings), retention, answered)

    def due(self, now: datetime) -> Iterator[tuple[KeptDrive, ErasureRule]]:
        """The drives whose originals are to be erased, and why.

        One counts as published only where every pack can be read; if not, it is kept as long as what waits.
        """
        for drive in self.catalog.custody.kept():
            rule = self.retention.due(drive, now)
            if rule is ErasureRule.RETENTION and not self._is_verified(drive):
                rule = self.retention.due(replace(drive, settled=False), now)
            if rule is not None:
                yield drive, rule

    def purge(self, now: datetime) -> Iterator[Erasure]:
        """Erase all that is due, begun or orphaned; gives each record once its files are gone."""
        self.catalog.requests.forget(now - self.answered)
        yield from self.resume()
        for drive, rule in self.due(now):
            yield self.carry_out(self.catalog.custody.give_up_originals(drive.drive_id, rule, RULE))
        yield from self._sweep(now - GRACE)

    def resume(self) -> Iterator[Erasure]:
        """Carry out what was begun: asked for on a page, or cut off."""
        for erasure in self.catalog.custody.begun():
            yield self.carry_out(erasure)

    def carry_out(self, erasure: Erasure) -> Erasure:
        """Erase what a record names, and finish the record. Raises EngineError, and then it stays begun."""
        targets = erasure.targets
        for sha256 in targets.originals:
            self.sealed.erase(sealed_key(sha256))
        for item_id in targets.items:
            self.sealed.erase_looks(item_id)
        for key in targets.packs:
            self.public.erase(key)
        for item_id in self.catalog.custody.gone(targets.items):
            self.sealed.erase_spare(item_id)
        self.catalog.custody.finish(erasure)
        return erasure

    def _is_verified(self, drive: KeptDrive) -> bool:
        return all(self.public.exists(key) for key in self.catalog.custody.pack_keys(drive.drive_id))

    def _sweep(self, before: datetime) -> Iterator[Erasure]:
        custody = self.catalog.custody
        sealed = list(self.sealed.stored(before))
        sizes_bytes = {found[1]: size for key, size in sealed if (found := _ORIGINAL.fullmatch(key))}
        looked_at = {found[1] for key, _ in sealed if (found := _LOOK.fullmatch(key))}
        originals = custody.unheld_originals(sizes_bytes)
        looks = custody.unknown_items(looked_at)
        packs = custody.unknown_packs(key for key, _ in self.public.stored(before))
        if originals or looks or packs:
            targets = Targets(tuple(originals), tuple(looks), tuple(packs))
            sizes_bytes = {sha256: sizes_bytes[sha256] for sha256 in originals}
            yield self.carry_out(custody.erase_orphans(sizes_bytes, targets, RULE))
