"""The town, the drive through it and the camera clock: all that the pictures and their truth have in common."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.geodesy import Site
from ruelle.processing.sample.layout import Layout, plan_town
from ruelle.processing.sample.motion import Motion, drive
from ruelle.processing.sample.rays import plan_from_rig
from ruelle.processing.sample.render.atlas import build_atlas
from ruelle.processing.sample.render.light import bake, sun_direction
from ruelle.processing.sample.render.shade import Paint, make_paint
from ruelle.processing.sample.render.trace import Tracer
from ruelle.processing.sample.road import STOP_LINE_X_M
from ruelle.processing.sample.scene.town import Town, build_town
from ruelle.processing.sample.street import STEP_M, drive_line

START = datetime(2026, 6, 18, 12, 31, 4, 250_000, tzinfo=UTC)
"""True time at which the vehicle starts."""

CLOCK_OFFSET_S, ZONE_S = 3.0, 7200.0
"""What is added to the camera's clock to give local time, and local time less UTC."""

FIRST_PICTURE_S = 1.0
_SUN_AZIMUTH_RAD, _SUN_ELEVATION_RAD = np.radians(-128.0), np.radians(49.0)
_CAR_NOSE_M, _PAUSE_S, _HALF_TRACK_M = 2.4, 4.9, 0.75


@dataclass(frozen=True, slots=True)
class World:
    """Everything that one seed decides."""

    seed: int
    site: Site
    layout: Layout
    motion: Motion
    town: Town
    tracer: Tracer
    paint: Paint

    def pose(self, time_s: float) -> tuple[Floats, Floats]:
        """Where the camera is in the plan and its rotation `plan_from_rig`."""
        return self.motion.place_m(time_s), plan_from_rig(*self.motion.angles_rad(time_s))


def plan_motion(seed: int) -> Motion:
    """The drive of a seed: slow at the crossing, a stop at the stop line, the bend, the straight, the end."""
    line = drive_line()
    stop = int(np.argmin(np.abs(line.points[:, 0] - (STOP_LINE_X_M - _CAR_NOSE_M)))) * STEP_M
    limits = [(0.0, 7.8), (46.0, 5.2), (58.0, 7.0), (100.0, 4.6), (112.0, 8.2), (165.0, 6.0)]
    return drive(line, limits, [(stop, _PAUSE_S)], seed=seed)


def build_world(seed: int) -> World:
    """Lay out, draw, light and pack the town of a seed."""
    layout, motion = plan_town(seed), plan_motion(seed)
    sun = sun_direction(_SUN_AZIMUTH_RAD, _SUN_ELEVATION_RAD)
    along = np.arange(0, motion.line.length_m, 1.0)
    town = build_town(layout, seed, sun, [motion.line.at(along, side * _HALF_TRACK_M) for side in (-1, 1)])
    tracer = Tracer(town.surfaces)
    light = bake(town.surfaces, tracer, sun, np.random.default_rng([seed, 4]))
    atlas = build_atlas([surface.picture for surface in town.surfaces])
    return World(seed, Site(), layout, motion, town, tracer, make_paint(town.surfaces, atlas, light))


def utc(time_s: float) -> datetime:
    """True time of a drive time."""
    return START + timedelta(seconds=time_s)


def camera_clock(time_s: float) -> datetime:
    """What the camera's clock shows at a drive time: French summer time, late by the clock offset, without a zone."""
    return (utc(time_s) + timedelta(seconds=ZONE_S - CLOCK_OFFSET_S)).replace(tzinfo=None)
