"""What receivers and cameras say of a vehicle's way, as arrays; a plane is one complex axis, east + i north."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.frames import Floats, LocalFrame

Complexes = NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Observed:
    """Fixes in a local frame: time in s, position in m, relative weight, speed in m/s and course (nan if not told)."""

    time_s: Floats
    position_m: Complexes
    weight: Floats
    speed_m_s: Floats
    velocity_m_s: Complexes

    def __len__(self) -> int:
        return len(self.time_s)

    def part(self, chosen: NDArray[np.bool_] | slice) -> "Observed":
        """The fixes chosen by a mask or a slice."""
        return Observed(
            self.time_s[chosen],
            self.position_m[chosen],
            self.weight[chosen],
            self.speed_m_s[chosen],
            self.velocity_m_s[chosen],
        )


@dataclass(frozen=True, slots=True)
class Odometry:
    """The path that a camera saw itself go and its gaze (unit numbers), in a unit and a frame of its own.

    Times in s, strictly increasing, at least two. `guessed_s` is for how long, until each time, the path was not seen
    but guessed from what was seen around. `turn_doubt` is the one-sigma of the factor that all turns may be wrong by.
    """

    time_s: Floats
    path: Complexes
    gaze: Complexes
    guessed_s: Floats
    turn_doubt: float = 0.0

    @property
    def slope(self) -> Complexes:
        """The speed along the path at its times."""
        return np.asarray(np.gradient(self.path, self.time_s))

    def at(self, time_s: Floats) -> Complexes:
        """The path at other times (cubic Hermite through the places seen), held at both ends."""
        time = np.clip(time_s, self.time_s[0], self.time_s[-1])
        k = np.clip(np.searchsorted(self.time_s, time, side="right") - 1, 0, len(self.time_s) - 2)
        slope = self.slope
        step = self.time_s[k + 1] - self.time_s[k]
        ends, slopes = (self.path[k], self.path[k + 1]), (step * slope[k], step * slope[k + 1])
        return hermite((time - self.time_s[k]) / step, ends, slopes)

    def moved(self, by_s: float) -> "Odometry":
        """The same path on a clock that shows so much more."""
        return replace(self, time_s=self.time_s + by_s)

    def between(self, start_s: float, end_s: float) -> "Odometry":
        """The part of the path between two times."""
        start_s, end_s = max(start_s, float(self.time_s[0])), min(end_s, float(self.time_s[-1]))
        inner = self.time_s[(self.time_s > start_s) & (self.time_s < end_s)]
        times = np.concatenate([[start_s], inner, [end_s]])
        guessed_s = np.interp(times, self.time_s, self.guessed_s)
        return replace(self, time_s=times, path=self.at(times), gaze=self.gaze_at(times), guessed_s=guessed_s)

    def turned(self, factor: float) -> "Odometry":
        """The same steps with every turn so many times as large."""
        gaze = self.gaze[0] * np.exp(1j * factor * (np.unwrap(np.angle(self.gaze)) - np.angle(self.gaze[0])))
        steps = np.diff(self.path) * (gaze[:-1] / self.gaze[:-1])
        return replace(self, path=np.concatenate([[0j], np.cumsum(steps)]), gaze=gaze)

    def gaze_at(self, time_s: Floats) -> Complexes:
        """The gaze at other times, turning evenly between those seen."""
        turned = np.unwrap(np.angle(self.gaze))
        return np.asarray(np.exp(1j * np.interp(time_s, self.time_s, turned)))


@dataclass(frozen=True, slots=True)
class Way:
    """Where a vehicle was (complex, m) at rising times in s; nan stands in gaps."""

    time_s: Floats
    position_m: Complexes

    def at(self, time_s: Floats) -> Complexes:
        """Positions at other times; nan outside and in gaps."""
        east = np.interp(time_s, self.time_s, self.position_m.real, left=np.nan, right=np.nan)
        return np.asarray(east + 1j * np.interp(time_s, self.time_s, self.position_m.imag))


def hermite(share: Floats, ends: tuple[Complexes, Complexes], slopes: tuple[Complexes, Complexes]) -> Complexes:
    """The cubic between two ends with these slopes (per unit of share), at shares in [0, 1]."""
    rest = 1.0 - share
    places = rest**2 * (1.0 + 2.0 * share) * ends[0] + share**2 * (3.0 - 2.0 * share) * ends[1]
    return np.asarray(places + share * rest * (rest * slopes[0] - share * slopes[1]))


def observed_from_trajectory(trajectory: Trajectory, frame: LocalFrame, start_s: float) -> Observed:
    """The fixes of a trajectory in `frame`, times counted from `start_s`."""
    fixes = trajectory.fixes
    plane = frame.metric_from_wgs84(np.array([[fix.longitude_deg, fix.latitude_deg] for fix in fixes]))
    accuracy_m = _numbers([fix.horizontal_accuracy_m for fix in fixes])
    typical_m = np.nanmedian(accuracy_m) if np.isfinite(accuracy_m).any() else 1.0
    relative = np.nan_to_num(np.clip(accuracy_m / max(float(typical_m), 1e-3), 0.5, 4.0), nan=1.0)
    speed = _numbers([fix.speed_m_s for fix in fixes])
    course = np.radians(_numbers([fix.course_deg for fix in fixes]))
    return Observed(
        np.array([fix.time_s - start_s for fix in fixes]),
        plane[:, 0] + 1j * plane[:, 1],
        1.0 / relative**2,
        speed,
        speed * (np.sin(course) + 1j * np.cos(course)),
    )


def thin(observed: Observed, interval_s: float) -> Observed:
    """Fixes at least `interval_s` apart: a receiver that writes faster repeats itself."""
    kept, last = np.zeros(len(observed), dtype=np.bool_), -np.inf
    for k, time in enumerate(observed.time_s):
        if time - last >= interval_s - 1e-3:
            kept[k], last = True, time
    return observed.part(kept)


def _numbers(values: list[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
