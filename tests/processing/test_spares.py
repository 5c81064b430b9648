"""Requests on pictures whose original is erased: blurred at once, and yet as before where they are refused."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from ruelle.catalog.errors import NotFound
from ruelle.catalog.model import Camera, Item, Source
from ruelle.catalog.pose import Pose
from ruelle.catalog.requests import asked_zone
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Projection, Visibility
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.originals import Decoded, published_of
from ruelle.processing.publish import Stores, publish, publish_again

WIDTH_PX, HEIGHT_PX = 1024, 512
FACE = Zone("z", ZoneKind.FACE, ((-60, 5), (-50, 5), (-50, -5), (-60, -5)), ZoneOrigin.MACHINE)
ASKED: CornersDeg = ((20, 10), (50, 10), (50, -10), (20, -10))
BESIDE: CornersDeg = ((90, 10), (120, 10), (120, -10), (90, -10))


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores.open(Settings(home=tmp_path))


@pytest.fixture
def item(stores: Stores) -> Item:
    """A published picture of noise; its original was never kept."""
    bare = Item(
        id="item",
        sequence_id="sequence",
        rank=1,
        captured_at=datetime(2026, 5, 4, tzinfo=UTC),
        pose=Pose(-0.37, 49.14),
        camera=Camera(Projection.EQUIRECTANGULAR, WIDTH_PX, HEIGHT_PX),
        source=Source("0" * 64, "a.jpg"),
        visibility=Visibility.PUBLIC,
    )
    noise = np.random.default_rng(1).integers(0, 255, (HEIGHT_PX, WIDTH_PX, 3), np.uint8)
    return replace(bare, derivatives=publish(bare, Decoded(noise, 400_000, sealed=True), zones(), stores))


def zones(*asked: Zone) -> Zones:
    return Zones("item", ("toy",), (FACE, *asked))


def contrast(item: Item, stores: Stores, where: CornersDeg) -> float:
    """The spread of the pixels in the middle of a place, as everybody sees them."""
    assert item.derivatives is not None
    pixels = published_of(stores.public.read(item.derivatives.pack_key), "a.jpg").pixels
    columns = [int((180 + heading) / 360 * WIDTH_PX) for heading in (where[0][0] + 8, where[1][0] - 8)]
    return float(pixels[HEIGHT_PX // 2 - 8 : HEIGHT_PX // 2 + 8, slice(*columns)].std())


def corrected(item: Item, wanted: Zones, stores: Stores) -> Item:
    """As the worker leaves it."""
    done = replace(item, derivatives=publish_again(item, wanted, stores))
    stores.tidy(done, wanted)
    return done


def test_a_refused_request_leaves_the_picture_as_it_was(item: Item, stores: Stores) -> None:
    assert item.derivatives is not None
    before, sharp = stores.public.read(item.derivatives.pack_key), contrast(item, stores, ASKED)
    asked = asked_zone("r-1", ZoneKind.HOUSE, ASKED)
    blurred = corrected(item, zones(asked), stores)
    assert contrast(blurred, stores, ASKED) < sharp / 4
    assert stores.sealed.read_look("item", "r-1")
    refused = corrected(blurred, zones(asked).decided("r-1", Decision.LIFT), stores)
    assert refused.derivatives is not None
    assert stores.public.read(refused.derivatives.pack_key) == before
    assert not stores.sealed.has_spare("item")
    with pytest.raises(NotFound):
        stores.sealed.read_look("item", "r-1")


def test_of_two_requests_one_is_kept_and_one_refused(item: Item, stores: Stores) -> None:
    sharp = contrast(item, stores, BESIDE)
    both = zones(asked_zone("r-1", ZoneKind.HOUSE, ASKED), asked_zone("r-2", ZoneKind.HOUSE, BESIDE))
    now = corrected(item, both, stores)
    assert contrast(now, stores, BESIDE) < sharp / 4
    kept = both.decided("r-1", Decision.KEEP)
    now = corrected(now, kept, stores)
    assert stores.sealed.has_spare("item")
    now = corrected(now, kept.decided("r-2", Decision.LIFT), stores)
    assert contrast(now, stores, ASKED) < sharp / 4
    assert contrast(now, stores, BESIDE) > sharp / 2
    assert not stores.sealed.has_spare("item")
