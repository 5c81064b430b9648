import pytest

from ruelle.capture.tracks.reading import EARLIEST_S, Reason, fix_or_reason, sift
from ruelle.catalog.trajectory import Fix

NOW_S = 1_700_000_000.0


def fix(time_s: float) -> Fix:
    return Fix(time_s, 1.0, 49.0)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ((None, 49.0), Reason.UNREADABLE),
        ((181.0, 49.0), Reason.OUT_OF_RANGE),
        ((float("nan"), 49.0), Reason.OUT_OF_RANGE),
        ((0.0, 0.0), Reason.NO_LOCK),
    ],
)
def test_an_impossible_place_is_refused(place: tuple[float | None, float], reason: Reason) -> None:
    assert fix_or_reason(NOW_S, *place) is reason


def test_impossible_side_values_are_left_out_and_the_fix_stays() -> None:
    made = fix_or_reason(NOW_S, 1.0, 49.0, altitude_m=-9e9, accuracy_m=-1.0, speed_m_s=-3.0, course_deg=720.0)
    assert made == fix(NOW_S)


def test_a_course_of_360_is_north() -> None:
    made = fix_or_reason(NOW_S, 1.0, 49.0, course_deg=360.0)
    assert isinstance(made, Fix)
    assert made.course_deg == 0.0


def test_fixes_come_out_in_order_and_once() -> None:
    reading = sift([fix(NOW_S), fix(NOW_S - 2), fix(NOW_S), fix(NOW_S - 1)], NOW_S)
    assert reading.trajectory is not None
    assert [each.time_s for each in reading.trajectory.fixes] == [NOW_S - 2, NOW_S - 1, NOW_S]
    assert reading.refused == {Reason.REPEATED_TIME: 1}


def test_a_clock_reset_to_1970_or_back_by_1024_weeks_is_refused() -> None:
    reading = sift([fix(12.0), fix(NOW_S - 1024 * 7 * 86_400), fix(EARLIEST_S)], NOW_S)
    assert reading.refused == {Reason.CLOCK_RESET: 2}
    assert reading.trajectory is not None


def test_a_clock_far_ahead_is_refused() -> None:
    assert sift([fix(NOW_S + 2 * 86_400)], NOW_S).refused == {Reason.CLOCK_AHEAD: 1}
