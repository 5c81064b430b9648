"""From surface indices to colours: one homography per surface, one filtered lookup for picture and one for light."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats, Integers
from ruelle.processing.sample.render.atlas import LEVELS, Atlas
from ruelle.processing.sample.render.light import UNIT, LightMap
from ruelle.processing.sample.scene.surface import Surface

_SHARPNESS = -0.35
_DETAIL_FINER, _DETAIL_SIDE = 3.7, 512
_DETAIL_STRENGTH = 0.055


@dataclass(frozen=True, slots=True)
class Paint:
    """What the surfaces of a scene look like: planes as arrays over the surfaces, pictures and light in two atlases."""

    outwards: Floats
    corners: Floats
    rights: Floats
    downs: Floats
    px_per_m: Floats
    anchors_px: Floats
    light_rows: Floats
    atlas: Atlas
    light: LightMap


def make_paint(surfaces: Sequence[Surface], atlas: Atlas, light: LightMap) -> Paint:
    """Gather the planes and places; a light coordinate is the picture coordinate times a scale plus an offset."""
    scale = np.array([s.px_per_m for s in surfaces])
    anchors = np.array([np.add(atlas.corners_px[id(s.picture)], s.anchor_px) for s in surfaces])
    ratio = light.texels_per_m / scale
    offset = light.corners_px - light.starts_m * light.texels_per_m[:, None] - anchors * ratio[:, None]
    return Paint(
        np.array([s.plane.outwards for s in surfaces]),
        np.array([s.plane.corner for s in surfaces]),
        np.array([s.plane.right for s in surfaces]),
        np.array([s.plane.down for s in surfaces]),
        scale,
        anchors,
        np.column_stack([ratio, offset]).astype(np.float32),
        atlas,
        light,
    )


class Shader:
    """The colours seen from one place with one gaze."""

    def __init__(self, paint: Paint, origin: Floats, world_from_rig: Floats, pixel_angle_rad: float) -> None:
        self._paint = paint
        towards = np.sum(paint.outwards * (paint.corners - origin), axis=1)
        towards = np.where(np.abs(towards) < 1e-4, 1e-4, towards)
        right, down = paint.rights * paint.px_per_m[:, None], paint.downs * paint.px_per_m[:, None]
        place = np.column_stack([np.sum(a * (origin - paint.corners), axis=1) for a in (right, down)])
        rows = np.concatenate([paint.outwards / towards[:, None], right, down]) @ world_from_rig
        nearness, across, along = np.split(rows.astype(np.float32), 3)
        detail = np.log2(pixel_angle_rad * paint.px_per_m) - 0.5 * np.log2(np.abs(towards)) + _SHARPNESS
        constants = np.column_stack([place + paint.anchors_px, detail]).astype(np.float32)
        table = np.column_stack([nearness, across, along, constants, paint.light_rows])
        self._columns = [np.ascontiguousarray(column) for column in table.T]

    def colours(self, surfaces: Integers, rays: tuple[Floats, Floats, Floats], dither: Floats) -> Bytes:
        """Colours (rows, columns, 3) of the surfaces (rows, columns) met by rig rays (x, y, z of the same shape)."""
        take = [np.take(column, surfaces, mode="clip") for column in self._columns]
        x, y, z = rays
        nearness = take[0] * x + take[1] * y + take[2] * z
        np.maximum(nearness, 1e-6, out=nearness)
        level = _log2(nearness)
        far = np.reciprocal(nearness, out=nearness)
        across = (take[3] * x + take[4] * y + take[5] * z) * far + take[9]
        along = (take[6] * x + take[7] * y + take[8] * z) * far + take[10]
        light = cv2.remap(
            self._paint.light.image,
            across * take[12] + take[13],
            along * take[12] + take[14],
            cv2.INTER_LINEAR,
        )
        level *= -1.5
        level += take[11]
        level += dither
        grain = self._grain(across, along, level)
        halvings = np.clip(level, 0, LEVELS - 1).astype(np.int32)
        shrink = np.take(_SHRINK, halvings)
        starts = self._paint.atlas.level_corners_px
        across = across * shrink + np.take(starts[:, 0] - 0.5, halvings)
        along = along * shrink + np.take(starts[:, 1] - 0.5, halvings)
        albedo = cv2.remap(self._paint.atlas.image, across, along, cv2.INTER_LINEAR)
        lit = cv2.multiply(albedo, light, scale=1 / UNIT)
        return np.asarray(lit if grain is None else cv2.multiply(lit, grain, scale=1 / _MIDDLE))

    @staticmethod
    def _grain(across: Floats, along: Floats, level: Floats) -> Bytes | None:
        """Grain finer than the pictures, where they are so near that they would look smooth; None if nowhere."""
        strength = np.clip(-0.5 * level, 0, 1)
        if not strength.any():
            return None
        turns = [axis * np.float32(_DETAIL_FINER / (_DETAIL_SIDE - 1)) for axis in (across, along)]
        places = [(turn - np.floor(turn)) * np.float32(_DETAIL_SIDE - 1) for turn in turns]
        noise = cv2.remap(_detail(), places[0], places[1], cv2.INTER_LINEAR)
        gain = np.clip(_MIDDLE * (1 + _DETAIL_STRENGTH * strength * noise), 0, 255).astype(np.uint8)
        return np.asarray(cv2.merge([gain, gain, gain]))


_SHRINK = (0.5 ** np.arange(LEVELS)).astype(np.float32)


_MIDDLE = 128


@lru_cache(maxsize=1)
def _detail() -> Floats:
    noise = np.random.default_rng(8).normal(0, 1, (_DETAIL_SIDE, _DETAIL_SIDE)).astype(np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), 1.1)
    return np.asarray(soft / soft.std())


def _log2(values: Floats) -> Floats:
    """Binary logarithm of positive float32, within 0.09, read from their bits."""
    return np.asarray(values.view(np.int32) * np.float32(2**-23) - np.float32(127))
