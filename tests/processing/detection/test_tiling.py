"""Tiles leave no pixel of their band unseen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruelle.processing.detection.charts import Equirectangular, Pinhole, directions_of
from ruelle.processing.detection.regions import Label
from ruelle.processing.detection.tiling import PANORAMA_SWEEP, Band, Crop, Grid, View, band_tiles, flat_tiles

GRIDS = st.builds(Grid, scale=st.sampled_from([1, 2]), tile_px=st.sampled_from([320, 640, 960]))


def times_seen(tiles: list[Crop], height_px: int, width_px: int) -> np.ndarray:
    seen = np.zeros((height_px, width_px), int)
    for tile in tiles:
        columns = np.arange(tile.x_px, tile.x_px + tile.width_px // tile.scale)
        if tile.chart.wraps:
            columns %= width_px
        rows = np.arange(tile.y_px, min(height_px, tile.y_px + tile.height_px // tile.scale))
        seen[np.ix_(rows, columns[columns < width_px])] += 1
    return seen


@settings(max_examples=40, deadline=None)
@given(half=st.integers(160, 900), low=st.floats(-60, -5), high=st.floats(0, 45), grid=GRIDS)
def test_a_band_is_seen_whole(half: int, low: float, high: float, grid: Grid) -> None:
    chart = Equirectangular(2 * half, half)
    tiles = list(band_tiles(chart, Band(frozenset({Label.FACE}), low, high, grid)))
    seen = times_seen(tiles, chart.height_px, chart.width_px)
    pitch = chart.pitches_deg(np.arange(chart.height_px, dtype=np.float64) + 0.5)
    assert seen[(pitch > low) & (pitch < high)].min() >= 1
    assert all(tile.width_px % 32 == tile.height_px % 32 == 0 for tile in tiles)
    assert all(max(tile.width_px, tile.height_px) <= grid.tile_px + 32 for tile in tiles)


@settings(max_examples=40, deadline=None)
@given(width=st.integers(1, 1500), height=st.integers(1, 1500), grid=GRIDS)
def test_a_flat_picture_is_seen_whole(width: int, height: int, grid: Grid) -> None:
    assert times_seen(list(flat_tiles(Pinhole(width, height), grid)), height, width).min() >= 1


def test_a_tile_over_the_seam_shows_what_a_turned_panorama_shows() -> None:
    picture = np.random.default_rng(5).integers(0, 255, (256, 512, 3), np.uint8)
    chart = Equirectangular(512, 256)
    over_seam, inside = Crop(chart, 480, 64, 128, 64, 2, 32), Crop(chart, 224, 64, 128, 64, 2, 32)
    assert (over_seam.cut(picture) == inside.cut(np.roll(picture, 256, axis=1))).all()


def test_a_tile_knows_where_it_looks() -> None:
    picture = np.zeros((256, 512, 3), np.uint8)
    picture[100:104, 500:504] = 255
    chart = Equirectangular(512, 256)
    tile = Crop(chart, 480, 64, 128, 128, 2, 32)
    row, column = (axis.mean() + 0.5 for axis in np.nonzero(tile.cut(picture)[..., 0] > 128))
    assert chart.points(tile.directions(np.array([column, row]))) == pytest.approx([502, 102], abs=0.3)


def test_the_views_down_see_all_that_lies_below() -> None:
    heading, pitch = np.meshgrid(np.arange(0.0, 360.0, 2.0), np.arange(-90.0, -34.9, 1.0))
    directions = directions_of(heading, pitch)
    seen = np.zeros(heading.shape, bool)
    for view in PANORAMA_SWEEP.down:
        x, y = np.moveaxis(view.points(directions), -1, 0)
        seen |= (x > 0) & (x < view.width_px) & (y > 0) & (y < view.height_px)
    assert seen.all()


def test_a_view_shows_the_direction_it_looks_in() -> None:
    chart, view = Equirectangular(1024, 512), Pinhole(320, 320, 90.0, 180.0, -60.0)
    picture = np.zeros((512, 1024, 3), np.uint8)
    x, y = chart.points(view.directions(np.array([100.0, 200.0]))).astype(int)
    picture[y - 3 : y + 4, x - 5 : x + 6] = 255
    row, column = (axis.mean() + 0.5 for axis in np.nonzero(View(chart, view).cut(picture)[..., 0] > 128))
    assert (column, row) == pytest.approx((100, 200), abs=2)


def test_only_small_boxes_at_a_shared_edge_are_severed() -> None:
    tile = Crop(Equirectangular(4096, 2048), 0, 500, 640, 640, 2, 96)
    boxes = np.array([[0, 100, 20, 120], [0, 100, 90, 190], [300, 300, 320, 320]], np.float32)
    assert tile.severed(boxes).tolist() == [True, False, False]
    whole = Crop(Pinhole(320, 320), 0, 0, 640, 640, 2, 96)
    assert not whole.severed(boxes).any()
