"""Leaves, hedges, bark, grass."""

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.textures.noise import Colour, cloudy, disc, plain, shaded, shift_colour, toned

LEAF_PX_PER_M = 90


def leaves(rng: np.random.Generator, colour: Colour, size_m: float = 1.3) -> Bytes:
    """Overlapping leaves, square."""
    side = round(size_m * LEAF_PX_PER_M)
    picture = plain((side, side), toned(colour, 0.45))
    count = side * side // 26
    for k in range(count):
        tone = 0.5 + 0.75 * k / count
        shade = shift_colour(rng, toned(colour, tone), 0.10)
        centre = tuple(int(v) for v in rng.uniform(0, side, 2))
        axes = (int(rng.integers(3, 6)), int(rng.integers(2, 4)))
        cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, shade, -1, cv2.LINE_AA)
    return picture


def hedge(rng: np.random.Generator, size_m: tuple[float, float]) -> Bytes:
    """A clipped hedge."""
    patch = leaves(rng, (82, 116, 58), 2.0)
    height, width = (round(side * LEAF_PX_PER_M) for side in (size_m[1], size_m[0]))
    across, down = -(-width // len(patch)), -(-height // len(patch))
    picture = np.tile(patch, (down, across, 1))[:height, :width]
    return shaded(np.ascontiguousarray(picture), cloudy(rng, (height, width), (60, 20)) * 0.18)


def bark(rng: np.random.Generator) -> Bytes:
    """Furrowed bark, 0.5 by 4 m at 60 pixels per metre."""
    ridges = cv2.GaussianBlur(rng.normal(0, 1, (240, 32)).astype(np.float32), (3, 21), 0)
    picture = shaded(plain((240, 32), (112, 98, 84)), ridges * 0.9)
    for _ in range(20):
        disc(picture, tuple(rng.uniform((0, 0), (32, 240))), (3, 5), shift_colour(rng, (140, 132, 112), 0.08))
    return picture


def grass(rng: np.random.Generator, side: int = 512) -> Bytes:
    """Grass from above."""
    blades = cv2.GaussianBlur(rng.normal(0, 1, (side, side)).astype(np.float32), (0, 0), 0.8) * 0.35
    return shaded(plain((side, side), (104, 124, 68)), blades + cloudy(rng, (side, side), (60, 20, 7)) * 0.14)
