"""Small packs as the derive step writes them, made with OpenCV for the tests of a wing that has none."""

import io
import zipfile
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
from ruelle.catalog.model import Anonymisation, Camera, Derivatives, Item, Source, Span, TileLevel
from ruelle.catalog.pose import Pose
from ruelle.catalog.vocabulary import ItemState, Projection, Visibility

TILE_PX = 64
LEVELS = (TileLevel(256, 128, 4, 2), TileLevel(128, 64, 2, 1))
ANONYMISATION = Anonymisation(("none-needed",), 0, 0)


def picture(width_px: int, height_px: int, seed: int = 1) -> np.ndarray:
    """Smooth colours with some grain, uint8 BGR (height, width, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (6, 12, 3), dtype=np.uint8)
    smooth = cv2.resize(coarse, (width_px, height_px), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    return np.clip(smooth + rng.integers(-6, 6, smooth.shape), 0, 255).astype(np.uint8)


def jpeg(pixels: np.ndarray, restart_mcu: int = 0, quality: int = 80) -> bytes:
    """A baseline 4:2:0 JPEG with the standard tables."""
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_RST_INTERVAL, restart_mcu]
    return cv2.imencode(".jpg", pixels, options)[1].tobytes()


def level_tiles(level: TileLevel, seed: int = 1) -> dict[tuple[int, int], bytes]:
    """The tiles of one level by column and row."""
    whole, wide, high = picture(level.width_px, level.height_px, seed), level.width_px // level.columns, TILE_PX
    return {
        (column, row): jpeg(whole[row * high : (row + 1) * high, column * wide : (column + 1) * wide], wide // 16)
        for row in range(level.rows)
        for column in range(level.columns)
    }


def pack(seed: int = 1) -> tuple[bytes, dict[str, Span]]:
    """A stored ZIP of the parts of one picture, and where they lie."""
    parts = {"sd.jpg": jpeg(picture(128, 64, seed)), "thumb.jpg": jpeg(picture(50, 30, seed))}
    parts["preview.jpg"] = jpeg(picture(32, 16, seed))
    for number, level in enumerate(LEVELS):
        tiles = level_tiles(level, seed)
        parts |= {f"tiles/{number}/{column}_{row}.jpg": tile for (column, row), tile in tiles.items()}
    file = io.BytesIO()
    spans = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
            spans[name] = Span(file.tell() - len(data), len(data))
    return file.getvalue(), spans


def ready_item(item_id: str, sequence_id: str, rank: int, pose: Pose, **changes: object) -> Item:
    """An item that is ready, with the spans of a pack of its own under the key `ab/<item id>`."""
    _, spans = pack()
    values: dict[str, object] = {
        "captured_at": datetime(2026, 4, 14, 8, 42, rank % 60, 120_000, tzinfo=UTC),
        "camera": Camera(Projection.EQUIRECTANGULAR, 5760, 2880, "GoPro", "Max", 360.0),
        "source": Source("ab" * 32, f"GS__{rank:04d}.JPG"),
        "visibility": Visibility.PUBLIC,
        "state": ItemState.READY,
        "derivatives": Derivatives(f"ab/{item_id}", spans, LEVELS, ANONYMISATION),
    }
    return Item(id=item_id, sequence_id=sequence_id, rank=rank, pose=pose, **(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def level() -> TileLevel:
    """The finest level of every test pack."""
    return LEVELS[0]


@pytest.fixture(scope="session")
def tiles(level: TileLevel) -> dict[tuple[int, int], bytes]:
    """The tiles of that level by column and row."""
    return level_tiles(level)


@pytest.fixture(scope="session")
def item() -> Item:
    """One ready panorama."""
    return ready_item("11111111-1111-5111-8111-111111111111", "sequence", 1, Pose(-0.3702, 49.1825, 12.5, 109.25))
