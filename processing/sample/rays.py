"""Camera models: which way each pixel looks, and where a point falls.

The rig frame is x right, y down, z forward. Pixel coordinates are continuous with (0, 0) at the picture's top-left
corner, so that the centre of the first pixel is (0.5, 0.5).
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ruelle.processing.sample.arrays import Floats


class CameraModel(Protocol):
    """What every camera can do; `pixel_angle_rad` is the mean angle that one pixel spans."""

    @property
    def size_px(self) -> tuple[int, int]: ...

    @property
    def pixel_angle_rad(self) -> float: ...

    def rays(self, pixels: Floats) -> Floats: ...

    def project(self, points: Floats) -> Floats: ...


def pixel_centres(camera: CameraModel) -> Floats:
    """Centres of all pixels, (height, width, 2) float32."""
    width, height = camera.size_px
    x, y = np.meshgrid(np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5)
    return np.stack([x, y], axis=-1)


@dataclass(frozen=True, slots=True)
class Equirectangular:
    """A full panorama, twice as wide as high; its centre looks forward."""

    width_px: int

    @property
    def size_px(self) -> tuple[int, int]:
        return self.width_px, self.width_px // 2

    @property
    def pixel_angle_rad(self) -> float:
        return 2 * math.pi / self.width_px

    def rays(self, pixels: Floats) -> Floats:
        """Unit rays (..., 3) of pixels (..., 2)."""
        longitude = pixels[..., 0] * (2 * np.pi / self.width_px) - np.pi
        latitude = np.pi / 2 - pixels[..., 1] * (2 * np.pi / self.width_px)
        across = np.cos(latitude)
        return np.stack([np.sin(longitude) * across, -np.sin(latitude), np.cos(longitude) * across], axis=-1)

    def project(self, points: Floats) -> Floats:
        """Pixels (..., 2) of rig points (..., 3)."""
        x, y, z = np.moveaxis(points, -1, 0)
        longitude, latitude = np.arctan2(x, z), np.arctan2(-y, np.hypot(x, z))
        return np.stack([longitude + np.pi, np.pi / 2 - latitude], axis=-1) * (self.width_px / (2 * np.pi))


@dataclass(frozen=True, slots=True)
class Equidistant:
    """A fisheye whose distance from the centre grows with the angle; rays outside its circle are zero."""

    width_px: int
    field_of_view_deg: float = 200.0

    @property
    def size_px(self) -> tuple[int, int]:
        return self.width_px, self.width_px

    @property
    def pixel_angle_rad(self) -> float:
        return math.radians(self.field_of_view_deg) / self.width_px

    def rays(self, pixels: Floats) -> Floats:
        """Unit rays (..., 3) of pixels (..., 2)."""
        x, y = np.moveaxis((pixels - self.width_px / 2) * self.pixel_angle_rad, -1, 0)
        angle = np.hypot(x, y)
        across = np.sin(angle) / np.maximum(angle, 1e-9)
        rays = np.stack([x * across, y * across, np.cos(angle)], axis=-1)
        rays[angle > math.radians(self.field_of_view_deg) / 2] = 0
        return rays

    def project(self, points: Floats) -> Floats:
        """Pixels (..., 2) of rig points (..., 3)."""
        x, y, z = np.moveaxis(points, -1, 0)
        across = np.hypot(x, y)
        scale = np.arctan2(across, z) / np.maximum(across, 1e-9) / self.pixel_angle_rad
        return np.stack([x * scale, y * scale], axis=-1) + self.width_px / 2


@dataclass(frozen=True, slots=True)
class Perspective:
    """A pinhole camera without distortion that looks forward."""

    width_px: int
    height_px: int
    field_of_view_deg: float = 86.0

    @property
    def size_px(self) -> tuple[int, int]:
        return self.width_px, self.height_px

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return self.width_px / 2 / math.tan(math.radians(self.field_of_view_deg) / 2)

    @property
    def pixel_angle_rad(self) -> float:
        return 1 / self.focal_px

    def rays(self, pixels: Floats) -> Floats:
        """Unit rays (..., 3) of pixels (..., 2)."""
        x, y = np.moveaxis((pixels - (self.width_px / 2, self.height_px / 2)) / self.focal_px, -1, 0)
        rays = np.stack([x, y, np.ones_like(x)], axis=-1)
        return np.asarray(rays / np.linalg.norm(rays, axis=-1, keepdims=True))

    def project(self, points: Floats) -> Floats:
        """Pixels (..., 2) of rig points (..., 3); not a number behind the camera."""
        x, y, z = np.moveaxis(points, -1, 0)
        depth = np.where(z > 1e-6, z, np.nan)
        return np.stack([x / depth, y / depth], axis=-1) * self.focal_px + (self.width_px / 2, self.height_px / 2)


def plan_from_rig(yaw_rad: float, pitch_rad: float, roll_rad: float) -> Floats:
    """Rotation whose columns are the rig's right, down and forward in the plan frame (x, y, z up).

    Yaw is counter-clockwise from plan x, pitch positive upwards, roll positive clockwise seen from behind.
    """
    ahead = np.array([math.cos(yaw_rad), math.sin(yaw_rad), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    forward = math.cos(pitch_rad) * ahead + math.sin(pitch_rad) * up
    level_right = np.cross(ahead, up)
    level_down = np.cross(forward, level_right)
    right = math.cos(roll_rad) * level_right + math.sin(roll_rad) * level_down
    return np.stack([right, np.cross(forward, right), forward], axis=1)
