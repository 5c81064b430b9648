"""The drive keeps within what passengers and tyres accept."""

import numpy as np
import pytest

from ruelle.processing.sample.motion import Motion
from ruelle.processing.sample.world import plan_motion

STEP_S = 0.1


@pytest.fixture(scope="module")
def motion() -> Motion:
    return plan_motion(14)


def speeds(motion: Motion) -> tuple[np.ndarray, np.ndarray]:
    times = np.arange(0, motion.duration_s, STEP_S)
    return times, np.array([motion.speed_m_s(float(time)) for time in times])


def test_speed_stays_within_30_km_h_and_acceleration_within_2_m_s2(motion: Motion) -> None:
    _, speed = speeds(motion)
    assert 7.0 < speed.max() <= 30 / 3.6 + 0.01
    assert np.abs(np.diff(speed) / STEP_S).max() <= 2.0


def test_sideways_acceleration_stays_within_2_m_s2(motion: Motion) -> None:
    times, speed = speeds(motion)
    yaw = np.unwrap([motion.angles_rad(float(time))[0] for time in times])
    assert np.abs(np.gradient(yaw, STEP_S) * speed).max() <= 2.1


def test_there_is_one_stop_of_4_to_5_seconds_on_the_way(motion: Motion) -> None:
    times, speed = speeds(motion)
    standing = (speed < 0.2) & (times > 2) & (times < motion.duration_s - 2)
    edges = np.flatnonzero(np.diff(standing.astype(int)))
    assert len(edges) == 2
    assert 4.0 <= times[edges[1]] - times[edges[0]] <= 5.0


def test_the_street_turns_a_right_angle_to_the_left(motion: Motion) -> None:
    start, end = (motion.angles_rad(time)[0] for time in (0.0, motion.duration_s))
    assert np.degrees(end - start) == pytest.approx(90, abs=0.5)
    assert 180 <= motion.line.length_m <= 250


def test_pitch_and_roll_stay_within_one_degree(motion: Motion) -> None:
    angles = np.degrees([motion.angles_rad(float(time))[1:] for time in np.arange(0, 40, 0.25)])
    assert 0.1 < np.abs(angles).max() <= 1.0
