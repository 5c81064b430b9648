"""Noise and brushes that every drawn picture shares."""

from collections.abc import Iterable
from functools import lru_cache

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats

Colour = tuple[int, int, int]

_SHIFT = 4
_UNIT = 120


def cloudy(rng: np.random.Generator, shape: tuple[int, int], sizes: Iterable[int]) -> Floats:
    """Smooth noise (height, width) about 0, one octave per size in pixels, each with a deviation near 0.3."""
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
    """The picture made brighter or darker by `1 + light`; a smaller `light` (rows, columns) is enlarged smoothly."""
    gain = np.clip((1 + light) * _UNIT, 0, 255).astype(np.uint8)
    if gain.shape != picture.shape[:2]:
        gain = cv2.resize(gain, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(picture, cv2.merge([gain, gain, gain]), scale=1 / _UNIT))


def grainy(rng: np.random.Generator, picture: Bytes, amount: float) -> Bytes:
    """The picture with fine grain."""
    height, width = picture.shape[:2]
    top, left = (int(start) for start in rng.integers(0, 512, 2))
    rows = np.take(_grain(), np.arange(top, top + height), axis=0, mode="wrap")
    return shaded(picture, np.take(rows, np.arange(left, left + width), axis=1, mode="wrap") * np.float32(amount))


@lru_cache(maxsize=1)
def _grain() -> Floats:
    return np.random.default_rng(3).normal(0, 1, (512, 512)).astype(np.float32)


def fill(picture: Bytes, points: Floats | list[tuple[float, float]], colour: Colour | int) -> None:
    """Paint a polygon (n, 2) in pixels, with soft edges."""
    corners = np.round(np.asarray(points, np.float64) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(picture, [corners], colour, lineType=cv2.LINE_AA, shift=_SHIFT)


def stroke(picture: Bytes, points: Floats, colour: Colour | int, width: int = 1) -> None:
    """Paint an open curve (n, 2) in pixels, with soft edges."""
    corners = np.round(np.asarray(points, np.float64) * (1 << _SHIFT)).astype(np.int32)
    cv2.polylines(picture, [corners], False, colour, width, cv2.LINE_AA, _SHIFT)


def box(picture: Bytes, *edges: float, colour: Colour) -> None:
    """Paint an upright rectangle: its left, top, right and bottom in pixels."""
    left, top, right, bottom = edges
    picture[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = colour


def disc(picture: Bytes, centre: tuple[float, float], radii: tuple[float, float], colour: Colour | int) -> None:
    """Paint an upright ellipse in pixels, with soft edges."""
    scale = 1 << _SHIFT
    middle = (round(centre[0] * scale), round(centre[1] * scale))
    axes = (max(1, round(radii[0] * scale)), max(1, round(radii[1] * scale)))
    cv2.ellipse(picture, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)


def toned(colour: Colour, factor: float) -> Colour:
    """A darker (< 1) or lighter (> 1) colour."""
    red, green, blue = (int(np.clip(part * factor, 0, 255)) for part in colour)
    return red, green, blue


def shift_colour(rng: np.random.Generator, colour: Colour, spread: float) -> Colour:
    """A colour near another: a little lighter or darker, a little warmer or colder."""
    light, warm = rng.normal(1, spread), rng.normal(0, spread * 20)
    red, green, blue = (float(part) * light for part in colour)
    near = (int(np.clip(part, 0, 255)) for part in (red + warm, green, blue - warm))
    return next(near), next(near), next(near)
