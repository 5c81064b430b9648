"""Can these files have been filmed while that track was recorded?"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ruelle.capture.described import Described
from ruelle.catalog.errors import Failure
from ruelle.catalog.trajectory import Trajectory
from ruelle.catalog.vocabulary import Clock

QUARTER_S = 900
ZONES_S = range(-14 * 3600, 14 * 3600 + 1, QUARTER_S)
"""How far local time may lie from UTC, in whole quarters of an hour."""

CLOCK_ERROR_S = 300.0
"""How wrong a camera's clock may be before it has to be stated."""


def check_overlap(files: Sequence[Described], trajectory: Trajectory, clock_offset_s: float | None) -> Failure | None:
    """None if at least one file can lie on the track, else a Failure with both time ranges.

    Without a stated offset the camera may show any time zone and be a few minutes wrong. Files without a time pass.
    """
    times_s = [file.start_s for file in files if file.start_s is not None]
    if len(times_s) < len(files) or any(_may_meet(file, trajectory, clock_offset_s) for file in files):
        return None
    return Failure(
        "track-elsewhere",
        {
            "footage_start": _shown(min(times_s)),
            "footage_end": _shown(max((file.start_s or 0.0) + file.duration_s for file in files)),
            "track_start": _shown(trajectory.start_s),
            "track_end": _shown(trajectory.end_s),
            "clock_offset_s": "auto" if clock_offset_s is None else f"{clock_offset_s:g}",
        },
    )


def _may_meet(file: Described, trajectory: Trajectory, clock_offset_s: float | None) -> bool:
    start_s = file.start_s or 0.0
    end_s = start_s + file.duration_s
    slack_s = CLOCK_ERROR_S if clock_offset_s is None else 1.0
    return any(
        start_s + shift_s - slack_s <= trajectory.end_s and trajectory.start_s <= end_s + shift_s + slack_s
        for shift_s in _shifts_s(file, clock_offset_s)
    )


def _shifts_s(file: Described, clock_offset_s: float | None) -> Iterable[float]:
    if clock_offset_s is not None:
        return (clock_offset_s,)
    return ZONES_S if file.clock is Clock.LOCAL else (0.0,)


def _shown(time_s: float) -> str:
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%d %H:%M:%S")
