"""The work use case: place every draft drive, derive every placed item, until nothing is left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Drive, Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore
from ruelle.catalog.vocabulary import DriveState, ItemState
from ruelle.processing.derive import Workbench, derive
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.engine.cluster import Crew
from ruelle.processing.place import Placement, place_drive

BATCH = 1000


class Progress(Protocol):
    """Who is told how the work goes."""

    def placing(self, drive: Drive, *, done: bool) -> None:
        """A drive is about to be placed, or has been."""

    def deriving(self, items: int) -> None:
        """So many more items are about to be derived."""

    def derived(self, item: Item) -> None:
        """An item is ready, or failed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the work."""

    placed: int = 0
    waiting: int = 0
    ready: int = 0
    failed: int = 0


def work_until_idle(catalog: Catalog, settings: Settings, crew: Crew, progress: Progress) -> Tally:
    """Place and derive until the catalog holds nothing to do; what fails is recorded and the rest goes on.

    Raises EngineError when the machine is at fault; what was done until then is kept.
    """
    tally = Tally()
    for drive in _placed_drives(catalog, settings, crew, progress):
        waits = drive.state is not DriveState.PLACED
        tally = replace(tally, placed=tally.placed + (not waits), waiting=tally.waiting + waits)
    while batch := catalog.pending_items(BATCH):
        Detectors.load(settings.home / "models")
        progress.deriving(len(batch))
        for item in _derived_items(batch, settings, crew):
            catalog.revise(item)
            is_ready = item.state is ItemState.READY
            tally = replace(tally, ready=tally.ready + is_ready, failed=tally.failed + (not is_ready))
            progress.derived(item)
    return tally


def _placed_drives(catalog: Catalog, settings: Settings, crew: Crew, progress: Progress) -> Iterator[Drive]:
    drafts = catalog.drives(DriveState.DRAFT)
    for drive in drafts:
        progress.placing(drive, done=False)
    for done in crew.map(_Place(settings), drafts):
        if isinstance(done.result, Failure):
            drive = replace(done.argument, state=DriveState.FAILED, failure=done.result)
            catalog.put_drive(drive)
        else:
            drive = done.result.drive
            catalog.place(drive, done.result.sequences, done.result.items)
        progress.placing(drive, done=True)
        yield drive


def _derived_items(items: list[Item], settings: Settings, crew: Crew) -> Iterator[Item]:
    for done in crew.map(_Derive(settings), items):
        if isinstance(done.result, Failure):
            yield replace(done.argument, state=ItemState.FAILED, failure=done.result)
        else:
            yield done.result


@dataclass(frozen=True, slots=True)
class _Place:
    """The place step, ready to travel to a worker."""

    settings: Settings

    def __call__(self, drive: Drive) -> Placement:
        return place_drive(drive, SealedStore(self.settings))


@dataclass(frozen=True, slots=True)
class _Derive:
    """The derive step, ready to travel to a worker."""

    settings: Settings

    def __call__(self, item: Item) -> Item:
        return derive(item, _workbench(self.settings))


@lru_cache(maxsize=1)
def _workbench(settings: Settings) -> Workbench:
    return Workbench(SealedStore(settings), PublicStore(settings), Detectors.load(settings.home / "models"))
