"""Items settle with what their neighbours saw, and are corrected; their earlier packs are erased."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from blocky_town import SECRETS, SIZE_PX, Town, zone

from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Item
from ruelle.catalog.vocabulary import ItemState, Visibility
from ruelle.catalog.zones import Decision, ZoneOrigin, Zones
from ruelle.processing.originals import original_key
from ruelle.processing.publish import Derived
from ruelle.processing.settle import CROWD_ZONES, settle_all

PUBLIC = frozenset({Visibility.PUBLIC})


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    tmp_path.mkdir(exist_ok=True)
    made = Town(tmp_path)
    yield made
    made.catalog.close()


def roughness(picture: np.ndarray, heading_deg: float) -> float:
    """How much neighbouring blocks differ around a heading on the horizon."""
    middle = round((heading_deg / 360 + 0.5) * SIZE_PX[0])
    return float(np.std(picture[SIZE_PX[1] // 2 - 16 : SIZE_PX[1] // 2 + 16, middle - 16 : middle + 16]))


def test_items_are_shown_once_their_neighbours_have_been_looked_at(town: Town) -> None:
    town.see(0)
    assert town.settle() == []
    for rank in (1, 2):
        town.see(rank)
    assert [item.state for item in town.settle()] == [ItemState.READY] * 3
    assert len(town.packs()) == 3


def test_what_a_neighbour_saw_is_blurred_before_the_item_is_shown(town: Town) -> None:
    faint = zone("faint", score=0.4)
    town.see(0, faint=(faint,))
    town.see(1, zone("sure"))
    town.see(2)
    before = town.packs()
    assert roughness(town.tile("item-0"), 0) > 40

    def killed(tasks: Iterable[tuple[Item, Zones]]) -> Iterator[Derived]:
        yield from town.blurring(tasks)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        for _ in settle_all(town.catalog, town.stores, lambda tasks: killed(list(tasks)[:0])):
            pass
    with pytest.raises(NotFound):
        town.catalog.item("item-0", PUBLIC)
    town.settle()
    assert town.catalog.item("item-0", PUBLIC).state is ItemState.READY
    assert town.catalog.zones("item-0").zones == (replace(faint, origin=ZoneOrigin.NEIGHBOUR),)
    assert roughness(town.tile("item-0"), 0) < 25
    assert len(town.packs()) == 3
    assert len(set(town.packs()) - set(before)) == 1


def test_doubt_and_crowds_go_to_review_with_a_look_at_what_is_doubtful(town: Town) -> None:
    town.see(0, zone("doubt", -60, doubtful=True), zone("other", -80))
    town.see(1, *(zone(f"m{number}", 2.0 * number) for number in range(CROWD_ZONES)))
    town.see(2)
    states = {item.id: item.state for item in town.settle()}
    assert states == {"item-0": ItemState.REVIEW, "item-1": ItemState.REVIEW, "item-2": ItemState.READY}
    look = cv2.imdecode(np.frombuffer(town.stores.sealed.read_look("item-0", "doubt"), np.uint8), cv2.IMREAD_COLOR)
    middle = look[look.shape[0] // 2 - 12 :][:24, look.shape[1] // 2 - 12 :][:, :24]
    assert np.std(middle) > 40
    assert not town.stores.sealed.has_look("item-0", "other")


def test_a_correction_replaces_the_pack_and_erases_the_old_one(town: Town) -> None:
    for rank in range(3):
        town.see(rank, zone("found"))
    town.settle()
    before = town.packs()
    zones = town.catalog.zones("item-0").decided("found", Decision.LIFT)
    town.catalog.ask_correction(zones.with_zone(zone("drawn", 90.0, origin=ZoneOrigin.PERSON)))
    assert town.correct() == 1
    picture = town.tile("item-0")
    assert roughness(picture, 0) > 40
    assert roughness(picture, 90) < 25
    assert len(town.packs()) == 3
    assert len(set(before) & set(town.packs())) == 2
    assert town.catalog.item("item-0", PUBLIC).state is ItemState.READY
    assert town.catalog.corrections() == []


def test_without_its_original_an_item_is_blurred_further_in_its_own_pack(town: Town) -> None:
    for rank in range(3):
        town.see(rank, zone("found"))
    town.settle()
    town.stores.sealed.erase(original_key(town.items[0]))
    town.catalog.ask_correction(town.catalog.zones("item-0").with_zone(zone("asked", 90, origin=ZoneOrigin.REQUEST)))
    town.correct()
    picture = town.tile("item-0")
    assert max(roughness(picture, 0), roughness(picture, 90)) < 25
    assert roughness(picture, -90) > 40


def test_what_can_no_longer_be_blurred_is_no_longer_shown(town: Town) -> None:
    for rank in range(3):
        town.see(rank)
    town.settle()
    item = town.catalog.item("item-0")
    assert item.derivatives is not None
    town.stores.sealed.erase(original_key(item))
    town.stores.public.erase(item.derivatives.pack_key)
    town.catalog.ask_correction(town.catalog.zones("item-0").with_zone(zone("asked")))
    town.correct()
    assert town.catalog.item("item-0").state is ItemState.REVIEW
    assert town.catalog.corrections() == []


def test_nothing_that_the_camera_wrote_beside_the_pixels_is_published(town: Town) -> None:
    town.see(0, zone())
    (pack,) = (town.settings.home / "public" / path for path in town.packs())
    with town.stores.sealed.local_path(original_key(town.items[0])) as original:
        sealed = original.read_bytes()
    assert [secret in sealed for secret in SECRETS] == [True] * len(SECRETS)
    assert [secret in pack.read_bytes() for secret in SECRETS] == [False] * len(SECRETS)
