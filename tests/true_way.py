"""A drive through bends and past a stop, as it truly was, and how it is written down."""

from dataclasses import dataclass

import numpy as np

from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.processing.geometry.frames import Floats, LocalFrame
from ruelle.processing.geometry.observed import Complexes, Odometry

START_S = 1_780_000_000.0
FRAME = LocalFrame(-0.37, 49.14)
CAMERA_M = 2.2


@dataclass(frozen=True)
class TrueWay:
    """True times (from 0), complex positions in m and gazes (unit numbers) of a vehicle, ten times a second."""

    time_s: Floats
    position_m: Complexes
    gaze: Complexes

    def at(self, time_s: Floats) -> Complexes:
        """Where it was."""
        east = np.interp(time_s, self.time_s, self.position_m.real)
        return np.asarray(east + 1j * np.interp(time_s, self.time_s, self.position_m.imag))

    def odometry(self, step_s: float = 1.0) -> Odometry:
        """What its camera saw, without error, in a frame turned by 40 degrees; POSIX times."""
        keep = slice(None, None, round(step_s * 10))
        turned = np.exp(1j * np.radians(40.0))
        path = (self.position_m[keep] - self.position_m[0]) * turned / CAMERA_M
        return Odometry(self.time_s[keep] + START_S, path, self.gaze[keep] * turned, np.zeros(len(path)))


def trajectory_of(time_s: Floats, position_m: Complexes) -> Trajectory:
    """Fixes at these times (from 0) and places."""
    degrees = FRAME.wgs84_from_metric(np.column_stack([position_m.real, position_m.imag]))
    return Trajectory(
        tuple(Fix(START_S + float(t), float(x), float(y)) for t, (x, y) in zip(time_s, degrees, strict=True))
    )


def plane_of(frame: LocalFrame, position_m: Complexes) -> Complexes:
    """Places of another local frame in that of the tests."""
    degrees = frame.wgs84_from_metric(np.column_stack([position_m.real, position_m.imag]))
    plane = FRAME.metric_from_wgs84(degrees)
    return np.asarray(plane[:, 0] + 1j * plane[:, 1])
