"""Places in the street that zones tell of: Gaussians, sharp across the gaze and vague along it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.pose import Pose
from ruelle.catalog.zones import CornersDeg, Zone, ZoneKind
from ruelle.processing.detection.charts import angles_of
from ruelle.processing.geometry.frames import LocalFrame
from ruelle.processing.outlines import outline_of

Floats = NDArray[np.float64]

LOOKS_HIGH_M = {ZoneKind.FACE: 0.29, ZoneKind.PLATE: 0.27}
"""How high the zone of a face or a plate is, margin and slant included (median over the sample drive)."""
VAGUE = {ZoneKind.FACE: 0.35, ZoneKind.PLATE: 0.33}
"""One sigma of the distance that this height tells, as a share of the distance."""
RADIUS_M = {ZoneKind.FACE: 0.11, ZoneKind.PLATE: 0.27}
"""Half the width of the thing itself, however it is turned."""
ACROSS_DEG = 0.8
"""One sigma of a direction: where in the zone the middle is, and how the camera leant."""
STANCE_M = 0.2
"""One sigma between two frames near each other; people and their heads move a little, too."""
LEVEL_M = 0.25
"""One sigma of the height of plates above the ground."""
STEEP_DEG = -3.0
"""Below this pitch a zone tells how far below the camera its thing is."""
TELLING = 3
"""So many plates tell how far below the camera plates are."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a camera stood, (3,) east, north and up in metres, and its axes right, up and forward as columns (3, 3)."""

    at_m: Floats
    world_from_camera: Floats


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is, (3,) in metres, with its covariance (3, 3) and its height; `seen_from` are the cameras' places.

    `chi_squared` says how ill the sightings fit that were fused into it.
    """

    kind: ZoneKind
    at_m: Floats
    covariance_m2: Floats
    height_m: float
    seen_from: tuple[Floats, ...]
    chi_squared: float = 0.0


def stances(poses: Sequence[Pose]) -> list[Stance]:
    """Where cameras stood and how they were turned, about the first; every heading is known."""
    frame = LocalFrame(poses[0].longitude_deg, poses[0].latitude_deg)
    plan = frame.metric_from_wgs84(np.array([[pose.longitude_deg, pose.latitude_deg] for pose in poses]))
    levels = [pose.altitude_m for pose in poses]
    up = [0.0 if None in levels else level or 0.0 for level in levels]
    return [Stance(np.array([*at, z]), _axes(pose)) for at, z, pose in zip(plan, up, poses, strict=True)]


def place_of(zone: Zone, stance: Stance) -> Place:
    """Where the thing in a zone probably is: its size is known, so its apparent size tells the distance."""
    outline = outline_of(zone)
    middle = outline.directions.sum(axis=0)
    gaze = stance.world_from_camera @ (middle / np.linalg.norm(middle))
    height_rad = max(math.radians(outline.size_deg[1]), 1e-4)
    distance_m = LOOKS_HIGH_M[zone.kind] / height_rad
    across_m = math.hypot(math.radians(ACROSS_DEG) * distance_m, STANCE_M)
    along_m = max(VAGUE[zone.kind] * distance_m, across_m)
    covariance = np.eye(3) * across_m**2 + np.outer(gaze, gaze) * (along_m**2 - across_m**2)
    at_m = stance.at_m + gaze * distance_m
    return Place(zone.kind, at_m, covariance, LOOKS_HIGH_M[zone.kind], (stance.at_m,))


def levelled(places: Iterable[Place]) -> list[Place]:
    """Places of plates with what is known of all of them: they hang about equally far below the camera."""
    places = list(places)
    below = [place.at_m[2] - place.seen_from[0][2] for place in places if _is_below(place)]
    if len(below) < TELLING:
        return places
    return [_at_level(place, float(np.median(below))) if place.kind is ZoneKind.PLATE else place for place in places]


def disagreement(a: Place, b: Place) -> float:
    """The squared Mahalanobis distance of two places; infinite for things of different kinds."""
    if a.kind is not b.kind:
        return math.inf
    away = a.at_m - b.at_m
    return float(away @ np.linalg.solve(a.covariance_m2 + b.covariance_m2, away))


def disagreements(places: Sequence[Place]) -> Floats:
    """`disagreement` of each with each, (n, n); infinite, too, for places that the same frame tells of."""
    at_m = np.array([place.at_m for place in places]).reshape(-1, 3)
    covariances = np.array([place.covariance_m2 for place in places]).reshape(-1, 3, 3)
    away = (at_m[:, None] - at_m[None])[..., None]
    squared = (away * np.linalg.solve(covariances[:, None] + covariances[None], away)).sum(axis=(2, 3))
    kinds = np.array([place.kind for place in places])
    eyes = np.array([id(place.seen_from[0]) for place in places])
    strangers = (kinds[:, None] != kinds[None]) | (eyes[:, None] == eyes[None])
    return np.asarray(np.where(strangers, np.inf, squared))


def fused(places: Sequence[Place]) -> Place:
    """The place of one thing that several frames tell of."""
    weights = [np.linalg.inv(place.covariance_m2) for place in places]
    covariance = np.linalg.inv(np.sum(weights, axis=0))
    at_m = covariance @ np.sum([w @ place.at_m for w, place in zip(weights, places, strict=True)], axis=0)
    misfits = ((place.at_m - at_m) @ w @ (place.at_m - at_m) for w, place in zip(weights, places, strict=True))
    stretches = [np.linalg.norm(at_m - p.seen_from[0]) / np.linalg.norm(p.at_m - p.seen_from[0]) for p in places]
    height_m = float(np.mean([p.height_m * stretch for p, stretch in zip(places, stretches, strict=True)]))
    eyes = tuple(eye for place in places for eye in place.seen_from)
    return Place(places[0].kind, at_m, covariance, height_m, eyes, float(sum(misfits)))


def direction_sigma_deg(place: Place, stance: Stance) -> float:
    """One sigma of the direction in which a camera sees a place, the worst way across."""
    away = place.at_m - stance.at_m
    distance_m = float(np.linalg.norm(away))
    across = np.eye(3) - np.outer(away, away) / distance_m**2
    spread = across @ (place.covariance_m2 + np.eye(3) * STANCE_M**2) @ across
    return math.degrees(math.sqrt(float(np.linalg.eigvalsh(spread)[-1])) / distance_m)


def turned_deg(place: Place, stance: Stance) -> float:
    """How far round the thing a camera stands from where it was seen, in plan."""
    seen = sum((_plan(eye - place.at_m) for eye in place.seen_from), np.zeros(2))
    here = _plan(stance.at_m - place.at_m)
    return math.degrees(math.acos(float(np.clip(_plan(seen) @ here, -1, 1))))


def corners_of(place: Place, stance: Stance, margin_deg: float) -> CornersDeg:
    """The zone that a thing takes up in a camera's sphere, however it is turned, with a margin."""
    turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    ring = np.stack([np.cos(turns), np.sin(turns), np.zeros(8)], axis=1) * RADIUS_M[place.kind]
    half = np.array([0.0, 0.0, place.height_m / 2])
    points = np.concatenate([place.at_m + ring + half, place.at_m + ring - half]) - stance.at_m
    headings, pitches = angles_of(points @ stance.world_from_camera)
    heading, pitch = angles_of((place.at_m - stance.at_m) @ stance.world_from_camera)
    around = (headings - heading + 180) % 360 - 180
    aside = margin_deg / max(math.cos(math.radians(float(pitch))), 0.2)
    left, right = float(heading + around.min() - aside), float(heading + around.max() + aside)
    top, bottom = min(90.0, float(pitches.max()) + margin_deg), max(-90.0, float(pitches.min()) - margin_deg)
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _is_below(place: Place) -> bool:
    away = place.at_m - place.seen_from[0]
    return place.kind is ZoneKind.PLATE and float(angles_of(away[[0, 2, 1]])[1]) < STEEP_DEG


def _at_level(place: Place, below_m: float) -> Place:
    weight, level = np.linalg.inv(place.covariance_m2), np.diag([0.0, 0.0, LEVEL_M**-2])
    covariance = np.linalg.inv(weight + level)
    there = np.array([0.0, 0.0, place.seen_from[0][2] + below_m])
    at_m = covariance @ (weight @ place.at_m + level @ there)
    return replace(place, at_m=at_m, covariance_m2=covariance)


def _plan(vector: Floats) -> Floats:
    flat = vector[:2]
    return np.asarray(flat / max(float(np.linalg.norm(flat)), 1e-9))


def _axes(pose: Pose) -> Floats:
    heading, pitch, roll = (math.radians(angle or 0.0) for angle in (pose.heading_deg, pose.pitch_deg, pose.roll_deg))
    level = np.array([math.sin(heading), math.cos(heading), 0.0])
    forward = math.cos(pitch) * level + np.array([0.0, 0.0, math.sin(pitch)])
    right = np.array([math.cos(heading), -math.sin(heading), 0.0])
    up = np.cross(right, forward)
    leant_right = math.cos(roll) * right - math.sin(roll) * up
    return np.stack([leant_right, np.cross(leant_right, forward), forward], axis=1)
