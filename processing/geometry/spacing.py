"""Choosing places along a way: one every few metres, the sharpest nearby, none twice; and where a sequence ends."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.frames import Floats, turn_deg

LATITUDE = 0.3
"""A frame may lie this share of the spacing before or after its place."""
SAME_PLACE_M, SAME_HEADING_DEG = 1.0, 60.0
SPLIT_M, SPLIT_S = 100.0, 300.0


def spaced(along_m: Floats, worth: Floats, spacing_m: float) -> NDArray[np.int64]:
    """Indices of the frames to keep: about every `spacing_m` the worthiest of those near the place.

    `along_m` is the distance driven at each frame, not decreasing; frames where it is nan are out of the question. A
    place that no frame is near is passed over, and the spacing starts anew after it.

    >>> spaced(np.arange(10.0), np.array([1, 2, 1, 1, 3, 1, 1, 1, 1, 1.0]), 4.0).tolist()
    [1, 4, 7]
    """
    usable = np.flatnonzero(np.isfinite(along_m))
    distance, reach_m = along_m[usable], LATITUDE * spacing_m
    chosen: list[int] = []
    place_m = distance[0] if len(usable) else np.inf
    while len(usable) and place_m <= distance[-1]:
        first = int(np.searchsorted(distance, place_m - reach_m))
        end = int(np.searchsorted(distance, place_m + reach_m, side="right"))
        if first == end:
            place_m = distance[first]
            continue
        chosen.append(int(usable[first + int(np.argmax(worth[usable[first:end]]))]))
        place_m += spacing_m
    return np.unique(np.array(chosen, dtype=np.int64))


def repeats(position_m: Floats, headings_deg: Sequence[float | None]) -> NDArray[np.bool_]:
    """Which places (n, 2) repeat the one kept before them: within 1 m of it and 60 degrees of its heading."""
    doubled, kept = np.zeros(len(position_m), dtype=np.bool_), -1
    for k, place in enumerate(position_m):
        if kept >= 0 and float(np.hypot(*(place - position_m[kept]))) < SAME_PLACE_M:
            here, there = headings_deg[k], headings_deg[kept]
            doubled[k] = here is None or there is None or abs(float(turn_deg(here, there))) < SAME_HEADING_DEG
        if not doubled[k]:
            kept = k
    return doubled


def run_numbers(time_s: Floats, position_m: Floats) -> NDArray[np.int64]:
    """Which sequence each place belongs to, from 0: a new one begins after 100 m or 300 s without a picture."""
    if not len(time_s):
        return np.zeros(0, dtype=np.int64)
    away = np.hypot(*np.diff(position_m, axis=0).T)
    breaks = (away > SPLIT_M) | (np.diff(time_s) > SPLIT_S)
    return np.concatenate([[0], np.cumsum(breaks)]).astype(np.int64)
