"""The ground seen from above, out of a panorama or a flat picture; lengths count in heights of the camera."""

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Single = NDArray[np.float32]
Places = NDArray[np.complex64]
"""Places on the ground, right + i ahead."""

CELL = 0.05
"""Width of one cell of the ground, in heights of the camera."""
NEAREST, FADE = 0.8, 0.4
"""Under the camera stands the vehicle: nothing nearer counts."""
LINE_CELLS = 9
FEWEST_VIEWS, ALIKE = 5, 0.8
EDGE_PX, SHALLOWEST = 1.0, 0.2


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

    @property
    def pixel_rad(self) -> float:
        """What one pixel spans in the middle."""
        return 2.0 * math.pi / self.width_px if self.focal_px is None else 1.0 / self.focal_px


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a camera stands on the ground and how it looks: turned clockwise, pitched up, rolled clockwise."""

    right: float = 0.0
    ahead: float = 0.0
    turn_rad: float = 0.0
    pitch_rad: float = 0.0
    roll_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Eye:
    """A small picture, where its camera stands, and how much it shows of the ground in each cell of its own view.

    `shown` is None where all of it is; else the rest is the vehicle.
    """

    picture: Grey
    stance: Stance = Stance()
    shown: Single | None = None


@lru_cache(maxsize=8)
def ground_cells(lens: Lens) -> tuple[Places, Single]:
    """The places of the cells, rows from far ahead to behind, columns from left to right; and how much each counts."""
    back, ahead, side = lens.reach
    z, x = np.meshgrid(np.arange(ahead, -back, -CELL), np.arange(-side, side, CELL), indexing="ij")
    near = np.clip((np.hypot(x, z) - NEAREST) / FADE, 0.0, 1.0)
    edge = np.hanning(x.shape[0])[:, None] ** 0.5 * np.hanning(x.shape[1])[None, :] ** 0.5
    return (x + 1j * z).astype(np.complex64), (near * edge).astype(np.float32)


def look_down(eye: Eye, lens: Lens) -> tuple[Single, Single]:
    """The ground around the origin as this eye shows it, and how much each cell counts."""
    cells, weight = ground_cells(lens)
    stance = eye.stance
    level = (cells - complex(stance.right, stance.ahead)) * cmath.exp(1j * stance.turn_rad)
    across, ahead = level.real, level.imag
    out = ahead * math.cos(stance.pitch_rad) - math.sin(stance.pitch_rad)
    below = ahead * math.sin(stance.pitch_rad) + math.cos(stance.pitch_rad)
    right = across * math.cos(stance.roll_rad) + below * math.sin(stance.roll_rad)
    down = below * math.cos(stance.roll_rad) - across * math.sin(stance.roll_rad)
    if lens.focal_px is None:
        column = (np.arctan2(right, out) / (2.0 * math.pi) + 0.5) % 1.0 * lens.width_px - 0.5
        row = (np.arctan2(down, np.hypot(right, out)) / math.pi + 0.5) * lens.height_px - 0.5
        view = _sampled(eye.picture, column, row, cv2.BORDER_WRAP)
    else:
        depth = np.maximum(out, SHALLOWEST)
        column = lens.width_px / 2 - 0.5 + lens.focal_px * right / depth
        row = lens.height_px / 2 - 0.5 + lens.focal_px * down / depth
        view = _sampled(eye.picture, column, row, cv2.BORDER_REPLICATE)
        inside = (out > SHALLOWEST) & (column > EDGE_PX) & (column < lens.width_px - 1 - EDGE_PX)
        weight = weight * (inside & (row > EDGE_PX) & (row < lens.height_px - 1 - EDGE_PX))
    if eye.shown is not None:
        _, far, side = lens.reach
        weight = weight * _sampled(eye.shown, (across + side) / CELL, (far - ahead) / CELL, cv2.BORDER_REPLICATE)
    return view, weight


def seen_from_above(eye: Eye, lens: Lens) -> Single:
    """The ground around the origin with its contrast made even and faded out where it does not count.

    Lines that lead ahead are taken out: kerbs and lane lines look alike wherever the vehicle is along them, and would
    say that it stands.
    """
    view, weight = look_down(eye, lens)
    return even(view, line_cells=LINE_CELLS) * weight


def shown_ground(views: Sequence[Single]) -> Single | None:
    """Where views, one after the other, change as the ground does when it passes, 0 to 1; None if nothing passes.

    What stays alike from view to view, most of the time, belongs to the vehicle.
    """
    if len(views) < FEWEST_VIEWS:
        return None
    alike = [likeness(a, b, 9) for a, b in pairwise(views)]
    usually = np.quantile(np.stack(alike), 0.25, axis=0)
    if float(np.mean(usually > ALIKE)) > 0.6:
        return None
    passing = (usually < ALIKE).astype(np.float32)
    return np.asarray(cv2.blur(cv2.erode(passing, np.ones((7, 7), np.uint8)), (5, 5)), dtype=np.float32)


def likeness(a: Single, b: Single, window_cells: int) -> Single:
    """Local correlation of two views, -1 to 1."""
    window = (window_cells, window_cells)
    together, alone, other = (cv2.blur(product, window) for product in (a * b, a * a, b * b))
    return np.asarray(together / (np.sqrt(np.maximum(alone * other, 0.0)) + 1e-3), dtype=np.float32)


def even(view: Single, *, line_cells: int = 0) -> Single:
    """Contrast around the local mean, in units of the local contrast; lines of this length that lead ahead out."""
    fine = view - cv2.GaussianBlur(view, (0, 0), 8.0)
    if line_cells:
        fine = fine - cv2.blur(fine, (1, line_cells))
    contrast = cv2.sqrt(cv2.GaussianBlur(fine * fine, (0, 0), 12.0))
    return np.asarray(np.clip(fine / (contrast + 2.0), -1.5, 1.5), dtype=np.float32)


def _sampled(picture: Grey | Single, column: Single, row: Single, border: int) -> Single:
    map_x, map_y = column.astype(np.float32, copy=False), row.astype(np.float32, copy=False)
    return np.asarray(cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR, borderMode=border), dtype=np.float32)
