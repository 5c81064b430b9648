from pathlib import Path

import pytest

from ruelle.capture.described import Described
from ruelle.capture.overlap import check_overlap
from ruelle.catalog.model import Camera
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, MediaKind, Projection

NOON_S = 1_715_000_400.0
HOUR_S = 3600.0
TRACK = Trajectory((Fix(NOON_S, 1.0, 49.0), Fix(NOON_S + 60.0, 1.0, 49.0)))


def filmed(start_s: float | None, clock: Clock = Clock.LOCAL) -> Described:
    return Described(Path("a"), "a", MediaKind.VIDEO, Camera(Projection.FLAT, 4, 3), start_s, clock, duration_s=30.0)


@pytest.mark.parametrize("shift_s", [0.0, 2 * HOUR_S, -9.5 * HOUR_S, 14 * HOUR_S, 2 * HOUR_S + 200, 24 * HOUR_S - 200])
def test_a_local_clock_may_show_any_zone_and_be_minutes_wrong(shift_s: float) -> None:
    assert (check_overlap([filmed(NOON_S + shift_s)], TRACK, None) is None) is (shift_s < 20 * HOUR_S)


@pytest.mark.parametrize(("shift_s", "meets"), [(100.0, True), (-320.0, True), (400.0, False), (2 * HOUR_S, False)])
def test_a_utc_clock_has_no_zone(shift_s: float, meets: bool) -> None:
    assert (check_overlap([filmed(NOON_S + shift_s, Clock.UTC)], TRACK, None) is None) is meets


@pytest.mark.parametrize(("offset_s", "meets"), [(-2 * HOUR_S, True), (0.0, False), (2 * HOUR_S, False)])
def test_a_stated_offset_is_taken_at_its_word(offset_s: float, meets: bool) -> None:
    assert (check_overlap([filmed(NOON_S + 2 * HOUR_S)], TRACK, offset_s) is None) is meets


def test_the_failure_tells_both_time_ranges() -> None:
    failure = check_overlap([filmed(NOON_S + 48 * HOUR_S)], TRACK, None)
    assert failure is not None
    assert failure.code == "track-elsewhere"
    assert failure.details == {
        "footage_start": "2024-05-08 13:00:00",
        "footage_end": "2024-05-08 13:00:30",
        "track_start": "2024-05-06 13:00:00",
        "track_end": "2024-05-06 13:01:00",
        "clock_offset_s": "auto",
    }


def test_a_video_without_a_clock_passes() -> None:
    assert check_overlap([filmed(None)], TRACK, None) is None
