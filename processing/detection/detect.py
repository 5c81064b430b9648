"""Finding all that must not be recognised in one picture, as regions of the viewing sphere."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import EngineError
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import Chart, Equirectangular, Pinhole
from ruelle.processing.detection.detectors import RUNTIME_ERRORS, Detectors
from ruelle.processing.detection.finders import Found
from ruelle.processing.detection.regions import Label, Region, merged, regions_from_boxes
from ruelle.processing.detection.tiling import (
    COARSE_WIDTH_PX,
    FLAT_FINE_LIMIT_PX,
    PANORAMA_SWEEP,
    Band,
    Sweep,
    Tile,
    View,
    band_tiles,
    flat_tiles,
)

Pixels = NDArray[np.uint8]

FLAT_TILE_PX = 960
IN_TILE_OVERLAP = 0.45
ALL_LABELS = frozenset(Label)


class DetectionFailed(EngineError):
    """A picture on which a network broke down or ran out of memory: it must never be published unseen."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a region of a label can look like, and how far the blur reaches beyond it (a share of its size, and pixels)."""

    narrowest: float
    widest: float
    largest_deg: float
    margin: float
    margin_px: float = 1.0

    def fits(self, region: Region) -> bool:
        """Whether a region has a possible shape and size."""
        width, height = region.size_deg
        return height > 0 and self.narrowest <= width / height <= self.widest and width <= self.largest_deg


FORMS = {
    Label.FACE: Form(narrowest=0.35, widest=2.0, largest_deg=60.0, margin=0.2),
    Label.PLATE: Form(narrowest=0.6, widest=9.0, largest_deg=60.0, margin=0.15),
    Label.PERSON: Form(narrowest=0.1, widest=3.0, largest_deg=120.0, margin=0.15),
}


def chart_of(picture_bgr: Pixels, projection: Projection) -> Chart:
    """The chart of a picture (H, W, 3)."""
    height_px, width_px = picture_bgr.shape[:2]
    if projection is Projection.EQUIRECTANGULAR:
        return Equirectangular(width_px, height_px)
    return Pinhole(width_px, height_px)


def detect(
    picture_bgr: Pixels, projection: Projection, detectors: Detectors, sweep: Sweep = PANORAMA_SWEEP
) -> tuple[Region, ...]:
    """Regions of a picture (H, W, 3) BGR that are to be blurred, margins included, the surest of each label first.

    Raises EngineError: DetectionFailed (detection-failed) when a network breaks down, and as `Detectors.load`.
    """
    chart = chart_of(picture_bgr, projection)
    try:
        seen = [
            region
            for pixels, tile, labels in _looks(picture_bgr, chart, sweep)
            for region in _regions_in(tile, tile.cut(pixels), labels, detectors)
        ]
    except (MemoryError, cv2.error, *RUNTIME_ERRORS) as error:
        raise DetectionFailed("detection-failed", reason=type(error).__name__) from error
    margin_deg = _pixel_deg(chart)
    return tuple(
        region.grown(FORMS[region.label].margin, FORMS[region.label].margin_px * margin_deg)
        for region in merged(region for region in seen if FORMS[region.label].fits(region))
    )


def _looks(picture: Pixels, chart: Chart, sweep: Sweep) -> Iterator[tuple[Pixels, Tile, frozenset[Label]]]:
    """Every tile to look at, with the picture it is cut from and what to look for in it."""
    if isinstance(chart, Equirectangular):
        for band in sweep.fine:
            yield from ((picture, tile, frozenset({band.label})) for tile in band_tiles(chart, band))
        coarse = _reduced(picture, COARSE_WIDTH_PX)
        small = Equirectangular(coarse.shape[1], coarse.shape[0])
        for band in sweep.coarse:
            yield from ((coarse, tile, frozenset({band.label})) for tile in band_tiles(small, band))
        yield from ((coarse, View(small, view), ALL_LABELS) for view in sweep.down)
        return
    scale = 2.0 if picture.shape[0] * picture.shape[1] <= FLAT_FINE_LIMIT_PX else 1.0
    fine = tuple(flat_tiles(chart, Band(Label.FACE, -90, 90, scale, FLAT_TILE_PX)))
    yield from ((picture, tile, ALL_LABELS) for tile in fine)
    if len(fine) > 1:
        coarse = _reduced(picture, FLAT_TILE_PX * picture.shape[1] // max(picture.shape[:2]))
        small = Pinhole(coarse.shape[1], coarse.shape[0])
        yield from ((coarse, tile, ALL_LABELS) for tile in flat_tiles(small, Band(Label.FACE, -90, 90, 1.0)))


def _regions_in(tile: Tile, pixels: Pixels, labels: frozenset[Label], detectors: Detectors) -> Iterator[Region]:
    for finder in detectors.finders:
        if finder.labels & labels:
            for found in finder.find(pixels):
                if found.label in labels and len(found.scores):
                    yield from _on_sphere(tile, found)


def _on_sphere(tile: Tile, found: Found) -> list[Region]:
    """What was found in a tile, without what it found twice or what a neighbouring tile shows whole."""
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


def _pixel_deg(chart: Chart) -> float:
    """The angle that one pixel spans in the middle of a picture."""
    if isinstance(chart, Pinhole):
        return float(np.degrees(1 / chart.focal_px))
    return 360 / chart.width_px
