"""A picture that cannot be looked at to the end is shown to nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blocky_town import Town, zone

from ruelle.catalog.errors import EngineError
from ruelle.catalog.reviews import ReviewReason
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import UNKNOWN, ZoneOrigin, Zones
from ruelle.processing.correct import correct_all
from ruelle.processing.derive import derive
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.weights import Kind, Model
from ruelle.processing.originals import original_key


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.catalog.close()


@pytest.fixture
def blind(tmp_path: Path) -> Detectors:
    """Detectors whose weights are not there: whoever looks, fails."""
    return Detectors(tmp_path, (Model("blind", Kind.YOLO, "", ("plate",), "0" * 64, "0" * 64, 1),))


def test_where_detection_breaks_down_a_person_is_asked_and_nothing_is_public(
    town: Town, broken_detectors: Detectors
) -> None:
    derived = derive(town.items[0], None, town.stores, broken_detectors)
    assert (derived.item.state, derived.zones, town.packs()) == (ItemState.REVIEW, None, [])
    assert derived.item.failure is not None
    assert derived.item.failure.code == "detection-failed"
    town.catalog.settling.broken(derived.item)
    assert town.catalog.item("item-0").state is ItemState.REVIEW
    (row,) = town.catalog.reviews.page().results
    assert row.review.reasons == (ReviewReason.BROKEN,)


def test_without_an_original_an_item_fails(town: Town, blind: Detectors) -> None:
    town.stores.sealed.erase(original_key(town.items[0]))
    derived = derive(town.items[0], None, town.stores, blind)
    assert (derived.item.state, town.packs()) == (ItemState.FAILED, [])


def test_what_people_marked_before_is_blurred_without_looking_again(town: Town, blind: Detectors) -> None:
    known = Zones("item-0", blind.identities, (zone("drawn", origin=ZoneOrigin.PERSON),))
    derived = derive(town.items[0], known, town.stores, blind)
    assert (derived.item.state, derived.zones) == (ItemState.SEEN, known)


def test_what_version_1_published_is_looked_at_again_before_it_is_corrected(
    town: Town,
) -> None:
    for rank in range(3):
        town.see(rank)
    town.settle()
    town.catalog.ask_correction(Zones("item-0", (UNKNOWN,), (zone("drawn", origin=ZoneOrigin.PERSON),)))
    with pytest.raises(EngineError, match="model"):
        correct_all(town.catalog, town.settings, town.stores)
    assert town.catalog.item("item-0").state is ItemState.READY
    assert len(town.packs()) == 3
