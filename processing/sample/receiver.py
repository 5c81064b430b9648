"""What a satellite receiver in the vehicle would have written, and what is wrong with it."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.motion import Motion

BEFORE_S, AFTER_S = 20, 15
"""How long the receiver is on before the vehicle starts and after it stops."""

_WHITE_M, _BIAS_M, _BIAS_TIME_S, _OUTLIER_M, _HEIGHT_M = 2.0, 2.0, 90.0, 50.0, 3.0
_OUTLIER_AT_S, _GAP_S = 33.0, (5.0, 15.0)


@dataclass(frozen=True, slots=True)
class Track:
    """Fixes once a second: drive time, plan points (n, 3) as received; when one is far off; between which none came."""

    times_s: Floats
    points: Floats
    outlier_s: float
    gap_s: tuple[float, float]


def receive(motion: Motion, first_time_s: float, *, seed: int) -> Track:
    """Receive a drive from `first_time_s` on, once a second.

    White noise (2 m on each axis) on a bias that wanders as a Gauss-Markov process (2 m, 90 s), one fix 50 m off, and
    one gap of ten seconds.
    """
    rng = np.random.default_rng([seed, 5])
    times = np.arange(first_time_s, motion.duration_s + AFTER_S, 1.0)
    truth = np.array([motion.place_m(float(time)) for time in times])
    noise = rng.normal(0, _WHITE_M, (len(times), 2)) + wander(rng, len(times))
    height = rng.normal(0, _HEIGHT_M) + np.cumsum(rng.normal(0, 0.15, len(times)))
    points = truth + np.column_stack([noise, height])
    outlier = int(np.argmin(np.abs(times - _OUTLIER_AT_S)))
    angle = rng.uniform(0, 2 * np.pi)
    points[outlier, :2] = truth[outlier, :2] + _OUTLIER_M * np.array([np.cos(angle), np.sin(angle)])
    kept = (times <= _GAP_S[0]) | (times >= _GAP_S[1])
    ends = float(times[times <= _GAP_S[0]].max()), float(times[times >= _GAP_S[1]].min())
    return Track(times[kept], points[kept], float(times[outlier]), ends)


def wander(rng: np.random.Generator, count: int) -> Floats:
    """A Gauss-Markov bias (count, 2) in metres, one step per second."""
    keep = np.exp(-1 / _BIAS_TIME_S)
    bias = np.empty((count, 2))
    bias[0] = rng.normal(0, _BIAS_M, 2)
    for k in range(1, count):
        bias[k] = keep * bias[k - 1] + np.sqrt(1 - keep**2) * rng.normal(0, _BIAS_M, 2)
    return bias
