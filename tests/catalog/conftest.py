"""A catalog in an empty folder, and the values to put into it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import (
    Anonymisation,
    Camera,
    Derivatives,
    Drive,
    Footage,
    Item,
    Original,
    Sequence,
    Source,
    Span,
    TileLevel,
)
from ruelle.catalog.pose import Pose
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState, MediaKind, Projection, Visibility

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
CAMERA = Camera(Projection.EQUIRECTANGULAR, 5760, 2880, "GoPro", "GoPro Max", 360.0)
DERIVATIVES = Derivatives(
    "aa/pack",
    {"sd.jpg": Span(40, 200_000), "tiles/0/0_0.jpg": Span(200_080, 9_000)},
    (TileLevel(5760, 2880, 8, 4),),
    Anonymisation(("faces-1",), 2, 1),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an installation in an empty folder."""
    return Settings(home=tmp_path / "home")


@pytest.fixture
def catalog(settings: Settings) -> Iterator[Catalog]:
    """An empty catalog."""
    opened = Catalog.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def drive() -> Drive:
    """A drive of one picture."""
    original = Original("0" * 64, "GS010001.jpg", 5_000_000, "image/jpeg")
    return Drive("drive", "spring", START, (Footage(original, MediaKind.PICTURE, CAMERA),))


@pytest.fixture
def make_item() -> Callable[..., Item]:
    """Makes the items of one sequence: number, place and what else differs; ready unless said otherwise."""

    def make(number: int, place_deg: tuple[float, float] = (-0.37, 49.14), **changes: object) -> Item:
        item = Item(
            id=f"item-{number:05}",
            sequence_id="sequence",
            rank=number,
            captured_at=START + timedelta(seconds=2 * number),
            pose=Pose(*place_deg, heading_deg=90.0),
            camera=CAMERA,
            source=Source("0" * 64, "GS010001.jpg"),
            visibility=Visibility.PUBLIC,
            state=ItemState.READY,
            derivatives=DERIVATIVES,
        )
        return replace(item, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def place(catalog: Catalog, drive: Drive) -> Callable[[list[Item]], None]:
    """Puts items into the catalog, with the sequences that they name."""

    def put(items: list[Item]) -> None:
        names = dict.fromkeys(item.sequence_id for item in items)
        sequences = [
            Sequence(name, drive.id, drive.campaign, name.title(), START + timedelta(hours=hour), Visibility.PUBLIC)
            for hour, name in enumerate(names)
        ]
        catalog.place(drive, sequences, items)

    return put
