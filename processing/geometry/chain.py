"""Least squares over a chain of states, each bound only to the next: block tridiagonal systems."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Blocks = NDArray[Any]
"""Real or complex blocks; a plane is handled as one complex axis, east + i north."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Mean (n, m), covariance of each state (n, m, m) and the logarithm of the determinant of the whole system."""

    mean: Blocks
    covariance: Blocks
    log_determinant: float


def solve(diagonal: Blocks, upper: Blocks, right: Blocks) -> Solution:
    """Solve a Hermitian positive definite system by elimination of one state after the other.

    `diagonal` (n, m, m), `upper` (n - 1, m, m) holds block (k, k + 1), `right` (n, m). The way back is the
    Rauch-Tung-Striebel recursion.
    """
    n = len(diagonal)
    rest, mean = diagonal[0], np.array(right)
    inverse, gain = np.empty_like(diagonal), np.empty_like(upper)
    for k in range(n):
        inverse[k] = np.linalg.inv(rest)
        if k < n - 1:
            gain[k] = inverse[k] @ upper[k]
            back = gain[k].conj().T
            rest = diagonal[k + 1] - upper[k].conj().T @ gain[k]
            mean[k + 1] -= back @ mean[k]
    covariance = np.empty_like(inverse)
    mean[-1], covariance[-1] = inverse[-1] @ mean[-1], inverse[-1]
    for k in range(n - 2, -1, -1):
        mean[k] = inverse[k] @ mean[k] - gain[k] @ mean[k + 1]
        covariance[k] = inverse[k] + gain[k] @ covariance[k + 1] @ gain[k].conj().T
    determinants = np.log(np.abs(np.linalg.det(inverse)))
    return Solution(mean, covariance, -float(determinants.sum()))
