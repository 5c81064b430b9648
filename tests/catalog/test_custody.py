"""Retention, purging, cancelling and erasing: what goes, what stays, and what happens when the plug is pulled."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.requests import Ticket
from ruelle.catalog.erasures import ErasureRule, digest_of
from ruelle.catalog.errors import Conflict, EngineError, NotFound
from ruelle.catalog.model import Anonymisation, Drive, Footage, Item, Original, Sequence, Source
from ruelle.catalog.purge import Custodian
from ruelle.catalog.requests import BlurRequest
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore, sealed_key
from ruelle.catalog.vocabulary import DriveState, ItemState, MediaKind, Visibility
from ruelle.catalog.zones import Decision, ZoneKind

ANONYMISATION = Anonymisation(("faces-1",), 0, 0)
DAY = timedelta(days=1)


class House:
    """An installation with drives whose originals and packs lie in their stores."""

    def __init__(self, catalog: Catalog, settings: Settings, make_item: Callable[..., Item], folder: Path) -> None:
        self.catalog, self.settings, self._make_item, self._folder = catalog, settings, make_item, folder
        self.sealed, self.public = SealedStore(settings), PublicStore(settings)
        self.custodian = Custodian.of(catalog, settings)

    def seal(self, content: bytes) -> str:
        """The checksum of a new original."""
        path = self._folder / "original.jpg"
        path.write_bytes(content)
        return self.sealed.put_file(path)[0]

    def drive(self, name: str, *contents: bytes, age: timedelta = timedelta(0), **changes: object) -> Drive:
        """A placed drive with one original and one ready item for each content; `changes` are those of its items."""
        sha256s = [self.seal(content) for content in contents]
        sample = self._make_item(0)
        footage = [
            Footage(Original(sha256, f"{sha256[:4]}.jpg", 7, "image/jpeg"), MediaKind.PICTURE, sample.camera)
            for sha256 in sha256s
        ]
        drive = Drive(name, f"campaign {name}", datetime.now(UTC) - age, tuple(footage), state=DriveState.PLACED)
        sequence = Sequence(name, name, drive.campaign, name, drive.created_at, Visibility.STAFF)
        items = [self._item(name, number, sha256, **changes) for number, sha256 in enumerate(sha256s)]
        self.catalog.place(drive, [sequence], items)
        return drive

    def _item(self, name: str, number: int, sha256: str, **changes: object) -> Item:
        item = self._make_item(number, sequence_id=name, visibility=Visibility.STAFF, source=Source(sha256, "a.jpg"))
        item = replace(item, id=f"{name}-{number}", **changes)  # type: ignore[arg-type]
        if item.derivatives is not None:
            key = f"{item.id[:2]}/{item.id}/{sha256[:32]}.zip"
            self.public.put_pack(key, b"pack", ANONYMISATION)
            item = replace(item, derivatives=replace(item.derivatives, pack_key=key))
        self.sealed.put_look(item.id, "zone-1", b"look")
        return item

    def has(self, content: bytes) -> bool:
        """Whether an original is still sealed."""
        return self.sealed.exists(sealed_key(hashlib.sha256(content).hexdigest()))

    def purge(self, days_on: float = 0) -> list[ErasureRule]:
        """The rules by which something was erased, so many days from now."""
        return [erasure.rule for erasure in self.custodian.purge(datetime.now(UTC) + timedelta(days=days_on))]


@pytest.fixture
def house(catalog: Catalog, settings: Settings, make_item: Callable[..., Item], tmp_path: Path) -> House:
    """An installation with an empty catalog and empty stores."""
    return House(catalog, settings, make_item, tmp_path)


def test_what_is_published_keeps_its_originals_for_the_retention_and_leaves_a_record(house: House) -> None:
    drive = house.drive("ab", b"one", b"two")
    assert house.purge(29) == []
    assert house.has(b"one")
    assert house.purge(30) == [ErasureRule.RETENTION]
    assert not house.has(b"one")
    assert not house.has(b"two")
    assert not house.sealed.has_look("ab-0", "zone-1")
    assert house.catalog.item("ab-0", frozenset(Visibility)).state is ItemState.READY
    (record,) = house.catalog.custody.erasures()
    assert (record.drive_id, record.campaign, record.originals, record.size_bytes) == (drive.id, drive.campaign, 2, 14)
    assert record.digest == digest_of(hashlib.sha256(content).hexdigest() for content in (b"two", b"one"))
    assert record.finished_at is not None
    assert record.targets.originals == ()
    assert house.purge(31) == []
    assert house.catalog.custody.kept() == []


@pytest.mark.parametrize("state", [ItemState.PLACED, ItemState.SEEN, ItemState.REVIEW])
def test_what_waits_is_kept_twice_as_long_and_then_says_that_it_is_lost(house: House, state: ItemState) -> None:
    bare = {} if state is ItemState.SEEN else {"derivatives": None}
    house.drive("ab", b"one", state=state, **bare)
    assert house.purge(59) == []
    assert house.purge(60) == [ErasureRule.LONGEST]
    assert not house.has(b"one")
    item = house.catalog.item("ab-0")
    if state is ItemState.SEEN:
        assert item.state is ItemState.SEEN
    else:
        assert item.failure is not None
        assert (item.state, item.failure.code) == (ItemState.FAILED, "original-erased")
    with pytest.raises(Conflict):
        house.catalog.jobs.retry("ab")


def test_a_drive_that_was_never_placed_is_lost_in_the_end(house: House) -> None:
    drive = house.drive("ab", b"one")
    house.catalog.put_drive(replace(drive, state=DriveState.WAITING))
    assert house.purge(59) == []
    house.purge(60)
    lost = house.catalog.drive("ab")
    assert lost.failure is not None
    assert (lost.state, lost.failure.code) == (DriveState.FAILED, "original-erased")


def test_an_open_review_keeps_the_originals(house: House) -> None:
    house.drive("ab", b"one")
    house.catalog.settling.broken(house.catalog.item("ab-0"))
    assert house.purge(30) == []


def test_retention_0_erases_once_published_and_verified(house: House, settings: Settings) -> None:
    house.custodian = Custodian.of(house.catalog, settings.model_copy(update={"retention_days": 0}))
    house.drive("ab", b"one")
    house.drive("cd", b"two", state=ItemState.PLACED, derivatives=None)
    house.drive("ef", b"three")
    derivatives = house.catalog.item("ef-0").derivatives
    assert derivatives is not None
    house.public.erase(derivatives.pack_key)
    assert house.purge() == [ErasureRule.RETENTION]
    assert [house.has(content) for content in (b"one", b"two", b"three")] == [False, True, True]
    assert house.purge(30) == [ErasureRule.LONGEST, ErasureRule.LONGEST]


def test_an_original_of_two_drives_goes_when_both_are_due(house: House) -> None:
    house.drive("ab", b"shared", b"own", age=30 * DAY)
    house.drive("cd", b"shared", age=10 * DAY)
    assert house.purge() == [ErasureRule.RETENTION]
    assert (house.has(b"shared"), house.has(b"own")) == (True, False)
    assert house.catalog.custody.erasures()[0].originals == 1
    assert house.purge(20) == [ErasureRule.RETENTION]
    assert not house.has(b"shared")


def test_an_erasure_that_was_cut_off_is_finished_by_the_next_run(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.drive("ab", b"one", b"two", age=40 * DAY)
    real, done = SealedStore.erase, []

    def dies_at_the_second(store: SealedStore, key: str) -> bool:
        if done:
            raise EngineError("store-failed", file=key, reason="the plug was pulled")
        done.append(key)
        return real(store, key)

    with monkeypatch.context() as cut, pytest.raises(EngineError):
        cut.setattr(SealedStore, "erase", dies_at_the_second)
        house.purge()
    assert house.has(b"one") + house.has(b"two") == 1
    assert house.purge() == [ErasureRule.RETENTION]
    assert not house.has(b"one")
    assert not house.has(b"two")
    (record,) = house.catalog.custody.erasures()
    assert (record.originals, record.finished_at is not None) == (2, True)
    assert house.purge() == []


def test_cancelling_drops_what_is_unpublished_and_all_originals(house: House) -> None:
    drive = house.drive("ab", b"one", b"two")
    item = house.catalog.item("ab-1")
    house.catalog.revise(replace(item, state=ItemState.REVIEW))
    house.custodian.carry_out(house.catalog.custody.cancel("ab", "ann"))
    assert house.catalog.drive("ab").state is DriveState.CANCELLED
    assert house.catalog.item("ab-0", frozenset(Visibility)).id == "ab-0"
    with pytest.raises(NotFound):
        house.catalog.item("ab-1")
    assert item.derivatives is not None
    assert not house.public.exists(item.derivatives.pack_key)
    assert not house.has(b"one")
    house.catalog.place(drive, [], [])
    house.catalog.fail_drive(replace(drive, state=DriveState.FAILED))
    assert house.catalog.drive("ab").state is DriveState.CANCELLED, "the worker came too late"
    assert house.catalog.item("ab-0").state is ItemState.READY
    assert house.catalog.custody.erase_drive("ab", "ann").originals == 0, "they were erased before"


def test_erasing_a_drive_leaves_nothing_but_the_record(house: House) -> None:
    house.drive("ab", b"one")
    house.drive("cd", b"two")
    gone, kept = house.catalog.item("ab-0").derivatives, house.catalog.item("cd-0").derivatives
    assert gone is not None
    assert kept is not None
    beats = house.catalog.beat()
    begun = house.catalog.custody.erase_drive("ab", "ann")
    assert house.catalog.beat() > beats
    for look_up in (house.catalog.drive, house.catalog.custody.find, house.catalog.jobs.drive):
        with pytest.raises(NotFound):
            look_up("ab")
    house.custodian.carry_out(begun)
    assert not house.has(b"one")
    assert not house.public.exists(gone.pack_key)
    assert house.has(b"two")
    assert house.public.exists(kept.pack_key)
    assert [(record.by, record.rule) for record in house.catalog.custody.erasures()] == [
        ("ann", ErasureRule.EVERYTHING)
    ]
    with pytest.raises(NotFound):
        house.catalog.custody.erase_drive("ab", "ann")


def test_what_nothing_refers_to_is_swept_once_it_is_a_day_old(house: House, settings: Settings) -> None:
    house.drive("ab", b"one")
    stray = house.seal(b"a capture was killed here")
    house.sealed.put_look("nobody", "zone-1", b"look")
    house.public.put_pack("no/nobody/1.zip", b"pack", ANONYMISATION)
    assert house.purge() == []
    before = (datetime.now(UTC) - 2 * DAY).timestamp()
    for folder in ("sealed", "public"):
        for path in (settings.home / folder).rglob("*"):
            os.utime(path, (before, before))
    assert house.purge() == [ErasureRule.ORPHANS]
    assert not house.sealed.exists(sealed_key(stray))
    assert not house.sealed.has_look("nobody", "zone-1")
    assert not house.public.exists("no/nobody/1.zip")
    assert house.has(b"one")
    assert house.sealed.has_look("ab-0", "zone-1")
    assert house.purge() == []


def test_a_record_of_what_was_erased_cannot_be_deleted(house: House) -> None:
    house.drive("ab", b"one")
    house.custodian.carry_out(house.catalog.custody.give_up_originals("ab", ErasureRule.ASKED, "ann"))
    with pytest.raises(Exception, match="only ever added to"), house.catalog._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM erasures")


def test_a_drive_is_shown_to_everybody_only_when_all_is_reviewed(house: House) -> None:
    house.drive("ab", b"one", b"two")
    item = house.catalog.item("ab-1")
    house.catalog.revise(replace(item, state=ItemState.REVIEW))
    with pytest.raises(Conflict):
        house.catalog.jobs.show("ab", Visibility.PUBLIC)
    house.catalog.revise(item)
    house.catalog.jobs.show("ab", Visibility.PUBLIC)
    everybody = frozenset({Visibility.PUBLIC})
    assert house.catalog.item("ab-0", everybody).visibility is Visibility.PUBLIC
    assert house.catalog.drive("ab").visibility is Visibility.PUBLIC
    house.catalog.jobs.show("ab", Visibility.STAFF)
    with pytest.raises(NotFound):
        house.catalog.item("ab-0", everybody)


def test_what_residents_wrote_is_forgotten_in_time(house: House) -> None:
    house.drive("ab", b"one")
    wrote = BlurRequest("request", "ab-0", ZoneKind.OTHER, datetime.now(UTC), email="ann@example.org", note="la porte")
    house.catalog.requests.ask(wrote, None, Ticket("0" * 64, "challenge"), visibilities=frozenset(Visibility))
    house.catalog.requests.decide("request", Decision.KEEP, "bob", may_lift=True)
    house.purge(29)
    assert house.catalog.requests.read("request").email == "ann@example.org"
    house.purge(91)
    forgotten = house.catalog.requests.read("request")
    assert (forgotten.email, forgotten.note, forgotten.decided_by) == (None, None, "bob")
