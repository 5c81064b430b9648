"""Smoothing fixes: a vehicle whose velocity wanders, seen through noisy fixes, in one least squares over all of them.

Source: Särkkä, Bayesian Filtering and Smoothing (2013), chapters 8 and 12; the robust weights are those of Student's t.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.chain import Blocks, Solution, solve
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Complexes, Observed

NU = 4.0
"""Degrees of freedom of Student's t: how lightly a far fix is taken."""
ROUNDS = 5
STILL_M_S = 0.05
DOPPLER_M_S = 0.3
TRIAL_FIXES = 200
NOISES_M = (0.1, 0.2, 0.4, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a vehicle moves and a receiver errs: spectral density of acceleration, and noise of a fix on each axis."""

    wander_m2_s3: float = 1.0
    noise_m: float = 2.0


@dataclass(frozen=True, slots=True)
class Smoothed:
    """States at the fixes: position and velocity (complex, m and m/s) and the 2 x 2 covariance of each axis."""

    time_s: Floats
    position_m: Complexes
    velocity_m_s: Complexes
    covariance: Floats
    habits: Habits


def smooth(observed: Observed, habits: Habits, still: NDArray[np.bool_] | None = None) -> Smoothed:
    """The likeliest way through the fixes; fixes marked `still` are known to stand."""
    weight, direction = observed.weight, np.zeros(len(observed), dtype=np.complex128)
    for _ in range(ROUNDS):
        solution = _least_squares(observed, habits, weight=weight, direction=direction, still=still)[0]
        away = np.abs(solution.mean[:, 0] - observed.position_m) ** 2 * observed.weight / habits.noise_m**2
        weight = observed.weight * (NU + 2.0) / (NU + away)
        direction = np.exp(1j * np.angle(solution.mean[:, 1]))
    return Smoothed(observed.time_s, solution.mean[:, 0], solution.mean[:, 1], solution.covariance, habits)


def habits_of(observed: Observed) -> Habits:
    """The noise that makes the fixes likeliest (marginal likelihood over a small grid, on a middle stretch)."""
    middle = max(0, (len(observed) - TRIAL_FIXES) // 2)
    trial = observed.part(slice(middle, middle + TRIAL_FIXES))
    if len(trial) < 20 or float(np.median(np.diff(trial.time_s))) > 2.5:
        return Habits()
    first = smooth(trial, Habits())
    far = np.abs(first.position_m - trial.position_m) * np.sqrt(trial.weight) > 8.0
    trial = replace(trial, weight=np.where(far, 1e-6, trial.weight))
    grid = [Habits(noise_m=noise) for noise in NOISES_M]
    return max(grid, key=lambda habits: _log_likelihood(trial, habits))


def drift(interval_s: Floats) -> tuple[Blocks, Blocks]:
    """Transition and unit noise of position and velocity over intervals, both (n, 2, 2): white acceleration."""
    transition = np.tile(np.eye(2), (len(interval_s), 1, 1))
    transition[:, 0, 1] = interval_s
    noise = np.empty_like(transition)
    noise[:, 0, 0], noise[:, 1, 1] = interval_s**3 / 3.0, interval_s
    noise[:, 0, 1] = noise[:, 1, 0] = interval_s**2 / 2.0
    return transition, noise


def _least_squares(
    observed: Observed,
    habits: Habits,
    *,
    weight: Floats,
    direction: Complexes,
    still: NDArray[np.bool_] | None,
) -> tuple[Solution, Blocks, Blocks]:
    transition, noise = drift(np.diff(observed.time_s))
    inverse = np.linalg.inv(noise) / habits.wander_m2_s3
    back = transition.transpose(0, 2, 1) @ inverse
    diagonal = np.zeros((len(observed), 2, 2))
    diagonal[1:] += inverse
    diagonal[:-1] += back @ transition
    diagonal[0, 1, 1] += 1.0 / 30.0**2
    right = np.zeros((len(observed), 2), dtype=np.complex128)
    diagonal[:, 0, 0] += weight / habits.noise_m**2
    right[:, 0] = weight / habits.noise_m**2 * observed.position_m
    known = np.isfinite(observed.velocity_m_s)
    # A speed without a course pulls along the direction found in the round before (majorise, minimise).
    told = np.where(known, observed.velocity_m_s, observed.speed_m_s * direction)
    heard = np.isfinite(told) & (known | (direction != 0))
    diagonal[heard, 1, 1] += DOPPLER_M_S**-2
    right[heard, 1] += DOPPLER_M_S**-2 * told[heard]
    if still is not None:
        diagonal[still, 1, 1] += STILL_M_S**-2
    return solve(diagonal, -back, right), transition, inverse


def _log_likelihood(observed: Observed, habits: Habits) -> float:
    """Logarithm of the probability of the fixes, both axes, up to a constant."""
    nobody = np.zeros(len(observed), dtype=np.complex128)
    solution, transition, inverse = _least_squares(
        observed, habits, weight=observed.weight, direction=nobody, still=None
    )
    state = solution.mean
    jump = state[1:] - np.einsum("kij,kj->ki", transition, state[:-1])
    strain = float(np.einsum("ki,kij,kj->", jump.conj(), inverse, jump).real)
    strain += float((observed.weight * np.abs(state[:, 0] - observed.position_m) ** 2).sum()) / habits.noise_m**2
    spread = float(np.log(np.linalg.det(inverse)).sum()) - 2.0 * len(observed) * np.log(habits.noise_m)
    return float(spread - solution.log_determinant - strain / 2.0)
