"""The work use case: place every draft drive, derive, settle and correct every item, until nothing is left."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Protocol

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure, NotFound
from ruelle.catalog.model import Drive, Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import SealedStore
from ruelle.catalog.vocabulary import DriveState, ItemState
from ruelle.catalog.zones import Zones
from ruelle.processing.correct import corrected, record
from ruelle.processing.derive import derive
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.engine.cluster import CRASHED, Crew
from ruelle.processing.place import Placement, place_drive
from ruelle.processing.publish import Derived, Stores, publish_again
from ruelle.processing.settle import settle_all

BATCH = 100
"""After so many, what has settled is shown, and corrections are made."""

Task = tuple[Item, Zones]


class Progress(Protocol):
    """Who is told how the work goes."""

    def placing(self, drive: Drive, *, done: bool) -> None:
        """A drive is about to be placed, or has been."""

    def deriving(self, items: int) -> None:
        """So many more items are about to be derived."""

    def derived(self, item: Item) -> None:
        """An item has been blurred, or failed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the work."""

    placed: int = 0
    waiting: int = 0
    ready: int = 0
    review: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """What the work has at hand."""

    catalog: Catalog
    settings: Settings
    stores: Stores
    crew: Crew
    progress: Progress


def work_until_idle(catalog: Catalog, settings: Settings, crew: Crew, progress: Progress) -> Tally:
    """Place, derive, settle and correct until the catalog holds nothing to do; what fails is recorded.

    Raises EngineError when the machine is at fault; what was done until then is kept.
    """
    shift = Shift(catalog, settings, Stores.open(settings), crew, progress)
    tally = Tally()
    for drive in _placed_drives(shift):
        waits = drive.state is not DriveState.PLACED
        tally = replace(tally, placed=tally.placed + (not waits), waiting=tally.waiting + waits)
    while done := list(_round(shift)):
        states = Counter(_outcome(item) for item in done)
        tally = replace(
            tally,
            ready=tally.ready + states[ItemState.READY],
            review=tally.review + states[ItemState.REVIEW],
            failed=tally.failed + states[ItemState.FAILED],
        )
    return tally


def _outcome(item: Item) -> ItemState:
    """How an item is counted: one on which the detectors broke down has failed, though a person is asked about it."""
    return ItemState.FAILED if item.failure else item.state


def _round(shift: Shift) -> Iterator[Item]:
    """One batch of everything that is to be done, in the order in which people wait for it."""
    yield from _corrected_items(shift)
    yield from _derived_items(shift)
    yield from settle_all(shift.catalog, shift.stores, partial(_blurred_items, shift))


def _placed_drives(shift: Shift) -> Iterator[Drive]:
    catalog, progress = shift.catalog, shift.progress
    drafts = catalog.drives(DriveState.DRAFT)
    for drive in drafts:
        progress.placing(drive, done=False)
    for done in shift.crew.map(_Place(shift.settings), drafts):
        if isinstance(done.result, Failure):
            drive = replace(done.argument, state=DriveState.FAILED, failure=done.result)
            catalog.fail_drive(drive)
        else:
            drive = done.result.drive
            catalog.place(drive, done.result.sequences, done.result.items)
        progress.placing(drive, done=True)
        yield drive


def _derived_items(shift: Shift) -> Iterator[Item]:
    """Items that were PLACED: SEEN, in REVIEW or FAILED."""
    batch = shift.catalog.pending_items(BATCH)
    if batch:
        Detectors.load(shift.settings.home / "models")
    shift.progress.deriving(len(batch))
    tasks = [(item, _known_zones(shift.catalog, item)) for item in batch]
    for done in shift.crew.map(_Derive(shift.settings), tasks):
        derived = _derived_or_failed(done.argument[0], done.result)
        with shift.stores.unless_erased(derived.item):
            _keep(shift.catalog, derived)
        shift.progress.derived(derived.item)
        yield derived.item


def _keep(catalog: Catalog, derived: Derived) -> None:
    if derived.zones is not None:
        catalog.settling.seen(derived.item, derived.zones)
    elif derived.item.state is ItemState.REVIEW:
        catalog.settling.broken(derived.item)
    else:
        catalog.revise(derived.item)


def _blurred_items(shift: Shift, tasks: list[Task]) -> Iterator[Derived]:
    """Items that are SEEN, with the packs of their new zones."""
    for done in shift.crew.map(_Blur(shift.settings), tasks):
        yield _derived_or_failed(done.argument[0], done.result)


def _corrected_items(shift: Shift) -> Iterator[Item]:
    tasks = [(shift.catalog.item(item_id), shift.catalog.zones(item_id)) for item_id in shift.catalog.corrections()]
    for done in shift.crew.map(_Correct(shift.settings), tasks):
        item, asked = done.argument
        derived = _derived_or_failed(item, done.result)
        with shift.stores.unless_erased(item):
            yield record(shift.catalog, shift.stores, asked, derived)


def _derived_or_failed(item: Item, result: Derived | Failure) -> Derived:
    """What came of an item; one that killed its worker was perhaps not looked at to the end: a person is asked."""
    if isinstance(result, Derived):
        return result
    state = ItemState.REVIEW if result.code == CRASHED else ItemState.FAILED
    return Derived(replace(item, state=state, failure=result, derivatives=None))


def _known_zones(catalog: Catalog, item: Item) -> Zones | None:
    try:
        return catalog.zones(item.id)
    except NotFound:
        return None


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

    def __call__(self, task: tuple[Item, Zones | None]) -> Derived:
        return derive(*task, *_workbench(self.settings))


@dataclass(frozen=True, slots=True)
class _Blur:
    """Blurring again what was seen before, with more zones, ready to travel to a worker."""

    settings: Settings

    def __call__(self, task: Task) -> Derived:
        item, zones = task
        stores, _ = _workbench(self.settings)
        return Derived(replace(item, derivatives=publish_again(item, zones, stores)), zones)


@dataclass(frozen=True, slots=True)
class _Correct:
    """The correction of an item, ready to travel to a worker."""

    settings: Settings

    def __call__(self, task: Task) -> Derived:
        item, asked = task
        stores, _ = _workbench(self.settings)
        return corrected(item, asked, self.settings, stores)


@lru_cache(maxsize=1)
def _workbench(settings: Settings) -> tuple[Stores, Detectors]:
    return Stores.open(settings), Detectors.load(settings.home / "models")
