"""How pixels of a picture map to directions on the viewing sphere of its rig.

A direction is a unit vector: x right, y up, z towards the middle of the picture; heading is clockwise from z, pitch up.
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.vocabulary import Projection

Floats = NDArray[np.float64]

NOMINAL_FIELD_OF_VIEW_DEG = 60.0
"""Taken for a flat picture that does not tell: regions go out and come back by the same chart, so it cancels."""


class Chart(Protocol):
    """A map between the pixels of a picture and directions; pixel (0, 0) is the outer corner of the first pixel."""

    @property
    def width_px(self) -> int:
        """Width of the picture."""
        ...

    @property
    def height_px(self) -> int:
        """Height of the picture."""
        ...

    @property
    def wraps(self) -> bool:
        """Whether the right edge meets the left one."""
        ...

    def directions(self, points_px: Floats) -> Floats:
        """Unit vectors, (..., 3), of points (..., 2) in pixels."""
        ...

    def points(self, directions: Floats) -> Floats:
        """Points (..., 2) in pixels of directions (..., 3); nan where the picture cannot show them."""
        ...


@dataclass(frozen=True, slots=True)
class Equirectangular:
    """The whole sphere, heading along x and pitch along y."""

    width_px: int
    height_px: int
    wraps: bool = True

    def directions(self, points_px: Floats) -> Floats:
        """See `Chart.directions`."""
        return directions_of(self.headings_deg(points_px[..., 0]), self.pitches_deg(points_px[..., 1]))

    def points(self, directions: Floats) -> Floats:
        """See `Chart.points`; x lies in [0, width)."""
        heading, pitch = angles_of(directions)
        x = (heading / 360 + 0.5) % 1.0 * self.width_px
        return np.stack([x, self.row_px(pitch)], axis=-1)

    def headings_deg(self, x_px: Floats) -> Floats:
        """Headings of columns."""
        return np.asarray((x_px / self.width_px - 0.5) * 360)

    def pitches_deg(self, y_px: Floats) -> Floats:
        """Pitches of rows."""
        return np.asarray(90 - y_px / self.height_px * 180)

    def row_px(self, pitch_deg: Floats) -> Floats:
        """Rows of pitches."""
        return np.asarray((90 - pitch_deg) / 180 * self.height_px)


@dataclass(frozen=True, slots=True)
class Pinhole:
    """A flat picture, or a flat view of the sphere, that looks along a heading and a pitch."""

    width_px: int
    height_px: int
    field_of_view_deg: float = NOMINAL_FIELD_OF_VIEW_DEG
    heading_deg: float = 0.0
    pitch_deg: float = 0.0

    @property
    def wraps(self) -> bool:
        """See `Chart.wraps`."""
        return False

    @property
    def focal_px(self) -> float:
        """Distance of the picture plane."""
        return self.width_px / 2 / math.tan(math.radians(self.field_of_view_deg) / 2)

    def directions(self, points_px: Floats) -> Floats:
        """See `Chart.directions`."""
        plane = (points_px - np.array([self.width_px, self.height_px]) / 2) / self.focal_px
        rays = np.stack([plane[..., 0], -plane[..., 1], np.ones(plane.shape[:-1])], axis=-1)
        return normalised(rays @ self._picture_from_sphere())

    def points(self, directions: Floats) -> Floats:
        """See `Chart.points`."""
        rays = directions @ self._picture_from_sphere().T
        depth = np.where(rays[..., 2] > 1e-6, rays[..., 2], np.nan)
        plane = np.stack([rays[..., 0], -rays[..., 1]], axis=-1) / depth[..., None]
        return np.asarray(plane * self.focal_px + np.array([self.width_px, self.height_px]) / 2)

    def _picture_from_sphere(self) -> Floats:
        """Rows: the picture's right, up and forward."""
        forward = directions_of(np.array(self.heading_deg), np.array(self.pitch_deg))
        right = directions_of(np.array(self.heading_deg + 90), np.array(0.0))
        return np.stack([right, np.cross(forward, right), forward])


def chart_of(picture: NDArray[np.uint8], projection: Projection) -> Chart:
    """The chart of a picture (H, W, 3)."""
    height_px, width_px = picture.shape[:2]
    if projection is Projection.EQUIRECTANGULAR:
        return Equirectangular(width_px, height_px)
    return Pinhole(width_px, height_px)


def directions_of(heading_deg: Floats, pitch_deg: Floats) -> Floats:
    """Unit vectors, (..., 3), of headings and pitches.

    >>> directions_of(np.array(90.0), np.array(0.0)).round(6).tolist()
    [1.0, 0.0, 0.0]
    """
    heading, pitch = np.radians(heading_deg), np.radians(pitch_deg)
    level = np.cos(pitch)
    return np.stack(np.broadcast_arrays(level * np.sin(heading), np.sin(pitch), level * np.cos(heading)), axis=-1)


def angles_of(directions: Floats) -> tuple[Floats, Floats]:
    """Headings in [-180, 180] and pitches, degrees, of vectors (..., 3) of any length."""
    x, y, z = directions[..., 0], directions[..., 1], directions[..., 2]
    return np.degrees(np.arctan2(x, z)), np.degrees(np.arctan2(y, np.hypot(x, z)))


def normalised(vectors: Floats) -> Floats:
    """Vectors (..., 3) made one long."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
