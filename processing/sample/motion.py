"""How the vehicle drives: speed within limits of comfort, one stop, small sways of the body."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.street import STEP_M, Line

CAMERA_HEIGHT_M = 2.2
_SPEED_UP_M_S2, _BRAKE_M_S2, _SIDEWAYS_M_S2 = 1.5, 1.8, 1.9
_TICK_S = 0.01


@dataclass(frozen=True, slots=True)
class Motion:
    """Where the camera is and looks at any time, in the plan frame; time 0 is when the vehicle starts."""

    line: Line
    times_s: Floats
    along_m: Floats
    sways: Floats

    @property
    def duration_s(self) -> float:
        """From standing to standing again."""
        return float(self.times_s[-1])

    def place_m(self, time_s: float) -> Floats:
        """The camera's plan point; it stands before the start and after the end."""
        x, y = self.line.at(np.interp(time_s, self.times_s, self.along_m))
        return np.array([x, y, CAMERA_HEIGHT_M])

    def angles_rad(self, time_s: float) -> tuple[float, float, float]:
        """Yaw, pitch and roll of the camera."""
        yaw = float(self.line.yaw_at(np.interp(time_s, self.times_s, self.along_m)))
        phase = np.sin(self.sways[:, :, 0] * time_s + self.sways[:, :, 1])
        pitch, roll = np.sum(phase * self.sways[:, :, 2], axis=1)
        return yaw, float(pitch), float(roll)

    def speed_m_s(self, time_s: float) -> float:
        """Speed along the path."""
        before, after = np.interp([time_s - _TICK_S, time_s + _TICK_S], self.times_s, self.along_m)
        return float(after - before) / (2 * _TICK_S)


def drive(line: Line, limits: list[tuple[float, float]], stops: list[tuple[float, float]], *, seed: int) -> Motion:
    """Drive a line from standing to standing: limits are (from metres, m/s), stops are (at metres, seconds).

    The speed obeys the limits, the bends (sideways acceleration), and gentle acceleration and braking.
    """
    along = np.arange(len(line.points)) * STEP_M
    starts, speeds = (np.array(column) for column in zip(*limits, strict=True))
    ceiling = speeds[np.searchsorted(starts, along, side="right") - 1].astype(float)
    curvature = np.abs(np.gradient(line.yaw_rad, STEP_M))
    ceiling = np.minimum(ceiling, np.sqrt(_SIDEWAYS_M_S2 / np.maximum(curvature, 1e-6)))
    halts = {round(at / STEP_M): pause for at, pause in stops}
    ceiling[[0, -1, *halts]] = 0.0
    speed = _within_reach(_within_reach(ceiling, _SPEED_UP_M_S2)[::-1], _BRAKE_M_S2)[::-1]
    mean = (speed[:-1] + speed[1:]) / 2
    clock = np.concatenate([[0.0], np.cumsum(STEP_M / mean)])
    times, places = _with_halts(clock, along, halts)
    fine = np.arange(0, times[-1], _TICK_S)
    rng = np.random.default_rng([seed, 2])
    sways = np.stack(
        [rng.uniform(0.4, 4.0, (2, 3)), rng.uniform(0, 6.28, (2, 3)), rng.uniform(0.001, 0.005, (2, 3))], -1
    )
    return Motion(line, fine, _rounded(np.interp(fine, times, places)), sways)


def _within_reach(ceiling: Floats, acceleration: float) -> Floats:
    """The highest speeds under a ceiling that this acceleration can follow forwards."""
    speed = ceiling.copy()
    for i in range(1, len(speed)):
        speed[i] = min(speed[i], (speed[i - 1] ** 2 + 2 * acceleration * STEP_M) ** 0.5)
    return speed


def _with_halts(clock: Floats, along: Floats, halts: dict[int, float]) -> tuple[Floats, Floats]:
    pauses = np.zeros(len(clock))
    for index, pause in halts.items():
        pauses[index] = pause
    delay = np.cumsum(pauses)
    keep = sorted([*range(len(clock)), *halts])
    arrivals = clock[keep] + delay[keep]
    first = np.array([i + 1 < len(keep) and keep[i] == keep[i + 1] for i in range(len(keep))])
    arrivals[first] -= pauses[keep][first]
    return arrivals, along[keep]


def _rounded(along: Floats, sigma_s: float = 0.25) -> Floats:
    """The same drive with softened jerks."""
    reach = round(3 * sigma_s / _TICK_S)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * _TICK_S / sigma_s) ** 2)
    return np.convolve(np.pad(along, reach, mode="edge"), weights / weights.sum(), "valid")
