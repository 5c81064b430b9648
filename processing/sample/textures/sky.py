"""The sky as the five faces of a box around the town, with a far line of hills and trees."""

from functools import lru_cache

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.textures.noise import cloudy

_ZENITH = np.array((66, 120, 190), np.float32)
_MIDDLE = np.array((128, 172, 218), np.float32)
_HORIZON = np.array((206, 221, 232), np.float32)


def sky_colours(rng: np.random.Generator, directions: Floats, sun: Floats) -> Bytes:
    """Colours (height, width, 3) of the sky in unit directions (height, width, 3) of the plan frame."""
    up = np.clip(directions[..., 2], 0, 1)[..., None]
    low = np.clip(up / 0.28, 0, 1) ** 0.7
    blue = np.where(
        up < 0.28,
        _HORIZON + (_MIDDLE - _HORIZON) * low,
        _MIDDLE + (_ZENITH - _MIDDLE) * np.clip((up - 0.28) / 0.72, 0, 1) ** 0.8,
    )
    cloud = _clouds(directions)[..., None]
    towards = np.clip(directions @ sun, 0, 1)[..., None]
    lit = np.array((250, 250, 250)) - 42 * np.clip(cloud - 0.55, 0, 1)
    colour = blue * (1 - cloud) + lit * cloud
    colour = colour + 45 * towards**24 + 190 * np.clip((towards - 0.99935) / 0.0004, 0, 1)
    low_rows = np.flatnonzero((directions[..., 2] < 0.11).any(axis=1))
    if len(low_rows):
        part = slice(int(low_rows[0]), int(low_rows[-1]) + 1)
        colour[part] = _with_horizon(rng, colour[part], directions[part])
    return np.asarray(np.clip(colour, 0, 255), np.uint8)


@lru_cache(maxsize=1)
def _layer() -> Floats:
    return cloudy(np.random.default_rng(5), (1024, 1024), (240, 120, 60, 30, 15))


def _clouds(directions: Floats) -> Floats:
    """Cover in [0, 1]: noise on a flat layer of cloud overhead, the same for every face of the box."""
    layer = _layer()
    up = np.maximum(directions[..., 2], 0.02)
    reach = 1 / (up + 0.22)
    x, y = (((directions[..., axis] * reach * 150 + 512) % 1023).astype(np.float32) for axis in range(2))
    thick = cv2.remap(layer, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_WRAP)
    return np.asarray(_soft((thick - 0.05) * 0.95) * np.clip(up * 9, 0, 1) * 0.92)


def _soft(cover: Floats) -> Floats:
    cover = np.clip(cover, 0, 1)
    return cover * cover * (3 - 2 * cover)


def _with_horizon(rng: np.random.Generator, colour: Floats, directions: Floats) -> Floats:
    azimuth = np.arctan2(directions[..., 1], directions[..., 0])
    elevation = np.degrees(np.arcsin(np.clip(directions[..., 2], -1, 1)))
    turns = (azimuth + np.pi) / (2 * np.pi)
    for height, roughness, tone in (
        (2.6, 0.8, (148, 166, 172)),
        (1.9, 1.2, (112, 134, 112)),
        (1.0, 1.0, (92, 112, 78)),
    ):
        coarse, fine = rng.normal(0, 1, 48), rng.normal(0, 1, 900)
        top = height + roughness * (
            0.5 * np.interp(turns * 48, np.arange(48), coarse, period=48)
            + 0.25 * np.interp(turns * 900, np.arange(900), fine, period=900)
        )
        cover = np.clip((top - elevation) / 0.12, 0, 1)[..., None]
        colour = colour * (1 - cover) + np.array(tone) * cover
    return colour
