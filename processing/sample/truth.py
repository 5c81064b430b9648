"""The exact truth of a drive: poses, what an anonymiser must find, distances, defects, the receiver's faults."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.rays import CameraModel, Equirectangular
from ruelle.processing.sample.scene.target import Target
from ruelle.processing.sample.world import World, utc

_SAMPLES = (9, 5)
_REACH_M = 70.0


@dataclass(frozen=True, slots=True)
class Box:
    """A target in one picture: edges in pixels (x may pass the right edge across the seam), size as an angle, distance.

    `visible` is the share of the target that nothing hides; of a face, only the oval counts.
    """

    kind: str
    words: str
    left_px: float
    top_px: float
    right_px: float
    bottom_px: float
    width_deg: float
    height_deg: float
    distance_m: float
    facing_deg: float
    visible: float


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture or frame: when, where on Earth and in local metres, how the camera was turned, what it shows."""

    file: str
    time_utc: str
    time_s: float
    longitude_deg: float
    latitude_deg: float
    east_m: float
    north_m: float
    up_m: float
    heading_deg: float
    pitch_deg: float
    roll_deg: float
    speed_m_s: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Distance:
    """A length that can be measured in the pictures: its ends in local east, north, up metres."""

    name: str
    start_m: tuple[float, ...]
    end_m: tuple[float, ...]
    metres: float


@dataclass(frozen=True, slots=True)
class Damage:
    """A defect of the road: its outline in local east and north metres, its area, and a crack's width."""

    kind: str
    polygon_m: tuple[tuple[float, ...], ...]
    area_m2: float
    width_m: float


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of a sample drive; local metres are east, north and up of the origin.

    `clock_offset_s` added to the camera's clock gives French time, which is UTC plus `zone_s`.
    """

    seed: int
    origin_longitude_deg: float
    origin_latitude_deg: float
    clock_offset_s: float
    zone_s: float
    outlier_utc: str
    gap_utc: tuple[str, str]
    pictures: tuple[Shot, ...]
    frames: tuple[Shot, ...]
    distances: tuple[Distance, ...]
    defects: tuple[Damage, ...]


def shot(world: World, camera: CameraModel, file: str, time_s: float) -> Shot:
    """The truth of what a camera takes at a drive time."""
    place, turn = world.pose(time_s)
    yaw, pitch, roll = world.motion.angles_rad(time_s)
    east, north, up = (float(v) for v in world.site.enu_from_plan(place))
    longitude, latitude = (float(v) for v in world.site.degrees_from_enu(np.array([east, north])))
    boxes = (
        box(world, camera, (target, surface), (place, turn))
        for target, surface in zip(world.town.targets, world.town.target_surfaces, strict=True)
    )
    return Shot(
        file,
        utc(time_s).isoformat(timespec="milliseconds"),
        time_s,
        longitude,
        latitude,
        east,
        north,
        up,
        world.site.heading_deg(yaw),
        float(np.degrees(pitch)),
        float(np.degrees(roll)),
        world.motion.speed_m_s(time_s),
        tuple(found for found in boxes if found is not None),
    )


def box(world: World, camera: CameraModel, aim: tuple[Target, int], pose: tuple[Floats, Floats]) -> Box | None:
    """A target as the camera sees it; None if it is turned away, hidden, or outside the picture."""
    (target, surface), (place, turn) = aim, pose
    middle = target.corners.mean(axis=0)
    away = place - middle
    distance = float(np.linalg.norm(away))
    cosine = float(away @ target.outwards) / distance
    if cosine < 0.05 or distance > _REACH_M:
        return None
    points = _grid(target.corners, (13, 9))
    pixels = camera.project((points - place) @ turn)
    if isinstance(camera, Equirectangular):
        pixels[:, 0] = (
            (pixels[:, 0] - pixels[0, 0] + camera.width_px / 2) % camera.width_px + pixels[0, 0] - camera.width_px / 2
        )
        pixels[:, 0] -= np.floor(pixels[:, 0].min() / camera.width_px) * camera.width_px
    elif not _inside(pixels, camera):
        return None
    visible = _visible(world, target, surface, place)
    if visible == 0:
        return None
    (left, top), (right, bottom) = pixels.min(axis=0), pixels.max(axis=0)
    a, b, c, d = target.corners
    width, height = _angle(place, (a + d) / 2, (b + c) / 2), _angle(place, (a + b) / 2, (c + d) / 2)
    edges = (float(left), float(top), float(right), float(bottom))
    return Box(
        target.kind, target.words, *edges, width, height, distance, float(np.degrees(np.arccos(cosine))), visible
    )


def _inside(pixels: Floats, camera: CameraModel) -> bool:
    return bool(np.all(np.isfinite(pixels)) and np.all(pixels >= 0) and np.all(pixels <= camera.size_px))


def _grid(corners: Floats, counts: tuple[int, int], inset: float = 0.0) -> Floats:
    """Points (n, 3) evenly over a rectangle of corners (4, 3)."""
    u, v = np.meshgrid(np.linspace(inset, 1 - inset, counts[0]), np.linspace(inset, 1 - inset, counts[1]))
    a, b, _, d = corners
    return np.asarray(a + u.reshape(-1, 1) * (b - a) + v.reshape(-1, 1) * (d - a))


def _visible(world: World, target: Target, surface: int, place: Floats) -> float:
    points = _grid(target.corners, _SAMPLES, 0.06)
    if target.kind == "face":
        u, v = np.meshgrid(np.linspace(-1, 1, _SAMPLES[0]), np.linspace(-1, 1, _SAMPLES[1]))
        points = points[(u**2 + v**2).ravel() <= 1]
    rays = points - place
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    return float(np.mean(world.tracer.surfaces(place, rays) == surface))


def _angle(place: Floats, a: Floats, b: Floats) -> float:
    u, v = (point - place for point in (a, b))
    return float(np.degrees(np.arccos(np.clip(u @ v / np.linalg.norm(u) / np.linalg.norm(v), -1, 1))))
