"""The invented streets: their centrelines, kerbs and walls, in the plan frame."""

import math
from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats

LANE_M = -1.5
"""Where the middle of the right-hand lane lies, across the street."""

STEP_M = 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """A curve through points (n, 2) that lie STEP_M apart; offsets across it are positive to the left."""

    points: Floats
    yaw_rad: Floats

    @property
    def length_m(self) -> float:
        """Length along the curve."""
        return (len(self.points) - 1) * STEP_M

    def at(self, along_m: float | Floats, offset_m: float | Floats = 0.0) -> Floats:
        """Points (..., 2) at distances along the curve, moved across it."""
        yaw = self.yaw_at(along_m)
        place = np.asarray(along_m) / STEP_M
        index = np.arange(len(self.points))
        x, y = (np.interp(place, index, self.points[:, axis]) for axis in range(2))
        return np.stack([x - np.sin(yaw) * offset_m, y + np.cos(yaw) * offset_m], axis=-1)

    def yaw_at(self, along_m: float | Floats) -> Floats:
        """Direction at distances along the curve, radians counter-clockwise from x."""
        return np.asarray(np.interp(np.asarray(along_m) / STEP_M, np.arange(len(self.yaw_rad)), self.yaw_rad))


def line_of_bends(start: tuple[float, float], yaw_rad: float, bends: list[tuple[float, float]]) -> Line:
    """A curve made of pieces (length in metres, curvature per metre, positive to the left)."""
    curvature = np.concatenate([np.full(round(length / STEP_M), bend) for length, bend in bends])
    yaw = yaw_rad + np.concatenate([[0.0], np.cumsum(curvature * STEP_M)])
    middle = (yaw[:-1] + yaw[1:]) / 2
    steps = np.stack([np.cos(middle), np.sin(middle)], axis=-1) * STEP_M
    points = np.concatenate([[start], start + np.cumsum(steps, axis=0)])
    return Line(points, yaw)


@dataclass(frozen=True, slots=True)
class Street:
    """A street: kerbs and house walls as offsets across its centreline, positive to the left of its direction."""

    name: str
    line: Line
    left_kerb_m: float
    right_kerb_m: float
    left_wall_m: float
    right_wall_m: float

    @property
    def width_m(self) -> float:
        """Width of the carriageway between kerbs."""
        return self.left_kerb_m - self.right_kerb_m


KERB_HEIGHT_M = 0.12
JUNCTION_X_M = 102.0
FIRST_START_X_M = -22.0
SECOND_START_Y_M = -34.0
SECOND_END_Y_M = 112.0
CORNER_RADIUS_M = 4.0


def first_street() -> Street:
    """The street of the start: an S-bend so gentle that houses hide what comes."""
    length = JUNCTION_X_M - FIRST_START_X_M
    line = line_of_bends((FIRST_START_X_M, 0.0), 0.0, [(42, 0), (24, 1 / 200), (24, -1 / 200), (length - 90 + 1, 0)])
    return Street("Rue du Vieux Lavoir", line, 5.0, -3.0, 6.8, -4.8)


def second_street() -> Street:
    """The street after the bend, straight towards the church."""
    line = line_of_bends((JUNCTION_X_M, SECOND_START_Y_M), math.pi / 2, [(SECOND_END_Y_M - SECOND_START_Y_M, 0)])
    return Street("Rue des Tisserands", line, 3.0, -5.0, 4.8, -6.8)


def first_street_end_y_m() -> float:
    """Where the first street's centreline meets the second street."""
    return float(first_street().line.points[-1, 1])


def drive_line() -> Line:
    """The path of the vehicle: along the first street's right lane, left round the bend, up the second street."""
    first = first_street()
    end_y = first_street_end_y_m()
    radius, start = 9.0, 22.0
    straight = first.line.at(np.arange(start, 200, STEP_M), LANE_M)
    before = straight[straight[:, 0] < JUNCTION_X_M - LANE_M - radius]
    turn = np.linspace(-math.pi / 2, 0, 56)[1:]
    centre = np.array([JUNCTION_X_M - LANE_M - radius, end_y + LANE_M + radius])
    bend = centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    north = np.arange(centre[1], SECOND_END_Y_M - 14, STEP_M)[1:]
    after = np.stack([np.full_like(north, JUNCTION_X_M - LANE_M), north], axis=-1)
    return _evenly(_smooth(_evenly(np.concatenate([before, bend, after])).points))


def _smooth(points: Floats, sigma_m: float = 1.6) -> Floats:
    """Points blurred along the curve, so that a vehicle can follow its curvature."""
    reach = round(3 * sigma_m / STEP_M)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * STEP_M / sigma_m) ** 2)
    weights /= weights.sum()
    steps = np.arange(reach, 0, -1)[:, None]
    head = points[0] - steps * (points[1] - points[0])
    tail = points[-1] + steps[::-1] * (points[-1] - points[-2])
    padded = np.concatenate([head, points, tail])
    return np.stack([np.convolve(padded[:, axis], weights, "valid") for axis in range(2)], axis=-1)


def _evenly(points: Floats) -> Line:
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    even = np.arange(0, along[-1], STEP_M)
    spaced = np.stack([np.interp(even, along, points[:, axis]) for axis in range(2)], axis=-1)
    tangent = np.gradient(spaced, axis=0)
    return Line(spaced, np.unwrap(np.arctan2(tangent[:, 1], tangent[:, 0])))
