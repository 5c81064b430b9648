"""Small pictures of a bare plain: a textured ground, far scenery around it, and a vehicle below the camera."""

import cv2
import numpy as np
from numpy.typing import NDArray

CAMERA_M, CELLS_A_METRE = 2.2, 20.0
Grey = NDArray[np.uint8]


def _noise(rows: int, columns: int, scales: tuple[int, ...]) -> NDArray[np.float32]:
    rng = np.random.default_rng(7)
    layers = [rng.normal(size=(rows // scale, columns // scale)).astype(np.float32) for scale in scales]
    size = (columns, rows)
    return np.sum([cv2.resize(each, size, interpolation=cv2.INTER_CUBIC) for each in layers], axis=0) * 14.0 + 110.0


GROUND = _noise(2048, 2048, (2, 8, 32, 128)).astype(np.float32)
SCENERY = _noise(128, 1024, (4, 16, 64)).astype(np.float32)


def panorama(place_m: complex, heading_rad: float, *, width_px: int = 1024, roof: bool = True) -> Grey:
    """A whole sphere seen from a place (east + i north)."""
    height_px = width_px // 2
    azimuth = ((np.arange(width_px) + 0.5) / width_px - 0.5) * 2 * np.pi + np.zeros((height_px, 1))
    depression = ((np.arange(height_px)[:, None] + 0.5) / height_px - 0.5) * np.pi + np.zeros((1, width_px))
    picture = _shade(place_m, heading_rad + azimuth, depression)
    return np.where(roof & (depression > 0.9), np.uint8(220), picture).astype(np.uint8)


def flat(place_m: complex, heading_rad: float, *, focal_px: float, pitch_rad: float = 0.0) -> Grey:
    """A picture straight ahead, 960 by 540 pixels, of a camera pitched up."""
    right, below = np.meshgrid(np.arange(960) + 0.5 - 480, np.arange(540) + 0.5 - 270)
    ahead = focal_px * np.cos(pitch_rad) + below * np.sin(pitch_rad)
    down = below * np.cos(pitch_rad) - focal_px * np.sin(pitch_rad)
    return _shade(place_m, heading_rad + np.arctan2(right, ahead), np.arctan2(down, np.hypot(right, ahead)))


def _shade(place_m: complex, bearing_rad: NDArray[np.float64], depression_rad: NDArray[np.float64]) -> Grey:
    far_m = CAMERA_M / np.tan(np.maximum(depression_rad, 1e-3))
    east = (place_m.real + far_m * np.sin(bearing_rad)) * CELLS_A_METRE % 2048
    north = (place_m.imag + far_m * np.cos(bearing_rad)) * CELLS_A_METRE % 2048
    column, row = bearing_rad / (2 * np.pi) % 1.0 * 1024, np.clip(64 - depression_rad * 120, 0, 127)
    ground = cv2.remap(GROUND, east.astype(np.float32), north.astype(np.float32), cv2.INTER_LINEAR)
    scenery = cv2.remap(SCENERY, column.astype(np.float32), row.astype(np.float32), cv2.INTER_LINEAR)
    return np.clip(np.where(depression_rad > 0.02, ground, scenery), 0, 255).astype(np.uint8)
