"""Smoothing fixes along a path that the camera saw: the path is turned, scaled and bent a little until it fits them."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.geometry.chain import Solution, solve
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Complexes, Observed, Odometry
from ruelle.processing.geometry.smoothing import NU, ROUNDS

DRIFT_M_S = 0.05
"""How far the fitted path may slip, per square root of a second."""
BIAS_M, BIAS_S = 2.0, 100.0
"""What a receiver errs on each axis for minutes on end, and how long it takes to forget that."""
SLIP = 0.02
"""Error of a seen step, relative to its length."""
SCALES_M = (0.3, 8.0)
"""Metres per height of the camera: cameras ride between a kerb and a mast."""
LOOSEST = 0.1
"""The path is trusted if its scale and direction are known this well (a share, and radians)."""
MIDDLE_ERROR = 2.5
"""The path is trusted if the middle fix lies within so many deviations of it."""
GUESS_ERROR = 0.1
"""Relative error of the length, and error of the direction, of a guessed step."""
BEND_S = 0.005
"""Relative change of scale and direction per square root of a second."""


@dataclass(frozen=True, slots=True)
class Guided:
    """At each fix: position (complex, m), metres per unit of path (complex: its angle turns the path), their spread.

    `apart_m` is how far the fixes lie from the path, in the middle case, `weight` how far each was believed.
    """

    time_s: Floats
    position_m: Complexes
    turn: Complexes
    covariance: Complexes
    apart_m: float
    noise_m: float
    weight: Floats

    @property
    def is_sound(self) -> bool:
        """Whether the path lies on the fixes as their noise lets expect, at a scale that cameras have."""
        scale_m = float(np.median(np.abs(self.turn)))
        spread_m = float(np.sqrt(np.median(self.covariance[:, 1, 1].real)))
        if spread_m > LOOSEST * scale_m:
            return False
        return self.apart_m <= MIDDLE_ERROR * self.noise_m and SCALES_M[0] <= scale_m <= SCALES_M[1]


def guide(observed: Observed, odometry: Odometry, noise_m: float) -> Guided:
    """Fit the seen path to the fixes; all fixes lie within the times of the path.

    The state of a fix is its true position, the complex factor from path to metres, and the receiver's slow error.
    """
    weight = observed.weight
    for _ in range(ROUNDS):
        fit = _fit(observed, odometry, weight / noise_m**2)
        mean = fit.solution.mean
        away_m = np.abs(mean[:, 0] + mean[:, 2] - observed.position_m)
        weight = observed.weight * (NU + 2.0) / (NU + away_m**2 * observed.weight / noise_m**2)
    covariance = fit.solution.covariance
    return Guided(observed.time_s, mean[:, 0], mean[:, 1], covariance, float(np.median(away_m)), noise_m, weight)


def log_likelihood(observed: Observed, odometry: Odometry, noise_m: float) -> float:
    """Logarithm of the probability of these fixes (with these weights) along this path, up to a constant."""
    return _fit(observed, odometry, observed.weight / noise_m**2).log_likelihood


@dataclass(frozen=True, slots=True)
class _Fit:
    solution: Solution
    log_likelihood: float


def _fit(observed: Observed, odometry: Odometry, precision: Floats) -> _Fit:
    path = odometry.at(observed.time_s)
    step, interval_s = np.diff(path), np.diff(observed.time_s)
    guessed = np.diff(np.interp(observed.time_s, odometry.time_s, odometry.guessed))
    scale_m = _rough_scale_m(observed, path)
    transition = np.tile(np.eye(3, dtype=np.complex128), (len(step), 1, 1))
    transition[:, 0, 1] = step
    fading = np.exp(-interval_s / BIAS_S)
    transition[:, 2, 2] = fading
    length_m = scale_m * np.abs(step)
    slack = np.empty((len(step), 3))
    slack[:, 0] = (SLIP**2 + guessed * GUESS_ERROR**2) * length_m**2 + DRIFT_M_S**2 * interval_s
    slack[:, 1] = (BEND_S**2 * interval_s + guessed * GUESS_ERROR**2) * scale_m**2
    slack[:, 2] = BIAS_M**2 * (1.0 - fading**2)
    diagonal, upper = _system(transition, 1.0 / slack)
    diagonal[0, 2, 2] += BIAS_M**-2
    for i in (0, 2):
        diagonal[:, i, 0] += precision
        diagonal[:, i, 2] += precision
    right = np.zeros((len(observed), 3), dtype=np.complex128)
    right[:, 0] = right[:, 2] = precision * observed.position_m
    solution = solve(diagonal, upper, right)
    mean = solution.mean
    jump = mean[1:] - np.einsum("kij,kj->ki", transition, mean[:-1])
    strain = (np.abs(jump) ** 2 / slack).sum() + abs(mean[0, 2]) ** 2 / BIAS_M**2
    strain += (precision * np.abs(mean[:, 0] + mean[:, 2] - observed.position_m) ** 2).sum()
    spread = np.log(precision).sum() - np.log(slack).sum() - solution.log_determinant
    return _Fit(solution, float(spread - strain / 2.0))


def _system(transition: Complexes, inverse: Floats) -> tuple[Complexes, Complexes]:
    """Diagonal and upper blocks of the chain whose jumps have these inverse variances (n - 1, 3)."""
    weighted = transition.conj().transpose(0, 2, 1) * inverse[:, None, :]
    diagonal = np.zeros((len(transition) + 1, 3, 3), dtype=np.complex128)
    states = np.arange(3)
    diagonal[1:, states, states] += inverse
    diagonal[:-1] += weighted @ transition
    diagonal[:, 1, 1] += 1e-9
    return diagonal, -weighted


def _rough_scale_m(observed: Observed, path: Complexes) -> float:
    """Metres per unit of path, roughly: the spread of the fixes over that of the path."""
    place = observed.position_m
    middle = np.median(place.real) + 1j * np.median(place.imag)
    spread = float(np.median(np.abs(path - np.median(path.real) - 1j * np.median(path.imag))))
    return float(np.median(np.abs(place - middle))) / max(spread, 1e-9)
