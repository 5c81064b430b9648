"""Smoothing fixes along a path that the camera saw: the path is turned, scaled and bent a little until it fits them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.chain import Blocks, solve
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Complexes, Observed, Odometry
from ruelle.processing.geometry.smoothing import NU, ROUNDS, STILL_M_S, Habits

DRIFT_M_S = 0.03
"""How far the fitted path may slip, per square root of a second."""
FEWEST_FIXES = 8
FAR_M, ROLLING_M_S = 1e4, 1.0
BIAS_M, BIAS_S = 2.0, 100.0
"""What a receiver errs on each axis for minutes on end, and how long it takes to forget that."""
SLIP = 0.01
"""Error of a seen step, relative to its length."""
SCALES_M = (0.3, 8.0)
"""Metres per height of the camera: cameras ride between a kerb and a mast."""
LOOSEST = 0.1
"""The path is trusted if its scale and direction are known this well (a share, and radians)."""
MIDDLE_ERROR = 2.5
"""The path is trusted if the middle fix lies within so many deviations of it."""
GUESS_ERROR = 0.1
"""Error of the length (a share) and of the turn (radians) of a guessed step."""
ANY_SPEED_M_S = 15.0
"""While a path is seen its speed is not remembered."""
ANY_SCALE_M = 10.0
"""The factor of a new path has nothing to do with that of the one before."""
BEND_S, STRETCH_S = 0.003, 0.0005
"""Change of direction (radians) and of scale (a share) per square root of a second."""


@dataclass(frozen=True, slots=True)
class Knots:
    """The fixes, and the ends of the seen paths, in order of time; between two knots a path is seen all along or not.

    `observed` has no weight at the ends of paths. Of the n - 1 intervals: the path seen (-1 if none), its step, and for
    how long it was guessed. `pace` is the speed along the path at its ends.
    """

    observed: Observed
    owner: NDArray[np.int64]
    step: Complexes
    guessed_s: Floats
    pace: Complexes


@dataclass(frozen=True, slots=True)
class Guided:
    """At each knot: true position and velocity (complex, m, m/s), factor from path to metres, variances (n, 4).

    The angle of the factor turns the path; the fourth state is the slow error of the receiver. `away_m` is how far the
    fixes lie from where they should (nan at the ends of paths), `weight` how far each was believed.
    """

    knots: Knots
    position_m: Complexes
    velocity_m_s: Complexes
    factor: Complexes
    variance: Floats
    away_m: Floats
    weight: Floats

    def is_sound(self, path: int, noise_m: float) -> bool:
        """Whether a path lies on the fixes as their noise lets expect, at a scale that cameras have, well known."""
        within = np.flatnonzero(self.knots.owner == path)
        away_m = self.away_m[within][np.isfinite(self.away_m[within])]
        if len(away_m) < FEWEST_FIXES:
            return False
        scale_m = float(np.median(np.abs(self.factor[within])))
        spread_m = float(np.sqrt(np.median(self.variance[within, 2])))
        fits = float(np.median(away_m)) <= MIDDLE_ERROR * noise_m and spread_m <= LOOSEST * scale_m
        return fits and SCALES_M[0] <= scale_m <= SCALES_M[1]


def guide(observed: Observed, seen: Sequence[Odometry], habits: Habits, still: NDArray[np.bool_]) -> Guided:
    """The likeliest way through the fixes that follows the seen paths, turned and scaled, and is free between them.

    The paths must not overlap. Fixes marked `still` are known to stand.
    """
    knots = lay_knots(observed, seen)
    stands = np.isin(knots.observed.time_s, observed.time_s[still])
    given = knots.observed.weight
    weight, facing = given, np.ones(len(given), dtype=np.complex128)
    for _ in range(ROUNDS):
        fit = _fit(knots, habits, weight=weight, still=stands, facing=facing)
        away_m = np.abs(fit.mean[:, 0] + fit.mean[:, 3] - knots.observed.position_m)
        weight = given * (NU + 2.0) / (NU + away_m**2 * given / habits.noise_m**2)
        facing = np.exp(1j * np.angle(fit.mean[:, 2]))
    away_m = np.where(given > 0, away_m, np.nan)
    return Guided(knots, fit.mean[:, 0], fit.mean[:, 1], fit.mean[:, 2], fit.variance, away_m, weight)


def log_likelihood(observed: Observed, seen: Sequence[Odometry], habits: Habits) -> float:
    """Logarithm of the probability of these fixes (with these weights) along these paths, up to a constant."""
    knots = lay_knots(observed, seen)
    weight, nowhere = knots.observed.weight, np.zeros(len(knots.observed), dtype=np.bool_)
    first = _fit(knots, habits, weight=weight, still=nowhere, facing=np.ones(len(weight), dtype=np.complex128))
    facing = np.exp(1j * np.angle(first.mean[:, 2]))
    return _fit(knots, habits, weight=weight, still=nowhere, facing=facing).log_likelihood


def lay_knots(observed: Observed, seen: Sequence[Odometry]) -> Knots:
    """Put the ends of the paths among the fixes, and tell what was seen from knot to knot."""
    ends = np.unique(np.concatenate([path.time_s[[0, -1]] for path in seen]))
    ends = ends[~np.isin(ends, observed.time_s)]
    times = np.concatenate([observed.time_s, ends])
    order = np.argsort(times)
    nothing, unknown = np.zeros(len(ends)), np.full(len(ends), np.nan)
    together = Observed(
        times[order],
        np.concatenate([observed.position_m, nothing])[order],
        np.concatenate([observed.weight, nothing])[order],
        np.concatenate([observed.speed_m_s, unknown])[order],
        np.concatenate([observed.velocity_m_s, unknown])[order],
    )
    time = together.time_s
    owner, step, guessed_s = (
        np.full(len(time) - 1, -1),
        np.zeros(len(time) - 1, dtype=np.complex128),
        np.zeros(len(time) - 1),
    )
    pace = np.zeros(len(time), dtype=np.complex128)
    for index, path in enumerate(seen):
        within = (time[:-1] >= path.time_s[0]) & (time[1:] <= path.time_s[-1])
        owner[within], step[within] = index, np.diff(path.at(time))[within]
        for end in (0, -1):
            pace[time == path.time_s[end]] = path.slope[end]
        guessed_s[within] = np.diff(np.interp(time, path.time_s, path.guessed_s))[within]
    return Knots(together, owner, step, guessed_s, pace)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Complex states (n, 4), the mean variance of their two axes (n, 4), and how likely the fixes are."""

    mean: Complexes
    variance: Floats
    log_likelihood: float


def _fit(knots: Knots, habits: Habits, *, weight: Floats, still: NDArray[np.bool_], facing: Complexes) -> _Fit:
    """One least squares over real states, east and north of each of the four; `facing` is the factors' direction."""
    precision = weight / habits.noise_m**2
    move, inverse = _real(_motion(knots)), np.linalg.inv(_noise(knots, habits.wander_m2_s3, facing[:-1]))
    back = move.transpose(0, 2, 1) @ inverse
    diagonal = np.zeros((len(weight), 8, 8))
    diagonal[1:] += inverse
    diagonal[:-1] += back @ move
    start = np.repeat(1.0 / np.array([FAR_M, ANY_SPEED_M_S, ANY_SCALE_M, BIAS_M]) ** 2, 2)
    diagonal[0] += np.diag(start)
    place = np.stack([knots.observed.position_m.real, knots.observed.position_m.imag], axis=1)
    right = np.zeros((len(weight), 8))
    for axis in (0, 1):
        for i, j in product((axis, 6 + axis), repeat=2):
            diagonal[:, i, j] += precision
        right[:, axis] = right[:, 6 + axis] = precision * place[:, axis]
    diagonal[still, 2:4, 2:4] += np.eye(2) * STILL_M_S**-2
    rolling = _rolling_on(knots)
    diagonal += rolling
    solution = solve(diagonal, -back, right)
    mean = solution.mean
    jump = mean[1:] - np.einsum("kij,kj->ki", move, mean[:-1])
    strain = float(np.einsum("ki,kij,kj->", jump, inverse, jump)) + float(start @ mean[0] ** 2)
    strain += float((precision[:, None] * (mean[:, :2] + mean[:, 6:] - place) ** 2).sum())
    strain += float((mean[still, 2:4] ** 2).sum()) / STILL_M_S**2
    strain += float(np.einsum("ki,kij,kj->", mean, rolling, mean))
    spread = float(np.linalg.slogdet(inverse)[1].sum()) - solution.log_determinant
    variance = np.diagonal(solution.covariance, axis1=1, axis2=2).reshape(-1, 4, 2).mean(axis=2)
    return _Fit(mean[:, 0::2] + 1j * mean[:, 1::2], variance, (spread - strain) / 2.0)


def _real(blocks: Blocks) -> Floats:
    """Complex blocks (n, 4, 4) as real ones (n, 8, 8): each number turns and stretches east and north."""
    real = np.einsum("nij,ab->niajb", blocks.real, np.eye(2))
    real += np.einsum("nij,ab->niajb", blocks.imag, np.array([[0.0, -1.0], [1.0, 0.0]]))
    return np.asarray(real.reshape(len(blocks), 8, 8))


def _motion(knots: Knots) -> Blocks:
    """Transition of position, velocity, factor and slow error over the intervals, (n - 1, 4, 4)."""
    interval_s = np.diff(knots.observed.time_s)
    transition = np.tile(np.eye(4, dtype=np.complex128), (len(interval_s), 1, 1))
    transition[:, 0, 1] = np.where(knots.owner >= 0, 0.0, interval_s)
    transition[:, 0, 2] = knots.step
    transition[:, 3, 3] = np.exp(-interval_s / BIAS_S)
    return transition


def _noise(knots: Knots, wander_m2_s3: float, facing: Complexes) -> Floats:
    """Noise of the states over the intervals, (n - 1, 8, 8); the factor stretches less than it turns."""
    interval_s, inside = np.diff(knots.observed.time_s), knots.owner >= 0
    outside_s = np.where(inside, 0.0, interval_s)
    scale_m = _rough_scales_m(knots)
    length_m = scale_m * np.abs(knots.step)
    noise = np.zeros((len(interval_s), 4, 4))
    noise[:, 0, 0] = (
        SLIP**2 + (GUESS_ERROR * knots.guessed_s / interval_s) ** 2
    ) * length_m**2 + DRIFT_M_S**2 * interval_s
    noise[:, 0, 0] += wander_m2_s3 * outside_s**3 / 3.0
    noise[:, 0, 1] = noise[:, 1, 0] = wander_m2_s3 * outside_s**2 / 2.0
    noise[:, 1, 1] = wander_m2_s3 * outside_s + np.where(inside, ANY_SPEED_M_S**2, 0.0)
    noise[:, 3, 3] = BIAS_M**2 * (1.0 - np.exp(-2.0 * interval_s / BIAS_S))
    before = np.concatenate([[-1], np.maximum.accumulate(knots.owner)[:-1]])
    noise[:, 2, 2] = np.where(np.append((knots.owner > before)[1:], False), ANY_SCALE_M**2, 0.0)
    real = _real(noise.astype(np.complex128))
    along = np.stack([facing.real, facing.imag], axis=1)
    across = np.stack([-facing.imag, facing.real], axis=1)
    stretch = STRETCH_S**2 * interval_s * scale_m**2
    turn = (BEND_S**2 * interval_s + knots.guessed_s * GUESS_ERROR**2) * scale_m**2
    for size, way in ((stretch, along), (turn, across)):
        real[:, 4:6, 4:6] += np.einsum("n,ni,nj->nij", size, way, way)
    return real


def _rolling_on(knots: Knots) -> Floats:
    """What binds velocity and factor where a path begins or ends, (n, 8, 8): the vehicle goes on as it was seen to."""
    border = np.zeros(len(knots.owner) + 1, dtype=np.bool_)
    border[1:-1] = (knots.owner[1:] >= 0) != (knots.owner[:-1] >= 0)
    row = np.zeros((len(border), 1, 4), dtype=np.complex128)
    row[:, 0, 1], row[:, 0, 2] = 1.0, -knots.pace
    row[~border] = 0.0
    each = row.conj().transpose(0, 2, 1) @ row
    return _real(each) / ROLLING_M_S**2


def _rough_scales_m(knots: Knots) -> Floats:
    """Metres per unit of path on each interval, roughly: the way between fixes over the path between them."""
    scales = np.ones(len(knots.owner))
    for index in range(int(knots.owner.max(initial=-1)) + 1):
        within = knots.owner == index
        fixed = np.append(within, False) & (knots.observed.weight > 0)
        place, path = knots.observed.position_m[fixed], np.cumsum(np.where(within, knots.step, 0.0))
        path = np.concatenate([[0j], path])[fixed]
        if len(place) >= 2:
            scales[within] = _spread(place) / max(_spread(path), 1e-6)
    return np.clip(scales, *SCALES_M)


def _spread(places: Complexes) -> float:
    """Middle distance from the middle."""
    middle = np.median(places.real) + 1j * np.median(places.imag)
    return float(np.median(np.abs(places - middle)))
