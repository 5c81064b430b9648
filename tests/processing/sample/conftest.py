"""One small drive and its world, made once for all tests of the sample."""

from pathlib import Path

import pytest

from ruelle.processing.sample.drive import film_drive
from ruelle.processing.sample.options import DriveOptions
from ruelle.processing.sample.truth import Truth
from ruelle.processing.sample.world import World, build_world

SMALL = DriveOptions(pictures=3, width_px=1024, video=False)


@pytest.fixture(scope="session")
def world() -> World:
    """The town of the default seed."""
    return build_world(SMALL.seed)


@pytest.fixture(scope="session")
def small_drive(world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    """Three small panoramas of the default seed, without a video, and their truth."""
    folder = tmp_path_factory.mktemp("drive")
    return folder, film_drive(world, folder, SMALL)
