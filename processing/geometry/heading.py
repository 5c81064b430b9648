"""Heading from course: which way a vehicle points, held while it is too slow to tell."""

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Complexes

SLOW_M_S = 5.0 / 3.6
"""Below this speed a heading is held."""
MOVING_M_S = 7.0 / 3.6
"""Above this speed it follows the course again."""


def moving(speed_m_s: Floats) -> NDArray[np.bool_]:
    """Where a vehicle moves, with hysteresis: it moves from the upper speed on until it falls below the lower one.

    >>> moving(np.array([0.0, 1.6, 2.0, 1.6, 1.0, 1.6])).tolist()
    [False, False, True, True, False, False]
    """
    verdict = np.where(speed_m_s >= MOVING_M_S, 1, np.where(speed_m_s < SLOW_M_S, 0, -1))
    decided = np.where(verdict >= 0, np.arange(len(verdict)), -1)
    last = np.maximum.accumulate(decided)
    return np.asarray(np.where(last >= 0, verdict[np.maximum(last, 0)] == 1, speed_m_s >= SLOW_M_S))


def course_headings(velocity_m_s: Complexes, sigma_m_s: Floats) -> tuple[Floats, Floats]:
    """Headings in degrees from velocities (east + i north), and their one-sigma accuracy; nan if nothing ever moves.

    A slow vehicle keeps the heading it had; before it first moves it has the heading it will have.
    """
    goes = moving(np.abs(velocity_m_s))
    if not goes.any():
        nothing = np.full(len(velocity_m_s), np.nan)
        return nothing, nothing.copy()
    source = np.maximum.accumulate(np.where(goes, np.arange(len(goes)), -1))
    source[source < 0] = int(np.argmax(goes))
    held = velocity_m_s[source]
    heading = np.degrees(np.angle(1j * held.conj())) % 360.0
    accuracy = np.degrees(np.arctan2(sigma_m_s[source], np.abs(held)))
    return np.asarray(heading), np.asarray(accuracy)


def standing(time_s: Floats, speed_m_s: Floats, shortest_s: float = 4.0, slow_m_s: float = 0.8) -> NDArray[np.bool_]:
    """Where a vehicle stands: slower than `slow_m_s` for at least `shortest_s`."""
    slow = np.concatenate([[False], speed_m_s < slow_m_s, [False]])
    edges = np.flatnonzero(np.diff(slow.astype(np.int8)))
    stands = np.zeros(len(time_s), dtype=np.bool_)
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if time_s[end - 1] - time_s[first] >= shortest_s:
            stands[first:end] = True
    return stands
