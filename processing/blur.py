"""Blurring that nothing brings back: a region becomes a few cells of uncertain colour, smoothed, with a soft edge."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Chart
from ruelle.processing.detection.regions import Region, box_px, inward_normals

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]

CELLS_ACROSS = 4
"""A region keeps at most so many colours along its longer side: too few to know a face or to read a plate."""
SMALLEST_CELL_PX = 5
FEATHER = 0.12
"""The blur fades out over this share of a region's smaller side, outside the region."""
COLOUR_NOISE = 5.0
"""Each colour is off by about so much (of 255): trying out plates until the cells match leads nowhere."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of whole pixels; `left` to `right` may lie beyond the seam of a panorama."""

    left: int
    top: int
    right: int
    bottom: int

    def cut(self, picture: Pixels) -> Pixels:
        """A copy of these pixels of a picture (H, W, 3)."""
        return np.asarray(picture[self.top : self.bottom, self._columns(picture)])

    def paste(self, pixels: Pixels, picture: Pixels) -> None:
        """Write pixels where `cut` took them from."""
        picture[self.top : self.bottom, self._columns(picture)] = pixels

    def _columns(self, picture: Pixels) -> NDArray[np.intp]:
        return np.asarray(np.arange(self.left, self.right) % picture.shape[1])


def blur(picture_bgr: Pixels, chart: Chart, regions: Iterable[Region]) -> None:
    """Blur regions of a picture (H, W, 3) in place; pixels farther outside than the feather are not touched."""
    for region in regions:
        patch = patch_around(region.grown(FEATHER), chart)
        if patch is not None:
            _blur_patch(picture_bgr, patch, mask(region, chart, patch))


def patch_around(region: Region, chart: Chart) -> Patch | None:
    """The rectangle of pixels around a region, None if the picture does not show it."""
    box = box_px(region, chart)
    if box is None:
        return None
    x, y, width, height = box
    left, right = math.floor(x), math.ceil(x + width)
    if not chart.wraps:
        left, right = max(0, left), min(chart.width_px, right)
    patch = Patch(left, max(0, math.floor(y)), right, min(chart.height_px, math.ceil(y + height)))
    return patch if patch.left < patch.right and patch.top < patch.bottom else None


def mask(region: Region, chart: Chart, patch: Patch, feather: float = FEATHER) -> Mask:
    """How much of the blur each pixel of a patch takes, (H, W) in 0..1: 1 inside, fading out over the feather."""
    column, row = np.meshgrid(np.arange(patch.left, patch.right) + 0.5, np.arange(patch.top, patch.bottom) + 0.5)
    directions = chart.directions(np.stack([column, row], axis=-1))
    inside = np.arcsin(np.clip(directions @ inward_normals(region).T, -1, 1)).min(axis=-1)
    reach = math.radians(min(region.size_deg) * feather)
    ramp = np.clip(1 + inside / max(reach, 1e-9), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)


def _blur_patch(picture: Pixels, patch: Patch, veil: Mask) -> None:
    original = patch.cut(picture)
    height, width = original.shape[:2]
    cells = _few_cells(original)
    smooth = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR)
    share = veil[..., None]
    blended = np.where(share > 0, np.rint(smooth * share + original * (1 - share)), original)
    patch.paste(np.clip(blended, 0, 255).astype(np.uint8), picture)


def _few_cells(original: Pixels) -> NDArray[np.float32]:
    """The mean colours of a few cells, each a little off.

    The noise comes from the hidden pixels themselves: the same picture gives the same blur on every machine, and
    whoever does not have the pixels cannot take the noise away.
    """
    height, width = original.shape[:2]
    cell = max(SMALLEST_CELL_PX, max(height, width) / CELLS_ACROSS)
    size = max(1, round(width / cell)), max(1, round(height / cell))
    cells = cv2.resize(original, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    seed = int.from_bytes(hashlib.sha256(original.tobytes()).digest()[:8], "big")
    return np.asarray(cells + np.random.default_rng(seed).normal(0, COLOUR_NOISE, cells.shape), np.float32)
