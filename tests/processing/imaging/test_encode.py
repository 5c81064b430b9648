"""The parts of a picture: sizes, names, bytes."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ruelle.catalog.vocabulary import Projection
from ruelle.processing.imaging.encode import encode_parts
from ruelle.processing.imaging.pyramid import plan_levels, tile_size_px


def picture(width_px: int, height_px: int) -> NDArray[np.uint8]:
    """A smooth scene with some grain, the same every time."""
    y, x = np.mgrid[0:height_px, 0:width_px]
    grain = np.random.default_rng(1).normal(0, 6, (height_px, width_px, 3))
    smooth = np.stack([128 + 100 * np.sin(x / 40), 128 + 100 * np.cos(y / 30), 60 + x * 120 / width_px], axis=-1)
    return np.clip(smooth + grain, 0, 255).astype(np.uint8)


def decoded(data: bytes) -> NDArray[np.uint8]:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image, dtype=np.uint8)


@given(st.integers(256, 16_384))
def test_every_panorama_gets_whole_tiles_in_powers_of_two(width_px: int) -> None:
    for level in plan_levels(width_px, width_px // 2, Projection.EQUIRECTANGULAR):
        assert level.columns & (level.columns - 1) == 0
        assert level.columns == 2 * level.rows
        assert tile_size_px(level)[0] * level.columns == level.width_px == 2 * level.height_px
    assert abs(plan_levels(width_px, width_px // 2, Projection.EQUIRECTANGULAR)[0].width_px - width_px) <= 8 * 64


def test_the_parts_of_a_panorama() -> None:
    source = picture(3072, 1536)
    levels = plan_levels(3072, 1536, Projection.EQUIRECTANGULAR)
    parts = encode_parts(source, levels, Projection.EQUIRECTANGULAR, original_bytes=4_000_000)
    assert decoded(parts["sd.jpg"]).shape == (1024, 2048, 3)
    assert decoded(parts["thumb.jpg"]).shape == (300, 500, 3)
    assert len(parts["preview.jpg"]) <= 8_000
    width_px, height_px = tile_size_px(levels[0])
    seen = decoded(parts["tiles/0/3_1.jpg"]).astype(int)
    truth = source[height_px : 2 * height_px, 3 * width_px : 4 * width_px].astype(int)
    assert np.abs(seen - truth).mean() < 8


def test_a_flat_picture_is_one_tile() -> None:
    parts = encode_parts(
        picture(640, 360), plan_levels(640, 360, Projection.FLAT), Projection.FLAT, original_bytes=10**6
    )
    assert sorted(parts) == ["preview.jpg", "sd.jpg", "thumb.jpg", "tiles/0/0_0.jpg"]
    assert decoded(parts["tiles/0/0_0.jpg"]).shape == (360, 640, 3)
    assert decoded(parts["sd.jpg"]).shape == (360, 640, 3)


@pytest.mark.parametrize("original_bytes", [200_000, 700_000, 5_000_000])
def test_a_generous_original_gets_more_bytes(original_bytes: int) -> None:
    levels = plan_levels(2048, 1024, Projection.EQUIRECTANGULAR)
    sizes = [
        sum(map(len, encode_parts(picture(2048, 1024), levels, Projection.EQUIRECTANGULAR, bytes_).values()))
        for bytes_ in (original_bytes, 2 * original_bytes)
    ]
    assert sizes[0] <= sizes[1]
