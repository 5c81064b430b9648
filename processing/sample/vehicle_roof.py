"""The roof of the camera's own car, which every panorama shows at its foot."""

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.render.picture import Film

_BELOW_M, _HALF_WIDTH_M, _FRONT_M, _BACK_M, _CORNER_M = 0.62, 0.58, 0.62, 1.35, 0.22


def with_roof(picture: Bytes, film: Film) -> Bytes:
    """The picture with a white roof and the foot of the mast over it; the film is that of its camera."""
    rows = np.flatnonzero((film.y > 0.3).any(axis=1))
    if not len(rows):
        return picture
    part = slice(int(rows[0]), int(rows[-1]) + 1)
    x, y, z = film.x[part], film.y[part], film.z[part]
    reach = _BELOW_M / np.maximum(y, 1e-3)
    right, ahead = x * reach, z * reach
    middle, half = (_FRONT_M - _BACK_M) / 2, (_FRONT_M + _BACK_M) / 2
    edge = _rounded_distance(right, ahead - middle, _HALF_WIDTH_M, half)
    soft = film.camera.pixel_angle_rad * _BELOW_M / np.maximum(y, 1e-3) ** 2
    cover = np.clip(0.5 - edge / soft, 0, 1) * (y > 0.3)
    tone = 214 - 26 * np.abs(right / _HALF_WIDTH_M) ** 3 + 8 * np.clip(edge + 0.03, -0.2, 0)
    tone = np.where(edge > -0.035, 96, tone)
    distance = np.hypot(right, ahead)
    tone = tone * (1 - 0.35 * np.exp(-((distance / 0.16) ** 2)))
    tone = np.where(distance < 0.075, 46, tone)
    colour = tone[..., None] * np.array((1.0, 1.005, 1.015))
    drawn = picture.copy()
    alpha = cover[..., None]
    drawn[part] = np.clip(drawn[part] * (1 - alpha) + colour * alpha, 0, 255)
    return drawn


def _rounded_distance(x: Floats, y: Floats, half_x: float, half_y: float) -> Floats:
    """Signed distance to a rectangle with rounded corners, negative inside."""
    a, b = np.abs(x) - half_x + _CORNER_M, np.abs(y) - half_y + _CORNER_M
    return np.hypot(np.maximum(a, 0), np.maximum(b, 0)) + np.minimum(np.maximum(a, b), 0) - _CORNER_M
