"""The ground seen from above, out of a panorama or a flat picture; lengths count in heights of the camera."""

from dataclasses import dataclass
from functools import lru_cache

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


def seen_from_above(picture: Grey, lens: Lens, turn_rad: float = 0.0) -> Single:
    """The ground around the camera, as if the camera were turned clockwise by `turn_rad`; contrast made even.

    Rows lead from far ahead to behind, columns from left to right, one per `CELL`.
    """
    x, z, weight = _cells(lens)
    if lens.focal_px is None:
        azimuth = np.arctan2(x, z) + turn_rad
        depression = np.arctan2(1.0, np.hypot(x, z))
        column = (azimuth / (2 * np.pi) + 0.5) % 1.0 * lens.width_px - 0.5
        row = (depression / np.pi + 0.5) * lens.height_px - 0.5
        border = cv2.BORDER_WRAP
    else:
        right = x * np.cos(turn_rad) + z * np.sin(turn_rad)
        ahead = np.maximum(z * np.cos(turn_rad) - x * np.sin(turn_rad), 0.1)
        column = lens.width_px / 2 - 0.5 + lens.focal_px * right / ahead
        row = lens.height_px / 2 - 0.5 + lens.focal_px / ahead
        border = cv2.BORDER_REPLICATE
    view = cv2.remap(picture, column.astype(np.float32), row.astype(np.float32), cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(_even(view.astype(np.float32)) * weight, dtype=np.float32)


def _even(view: Single) -> Single:
    """Contrast around the local mean, in units of the local contrast."""
    mean = cv2.GaussianBlur(view, (0, 0), 8.0)
    fine = cv2.GaussianBlur(view, (0, 0), 0.8) - mean
    contrast = cv2.sqrt(cv2.GaussianBlur(fine * fine, (0, 0), 12.0))
    return np.asarray(np.clip(fine / (contrast + 2.0), -3.0, 3.0), dtype=np.float32)
