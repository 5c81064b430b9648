"""Finding all that must not be recognised in one picture, as regions of the viewing sphere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import EngineError
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import Chart, Equirectangular, Pinhole, chart_of
from ruelle.processing.detection.detectors import RUNTIME_ERRORS, Detectors
from ruelle.processing.detection.finders import SURE_ENOUGH, Found
from ruelle.processing.detection.regions import Label, Region, merged, regions_from_boxes
from ruelle.processing.detection.tiling import (
    COARSE_WIDTH_PX,
    FLAT_COARSE,
    FLAT_FINE,
    FLAT_FINE_LIMIT_PX,
    PANORAMA_SWEEP,
    Sweep,
    Tile,
    View,
    band_tiles,
    flat_tiles,
)

Pixels = NDArray[np.uint8]

IN_TILE_OVERLAP = 0.45
DOUBTFUL_BELOW = 0.52
ALL_LABELS = frozenset(Label)
BREAKDOWNS: tuple[type[Exception], ...] = (MemoryError, cv2.error, *RUNTIME_ERRORS)


class DetectionError(EngineError):
    """A picture on which a network broke down or ran out of memory: it must never be published unseen."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen in one picture, margins included, the surest of each label first.

    `regions` are to be blurred; the `faint` ones only if neighbouring frames agree.
    """

    regions: tuple[Region, ...]
    faint: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a region of a label can look like, and how far the blur reaches beyond it (a share of its size, and pixels).

    `largest_deg` holds for panoramas, where angles are known.
    """

    narrowest: float
    widest: float
    largest_deg: float
    margin: float
    margin_px: float = 1.0

    def fits(self, region: Region, chart: Chart) -> bool:
        """Whether a region has a possible shape and size."""
        width, height = region.size_deg
        shapely = height > 0 and self.narrowest <= width / height <= self.widest
        return shapely and (not chart.wraps or width <= self.largest_deg)


@dataclass(frozen=True, slots=True)
class _Look:
    """A tile to look at, the picture it is cut from, and what to look for in it."""

    picture: Pixels
    tile: Tile
    labels: frozenset[Label] = ALL_LABELS
    magnified: bool = False


FORMS = {
    Label.FACE: Form(narrowest=0.35, widest=2.0, largest_deg=40.0, margin=0.2),
    Label.PLATE: Form(narrowest=0.6, widest=9.0, largest_deg=25.0, margin=0.15, margin_px=0.5),
    Label.PERSON: Form(narrowest=0.1, widest=3.0, largest_deg=120.0, margin=0.15),
}


def sight(picture_bgr: Pixels, projection: Projection, detectors: Detectors, sweep: Sweep = PANORAMA_SWEEP) -> Sighting:
    """Look at a picture (H, W, 3) BGR for all that must not be recognised.

    Raises EngineError: DetectionError (detection-failed) when a network breaks down, and as `Detectors.load`.
    """
    chart = chart_of(picture_bgr, projection)
    try:
        seen = [region for look in _looks(picture_bgr, chart, sweep) for region in _regions_in(look, detectors)]
    except BREAKDOWNS as error:
        raise DetectionError("detection-failed", reason=type(error).__name__) from error
    whole = [_grown(region, chart) for region in merged(r for r in seen if FORMS[r.label].fits(r, chart))]
    sure = (replace(r, doubtful=r.score < DOUBTFUL_BELOW) for r in whole if r.score >= SURE_ENOUGH)
    return Sighting(tuple(sure), tuple(region for region in whole if region.score < SURE_ENOUGH))


def detect(
    picture_bgr: Pixels, projection: Projection, detectors: Detectors, sweep: Sweep = PANORAMA_SWEEP
) -> tuple[Region, ...]:
    """The regions of a picture that are to be blurred; see `sight`."""
    return sight(picture_bgr, projection, detectors, sweep).regions


def _grown(region: Region, chart: Chart) -> Region:
    """A region with its margin."""
    form = FORMS[region.label]
    return region.grown(form.margin, form.margin_px * _pixel_deg(chart))


def _looks(picture: Pixels, chart: Chart, sweep: Sweep) -> Iterator[_Look]:
    if isinstance(chart, Equirectangular):
        return _looks_around(picture, chart, sweep)
    return _looks_at_flat(picture, chart)


def _looks_around(picture: Pixels, chart: Equirectangular, sweep: Sweep) -> Iterator[_Look]:
    for band in sweep.fine:
        yield from (_Look(picture, tile, frozenset({band.label}), magnified=True) for tile in band_tiles(chart, band))
    coarse = _reduced(picture, COARSE_WIDTH_PX)
    small = Equirectangular(coarse.shape[1], coarse.shape[0])
    for band in sweep.coarse:
        yield from (_Look(coarse, tile, frozenset({band.label})) for tile in band_tiles(small, band))
    yield from (_Look(coarse, View(small, view)) for view in sweep.down)


def _looks_at_flat(picture: Pixels, chart: Chart) -> Iterator[_Look]:
    pixels = chart.width_px * chart.height_px
    fine = tuple(flat_tiles(chart, FLAT_FINE if pixels <= FLAT_FINE_LIMIT_PX else FLAT_COARSE))
    yield from (_Look(picture, tile) for tile in fine)
    if len(fine) > 1:
        coarse = _reduced(picture, max(1, FLAT_COARSE.tile_px * chart.width_px // max(chart.width_px, chart.height_px)))
        small = Pinhole(coarse.shape[1], coarse.shape[0])
        yield from (_Look(coarse, tile) for tile in flat_tiles(small, FLAT_COARSE))


def _regions_in(look: _Look, detectors: Detectors) -> Iterator[Region]:
    pixels = look.tile.cut(look.picture)
    for finder in detectors.finders:
        if finder.labels & look.labels and (finder.magnifies or not look.magnified):
            for found in finder.find(pixels):
                if found.label in look.labels and len(found.scores):
                    yield from _on_sphere(look.tile, found)


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
