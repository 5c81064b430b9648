"""A drive, and the receivers that record it."""

from collections.abc import Callable

import numpy as np
import pytest
from true_way import TrueWay, trajectory_of

from ruelle.catalog.trajectory import Trajectory

Receive = Callable[..., Trajectory]


@pytest.fixture(scope="session")
def true_way() -> TrueWay:
    """Ninety seconds: off, a bend to the right, a stop of ten seconds, a bend to the left, a halt."""
    time = np.arange(0.0, 90.0, 0.1)
    speed = np.interp(time, [0, 5, 30, 34, 44, 49, 80, 85, 90], [0, 7, 7, 0, 0, 6.5, 6.5, 0, 0])
    turn = np.interp(time, [0, 14, 15, 18, 19, 60, 61, 65, 66], [0, 0, -0.4, -0.4, 0, 0, 0.3, 0.3, 0])
    gaze = np.exp(1j * (1.0 + np.cumsum(turn) * 0.1))
    return TrueWay(time, np.cumsum(speed * gaze) * 0.1, gaze)


@pytest.fixture(scope="session")
def receive(true_way: TrueWay) -> Receive:
    """Draw a receiver: white noise of 2 m on a bias that wanders by 2 m, fixes once a second."""

    def draw(seed: int, *, white_m: float = 2.0, bias_m: float = 2.0) -> Trajectory:
        rng = np.random.default_rng(seed)
        time = np.arange(0.3, 90.0, 1.0)
        bias = np.zeros(len(time), dtype=np.complex128)
        bias[0] = bias_m * (rng.normal() + 1j * rng.normal())
        for k in range(1, len(time)):
            bias[k] = 0.99 * bias[k - 1] + np.sqrt(1 - 0.99**2) * bias_m * (rng.normal() + 1j * rng.normal())
        noise = white_m * (rng.normal(size=len(time)) + 1j * rng.normal(size=len(time)))
        return trajectory_of(time, true_way.at(time) + bias + noise)

    return draw
