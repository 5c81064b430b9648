"""The first look at a picture: everything that might be a face or a plate, however faintly."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Chart, Equirectangular, Pinhole
from ruelle.processing.detection.finders import Finder, Found
from ruelle.processing.detection.regions import Label, Region, regions_from_boxes
from ruelle.processing.detection.tiling import (
    COARSE_WIDTH_PX,
    FLAT_COARSE,
    FLAT_FINE,
    FLAT_FINE_LIMIT_PX,
    Sweep,
    Tile,
    View,
    band_tiles,
    flat_tiles,
)

Pixels = NDArray[np.uint8]

IN_TILE_OVERLAP = 0.45
ALL_LABELS = frozenset(Label)
LEAST = {Label.FACE: 0.2, Label.PLATE: 0.08, Label.PERSON: 0.3}
"""What a first look must give at least; a face has many likenesses in a street, a plate few."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A tile to look at, the picture it is cut from, and what to look for in it."""

    picture: Pixels
    tile: Tile
    labels: frozenset[Label] = ALL_LABELS
    vast: bool = False


def survey(picture_bgr: Pixels, chart: Chart, finders: tuple[Finder, ...], sweep: Sweep) -> Iterator[Region]:
    """Everything that a first look at a picture (H, W, 3) BGR finds; the same thing may come more than once."""
    for look in _looks(picture_bgr, chart, sweep):
        pixels = look.tile.cut(look.picture)
        for finder in finders:
            wanted = look.labels & (finder.surveys if look.vast else finder.surveys | finder.votes)
            if wanted:
                for found in finder.find(pixels):
                    if found.label in wanted:
                        yield from _on_sphere(look.tile, found)


def _looks(picture: Pixels, chart: Chart, sweep: Sweep) -> Iterator[_Look]:
    if isinstance(chart, Equirectangular):
        return _looks_around(picture, chart, sweep)
    return _looks_at_flat(picture, chart)


def _looks_around(picture: Pixels, chart: Equirectangular, sweep: Sweep) -> Iterator[_Look]:
    for band in sweep.fine:
        yield from (_Look(picture, tile, band.labels, vast=True) for tile in band_tiles(chart, band))
    coarse = _reduced(picture, COARSE_WIDTH_PX)
    small = Equirectangular(coarse.shape[1], coarse.shape[0])
    for band in sweep.coarse:
        yield from (_Look(coarse, tile, band.labels) for tile in band_tiles(small, band))
    yield from (_Look(coarse, View(small, view)) for view in sweep.down)


def _looks_at_flat(picture: Pixels, chart: Chart) -> Iterator[_Look]:
    pixels = chart.width_px * chart.height_px
    fine = tuple(flat_tiles(chart, FLAT_FINE if pixels <= FLAT_FINE_LIMIT_PX else FLAT_COARSE))
    yield from (_Look(picture, tile) for tile in fine)
    if len(fine) > 1:
        coarse = _reduced(picture, max(1, FLAT_COARSE.tile_px * chart.width_px // max(chart.width_px, chart.height_px)))
        small = Pinhole(coarse.shape[1], coarse.shape[0])
        yield from (_Look(coarse, tile) for tile in flat_tiles(small, FLAT_COARSE))


def _on_sphere(tile: Tile, found: Found) -> list[Region]:
    """What was found in a tile, without what it found twice or what a neighbouring tile shows whole."""
    faint = found.scores < LEAST[found.label]
    found = Found(found.label, found.corners_px[~faint], found.scores[~faint])
    if not len(found.scores):
        return []
    boxes = np.concatenate([found.corners_px[:, :2], found.corners_px[:, 2:] - found.corners_px[:, :2]], axis=1)
    kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), found.scores.tolist(), 0.0, IN_TILE_OVERLAP), np.intp).ravel()
    kept = kept[~tile.severed(found.corners_px[kept])]
    quads = found.corners_px[kept][:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2).astype(np.float64)
    return regions_from_boxes(found.label, tile.directions(quads), found.scores[kept])


def _reduced(picture: Pixels, width_px: int) -> Pixels:
    """The picture no wider than `width_px`."""
    height, width = picture.shape[:2]
    if width <= width_px:
        return picture
    size = (width_px, max(1, round(height * width_px / width)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
