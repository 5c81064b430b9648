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
BEND_S = 0.004
"""Relative change of scale and direction per square root of a second."""


@dataclass(frozen=True, slots=True)
class Guided:
    """At each fix: position (complex, m), metres per unit of path (complex: its angle turns the path) and their spread.

    `misfit` is the strain of the fit: half the sum of squared errors in units of their deviations, robust.
    """

    time_s: Floats
    position_m: Complexes
    turn: Complexes
    covariance: Complexes
    misfit: float


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
    jump = solution.mean[1:] - np.einsum("kij,kj->ki", transition, solution.mean[:-1])
    misfit = float((NU + 2.0) / 2.0 * np.log1p(away / NU).sum() + (np.abs(jump) ** 2 / slack).sum() / 2.0)
    return Guided(observed.time_s, solution.mean[:, 0], solution.mean[:, 1], solution.covariance, misfit)


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
    spread = float(np.abs(path - path.mean()).mean())
    return float(
        np.median(
            np.abs(observed.position_m - np.median(observed.position_m.real) - 1j * np.median(observed.position_m.imag))
        )
    ) / max(spread, 1e-9)
