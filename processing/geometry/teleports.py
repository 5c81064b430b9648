"""Fixes that a vehicle cannot have reached: jumps out and back, alone or several in a row."""

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.frames import Floats

REACH_FIXES = 24
"""A run of false fixes is at most this long; a longer one is taken for a true move."""
BREAK_COST_FIXES = 10.0
"""Believing in a true jump costs as much as dropping so many fixes."""
NOISE_M = 8.0
LEEWAY_M = 6.0
"""So far beyond the usual way, and a usual step, costs as much as dropping one fix."""
SLACK_M_S = 5.0
SPEED_UP_M_S2 = 4.0
WINDOW_FIXES = 15


def plausible(time_s: Floats, position_m: Floats) -> NDArray[np.bool_]:
    """Which fixes lie on the longest chain that a vehicle can drive, shape (n,).

    From one kept fix to the next it goes at most twice the local median speed, and what it can have sped up, plus a
    margin; dynamic programming finds the chain, so that a false start or several false fixes in a row fall out too.
    """
    n = len(time_s)
    usual_m_s = _local_speed_m_s(time_s, position_m)
    reach_m_s = 2.0 * usual_m_s + SLACK_M_S
    usual_step_m = usual_m_s * float(np.median(np.diff(time_s))) if n > 1 else usual_m_s
    score, before = np.ones(n), np.full(n, -1)
    for j in range(1, n):
        i = np.arange(max(0, j - REACH_FIXES), j)
        step_m = np.hypot(*(position_m[j] - position_m[i]).T)
        wait_s = time_s[j] - time_s[i]
        fastest_m_s = np.maximum(reach_m_s[i], reach_m_s[j]) + SPEED_UP_M_S2 * wait_s
        reachable = step_m <= fastest_m_s * wait_s + NOISE_M
        excess_m = np.maximum(step_m - np.maximum(usual_m_s[i], usual_m_s[j]) * wait_s - 1.5 * wait_s**2, 0.0)
        cost = np.minimum(excess_m / (LEEWAY_M + usual_step_m[j]), BREAK_COST_FIXES)
        gain = score[i] + 1.0 - np.where(reachable, cost, BREAK_COST_FIXES) - 1e-6 * step_m
        best = int(np.argmax(gain))
        if gain[best] > score[j]:
            score[j], before[j] = gain[best], i[best]
    keep = np.zeros(n, dtype=np.bool_)
    k = int(np.argmax(score))
    while k >= 0:
        keep[k] = True
        k = int(before[k])
    return keep


def _local_speed_m_s(time_s: Floats, position_m: Floats) -> Floats:
    """Median of the speeds between fixes around each one, shape (n,)."""
    if len(time_s) < 2:
        return np.zeros(len(time_s))
    speed = np.hypot(*np.diff(position_m, axis=0).T) / np.diff(time_s)
    return np.array(
        [np.median(speed[max(0, k - WINDOW_FIXES) : k + WINDOW_FIXES]) for k in range(len(time_s))], dtype=np.float64
    )
