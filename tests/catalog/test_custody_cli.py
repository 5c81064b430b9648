"""The commands of custody: purge, erasures, cancel, visibility; and what the status warns of."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ruelle.catalog.cli import main
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Anonymisation, Drive, Footage, Item, Original, Sequence
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore, sealed_key
from ruelle.catalog.vocabulary import DriveState, ItemState, MediaKind, Visibility

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs `ruelle` in the home folder of the test, in French unless said otherwise."""

    def call(*arguments: str, language: str = "fr", typed: str | None = None) -> Result:
        options = ["--home", str(settings.home), "--language", language]
        return CliRunner().invoke(main, [*options, *arguments], input=typed)

    return call


@pytest.fixture
def original(catalog: Catalog, settings: Settings, make_item: Callable[..., Item], tmp_path: Path) -> str:
    """The key of the sealed original of a drive `0123abcd` that was captured 57 days ago and still waits."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"original")
    sha256, size_bytes = SealedStore(settings).put_file(path)
    item = make_item(0)
    footage = Footage(Original(sha256, "a.jpg", size_bytes, "image/jpeg"), MediaKind.PICTURE, item.camera)
    sealed_at = datetime.now(UTC) - timedelta(days=57)
    drive = Drive("0123abcd", "printemps", sealed_at, (footage,), state=DriveState.PLACED)
    sequence = Sequence("sequence", drive.id, drive.campaign, "Matin", sealed_at, Visibility.STAFF)
    assert item.derivatives is not None
    PublicStore(settings).put_pack(item.derivatives.pack_key, b"pack", Anonymisation(("faces-1",), 0, 0))
    waits = make_item(1, state=ItemState.REVIEW)
    catalog.place(drive, [sequence], [item, replace(waits, derivatives=item.derivatives)])
    return sealed_key(sha256)


def test_the_status_warns_before_something_unpublished_is_lost(run: Run, original: str) -> None:
    assert original
    assert "printemps (0123abcd)" in run("status").output
    assert "alors que des images attendent encore" in " ".join(run("status").output.split())
    (due,) = json.loads(run("status", "--json").output)["erasures"]
    assert (due["drive_id"], due["settled"]) == ("0123abcd", False)


def test_a_purge_may_be_tried_dry(run: Run, original: str, settings: Settings, catalog: Catalog) -> None:
    assert run("purge", "--dry-run").output == ""
    drive = catalog.drive("0123abcd")
    catalog.put_drive(replace(drive, created_at=drive.created_at - timedelta(days=10)))
    assert "printemps  1  0.0 MB  longest" in run("purge", "--dry-run").output
    assert SealedStore(settings).exists(original)
    done = run("purge")
    assert (done.exit_code, "originaux: 1" in done.output) == (0, True)
    assert not SealedStore(settings).exists(original)
    assert run("purge").output == ""
    (record,) = json.loads(run("erasures", "--json").output)
    assert (record["rule"], record["by"], record["originals"]) == ("longest", "ruelle purge", 1)
    assert "targets" not in record
    assert "originals: 1" in run("erasures", language="en").output


def test_originals_go_at_once_when_the_name_is_typed(run: Run, original: str, settings: Settings) -> None:
    refused = run("purge", "--now", "0123", typed="été\n")
    assert (refused.exit_code, "« printemps »" in refused.output) == (2, True)
    assert run("purge", "--now", "nobody", "--confirm", "printemps").exit_code == 3
    assert SealedStore(settings).exists(original)
    assert run("purge", "--now", "0123", typed="printemps\n").exit_code == 0
    assert not SealedStore(settings).exists(original)
    assert PublicStore(settings).exists("aa/pack")
    assert run("purge", "--now", "0123", "--everything", "--confirm", "printemps").exit_code == 0
    assert not PublicStore(settings).exists("aa/pack")
    assert run("visibility", "0123", "staff").exit_code == 3


def test_a_drive_is_given_up(run: Run, original: str, settings: Settings, catalog: Catalog) -> None:
    assert run("cancel", "0123").exit_code == 0
    assert not SealedStore(settings).exists(original)
    assert catalog.drive("0123abcd").state is DriveState.CANCELLED
    with pytest.raises(NotFound):
        catalog.item("item-00001")
    assert "1 abandonnés" in run("status").output


def test_a_drive_is_shown_to_all_once_reviewed(run: Run, original: str, catalog: Catalog) -> None:
    assert original
    assert run("visibility", "0123", "public").exit_code == 4
    catalog.revise(replace(catalog.item("item-00001"), state=ItemState.READY))
    assert run("visibility", "0123", "public").exit_code == 0
    assert catalog.item("item-00000", frozenset({Visibility.PUBLIC})).visibility is Visibility.PUBLIC
