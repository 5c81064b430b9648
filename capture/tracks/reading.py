"""The reading of a track: the fixes that can be believed, and how many were refused, by reason."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from ruelle.catalog.trajectory import Fix, Trajectory

EARLIEST_S = datetime(2010, 1, 1, tzinfo=UTC).timestamp()
"""No street is filmed before: a receiver that says so was reset (1970, 1980) or lost 1,024 weeks (until 2029)."""

AHEAD_S = 86_400.0
"""How far ahead of this computer's clock a fix may be."""

ACCURACY_PER_DOP_M = 5.0
"""Metres of horizontal accuracy (one sigma) per unit of dilution of precision, for a receiver under open sky."""

FIXES_CEILING = 2_000_000
"""A track holds no more fixes than this (a day and a half at 18 Hz)."""


class Reason(StrEnum):
    """Why a fix is refused."""

    NO_LOCK = "no-lock"
    NO_TIME = "no-time"
    CLOCK_RESET = "clock-reset"
    CLOCK_AHEAD = "clock-ahead"
    OUT_OF_RANGE = "out-of-range"
    REPEATED_TIME = "repeated-time"
    UNREADABLE = "unreadable"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class TrackReading:
    """What a track gave: its raw trajectory (None if no fix stands), and the count of refused fixes by reason."""

    trajectory: Trajectory | None
    refused: Mapping[Reason, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "refused", MappingProxyType(dict(self.refused)))


@dataclass(frozen=True, slots=True)
class Track:
    """A track, or a video with its own receiver: the fixes that stand, and how many were refused, by reason."""

    name: str
    trajectory: Trajectory
    refused: Mapping[Reason, int]


def fix_or_reason(
    time_s: float | None,
    longitude_deg: float | None,
    latitude_deg: float | None,
    *,
    altitude_m: float | None = None,
    accuracy_m: float | None = None,
    speed_m_s: float | None = None,
    course_deg: float | None = None,
) -> Fix | Reason:
    """Make a fix of what a receiver said, or say why not; impossible side values (a negative speed) are left out.

    The exact position 0, 0 is what receivers say before they know: no lock.
    """
    if longitude_deg is None or latitude_deg is None:
        return Reason.UNREADABLE
    if not (-180 <= longitude_deg <= 180 and -90 <= latitude_deg <= 90):
        return Reason.OUT_OF_RANGE
    if longitude_deg == 0 and latitude_deg == 0:
        return Reason.NO_LOCK
    if time_s is None or not math.isfinite(time_s):
        return Reason.NO_TIME
    return Fix(
        time_s,
        longitude_deg,
        latitude_deg,
        altitude_m=_within(altitude_m, -1000.0, 20_000.0),
        horizontal_accuracy_m=_within(accuracy_m, 0.001, 100_000.0),
        speed_m_s=_within(speed_m_s, 0.0, 150.0),
        course_deg=None if (course := _within(course_deg, 0.0, 360.0)) is None else course % 360.0,
    )


def sift(candidates: Iterable[Fix | Reason], now_s: float) -> TrackReading:
    """Keep the fixes whose time can be believed, in order of time, one per instant; count the others by reason.

    `now_s` is this computer's clock in POSIX seconds: a fix more than a day ahead of it is refused.
    """
    refused: Counter[Reason] = Counter()
    by_time: dict[float, Fix] = {}
    for candidate in candidates:
        verdict = candidate if isinstance(candidate, Reason) else _judge(candidate, by_time, now_s)
        if isinstance(verdict, Reason):
            refused[verdict] += 1
        else:
            by_time[verdict.time_s] = verdict
    fixes = tuple(by_time[time_s] for time_s in sorted(by_time))
    return TrackReading(Trajectory(fixes) if fixes else None, refused)


def _judge(fix: Fix, known: Mapping[float, Fix], now_s: float) -> Fix | Reason:
    if fix.time_s < EARLIEST_S:
        return Reason.CLOCK_RESET
    if fix.time_s > now_s + AHEAD_S:
        return Reason.CLOCK_AHEAD
    if fix.time_s in known:
        return Reason.REPEATED_TIME
    return Reason.TOO_MANY if len(known) >= FIXES_CEILING else fix


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None
