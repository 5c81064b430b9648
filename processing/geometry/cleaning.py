"""From the fixes of a receiver to a way that a vehicle can have driven: teleports out, noise out, gaps left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.frames import Floats, LocalFrame
from ruelle.processing.geometry.guided import guide
from ruelle.processing.geometry.heading import course_headings, standing
from ruelle.processing.geometry.observed import (
    Complexes,
    Observed,
    Odometry,
    hermite,
    observed_from_trajectory,
    thin,
)
from ruelle.processing.geometry.smoothing import Smoothed, habits_of, smooth
from ruelle.processing.geometry.teleports import plausible

STEP_S = 0.05
THIN_S = 0.2
GAP_S = 10.0
LONGEST_GAP_S = 120.0
STANDING_GAP_S = 300.0
SAME_PLACE_M = 10.0
GUIDED_GAP_S = 30.0
GUIDED_FIXES = 8
BIAS_M = 2.0
"""What a receiver errs for minutes on end, which no smoothing removes."""


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


@dataclass(frozen=True, slots=True)
class CleanTrajectory:
    """The runs of a cleaned trajectory, in order of time; `start_s` is POSIX seconds UTC of time 0.

    `used` marks the fixes of the trajectory that were believed.
    """

    frame: LocalFrame
    start_s: float
    runs: tuple[Run, ...]
    used: NDArray[np.bool_]


def clean(trajectory: Trajectory, seen: Sequence[Odometry] = ()) -> CleanTrajectory:
    """The likeliest way behind the fixes; where the camera saw itself go (`seen`, POSIX times), along that path."""
    first, start_s = trajectory.fixes[0], trajectory.start_s
    frame = LocalFrame(first.longitude_deg, first.latitude_deg)
    observed = observed_from_trajectory(trajectory, frame, start_s)
    used = plausible(observed.time_s, _columns(observed.position_m))
    believed = thin(observed.part(used), THIN_S)
    habits = habits_of(believed)
    runs: list[Run] = []
    free = np.ones(len(believed), dtype=np.bool_)
    for odometry in seen:
        path = Odometry(odometry.time_s - start_s, odometry.path, odometry.gaze)
        inside = (believed.time_s >= path.time_s[0]) & (believed.time_s <= path.time_s[-1])
        for part in _stretches(believed.part(inside & free), GUIDED_GAP_S):
            if len(part) >= GUIDED_FIXES and np.ptp(np.abs(path.at(part.time_s) - path.at(part.time_s[:1]))) > 0:
                runs.append(_guided_run(part, path, habits.noise_m))
                free &= (believed.time_s < part.time_s[0]) | (believed.time_s > part.time_s[-1])
    for part in _stretches_around(believed, free):
        stands = standing(part.time_s, np.abs(smooth(part, habits).velocity_m_s))
        runs.append(_free_run(smooth(part, habits, stands)))
    return CleanTrajectory(frame, start_s, tuple(sorted(runs, key=lambda run: float(run.time_s[0]))), used)


def _free_run(states: Smoothed) -> Run:
    """Dense samples between smoothed fixes, by the smoother's own model: a cubic, its spread bulging in between."""
    time = _even_times(states.time_s)
    if len(states.time_s) == 1:
        k, share, step = np.zeros(1, dtype=np.int64), np.zeros(1), np.ones(1)
        after = k
    else:
        k = np.clip(np.searchsorted(states.time_s, time, side="right") - 1, 0, len(states.time_s) - 2)
        after = k + 1
        step = states.time_s[after] - states.time_s[k]
        share = (time - states.time_s[k]) / step
    place, speed = states.position_m, states.velocity_m_s
    position = hermite(share, place[k], place[after], step * speed[k], step * speed[after])
    velocity = (1.0 - share) * speed[k] + share * speed[after] + _swing(place, speed, k, after, share, step)
    variance = (1.0 - share) * states.covariance[k, 0, 0] + share * states.covariance[after, 0, 0]
    variance += states.habits.wander_m2_s3 * (step * share * (1.0 - share)) ** 3 / 3.0
    sigma = np.sqrt((1.0 - share) * states.covariance[k, 1, 1] + share * states.covariance[after, 1, 1])
    heading, accuracy = course_headings(velocity, sigma)
    stands = standing(time, np.abs(velocity))
    return Run(time, position, np.abs(velocity), heading, accuracy, _with_bias(variance), stands)


def _swing(
    place: Complexes, speed: Complexes, k: NDArray[np.int64], after: NDArray[np.int64], share: Floats, step: Floats
) -> Complexes:
    """What the cubic's velocity adds to the straight line between the velocities at its ends."""
    mean = (place[after] - place[k]) / step
    return np.asarray(6.0 * share * (1.0 - share) * (mean - (speed[k] + speed[after]) / 2.0))


def _guided_run(part: Observed, path: Odometry, noise_m: float) -> Run:
    """Dense samples along the seen path, turned and scaled to the fixes; the camera's gaze is the heading."""
    fit = guide(part, path, max(noise_m, 1.0))
    time = _even_times(part.time_s)
    k = np.clip(np.searchsorted(part.time_s, time, side="right") - 1, 0, len(part) - 2)
    step = fit.time_s[k + 1] - fit.time_s[k]
    share = (time - fit.time_s[k]) / step
    seen, at_fixes = path.at(time), path.at(fit.time_s)
    left_over = np.diff(fit.position_m) - fit.turn[:-1] * np.diff(at_fixes)
    position = fit.position_m[k] + fit.turn[k] * (seen - at_fixes[k]) + share * left_over[k]
    turn = (1.0 - share) * fit.turn[k] + share * fit.turn[k + 1]
    heading = np.degrees(np.angle(1j * (turn * path.gaze_at(time)).conj())) % 360.0
    speed = np.abs(np.gradient(position, time))
    spread = np.sqrt(fit.covariance[k, 1, 1].real) / np.maximum(np.abs(turn), 1e-9)
    accuracy = np.degrees(np.hypot(spread, np.radians(1.0)))
    stands = standing(time, speed, shortest_s=1.0, slow_m_s=0.4)
    return Run(time, position, speed, heading, accuracy, _with_bias(fit.covariance[k, 0, 0].real), stands)


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
    return np.sqrt(2.0 * variance_m2 + BIAS_M**2)


def _columns(position_m: Complexes) -> Floats:
    return np.column_stack([position_m.real, position_m.imag])
