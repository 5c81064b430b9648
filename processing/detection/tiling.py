"""Where on a picture the networks look first: bands of tiles near the horizon, and a coarse look all around.

What is near is large: below the fine bands a face or a plate is so near that a coarse look sees it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Chart, Equirectangular, Floats, Pinhole
from ruelle.processing.detection.finders import GREY_BGR
from ruelle.processing.detection.regions import Label

Pixels = NDArray[np.uint8]
STRIDE_PX = 32
"""The sides of a tile are multiples of this; the networks halve a picture five times."""
COARSE_WIDTH_PX = 2048
FLAT_FINE_LIMIT_PX = 2_500_000
"""A flat picture of more pixels than this is not magnified."""
EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """How to cut tiles: the magnification, and the longest side and overlap of a tile as the network sees it."""

    scale: int
    tile_px: int = 960
    overlap_px: int = 96


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of pitches of a panorama in which to look for some labels."""

    labels: frozenset[Label]
    lowest_deg: float
    highest_deg: float
    grid: Grid


@dataclass(frozen=True, slots=True)
class Sweep:
    """All the looks at a panorama: `fine` at its own size, `coarse` and `down` (flat views) at `COARSE_WIDTH_PX`."""

    fine: tuple[Band, ...]
    coarse: tuple[Band, ...]
    down: tuple[Pinhole, ...]


FACES, PLATES = frozenset({Label.FACE}), frozenset({Label.PLATE})
BOTH = FACES | PLATES
PANORAMA_SWEEP = Sweep(
    fine=(
        Band(FACES, 4, 20, Grid(1)),
        Band(BOTH, -32, 4, Grid(1)),
        Band(FACES, -45, -32, Grid(1)),
    ),
    coarse=(Band(BOTH, -45, 40, Grid(1)),),
    down=tuple(Pinhole(640, 640, 100.0, heading, -62.0) for heading in (0.0, 120.0, -120.0)),
)
"""Measured: what a look at the picture's own size finds, however faintly, is nearly all that a magnified one finds."""


FLAT_FINE, FLAT_COARSE = Grid(2), Grid(1)


class Tile(Protocol):
    """A part of a picture as a network gets it."""

    def cut(self, picture_bgr: Pixels) -> Pixels:
        """The pixels, (H, W, 3) with sides that are multiples of `STRIDE_PX`."""
        ...

    def directions(self, points_px: Floats) -> Floats:
        """Directions (..., 3) of points (..., 2) in pixels of the tile."""
        ...

    def severed(self, corners_px: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which boxes (N, 4), x1 y1 x2 y2, are small slivers of what a neighbouring tile shows whole."""
        ...


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of a picture, `width_px` by `height_px` once magnified; in a panorama it may cross the seam."""

    chart: Chart
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    scale: int
    overlap_px: int

    def cut(self, picture_bgr: Pixels) -> Pixels:
        """See `Tile.cut`; what lies beyond the picture is grey."""
        source = picture_bgr[self.y_px : self.y_px + self.height_px // self.scale]
        right_px = self.x_px + self.width_px // self.scale
        if self.chart.wraps and right_px > self.chart.width_px:
            source = np.concatenate([source[:, self.x_px :], source[:, : right_px - self.chart.width_px]], axis=1)
        else:
            source = source[:, self.x_px : right_px]
        if self.scale > 1:
            source = cv2.resize(source, None, fx=self.scale, fy=self.scale, interpolation=cv2.INTER_CUBIC)
        below, beyond = self.height_px - source.shape[0], self.width_px - source.shape[1]
        if below or beyond:
            source = cv2.copyMakeBorder(source, 0, below, 0, beyond, cv2.BORDER_CONSTANT, value=GREY_BGR)
        return np.asarray(source, np.uint8)

    def directions(self, points_px: Floats) -> Floats:
        """See `Tile.directions`."""
        return self.chart.directions(points_px / self.scale + np.array([self.x_px, self.y_px]))

    def severed(self, corners_px: NDArray[np.float32]) -> NDArray[np.bool_]:
        """See `Tile.severed`; what is larger than half the overlap stays, for no neighbour may show it whole."""
        x1, y1, x2, y2 = corners_px.T
        right_px, bottom_px = self.x_px + self.width_px // self.scale, self.y_px + self.height_px // self.scale
        small = np.maximum(x2 - x1, y2 - y1) < self.overlap_px / 2
        cut_off = np.zeros(len(corners_px), bool)
        for touches, goes_on in (
            (x1 < EDGE_PX, self.chart.wraps or self.x_px > 0),
            (x2 > self.width_px - EDGE_PX, self.chart.wraps or right_px < self.chart.width_px),
            (y1 < EDGE_PX, self.y_px > 0),
            (y2 > self.height_px - EDGE_PX, bottom_px < self.chart.height_px),
        ):
            if goes_on:
                cut_off |= touches
        return np.asarray(cut_off & small)


@dataclass(frozen=True, slots=True)
class View:
    """A flat view out of a panorama, where its own form bends things too much."""

    chart: Equirectangular
    view: Pinhole

    def cut(self, picture_bgr: Pixels) -> Pixels:
        """See `Tile.cut`."""
        x, y = _view_maps(self.chart, self.view)
        return np.asarray(cv2.remap(picture_bgr, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.uint8)

    def directions(self, points_px: Floats) -> Floats:
        """See `Tile.directions`."""
        return self.view.directions(points_px)

    def severed(self, corners_px: NDArray[np.float32]) -> NDArray[np.bool_]:
        """See `Tile.severed`: views overlap widely, so whatever touches an edge is seen better elsewhere."""
        low, high = corners_px[:, :2].min(axis=1), corners_px[:, 2:].max(axis=1)
        return np.asarray((low < EDGE_PX) | (high > self.view.width_px - EDGE_PX))


def band_tiles(chart: Equirectangular, band: Band) -> Iterator[Crop]:
    """Tiles that cover a band of a panorama all around, each overlapping its neighbours."""
    top, bottom = chart.row_px(np.array([band.highest_deg, band.lowest_deg]))
    return _tiles(chart, band.grid, top_px=max(0, math.floor(top)), bottom_px=min(math.ceil(bottom), chart.height_px))


def flat_tiles(chart: Chart, grid: Grid) -> Iterator[Crop]:
    """Tiles that cover a whole flat picture."""
    return _tiles(chart, grid, top_px=0, bottom_px=chart.height_px)


def _tiles(chart: Chart, grid: Grid, *, top_px: int, bottom_px: int) -> Iterator[Crop]:
    wide, columns = _cut_length(chart.width_px * grid.scale, grid, circular=chart.wraps)
    high, rows = _cut_length((bottom_px - top_px) * grid.scale, grid, circular=False)
    for row in rows:
        for column in columns:
            x_px, y_px = int(column / grid.scale), top_px + int(row / grid.scale)
            yield Crop(chart, x_px, y_px, wide, high, grid.scale, grid.overlap_px)


def _cut_length(length: float, grid: Grid, *, circular: bool) -> tuple[int, list[float]]:
    """The side of a tile and where tiles begin, so that they cover a length (or a circle) and overlap.

    The side is the shortest that does it, which spares looking twice.
    """
    step = grid.tile_px - grid.overlap_px
    if circular:
        count = math.ceil(length / step)
        return _rounded_up(length / count + grid.overlap_px), [i * length / count for i in range(count)]
    count = max(1, math.ceil((length - grid.overlap_px) / step))
    side = _rounded_up((length + (count - 1) * grid.overlap_px) / count)
    return side, [i * (length - side) / (count - 1) if count > 1 else 0.0 for i in range(count)]


def _rounded_up(length: float) -> int:
    return math.ceil(length / STRIDE_PX - 1e-9) * STRIDE_PX


@lru_cache(maxsize=8)
def _view_maps(chart: Equirectangular, view: Pinhole) -> tuple[Any, Any]:
    """For each pixel of a view, the place in the panorama; kept, for every panorama of a drive needs the same."""
    column, row = np.meshgrid(np.arange(view.width_px) + 0.5, np.arange(view.height_px) + 0.5)
    points = chart.points(view.directions(np.stack([column, row], axis=-1))) - 0.5
    return cv2.convertMaps(points[..., 0].astype(np.float32), points[..., 1].astype(np.float32), cv2.CV_16SC2)
