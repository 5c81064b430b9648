"""Regions of the viewing sphere where something must not be recognised."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Chart, Floats, angles_of, directions_of, normalised

EDGE_POINTS = 4
"""Points along an edge of a region when its outline is drawn: edges are great circles, which bend in most charts."""
DUPLICATE_OVERLAP = 0.45
CONTAINED_SHARE = 0.7
_SIDES = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
"""Which way across and down each corner lies from the middle."""


class Label(StrEnum):
    """What a region shows."""

    FACE = "face"
    PLATE = "plate"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Region:
    """A quadrilateral on the viewing sphere of the rig, at most a half-sphere wide, and how sure its finder is.

    `corners` are four (heading, pitch) in degrees: top left, top right, bottom right, bottom left as seen from inside.
    A `doubtful` region is blurred like any other; a person should decide whether rightly.
    """

    label: Label
    corners_deg: tuple[tuple[float, float], ...]
    score: float
    doubtful: bool = False

    def __post_init__(self) -> None:
        if len(self.corners_deg) != 4 or not all(math.isfinite(a) for corner in self.corners_deg for a in corner):
            raise ValueError("a region has four corners")

    @classmethod
    def facing(cls, label: Label, corners: Floats, score: float) -> "Region":
        """The region whose corners lie in four directions, (4, 3) in the order of `corners_deg`, of any length."""
        return cls(label, _corner_angles(corners), score)

    @classmethod
    def around(cls, label: Label, directions: Floats, score: float) -> "Region":
        """The smallest upright region, in the plane that touches the sphere amid them, that holds directions (N, 3)."""
        middle = normalised(directions.sum(axis=0))
        right, up = _tangent(middle)
        depth = directions @ middle
        across, above = directions @ right / depth, directions @ up / depth
        x = np.array([across.min(), across.max(), across.max(), across.min()])
        y = np.array([above.max(), above.max(), above.min(), above.min()])
        return cls(label, _corner_angles(middle + x[:, None] * right + y[:, None] * up), score)

    @property
    def directions(self) -> Floats:
        """The corners as unit vectors, (4, 3)."""
        corners = np.array(self.corners_deg)
        return directions_of(corners[:, 0], corners[:, 1])

    @property
    def centre_deg(self) -> tuple[float, float]:
        """Heading and pitch of the middle."""
        heading, pitch = angles_of(self.directions.sum(axis=0))
        return float(heading), float(pitch)

    @property
    def size_deg(self) -> tuple[float, float]:
        """Angular width and height, through the middle."""
        a, b, c, d = self.directions
        return _between_deg(a + d, b + c), _between_deg(a + b, c + d)

    def grown(self, share: float, margin_deg: float = 0.0) -> "Region":
        """The same, each side moved out by `share` of the size and by `margin_deg`, in the plane that touches it."""
        corners = self.directions
        middle = normalised(corners.sum(axis=0))
        plane = corners / (corners @ middle)[:, None]
        across_and_down = _SIDES.T @ plane / 4
        more = 2 * share + 2 * margin_deg / np.maximum(self.size_deg, 1e-3)
        return replace(self, corners_deg=_corner_angles(plane + _SIDES @ (across_and_down * more[:, None])))


def regions_from_boxes(label: Label, corners: Floats, scores: NDArray[np.float32]) -> list[Region]:
    """Regions from the directions of their corners, (N, 4, 3) in the order of `Region.corners_deg`."""
    return [Region.facing(label, quad, float(score)) for quad, score in zip(corners, scores, strict=True)]


def box_px(region: Region, chart: Chart) -> tuple[float, float, float, float] | None:
    """The upright rectangle x, y, width, height in pixels that holds a region; None where the picture does not show it.

    In a panorama x may be negative or beyond the width where the region crosses the seam; a region over a pole spans
    the whole width.
    """
    outline = _outline(region)
    points = chart.points(outline)
    if np.isnan(points).any():
        return None
    x, y = points[:, 0], points[:, 1]
    top, bottom = float(y.min()), float(y.max())
    if not chart.wraps:
        return float(x.min()), top, float(np.ptp(x)), bottom - top
    pole = _pole_inside(region)
    if pole:
        top, bottom = (0.0, bottom) if pole > 0 else (top, float(chart.height_px))
        return 0.0, top, float(chart.width_px), bottom - top
    centre_x = float(chart.points(region.directions.sum(axis=0))[0])
    x = centre_x + (x - centre_x + chart.width_px / 2) % chart.width_px - chart.width_px / 2
    return float(x.min()), top, float(np.ptp(x)), bottom - top


def merged(regions: Iterable[Region]) -> list[Region]:
    """Regions without those that a surer one of the same label mostly covers, the surest first."""
    by_label: dict[Label, list[Region]] = {}
    for region in sorted(regions, key=lambda r: -r.score):
        by_label.setdefault(region.label, []).append(region)
    return [region for group in by_label.values() for region in _without_duplicates(group)]


def inward_normals(region: Region) -> Floats:
    """Unit normals, (4, 3), of the planes through the edges; a direction inside has no negative product with any."""
    corners = region.directions
    return normalised(np.cross(np.roll(corners, -1, axis=0), corners))


def _without_duplicates(group: Sequence[Region]) -> list[Region]:
    corners = np.stack([region.directions for region in group])
    middle = normalised(corners.sum(axis=1))
    half = np.radians([region.size_deg for region in group]) / 2
    area = half.prod(axis=1)
    alive = np.ones(len(group), bool)
    for i in range(len(group)):
        if not alive[i]:
            continue
        right, up = _tangent(middle[i])
        depth = np.maximum(middle @ middle[i], 1e-6)
        away = np.abs(np.stack([middle @ right, middle @ up], axis=1) / depth[:, None])
        reach = np.minimum(half + half[i] - away, 2 * np.minimum(half, half[i])) / 2
        shared = np.clip(reach, 0, None).prod(axis=1)
        duplicate = shared >= np.minimum(DUPLICATE_OVERLAP * (area + area[i] - shared), CONTAINED_SHARE * area)
        duplicate[: i + 1] = False
        alive &= ~duplicate
    return [region for region, keep in zip(group, alive, strict=True) if keep]


def _tangent(direction: Floats) -> tuple[Floats, Floats]:
    """Right and up of the plane that touches the sphere at a direction."""
    x, y, z = direction.tolist()
    level = math.hypot(x, z) or 1e-12
    right_x, right_z = z / level, -x / level
    return np.array([right_x, 0.0, right_z]), np.array([y * right_z, z * right_x - x * right_z, -y * right_x])


def _outline(region: Region) -> Floats:
    """Directions along the four edges, not normalised."""
    corners = region.directions
    steps = np.arange(EDGE_POINTS)[:, None, None] / EDGE_POINTS
    return np.asarray((corners * (1 - steps) + np.roll(corners, -1, axis=0) * steps).reshape(-1, 3))


def _pole_inside(region: Region) -> int:
    """1 if the zenith lies inside, -1 if the nadir does, else 0."""
    vertical = inward_normals(region)[:, 1]
    return int((vertical >= 0).all()) - int((vertical <= 0).all())


def _corner_angles(quad: Floats) -> tuple[tuple[float, float], ...]:
    headings, pitches = angles_of(quad)
    return tuple((float(heading), float(pitch)) for heading, pitch in zip(headings, pitches, strict=True))


def _between_deg(a: Floats, b: Floats) -> float:
    """The angle between two vectors; in plain numbers, for it is asked often and NumPy is slow on three."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    cross = math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    return math.degrees(math.atan2(cross, ax * bx + ay * by + az * bz))
