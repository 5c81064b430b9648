"""Where on a picture the networks look: bands of tiles near the horizon, magnified, and a coarse look all around.

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
from ruelle.processing.detection.regions import Label

Pixels = NDArray[np.uint8]
STRIDE_PX = 32
"""The sides of a tile are multiples of this; the networks halve a picture five times."""
COARSE_WIDTH_PX = 2048
FLAT_FINE_LIMIT_PX = 2_500_000
"""A flat picture of more pixels than this is not magnified."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of pitches to look at with a magnification; `tile_px` is the longest side of a tile, as the network sees it."""

    label: Label
    lowest_deg: float
    highest_deg: float
    scale: float
    tile_px: int = 960
    overlap_px: int = 96


@dataclass(frozen=True, slots=True)
class Sweep:
    """All the looks at a panorama: fine bands at its own size; coarse bands and views straight down at `COARSE_WIDTH_PX`."""

    fine: tuple[Band, ...]
    coarse: tuple[Band, ...]
    down: tuple[Pinhole, ...]


PANORAMA_SWEEP = Sweep(
    fine=(Band(Label.PLATE, -24, 4, 2.0), Band(Label.FACE, -22, 18, 2.0)),
    coarse=(Band(Label.PLATE, -40, 8, 1.0), Band(Label.FACE, -45, 40, 1.0)),
    down=tuple(Pinhole(640, 640, 100.0, heading, -62.0) for heading in (0.0, 120.0, -120.0)),
)


class Tile(Protocol):
    """A part of a picture as a network gets it."""

    def cut(self, picture_bgr: Pixels) -> Pixels:
        """The pixels, (H, W, 3) with sides that are multiples of `STRIDE_PX`."""
        ...

    def directions(self, points_px: Floats) -> Floats:
        """Directions (..., 3) of points (..., 2) in pixels of the tile."""
        ...

    def severed(self, corners_px: Floats) -> NDArray[np.bool_]:
        """Which boxes (N, 4), x1 y1 x2 y2, are small slivers of what a neighbouring tile shows whole."""
        ...


@dataclass(frozen=True, slots=True)
class Crop:
    """A magnified rectangle of a picture; in a panorama it may reach over the seam."""

    chart: Chart
    x_px: float
    y_px: float
    width_px: int
    height_px: int
    scale: float
    overlap_px: int

    def cut(self, picture_bgr: Pixels) -> Pixels:
        """See `Tile.cut`; what lies beyond the picture is grey."""
        shift = np.array([[1 / self.scale, 0, self.x_px], [0, 1 / self.scale, self.y_px]])
        shift[:, 2] += 0.5 / self.scale - 0.5
        source, left_px = self._columns(picture_bgr)
        shift[0, 2] -= left_px
        flags = cv2.WARP_INVERSE_MAP | (cv2.INTER_CUBIC if self.scale > 1 else cv2.INTER_LINEAR)
        size = (self.width_px, self.height_px)
        return np.asarray(cv2.warpAffine(source, shift, size, flags=flags, borderValue=(114, 114, 114)), np.uint8)

    def directions(self, points_px: Floats) -> Floats:
        """See `Tile.directions`."""
        return self.chart.directions(points_px / self.scale + np.array([self.x_px, self.y_px]))

    def severed(self, corners_px: Floats) -> NDArray[np.bool_]:
        """See `Tile.severed`; what is larger than half the overlap stays, for no neighbour may show it whole."""
        x1, y1, x2, y2 = corners_px.T
        right, bottom = (self.chart.width_px - self.x_px) * self.scale, (self.chart.height_px - self.y_px) * self.scale
        edge = np.zeros(len(corners_px), bool)
        if self.chart.wraps or self.x_px > 0:
            edge |= x1 < 2
        if self.chart.wraps or right > self.width_px:
            edge |= x2 > self.width_px - 2
        if self.y_px > 0:
            edge |= y1 < 2
        if bottom > self.height_px:
            edge |= y2 > self.height_px - 2
        return edge & (np.maximum(x2 - x1, y2 - y1) < self.overlap_px / 2)

    def _columns(self, picture_bgr: Pixels) -> tuple[Pixels, float]:
        """The columns that the crop needs and a few more, and where they begin; over the seam they are joined."""
        margin_px = 4
        first = math.floor(self.x_px) - margin_px
        last = math.ceil(self.x_px + self.width_px / self.scale) + margin_px
        if not self.chart.wraps:
            return picture_bgr, 0.0
        if first >= 0 and last <= self.chart.width_px:
            return picture_bgr[:, first:last], first
        return np.take(picture_bgr, np.arange(first, last), axis=1, mode="wrap"), first


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

    def severed(self, corners_px: Floats) -> NDArray[np.bool_]:
        """See `Tile.severed`: views overlap widely, so whatever touches an edge is seen better elsewhere."""
        return (corners_px[:, :2] < 2).any(axis=1) | (corners_px[:, 2:] > self.view.width_px - 2).any(axis=1)


def band_tiles(chart: Equirectangular, band: Band) -> Iterator[Crop]:
    """Tiles that cover a band of a panorama all around, each overlapping its neighbours."""
    top, bottom = chart.row_px(np.array([band.highest_deg, band.lowest_deg]))
    return _tiles(chart, band, top_px=max(0.0, float(top)), bottom_px=min(float(bottom), chart.height_px))


def flat_tiles(chart: Chart, band: Band) -> Iterator[Crop]:
    """Tiles that cover a flat picture; the pitches of the band do not count."""
    return _tiles(chart, band, top_px=0.0, bottom_px=chart.height_px)


def _tiles(chart: Chart, band: Band, *, top_px: float, bottom_px: float) -> Iterator[Crop]:
    wide, columns = _cut_length(chart.width_px * band.scale, band, circular=chart.wraps)
    high, rows = _cut_length((bottom_px - top_px) * band.scale, band, circular=False)
    for row in rows:
        for column in columns:
            yield Crop(
                chart, column / band.scale, top_px + row / band.scale, wide, high, band.scale, band.overlap_px
            )


def _cut_length(length: float, band: Band, *, circular: bool) -> tuple[int, list[float]]:
    """The side of a tile and where tiles begin, so that they cover a length (or a circle) and overlap.

    The side is the shortest that does it, which spares looking twice.
    """
    if circular:
        count = math.ceil(length / (band.tile_px - band.overlap_px))
        return _rounded_up(length / count + band.overlap_px), [i * length / count for i in range(count)]
    count = max(1, math.ceil((length - band.overlap_px) / (band.tile_px - band.overlap_px)))
    side = _rounded_up((length + (count - 1) * band.overlap_px) / count)
    return side, [i * (length - side) / (count - 1) if count > 1 else 0.0 for i in range(count)]


def _rounded_up(length: float) -> int:
    return math.ceil(length / STRIDE_PX - 1e-9) * STRIDE_PX


@lru_cache(maxsize=8)
def _view_maps(chart: Equirectangular, view: Pinhole) -> tuple[Any, Any]:
    """For each pixel of a view, the place in the panorama; kept, for every panorama of a drive needs the same."""
    column, row = np.meshgrid(np.arange(view.width_px) + 0.5, np.arange(view.height_px) + 0.5)
    points = chart.points(view.directions(np.stack([column, row], axis=-1))) - 0.5
    return cv2.convertMaps(points[..., 0].astype(np.float32), points[..., 1].astype(np.float32), cv2.CV_16SC2)
