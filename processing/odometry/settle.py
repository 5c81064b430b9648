"""Settling one view of the ground on another: where the second camera stood and how both were tilted, finely.

Source: Gauss-Newton on both views at once (Malis, Improving vision-based control using efficient second-order
minimization techniques, 2004), with robust weights.
"""

import cmath
from collections.abc import Iterable
from dataclasses import astuple, replace

import cv2
import numpy as np

from ruelle.processing.odometry.ground import (
    CELL,
    Eye,
    Lens,
    Places,
    Single,
    Stance,
    even,
    ground_cells,
    likeness,
    look_down,
)

ROUNDS, FINE, LONGEST = 8, 5e-4, 0.3
ALIKE_CELLS, UNLIKE = 15, 0.2
"""What does not look alike so far around, be it a wall or a car, does not lie on the ground."""
ODD = 2.0
"""A cell so many deviations off counts a quarter."""
TOLD = 0.15
"""Cells err alike: they tell as much as this share of them would alone."""
DOUBTS = np.array([0.5, 0.5, 0.15, 0.012, 0.006, 0.012, 0.006])
"""One sigma of the guesses: right and ahead in heights, turn, pitch and roll now, pitch and roll before."""


def settle(before: Eye, after: Eye, lens: Lens) -> tuple[Eye, Eye]:
    """Both eyes with their stances made fine; the first stands at the origin and looks ahead."""
    guess = np.array([*astuple(after.stance), before.stance.pitch_rad, before.stance.roll_rad])
    found = guess.copy()
    for _ in range(ROUNDS):
        slopes, left, weight = _compared(before, after, lens)
        normal = (slopes * weight) @ slopes.T + np.diag(DOUBTS**-2)
        pull = slopes @ (weight * left) + (found - guess) / DOUBTS**2
        step = np.clip(-np.linalg.solve(normal, pull), -LONGEST, LONGEST)
        found += step
        after, before = _standing(after, found[:5]), _standing(before, (0.0, 0.0, 0.0, *found[5:]))
        if np.abs(step[:3]).max() < FINE:
            break
    return before, after


def _standing(eye: Eye, numbers: Iterable[float]) -> Eye:
    return replace(eye, stance=Stance(*(float(number) for number in numbers)))


def _compared(before: Eye, after: Eye, lens: Lens) -> tuple[Single, Single, Single]:
    """How the difference of both views changes with each number (7, n), the difference, and what each cell counts."""
    cells, coarse = ground_cells(lens)
    (a, a_weight), (b, b_weight) = look_down(before, lens), look_down(after, lens)
    a, b = even(a), even(b)
    left = b - a
    weight = np.asarray(a_weight * b_weight / np.maximum(coarse, 1e-3), dtype=np.float32)
    fade = np.sqrt(weight)
    alike = np.maximum(likeness(a * fade, b * fade, ALIKE_CELLS) - UNLIKE, 0.0) / (1.0 - UNLIKE)
    deviation = _deviation(left, weight)
    counts = TOLD / _repeats(cells, lens) * (weight * alike / deviation / (1.0 + (left / deviation / ODD) ** 2)) ** 2
    slope = _slope((a + b) / 2.0)
    moves = [*_moves(cells, after.stance), *(-move for move in _moves(cells, before.stance)[3:])]
    slopes = np.stack([(slope.conj() * move).real.ravel() for move in moves])
    return slopes, left.ravel(), counts.ravel()


def _moves(cells: Places, stance: Stance) -> list[Places]:
    """Which way the ground shown in each cell moves with each number of a stance that is almost level."""
    turn = cmath.exp(1j * stance.turn_rad)
    from_it = cells - complex(stance.right, stance.ahead)
    faced = from_it * turn
    pitched, rolled = -(1j + faced.imag * faced), 1.0 + faced.real * faced
    moves = (np.full_like(cells, -1), np.full_like(cells, -1j), 1j * from_it, pitched / turn, rolled / turn)
    return [np.asarray(move, dtype=np.complex64) for move in moves]


def _slope(view: Single) -> Places:
    """How a view rises to the right + i ahead, per height of the camera."""
    right, behind = (cv2.Sobel(view, cv2.CV_32F, *axis, ksize=3) / (8.0 * CELL) for axis in ((1, 0), (0, 1)))
    return np.asarray(right - 1j * behind, dtype=np.complex64)


def _deviation(left: Single, weight: Single) -> float:
    """The robust deviation of what is left, where it counts."""
    counted = np.abs(left[weight > 0.3])
    return 1.5 * float(np.median(counted)) + 1e-3 if len(counted) else 1.0


def _repeats(cells: Places, lens: Lens) -> Single:
    """How many cells one pixel of the picture fills, at least one: far ones repeat each other."""
    far = 1.0 + np.abs(cells) ** 2
    pixel = lens.pixel_rad / CELL
    return np.asarray(np.maximum(1.0, pixel * far) * np.maximum(1.0, pixel * np.sqrt(far)), dtype=np.float32)
