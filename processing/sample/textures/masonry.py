"""Walls and roofs of Normandy: Caen stone, brick, render, timber frame, slate and tile."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.textures.noise import Colour, box, cloudy, fill, grainy, plain, shaded, shift_colour

WALL_PX_PER_M = 64
ROOF_PX_PER_M = 36
_GREY = 190.0


def limestone(rng: np.random.Generator, shape: tuple[int, int], colour: Colour) -> Bytes:
    """Courses of sawn stone with thin joints."""
    return _weathered(rng, _tinted(rng, _courses((0.62, 0.31), 0.80, 0.035), shape, colour))


def brick(rng: np.random.Generator, shape: tuple[int, int], colour: Colour) -> Bytes:
    """Small courses of brick with pale joints."""
    return _weathered(rng, _tinted(rng, _courses((0.23, 0.078), 1.22, 0.085), shape, colour))


def render(rng: np.random.Generator, shape: tuple[int, int], colour: Colour) -> Bytes:
    """Smooth plaster with the stains of rain."""
    return _weathered(rng, grainy(rng, plain(shape, colour), 0.022))


def timber(rng: np.random.Generator, shape: tuple[int, int], colour: Colour) -> Bytes:
    """Render between posts, rails and braces of dark oak."""
    picture = render(rng, shape, colour)
    height, width = shape
    beam, oak = round(0.17 * WALL_PX_PER_M), shift_colour(rng, (88, 62, 46), 0.08)
    bay = width / max(2, round(width / (0.95 * WALL_PX_PER_M)))
    storeys = max(1, round(height / (2.9 * WALL_PX_PER_M)))
    storey = height // storeys
    for top in range(0, storey * storeys, storey):
        bottom = min(height, top + storey)
        for k in range(round(width / bay)):
            x = k * bay
            if (k + top // storey) % 4 == 0:
                fill(picture, [(x, bottom), (x + beam, bottom), (x + bay, top), (x + bay - beam, top)], oak)
        for k in range(round(width / bay) + 1):
            x = min(k * bay, width - beam)
            box(picture, x, top, x + beam, bottom, colour=shift_colour(rng, oak, 0.06))
        box(picture, 0, top, width, top + beam * 1.2, colour=oak)
    return grainy(rng, picture, 0.03)


MASONRY: dict[str, Callable[[np.random.Generator, tuple[int, int], Colour], Bytes]] = {
    "limestone": limestone,
    "brick": brick,
    "render": render,
    "timber": timber,
}


@lru_cache(maxsize=4)
def _courses(block: tuple[float, float], joint: float, spread: float) -> Bytes:
    """A sheet of masonry, 14 by 14 m about _GREY, whose joints are darker (< 1) or paler (> 1) than the blocks."""
    rng = np.random.default_rng(7)
    side = 14 * WALL_PX_PER_M
    long, high = (length * WALL_PX_PER_M for length in block)
    row = (np.arange(side) / high).astype(int)
    start = np.where(row % 2, 0.5, 0.0) + rng.uniform(0, 0.2, row.max() + 1)[row]
    across = (np.arange(side, dtype=np.float32) / np.float32(long))[None] + start[:, None].astype(np.float32)
    column = across.astype(np.int32)
    tones = rng.normal(1, spread, (row.max() + 1, column.max() + 1)).astype(np.float32) * _GREY
    warmth = rng.normal(0, spread * 14, tones.shape).astype(np.float32)
    blocks = np.clip(tones[..., None] + warmth[..., None] * np.array((1, 0, -1), np.float32), 0, 255).astype(np.uint8)
    picture = blocks[row[:, None], column]
    thin = max(1.0, WALL_PX_PER_M * 0.010)
    mortar = ((across - column) * long < thin) | (((np.arange(side) / high) % 1) * high < thin)[:, None]
    picture[mortar] = 0.35 * picture[mortar] + 0.65 * min(255, _GREY * joint)
    return grainy(rng, picture, 0.03)


def _tinted(rng: np.random.Generator, sheet: Bytes, shape: tuple[int, int], colour: Colour) -> Bytes:
    height, width = shape
    top, left = (int(rng.integers(0, len(sheet) - side + 1)) for side in shape)
    part = sheet[top : top + height, left : left + width]
    return np.asarray(cv2.multiply(part, (*(float(c) for c in colour), 0.0), scale=1 / _GREY))


def _weathered(rng: np.random.Generator, picture: Bytes) -> Bytes:
    height, width = picture.shape[:2]
    small = (max(2, height // 4), max(2, width // 4))
    stains = cloudy(rng, small, (55, 22, 8)) * 0.055
    streaks = cv2.GaussianBlur(rng.normal(0, 0.07, (1, small[1])).astype(np.float32), (5, 1), 0)
    fade = np.linspace(1.2, 0.2, small[0], dtype=np.float32)[:, None]
    foot = np.clip(1 - (small[0] - np.arange(small[0])) / (0.7 * WALL_PX_PER_M / 4), 0, 1).astype(np.float32)
    return shaded(picture, stains + streaks * fade - 0.16 * foot[:, None] ** 2)


def slates(rng: np.random.Generator, shape: tuple[int, int]) -> Bytes:
    """A roof of blue-grey slate."""
    return _roofing(rng, shape, (96, 101, 112), tile=(0.22, 0.14))


def tiles(rng: np.random.Generator, shape: tuple[int, int]) -> Bytes:
    """A roof of flat clay tiles, brown and red."""
    return _roofing(rng, shape, (150, 96, 74), tile=(0.18, 0.12))


def _roofing(rng: np.random.Generator, shape: tuple[int, int], colour: Colour, tile: tuple[float, float]) -> Bytes:
    height, width = shape
    long, high = (side * ROOF_PX_PER_M for side in tile)
    down = np.arange(height) / high
    row = down.astype(int)
    across = np.arange(width)[None] / long + np.where(row % 2, 0.5, 0.0)[:, None]
    column = across.astype(int)
    tone = rng.normal(0, 0.10, (row.max() + 1, column.max() + 1)).astype(np.float32)[row[:, None], column]
    edge = np.where((down % 1) > 0.72, -0.22, 0.04)[:, None] + np.where((across % 1) < 0.12, -0.12, 0.0)
    moss = cloudy(rng, shape, (160, 60, 24))
    picture = shaded(plain(shape, colour), tone + edge.astype(np.float32) + moss * 0.1)
    green = np.clip(moss - 0.35, 0, 0.5)[..., None]
    return np.asarray((picture * (1 - green) + np.array((104, 108, 74)) * green).astype(np.uint8))
