"""From the fixes of a receiver to a way that a vehicle can have driven: teleports out, noise out, gaps left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.frames import Floats, LocalFrame, turn_deg
from ruelle.processing.geometry.guided import BIAS_M, Guided, guide
from ruelle.processing.geometry.heading import course_headings, standing
from ruelle.processing.geometry.observed import (
    Complexes,
    Observed,
    Odometry,
    Way,
    hermite,
    observed_from_trajectory,
    thin,
)
from ruelle.processing.geometry.smoothing import Smoothed, habits_of, smooth
from ruelle.processing.geometry.teleports import plausible

STEP_S, TICK_S = 0.05, 1e-3
EDGE_S = 0.5
RUNS_APART_M = 1000.0
THIN_S = 0.2
GAP_S = 10.0
LONGEST_GAP_S = 120.0
STANDING_GAP_S = 300.0
SAME_PLACE_M = 10.0
GUIDED_GAP_S = 30.0
GUIDED_FIXES = 8
BEYOND_S = 15.0
"""A seen path is followed so far beyond the first and the last fix on it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch without a gap, sampled evenly: times in s from the start of the trajectory, complex positions in m.

    Headings and their accuracy are in degrees, nan where unknown; accuracies are one sigma.
    """

    time_s: Floats
    position_m: Complexes
    speed_m_s: Floats
    heading_deg: Floats
    heading_accuracy_deg: Floats
    accuracy_m: Floats
    stands: NDArray[np.bool_]

    def at(self, time_s: float) -> "Moment":
        """The state at a time, held at both ends."""
        time_s = min(max(time_s, float(self.time_s[0])), float(self.time_s[-1]))
        k = min(int(np.searchsorted(self.time_s, time_s, side="right")), len(self.time_s) - 1)
        before = max(k - 1, 0)
        share = (time_s - self.time_s[before]) / (self.time_s[k] - self.time_s[before]) if k > before else 0.0
        near = k if share > 0.5 else before
        turn = turn_deg(self.heading_deg[before], self.heading_deg[k])
        return Moment(
            complex(self.position_m[before] + share * (self.position_m[k] - self.position_m[before])),
            float((self.heading_deg[before] + share * turn) % 360.0),
            float(self.heading_accuracy_deg[near]),
            float(self.accuracy_m[near]),
            bool(self.stands[near]),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """One sample of a run: complex position in m, heading in degrees (nan if unknown), accuracies, standing or not."""

    position_m: complex
    heading_deg: float
    heading_accuracy_deg: float
    accuracy_m: float
    stands: bool


@dataclass(frozen=True, slots=True)
class CleanTrajectory:
    """The runs of a cleaned trajectory, in order of time; `start_s` is POSIX seconds UTC of time 0.

    `used` marks the fixes of the trajectory that were believed, `believed` are these, `noise_m` their white noise.
    """

    frame: LocalFrame
    start_s: float
    runs: tuple[Run, ...]
    used: NDArray[np.bool_]
    believed: Observed
    noise_m: float

    def run_at(self, time_s: float) -> Run | None:
        """The run that covers a POSIX time, within half a second; None outside and in gaps."""
        time_s -= self.start_s
        away_s, run = min(
            ((max(each.time_s[0] - time_s, time_s - each.time_s[-1], 0.0), each) for each in self.runs),
            key=lambda pair: pair[0],
        )
        return run if away_s <= EDGE_S else None

    def at(self, time_s: float) -> Moment | None:
        """The state at a POSIX time; None outside and in gaps."""
        run = self.run_at(time_s)
        return None if run is None else run.at(time_s - self.start_s)

    def along_m(self, time_s: Floats) -> Floats:
        """Metres driven until each POSIX time, runs far apart; nan outside, in gaps and while standing."""
        time, along, driven_m = time_s - self.start_s, np.full(len(time_s), np.nan), 0.0
        for run in self.runs:
            inside = (time >= run.time_s[0] - EDGE_S) & (time <= run.time_s[-1] + EDGE_S)
            metres = driven_m + np.concatenate([[0.0], np.cumsum(np.abs(np.diff(run.position_m)))])
            goes = np.interp(time[inside], run.time_s, run.stands.astype(np.float64)) < 0.5
            along[inside] = np.where(goes, np.interp(time[inside], run.time_s, metres), np.nan)
            driven_m = float(metres[-1]) + RUNS_APART_M
        return along

    @property
    def way(self) -> Way:
        """The runs as one way in POSIX time, with nothing known between them."""
        nowhere = np.array([complex(np.nan, np.nan)])
        times = [np.append(run.time_s, run.time_s[-1] + TICK_S) for run in self.runs]
        places = [np.concatenate([run.position_m, nowhere]) for run in self.runs]
        return Way(np.concatenate(times)[:-1] + self.start_s, np.concatenate(places)[:-1])

    def covers(self, time_s: float) -> bool:
        """Whether a POSIX time lies between the first and the last fix believed, gaps included."""
        return bool(self.runs) and self.runs[0].time_s[0] <= time_s - self.start_s <= self.runs[-1].time_s[-1]


def clean(trajectory: Trajectory, seen: Sequence[Odometry] = ()) -> CleanTrajectory:
    """The likeliest way behind the fixes; where the camera saw itself go (`seen`, POSIX times), along that path."""
    first, start_s = trajectory.fixes[0], trajectory.start_s
    frame = LocalFrame(first.longitude_deg, first.latitude_deg)
    observed = observed_from_trajectory(trajectory, frame, start_s)
    used = plausible(observed.time_s, _columns(observed.position_m))
    believed = thin(observed.part(used), THIN_S)
    habits = habits_of(believed)
    noise_m = max(habits.noise_m, 1.0)
    runs: list[Run] = []
    free = np.ones(len(believed), dtype=np.bool_)
    for odometry in seen:
        path = odometry.moved(-start_s)
        inside = (believed.time_s >= path.time_s[0]) & (believed.time_s <= path.time_s[-1])
        for part in _stretches(believed.part(inside & free), GUIDED_GAP_S):
            if len(part) >= GUIDED_FIXES and np.ptp(np.abs(path.at(part.time_s) - path.at(part.time_s[:1]))) > 0:
                fit = guide(part, path, noise_m)
                if not fit.is_sound:
                    continue
                runs.append(_guided_run(part, path, fit))
                free &= (believed.time_s < part.time_s[0]) | (believed.time_s > part.time_s[-1])
    for part in _stretches_around(believed, free):
        stands = standing(part.time_s, np.abs(smooth(part, habits).velocity_m_s))
        runs.append(_free_run(smooth(part, habits, stands)))
    return CleanTrajectory(
        frame, start_s, tuple(sorted(runs, key=lambda run: float(run.time_s[0]))), used, believed, noise_m
    )


def _free_run(states: Smoothed) -> Run:
    """Dense samples between smoothed fixes, by the smoother's own model: a cubic, its spread bulging in between."""
    time = _even_times(states.time_s)
    k = np.clip(np.searchsorted(states.time_s, time, side="right") - 1, 0, max(0, len(states.time_s) - 2))
    after = np.minimum(k + 1, len(states.time_s) - 1)
    step = np.where(after > k, states.time_s[after] - states.time_s[k], 1.0)
    share = (time - states.time_s[k]) / step
    place, speed = states.position_m, states.velocity_m_s
    position = hermite(share, place[k], place[after], step * speed[k], step * speed[after])
    swing = 6.0 * share * (1.0 - share) * ((place[after] - place[k]) / step - (speed[k] + speed[after]) / 2.0)
    velocity = (1.0 - share) * speed[k] + share * speed[after] + swing
    variance = (1.0 - share) * states.covariance[k, 0, 0] + share * states.covariance[after, 0, 0]
    variance += states.habits.wander_m2_s3 * (step * share * (1.0 - share)) ** 3 / 3.0
    sigma = np.sqrt((1.0 - share) * states.covariance[k, 1, 1] + share * states.covariance[after, 1, 1])
    heading, accuracy = course_headings(velocity, sigma)
    stands = standing(time, np.abs(velocity))
    return Run(time, position, np.abs(velocity), heading, accuracy, _with_bias(variance), stands)


def _guided_run(part: Observed, path: Odometry, fit: Guided) -> Run:
    """Dense samples along the seen path, turned and scaled to the fixes; the camera's gaze is the heading."""
    first_s = max(path.time_s[0], part.time_s[0] - BEYOND_S)
    last_s = min(path.time_s[-1], part.time_s[-1] + BEYOND_S)
    time = _even_times(np.array([first_s, last_s]))
    k = np.clip(np.searchsorted(part.time_s, time, side="right") - 1, 0, len(part) - 2)
    share = np.clip((time - fit.time_s[k]) / (fit.time_s[k + 1] - fit.time_s[k]), 0.0, 1.0)
    seen, at_fixes = path.at(time), path.at(fit.time_s)
    left_over = np.diff(fit.position_m) - fit.turn[:-1] * np.diff(at_fixes)
    position = fit.position_m[k] + fit.turn[k] * (seen - at_fixes[k]) + share * left_over[k]
    turn = (1.0 - share) * fit.turn[k] + share * fit.turn[k + 1]
    heading = np.degrees(np.angle(1j * (turn * path.gaze_at(time)).conj())) % 360.0
    speed = np.abs(np.gradient(position, time))
    spread = np.sqrt(fit.covariance[k, 1, 1].real) / np.maximum(np.abs(turn), 1e-9)
    accuracy = np.degrees(np.hypot(spread, np.radians(1.0)))
    stands = standing(time, speed, shortest_s=1.0, slow_m_s=0.4)
    return Run(time, position, speed, heading, accuracy, np.sqrt(2.0 * fit.covariance[k, 0, 0].real), stands)


def _stretches(observed: Observed, gap_s: float) -> Iterator[Observed]:
    """The fixes split where more than `gap_s` is missing, unless the vehicle stood there."""
    if not len(observed):
        return
    wait, away = np.diff(observed.time_s), np.abs(np.diff(observed.position_m))
    stood = (away < SAME_PLACE_M) & (wait < STANDING_GAP_S)
    cuts = np.flatnonzero((wait > gap_s) & ~stood) + 1
    for first, end in zip([0, *cuts], [*cuts, len(observed)], strict=True):
        yield observed.part(slice(int(first), int(end)))


def _stretches_around(observed: Observed, free: NDArray[np.bool_]) -> Iterator[Observed]:
    """The free fixes, split at gaps and where fixes in between are taken."""
    typical_s = float(np.quantile(np.diff(observed.time_s), 0.9)) if len(observed) > 1 else 0.0
    gap_s = min(max(GAP_S, 2.0 * typical_s), LONGEST_GAP_S)
    borders = np.flatnonzero(np.diff(free.astype(np.int8))) + 1
    for first, end in zip([0, *borders], [*borders, len(free)], strict=True):
        if free[first]:
            yield from _stretches(observed.part(slice(int(first), int(end))), gap_s)


def _even_times(time_s: Floats) -> Floats:
    """Times at most one step apart from the first to the last fix."""
    count = int(np.ceil((time_s[-1] - time_s[0]) / STEP_S)) + 1
    return np.linspace(time_s[0], time_s[-1], count)


def _with_bias(variance_m2: Floats) -> Floats:
    return np.asarray(np.sqrt(2.0 * (variance_m2 + BIAS_M**2)))


def _columns(position_m: Complexes) -> Floats:
    return np.column_stack([position_m.real, position_m.imag])
