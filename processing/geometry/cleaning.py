"""From the fixes of a receiver to a way that a vehicle can have driven: teleports out, noise out, gaps left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.frames import Floats, LocalFrame, turn_deg
from ruelle.processing.geometry.guided import BIAS_M, FEWEST_FIXES, Guided, guide
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
from ruelle.processing.geometry.smoothing import Habits, habits_of, smooth
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
GAZE_ERROR_RAD = 0.02
BEYOND_S = 15.0
"""A seen path is followed so far beyond the first and the last fix on it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch without a gap, sampled evenly: times in s from the start of the trajectory, complex positions in m.

    Headings and their accuracy are in degrees, nan where unknown; accuracies are one sigma. `seen` runs
    follow a path that the camera saw.
    """

    time_s: Floats
    position_m: Complexes
    speed_m_s: Floats
    heading_deg: Floats
    heading_accuracy_deg: Floats
    accuracy_m: Floats
    stands: NDArray[np.bool_]
    seen: bool = False

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
class States:
    """Positions and velocities at some times (complex, m, m/s), and the variances (n, 2) of each, on each axis."""

    time_s: Floats
    position_m: Complexes
    velocity_m_s: Complexes
    variance: Floats

    def part(self, chosen: slice) -> "States":
        """Some of the states."""
        return States(self.time_s[chosen], self.position_m[chosen], self.velocity_m_s[chosen], self.variance[chosen])


@dataclass(frozen=True, slots=True)
class CleanTrajectory:
    """The runs of a cleaned trajectory, in order of time; `start_s` is POSIX seconds UTC of time 0.

    `used` marks the fixes of the trajectory that were believed, `believed` are these.
    """

    frame: LocalFrame
    start_s: float
    runs: tuple[Run, ...]
    used: NDArray[np.bool_]
    believed: Observed
    habits: Habits

    def run_at(self, time_s: float) -> Run | None:
        """The run that covers a POSIX time, within half a second; None outside and in gaps."""
        time_s -= self.start_s
        away_s, _, run = min(
            ((max(each.time_s[0] - time_s, time_s - each.time_s[-1], 0.0), not each.seen, each) for each in self.runs),
            key=lambda found: found[:2],
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
    pieces = [piece for path in seen for piece in _supported(path.moved(-start_s), believed)]
    runs = [run for part in _stretches(believed, pieces) for run in _runs(part, pieces, habits)]
    return CleanTrajectory(frame, start_s, tuple(runs), used, believed, habits)


def _runs(part: Observed, pieces: Sequence[Odometry], habits: Habits) -> Iterator[Run]:
    """The runs of one stretch: along the seen pieces that lie soundly on the fixes, and free between them."""
    alone = smooth(part, habits)
    stands = standing(part.time_s, np.abs(alone.velocity_m_s))
    within = [each for each in pieces if part.time_s[0] <= each.time_s[-1] and each.time_s[0] <= part.time_s[-1]]
    while within:
        fit = guide(part, within, habits, stands)
        sound = [each for k, each in enumerate(within) if fit.is_sound(k, habits.noise_m)]
        if len(sound) == len(within):
            yield from _mixed_runs(fit, within, habits)
            return
        within = sound
    alone = smooth(part, habits, stands)
    variance = np.stack([alone.covariance[:, i, i] for i in (0, 1)], axis=1)
    variance[:, 0] += BIAS_M**2
    yield _free_run(States(alone.time_s, alone.position_m, alone.velocity_m_s, variance), habits)


def _mixed_runs(fit: Guided, pieces: Sequence[Odometry], habits: Habits) -> Iterator[Run]:
    """One run for each path followed and each way between them, in order of time."""
    owner = fit.knots.owner
    states = States(fit.knots.observed.time_s, fit.position_m, fit.velocity_m_s, fit.variance[:, :2])
    borders = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(owner)]
    for first, end in pairwise(borders):
        if owner[first] >= 0:
            yield _guided_run(fit, slice(first, end + 1), pieces[owner[first]])
        else:
            yield _free_run(states.part(slice(first, end + 1)), habits)


def _free_run(states: States, habits: Habits) -> Run:
    """Dense samples between smoothed states, by the smoother's own model: a cubic, its spread bulging in between."""
    time = _even_times(states.time_s)
    k = np.clip(np.searchsorted(states.time_s, time, side="right") - 1, 0, max(0, len(states.time_s) - 2))
    after = np.minimum(k + 1, len(states.time_s) - 1)
    step = np.where(after > k, states.time_s[after] - states.time_s[k], 1.0)
    share = (time - states.time_s[k]) / step
    place, speed = states.position_m, states.velocity_m_s
    position = hermite(share, (place[k], place[after]), (step * speed[k], step * speed[after]))
    swing = 6.0 * share * (1.0 - share) * ((place[after] - place[k]) / step - (speed[k] + speed[after]) / 2.0)
    velocity = (1.0 - share) * speed[k] + share * speed[after] + swing
    variance = (1.0 - share)[:, None] * states.variance[k] + share[:, None] * states.variance[after]
    variance[:, 0] += habits.wander_m2_s3 * (step * share * (1.0 - share)) ** 3 / 3.0
    heading, accuracy = course_headings(velocity, np.sqrt(variance[:, 1]))
    stands = standing(time, np.abs(velocity))
    return Run(time, position, np.abs(velocity), heading, accuracy, np.sqrt(2.0 * variance[:, 0]), stands)


def _guided_run(fit: Guided, chosen: slice, path: Odometry) -> Run:
    """Dense samples along the seen path, turned and scaled to the fixes; the camera's gaze is the heading."""
    knot_s, place, factor = fit.knots.observed.time_s[chosen], fit.position_m[chosen], fit.factor[chosen]
    variance = fit.variance[chosen]
    time = _even_times(knot_s)
    k = np.clip(np.searchsorted(knot_s, time, side="right") - 1, 0, len(knot_s) - 2)
    share = (time - knot_s[k]) / (knot_s[k + 1] - knot_s[k])
    at_knots = path.at(knot_s)
    left_over = np.diff(place) - factor[:-1] * np.diff(at_knots)
    position = place[k] + factor[k] * (path.at(time) - at_knots[k]) + share * left_over[k]
    turned = ((1.0 - share) * factor[k] + share * factor[k + 1]) * path.gaze_at(time)
    heading = np.degrees(np.angle(1j * turned.conj())) % 360.0
    spread = np.sqrt(variance[k, 2]) / np.maximum(np.abs(factor[k]), 1e-9)
    accuracy = np.degrees(np.hypot(spread, GAZE_ERROR_RAD))
    speed = np.abs(np.gradient(position, time))
    stands = standing(time, speed, shortest_s=1.0, slow_m_s=0.4)
    return Run(time, position, speed, heading, accuracy, np.sqrt(2.0 * variance[k, 0]), stands, True)


def _supported(path: Odometry, believed: Observed) -> Iterator[Odometry]:
    """The pieces of a path that enough fixes lie on, each a little longer than they reach."""
    inside = believed.part((believed.time_s >= path.time_s[0]) & (believed.time_s <= path.time_s[-1]))
    if len(inside):
        cuts = np.flatnonzero(np.diff(inside.time_s) > GUIDED_GAP_S) + 1
        for times in np.split(inside.time_s, cuts):
            if len(times) >= FEWEST_FIXES:
                yield path.between(times[0] - BEYOND_S, times[-1] + BEYOND_S)


def _stretches(observed: Observed, pieces: Sequence[Odometry]) -> Iterator[Observed]:
    """The fixes split where too long is missing, unless the vehicle stood there or the camera saw its way."""
    typical_s = float(np.quantile(np.diff(observed.time_s), 0.9)) if len(observed) > 1 else 0.0
    gap_s = min(max(GAP_S, 2.0 * typical_s), LONGEST_GAP_S)
    before, after = observed.time_s[:-1], observed.time_s[1:]
    unseen_s = after - before
    for piece in pieces:
        unseen_s = unseen_s - np.clip(
            np.minimum(after, piece.time_s[-1]) - np.maximum(before, piece.time_s[0]), 0, None
        )
    stood = (np.abs(np.diff(observed.position_m)) < SAME_PLACE_M) & (after - before < STANDING_GAP_S)
    cuts = np.flatnonzero((unseen_s >= gap_s) & ~stood) + 1
    for first, end in pairwise([0, *cuts.tolist(), len(observed)]):
        yield observed.part(slice(first, end))


def _even_times(time_s: Floats) -> Floats:
    """Times at most one step apart from the first to the last fix."""
    count = int(np.ceil((time_s[-1] - time_s[0]) / STEP_S)) + 1
    return np.linspace(time_s[0], time_s[-1], count)


def _columns(position_m: Complexes) -> Floats:
    return np.column_stack([position_m.real, position_m.imag])
