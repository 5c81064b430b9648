"""Noise and brushes that every drawn picture shares."""

from collections.abc import Iterable

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats

Colour = tuple[int, int, int]

_SHIFT = 4


def cloudy(rng: np.random.Generator, shape: tuple[int, int], sizes: Iterable[int]) -> Floats:
    """Smooth noise (height, width) about 0, of one octave per size in pixels, each with a standard deviation near 0.3."""
    height, width = shape
    total = np.zeros(shape, np.float32)
    for size in sizes:
        grid = rng.normal(0, 0.3, (height // size + 2, width // size + 2)).astype(np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    return total


def plain(shape: tuple[int, int], colour: Colour) -> Bytes:
    """One colour over (height, width)."""
    picture = np.empty((*shape, 3), np.uint8)
    picture[:] = colour
    return picture


def shaded(picture: Bytes, light: Floats) -> Bytes:
    """The picture made brighter or darker by `1 + light` (height, width)."""
    return np.clip(picture.astype(np.float32) * (1 + light)[..., None], 0, 255).astype(np.uint8)


def grainy(rng: np.random.Generator, picture: Bytes, amount: float) -> Bytes:
    """The picture with fine grain."""
    grain = rng.normal(0, amount, picture.shape[:2]).astype(np.float32)
    return shaded(picture, grain)


def fill(picture: Bytes, points: Floats | list[tuple[float, float]], colour: Colour | int) -> None:
    """Paint a polygon (n, 2) in pixels, with soft edges."""
    corners = np.round(np.asarray(points, np.float64) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(picture, [corners], colour, lineType=cv2.LINE_AA, shift=_SHIFT)


def stroke(picture: Bytes, points: Floats, colour: Colour | int, width: int = 1) -> None:
    """Paint an open curve (n, 2) in pixels, with soft edges."""
    corners = np.round(np.asarray(points, np.float64) * (1 << _SHIFT)).astype(np.int32)
    cv2.polylines(picture, [corners], False, colour, width, cv2.LINE_AA, _SHIFT)


def box(picture: Bytes, left: float, top: float, right: float, bottom: float, *, colour: Colour) -> None:
    """Paint an upright rectangle in pixels."""
    picture[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = colour


def disc(picture: Bytes, centre: tuple[float, float], radii: tuple[float, float], colour: Colour | int) -> None:
    """Paint an upright ellipse in pixels, with soft edges."""
    scale = 1 << _SHIFT
    middle = (round(centre[0] * scale), round(centre[1] * scale))
    axes = (max(1, round(radii[0] * scale)), max(1, round(radii[1] * scale)))
    cv2.ellipse(picture, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)


def shift_colour(rng: np.random.Generator, colour: Colour, spread: float) -> Colour:
    """A colour near another: a little lighter or darker, a little warmer or colder."""
    light, warm = rng.normal(1, spread), rng.normal(0, spread * 20)
    red, green, blue = (float(c) * light for c in colour)
    return tuple(int(np.clip(c, 0, 255)) for c in (red + warm, green, blue - warm))  # type: ignore[return-value]
