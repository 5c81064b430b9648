"""Blurring faces and plates so that nothing brings them back; the only way to an `AnonymisedPicture`."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.model import Anonymisation
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import Chart
from ruelle.processing.detection.detect import chart_of, detect
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.regions import Label, Region, box_px, inward_normals

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]

CELLS_ACROSS = 6
"""A region keeps at most so many colours along its longer side: too few to know a face or to read a plate."""
SMALLEST_CELL_PX = 5
FEATHER = 0.12
"""The blur fades out over this share of a region's smaller side, outside the region."""

_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class AnonymisedPicture:
    """Pixels (H, W, 3) BGR in which every region found is blurred, and what was found; only `anonymise` makes one."""

    pixels: Pixels
    anonymisation: Anonymisation
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only anonymise() makes an anonymised picture")


def anonymise(picture_bgr: Pixels, projection: Projection, detectors: Detectors) -> AnonymisedPicture:
    """Find and blur, in place, every face and plate of a picture (H, W, 3) BGR; the caller's array is the blurred one.

    Raises EngineError (detection-failed, model-missing, model-damaged): then there is nothing to publish.
    """
    regions = detect(picture_bgr, projection, detectors)
    blur(picture_bgr, chart_of(picture_bgr, projection), regions)
    counts = Counter(region.label for region in regions)
    anonymisation = Anonymisation(detectors.identities, faces=counts[Label.FACE], plates=counts[Label.PLATE])
    return AnonymisedPicture(picture_bgr, anonymisation, _SEAL)


def blur(picture_bgr: Pixels, chart: Chart, regions: Iterable[Region]) -> None:
    """Blur regions of a picture in place; pixels farther outside than the feather are not touched."""
    for region in regions:
        for patch in _patches(region, chart):
            _blur_patch(picture_bgr, patch, _mask(region, chart, patch))


@dataclass(frozen=True, slots=True)
class _Patch:
    """A rectangle of whole pixels; `left` to `right` may lie beyond the seam of a panorama."""

    left: int
    top: int
    right: int
    bottom: int


def _patches(region: Region, chart: Chart) -> Iterator[_Patch]:
    """The rectangle around a region and its feather, if the picture shows it."""
    box = box_px(region.grown(FEATHER), chart)
    if box is None:
        return
    x, y, width, height = box
    left, right = math.floor(x), math.ceil(x + width)
    if not chart.wraps:
        left, right = max(0, left), min(chart.width_px, right)
    patch = _Patch(left, max(0, math.floor(y)), right, min(chart.height_px, math.ceil(y + height)))
    if patch.left < patch.right and patch.top < patch.bottom:
        yield patch


def _mask(region: Region, chart: Chart, patch: _Patch) -> Mask:
    """How much of the blur each pixel of a patch takes, (H, W) in 0..1: 1 inside, fading out over the feather."""
    column, row = np.meshgrid(np.arange(patch.left, patch.right) + 0.5, np.arange(patch.top, patch.bottom) + 0.5)
    directions = chart.directions(np.stack([column, row], axis=-1))
    inside = np.arcsin(np.clip(directions @ inward_normals(region).T, -1, 1)).min(axis=-1)
    feather = math.radians(min(region.size_deg) * FEATHER)
    ramp = np.clip(1 + inside / max(feather, 1e-9), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)


def _blur_patch(picture: Pixels, patch: _Patch, mask: Mask) -> None:
    """Reduce a patch to a few cells, smooth them out again and lay them over the picture under a mask."""
    columns = np.arange(patch.left, patch.right) % picture.shape[1]
    seam = patch.left < 0 or patch.right > picture.shape[1]
    rows = slice(patch.top, patch.bottom)
    original = picture[rows, columns] if seam else picture[rows, patch.left : patch.right]
    height, width = original.shape[:2]
    cell = max(SMALLEST_CELL_PX, max(height, width) / CELLS_ACROSS)
    cells = cv2.resize(
        original, (max(1, round(width / cell)), max(1, round(height / cell))), interpolation=cv2.INTER_AREA
    )
    smooth = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR)
    veil = mask[..., None]
    blended = np.where(veil > 0, np.rint(smooth * veil + original * (1 - veil)), original).astype(np.uint8)
    if seam:
        picture[rows, columns] = blended
    else:
        picture[rows, patch.left : patch.right] = blended
