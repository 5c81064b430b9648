"""The roof of the camera's own car, which every panorama shows at its foot."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.rays import CameraModel, pixel_centres

_BELOW_M, _HALF_WIDTH_M, _FRONT_M, _BACK_M, _CORNER_M = 0.75, 0.52, 0.50, 1.10, 0.20


@dataclass(frozen=True, slots=True)
class Roof:
    """What covers a panorama from row `top_px` on, and all of it from row `whole_px` on.

    `paint` is already weighted; `beneath` is the share of the picture that stays, for the rows between.
    """

    top_px: int
    whole_px: int
    paint: Bytes
    beneath: Floats

    def under(self, picture: Bytes) -> Bytes:
        """The whole panorama, from its first `whole_px` rows."""
        edge = self.paint[: self.whole_px - self.top_px] + (picture[self.top_px :] * self.beneath).astype(np.uint8)
        return np.concatenate([picture[: self.top_px], edge, self.paint[self.whole_px - self.top_px :]])


def make_roof(camera: CameraModel) -> Roof:
    """Draw a white roof and the foot of the mast as a camera on it sees them."""
    half_height = camera.size_px[1] // 2
    rays = camera.rays(pixel_centres(camera)[half_height:]).astype(np.float32)
    y = np.maximum(rays[..., 1], 1e-3)
    right, ahead = rays[..., 0] * _BELOW_M / y, rays[..., 2] * _BELOW_M / y
    middle, half = (_FRONT_M - _BACK_M) / 2, (_FRONT_M + _BACK_M) / 2
    edge = _rounded_distance(right, ahead - middle, _HALF_WIDTH_M, half)
    cover = np.clip(0.5 - edge * y**2 / (camera.pixel_angle_rad * _BELOW_M), 0, 1)
    tone = np.where(edge > -0.035, 96, 214 - 26 * np.minimum(np.abs(right / _HALF_WIDTH_M), 1) ** 3)
    distance = np.hypot(right, ahead)
    tone = np.where(distance < 0.075, 46, tone * (1 - 0.35 * np.exp(-((np.minimum(distance, 9) / 0.16) ** 2))))
    top = int(np.flatnonzero(cover.any(axis=1))[0])
    whole = int(np.flatnonzero((cover == 1).all(axis=1))[0])
    paint = np.clip((tone * cover)[top:, :, None] * np.array((0.985, 0.99, 1.0)), 0, 255).astype(np.uint8)
    return Roof(half_height + top, half_height + whole, paint, (1 - cover[top:whole, :, None]).astype(np.float32))


def _rounded_distance(x: Floats, y: Floats, half_x: float, half_y: float) -> Floats:
    """Signed distance to a rectangle with rounded corners, negative inside."""
    a, b = np.abs(x) - half_x + _CORNER_M, np.abs(y) - half_y + _CORNER_M
    return np.hypot(np.maximum(a, 0), np.maximum(b, 0)) + np.minimum(np.maximum(a, b), 0) - _CORNER_M
