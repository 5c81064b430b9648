"""When was it? The shift of time at which the path that a camera saw lies best on the track of a receiver."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.guided import FEWEST_FIXES, SCALES_M, guide, log_likelihood
from ruelle.processing.geometry.observed import Observed, Odometry, Way
from ruelle.processing.geometry.smoothing import Habits

PIECE_S = 60.0
SAMPLE_S = 1.0
GRID_S = 0.25
FINE_S = 0.05
FIX_NOISE_M = 1.0
"""A smoothed track errs at least so much from second to second."""
TURN_NOISE_M = 2.0
REFINED_S, REFINE_STEP_S = 2.0, 0.1
AROUND_S = 20.0
ALIKE_SAMPLES = 4.0
"""So many samples of a smoothed track err alike."""
SHORTEST_M = 25.0
COVERED = 0.7
USUAL_ERROR_S = 60.0
APART_S = 2.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best shift to add to the camera's times, its one-sigma, and how much worse (chi square) any other is."""

    offset_s: float
    sigma_s: float
    margin: float


def align(way: Way, seen: Sequence[Odometry], offsets_s: Floats, usual_s: Floats) -> Alignment | None:
    """The best of the offsets, made fine; None if no offset lets way and paths be compared.

    At each offset the pieces of the seen paths are turned, scaled and laid on the way by least squares; what remains
    tells how well they fit. `usual_s` says how far each offset is from an exact clock: a mild preference.
    """
    pieces = list(_pieces(seen))
    if not pieces or not len(offsets_s):
        return None
    strain = _strain(way, pieces, offsets_s)
    if not np.isfinite(strain).any():
        return None
    variance = max(float(np.nanmin(strain)), FIX_NOISE_M**2)
    weight = sum(len(piece.time_s) for piece in pieces) / ALIKE_SAMPLES / variance
    chi = np.where(np.isfinite(strain), strain * weight, np.inf) + (usual_s / USUAL_ERROR_S) ** 2
    best = int(np.argmin(chi))
    fine = offsets_s[best] + np.arange(-2 * GRID_S, 2 * GRID_S + FINE_S / 2, FINE_S)
    fine_chi = _strain(way, pieces, fine) * weight
    known = np.isfinite(fine_chi)
    if known.sum() < 3:
        return None
    bend, slope, _ = np.polyfit(fine[known] - offsets_s[best], fine_chi[known], 2)
    if bend <= 0:
        return Alignment(float(offsets_s[best]), float("inf"), 0.0)
    offset_s = float(offsets_s[best] + np.clip(-slope / (2.0 * bend), -2 * GRID_S, 2 * GRID_S))
    sigma_s = float(1.0 / np.sqrt(bend))
    rivals = chi[np.abs(offsets_s - offset_s) > APART_S + 3.0 * sigma_s]
    return Alignment(offset_s, sigma_s, float(rivals.min() - chi[best]) if len(rivals) else float("inf"))


def with_fitted_turns(way: Way, seen: Sequence[Odometry]) -> tuple[Odometry, ...]:
    """The paths (in the way's time) with the one factor on their doubtful turns under which they fit the way best."""
    doubt = max((path.turn_doubt for path in seen), default=0.0)
    if doubt == 0.0:
        return tuple(seen)
    factors = 1.0 + doubt * np.linspace(-2.5, 2.5, 51)
    chi = np.full(len(factors), np.inf)
    for k, factor in enumerate(factors):
        pieces = list(_pieces([path.turned(factor) for path in seen if path.turn_doubt > 0]))
        strain = _strain(way, pieces, np.zeros(1))[0] if pieces else np.nan
        if np.isfinite(strain):
            samples = sum(len(piece.time_s) for piece in pieces) / ALIKE_SAMPLES
            chi[k] = strain * samples / TURN_NOISE_M**2 + ((factor - 1.0) / doubt) ** 2
    factor = float(factors[int(np.argmin(chi))]) if np.isfinite(chi).any() else 1.0
    return tuple(path.turned(factor) if path.turn_doubt > 0 else path for path in seen)


def refine(believed: Observed, seen: Sequence[Odometry], habits: Habits) -> tuple[float, float]:
    """How much later still the paths (in the way's time) were seen, with its one-sigma; from the fixes themselves.

    Each shift is weighed by the probability of the fixes under it; the slow error of the receiver is allowed for.
    """
    shifts = np.arange(-REFINED_S, REFINED_S + 1e-6, REFINE_STEP_S)
    log_probability = -0.5 * (shifts / REFINED_S) ** 2
    for path in seen:
        near = (believed.time_s >= path.time_s[0] - AROUND_S) & (believed.time_s <= path.time_s[-1] + AROUND_S)
        part = believed.part(near)
        fit = guide(part, [path], habits, np.zeros(len(part), dtype=np.bool_))
        fixes = fit.knots.observed.weight > 0
        if fixes.sum() >= FEWEST_FIXES:
            weighed = replace(part, weight=fit.weight[fixes])
            log_probability += [log_likelihood(weighed, [path.moved(float(shift))], habits) for shift in shifts]
    probability = np.exp(log_probability - log_probability.max())
    probability /= probability.sum()
    shift_s = float(probability @ shifts)
    return shift_s, float(np.sqrt(probability @ (shifts - shift_s) ** 2))


def _pieces(seen: Sequence[Odometry]) -> Iterator[Odometry]:
    """The paths sampled evenly, in pieces short enough that their slow drift does not matter."""
    for odometry in seen:
        start_s, end_s = float(odometry.time_s[0]), float(odometry.time_s[-1])
        count = max(1, round((end_s - start_s) / PIECE_S))
        borders = np.linspace(start_s, end_s, count + 1)
        for first_s, last_s in pairwise(borders):
            times = np.arange(first_s, last_s + 1e-6, SAMPLE_S)
            if len(times) >= 4:
                yield replace(odometry, time_s=times, path=odometry.at(times), gaze=odometry.gaze_at(times))


def _strain(way: Way, pieces: Sequence[Odometry], offsets_s: Floats) -> Floats:
    """Mean squared distance in m² left between the pieces and the way at each offset; nan where it cannot be told."""
    left, count, length = (np.zeros(len(offsets_s)) for _ in range(3))
    for piece in pieces:
        there = way.at(piece.time_s[None, :] + offsets_s[:, None])
        known = np.isfinite(there)
        weight = known / np.maximum(known.sum(axis=1, keepdims=True), 1)
        there = np.where(known, there, 0.0)
        there = (there - (weight * there).sum(axis=1, keepdims=True)) * known
        path = (piece.path[None, :] - (weight * piece.path).sum(axis=1, keepdims=True)) * known
        spread = (np.abs(path) ** 2).sum(axis=1)
        factor = (path.conj() * there).sum(axis=1) / np.maximum(spread, 1e-9)
        factor *= np.clip(np.abs(factor), *SCALES_M) / np.maximum(np.abs(factor), 1e-9)
        left += (np.abs(there - factor[:, None] * path) ** 2).sum(axis=1)
        count += known.sum(axis=1)
        length += np.abs(np.diff(there, axis=1) * known[:, 1:] * known[:, :-1]).sum(axis=1)
    total = sum(len(piece.time_s) for piece in pieces)
    told = (count >= COVERED * total) & (length >= SHORTEST_M)
    return np.where(told, left / np.maximum(count - 2.0 * len(pieces), 1.0), np.nan)
