"""The ground seen from above, out of a panorama or a flat picture; lengths count in heights of the camera."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.frames import Floats

Grey = NDArray[np.uint8]
Single = NDArray[np.float32]

CELL = 0.05
"""Width of one cell of the ground, in heights of the camera."""
NEAREST, FADE = 0.8, 0.4
"""Under the camera stands the vehicle: nothing nearer counts."""
LINE_CELLS = 9
FEWEST_VIEWS, ALIKE = 5, 0.8


@dataclass(frozen=True, slots=True)
class Lens:
    """How a small picture sees: a whole sphere if `focal_px` is None, else flat with the horizon in its middle."""

    width_px: int
    height_px: int
    focal_px: float | None = None

    @property
    def reach(self) -> tuple[float, float, float]:
        """How far the ground is looked at: backwards, forwards and sideways, in heights."""
        return (5.0, 5.0, 2.4) if self.focal_px is None else (-1.6, 7.0, 1.6)


@lru_cache(maxsize=8)
def _cells(lens: Lens) -> tuple[Floats, Floats, Single]:
    """Places right of and ahead of the camera for each cell (rows lead ahead), and how much each counts."""
    back, ahead, side = lens.reach
    z, x = np.meshgrid(np.arange(ahead, -back, -CELL), np.arange(-side, side, CELL), indexing="ij")
    near = np.clip((np.hypot(x, z) - NEAREST) / FADE, 0.0, 1.0)
    edge = np.hanning(x.shape[0])[:, None] ** 0.5 * np.hanning(x.shape[1])[None, :] ** 0.5
    return x, z, (near * edge).astype(np.float32)


def seen_from_above(
    picture: Grey, lens: Lens, turn_rad: float = 0.0, *, shown: Single | None = None, horizon_px: float = 0.0
) -> Single:
    """The ground around the camera, as if the camera were turned clockwise by `turn_rad`; contrast made even.

    Rows lead from far ahead to behind, columns from left to right, one per `CELL`. `shown` says how much of the ground
    is to be seen in each cell of an unturned view (the rest is the vehicle).
    """
    x, z, weight = _cells(lens)
    right, ahead = x * np.cos(turn_rad) + z * np.sin(turn_rad), z * np.cos(turn_rad) - x * np.sin(turn_rad)
    if lens.focal_px is None:
        column = (np.arctan2(right, ahead) / (2 * np.pi) + 0.5) % 1.0 * lens.width_px - 0.5
        row = (np.arctan2(1.0, np.hypot(x, z)) / np.pi + 0.5) * lens.height_px - 0.5
    else:
        depth = np.maximum(ahead, 0.1)
        column = lens.width_px / 2 - 0.5 + lens.focal_px * right / depth
        row = lens.height_px / 2 - 0.5 + horizon_px + lens.focal_px / depth
    view = _even(_sampled(picture, column, row, cv2.BORDER_WRAP if lens.focal_px is None else cv2.BORDER_REPLICATE))
    if shown is not None:
        _, far, side = lens.reach
        weight = weight * _sampled(shown, (right + side) / CELL, (far - ahead) / CELL, cv2.BORDER_REPLICATE)
    return np.asarray(view * weight, dtype=np.float32)


def shown_ground(views: Sequence[Single]) -> Single | None:
    """Where views, one after the other, change as the ground does when it passes, 0 to 1; None if nothing passes.

    What stays alike from view to view, most of the time, belongs to the vehicle.
    """
    if len(views) < FEWEST_VIEWS:
        return None
    alike = [_likeness(a, b) for a, b in pairwise(views)]
    usually = np.quantile(np.stack(alike), 0.25, axis=0)
    if float(np.mean(usually > ALIKE)) > 0.6:
        return None
    passing = (usually < ALIKE).astype(np.float32)
    return np.asarray(cv2.blur(cv2.erode(passing, np.ones((7, 7), np.uint8)), (5, 5)), dtype=np.float32)


def _likeness(a: Single, b: Single) -> Single:
    """Local correlation of two views, -1 to 1."""
    together, alone, other = (cv2.blur(product, (9, 9)) for product in (a * b, a * a, b * b))
    return np.asarray(together / (np.sqrt(np.maximum(alone * other, 0.0)) + 1e-3), dtype=np.float32)


def _sampled(picture: Grey | Single, column: Floats, row: Floats, border: int) -> Single:
    map_x, map_y = column.astype(np.float32), row.astype(np.float32)
    return np.asarray(cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR, borderMode=border), dtype=np.float32)


def _even(view: Single) -> Single:
    """Contrast around the local mean, in units of the local contrast; lines that lead ahead are taken out.

    Kerbs and lane lines look alike wherever the vehicle is along them: they would say that it stands.
    """
    fine = view - cv2.GaussianBlur(view, (0, 0), 8.0)
    fine = fine - cv2.blur(fine, (1, LINE_CELLS))
    contrast = cv2.sqrt(cv2.GaussianBlur(fine * fine, (0, 0), 12.0))
    return np.asarray(np.clip(fine / (contrast + 2.0), -1.5, 1.5), dtype=np.float32)
