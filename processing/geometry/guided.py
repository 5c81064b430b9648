"""Smoothing fixes along a path that the camera saw: the path is turned, scaled and bent a little until it fits them."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.geometry.chain import solve
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Complexes, Observed, Odometry
from ruelle.processing.geometry.smoothing import NU, ROUNDS

DRIFT_M_S = 0.05
"""How far the fitted path may slip, per square root of a second."""
SLIP = 0.02
"""Error of a seen step, relative to its length."""
SCALES_M = (0.3, 8.0)
"""Metres per height of the camera: cameras ride between a kerb and a mast."""
MIDDLE_ERROR = 2.5
"""The path is trusted if the middle fix lies within so many deviations of it."""
BEND_S = 0.004
"""Relative change of scale and direction per square root of a second."""


@dataclass(frozen=True, slots=True)
class Guided:
    """At each fix: position (complex, m), metres per unit of path (complex: its angle turns the path), their spread.

    `apart_m` is how far the fixes lie from the path, in the middle case.
    """

    time_s: Floats
    position_m: Complexes
    turn: Complexes
    covariance: Complexes
    apart_m: float
    noise_m: float

    @property
    def is_sound(self) -> bool:
        """Whether the path lies on the fixes as their noise lets expect, at a scale that cameras have."""
        scale_m = float(np.median(np.abs(self.turn)))
        return self.apart_m <= MIDDLE_ERROR * self.noise_m and SCALES_M[0] <= scale_m <= SCALES_M[1]


def guide(observed: Observed, odometry: Odometry, noise_m: float) -> Guided:
    """Fit the seen path to the fixes; all fixes lie within the times of the path.

    The state of a fix is its position and the complex factor from path to metres.
    """
    path = odometry.at(observed.time_s)
    step, interval_s = np.diff(path), np.diff(observed.time_s)
    factor = _first_factor(observed, path)
    transition = np.tile(np.eye(2, dtype=np.complex128), (len(step), 1, 1))
    transition[:, 0, 1] = step
    slack = np.empty((len(step), 2))
    slack[:, 0] = (SLIP * factor * np.abs(step)) ** 2 + DRIFT_M_S**2 * interval_s
    slack[:, 1] = (BEND_S * factor) ** 2 * interval_s
    weight = observed.weight
    for _ in range(ROUNDS):
        diagonal, upper = _system(transition, 1.0 / slack)
        diagonal[:, 0, 0] += weight / noise_m**2
        right = np.zeros((len(observed), 2), dtype=np.complex128)
        right[:, 0] = weight / noise_m**2 * observed.position_m
        solution = solve(diagonal, upper, right)
        away = np.abs(solution.mean[:, 0] - observed.position_m) ** 2 * observed.weight / noise_m**2
        weight = observed.weight * (NU + 2.0) / (NU + away)
    apart_m = float(np.median(np.abs(solution.mean[:, 0] - observed.position_m)))
    return Guided(observed.time_s, solution.mean[:, 0], solution.mean[:, 1], solution.covariance, apart_m, noise_m)


def _system(transition: Complexes, inverse: Floats) -> tuple[Complexes, Complexes]:
    """Diagonal and upper blocks of the chain whose jumps have these inverse variances (n - 1, 2)."""
    weighted = transition.conj().transpose(0, 2, 1) * inverse[:, None, :]
    diagonal = np.zeros((len(transition) + 1, 2, 2), dtype=np.complex128)
    diagonal[1:, [0, 1], [0, 1]] += inverse
    diagonal[:-1] += weighted @ transition
    diagonal[:, 1, 1] += 1e-9
    return diagonal, -weighted


def _first_factor(observed: Observed, path: Complexes) -> float:
    """Metres per unit of path, roughly: the spread of the fixes over that of the path."""
    place = observed.position_m
    middle = np.median(place.real) + 1j * np.median(place.imag)
    spread = float(np.median(np.abs(path - np.median(path.real) - 1j * np.median(path.imag))))
    return float(np.median(np.abs(place - middle))) / max(spread, 1e-9)
