"""Cleaning trajectories: what it must remove, what it must leave alone, and what it must not depend on."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from true_way import FRAME, START_S, TrueWay, plane_of, trajectory_of

from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.cleaning import CleanTrajectory, clean
from ruelle.processing.geometry.frames import Floats, turn_deg
from ruelle.processing.geometry.observed import Complexes

Receive = Callable[..., Trajectory]
SECONDS = np.arange(40.0)


def places(cleaned: CleanTrajectory, time_s: Floats) -> Complexes:
    """Where the cleaned vehicle was at times from 0, in the frame of the tests; all must be known."""
    moments = [cleaned.at(START_S + float(time)) for time in time_s]
    assert all(moments)
    return plane_of(cleaned.frame, np.array([moment.position_m for moment in moments if moment]))


def headings(cleaned: CleanTrajectory, time_s: Floats) -> Floats:
    """Headings at times from 0."""
    return np.array([moment.heading_deg for time in time_s if (moment := cleaned.at(START_S + float(time)))])


@given(speed=st.floats(3, 30), course=st.floats(0, 6.28))
@settings(max_examples=10, deadline=None)
def test_a_straight_track_without_noise_stays_as_it_is(speed: float, course: float) -> None:
    truth = SECONDS * speed * np.exp(1j * course)
    cleaned = clean(trajectory_of(SECONDS, truth))
    between = np.arange(0.0, 39.0, 0.37)
    assert np.abs(places(cleaned, between) - between * speed * np.exp(1j * course)).max() < 2e-3
    assert np.allclose(turn_deg(headings(cleaned, between), np.degrees(np.pi / 2 - course)), 0.0, atol=0.1)


@given(east=st.floats(-300, 300), north=st.floats(-300, 300), turn=st.floats(0, 6.28), later=st.floats(-1e6, 1e6))
@settings(max_examples=8, deadline=None)
def test_place_direction_and_time_do_not_matter(east: float, north: float, turn: float, later: float) -> None:
    rng = np.random.default_rng(1)
    wobbly = SECONDS * 6.0 + 10j * np.sin(SECONDS / 8.0) + rng.normal(size=40) + 1j * rng.normal(size=40)
    moved = wobbly * np.exp(1j * turn) + complex(east, north)
    later = round(later)
    plain = clean(trajectory_of(SECONDS, wobbly))
    other = clean(trajectory_of(SECONDS + later, moved))
    between = np.arange(0.0, 39.0, 1.3)
    expected = places(plain, between) * np.exp(1j * turn) + complex(east, north)
    assert np.abs(places(other, between + later) - expected).max() < 0.03


def test_times_always_increase(receive: Receive) -> None:
    for run in clean(receive(1)).runs:
        assert (np.diff(run.time_s) > 0).all()


@pytest.mark.parametrize("false", [slice(20, 21), slice(20, 24), slice(0, 1), slice(0, 3), slice(-2, None)])
def test_teleports_are_removed(false: slice) -> None:
    truth = SECONDS * 6.0 + 0j
    told = truth.copy()
    told[false] += 50j
    cleaned = clean(trajectory_of(SECONDS, told))
    assert not cleaned.used[false].any()
    assert cleaned.used.sum() == 40 - len(truth[false])
    middle = np.arange(3.0, 37.0)
    assert np.abs(places(cleaned, middle) - middle * 6.0).max() < 0.1


def test_gaps_are_not_bridged_unless_the_vehicle_stood() -> None:
    gone = np.abs(SECONDS - 20) > 6
    drives = clean(trajectory_of(SECONDS[gone], SECONDS[gone] * 6.0 + 0j))
    assert drives.at(START_S + 20.0) is None
    assert drives.covers(START_S + 20.0)
    assert not drives.covers(START_S + 50.0)
    stands = clean(trajectory_of(SECONDS[gone], np.zeros(gone.sum(), dtype=np.complex128)))
    assert stands.at(START_S + 20.0) is not None


def test_heading_is_held_at_a_stop(receive: Receive) -> None:
    cleaned = clean(receive(3, white_m=1.0, bias_m=0.0))
    stop = headings(cleaned, np.arange(36.0, 43.0, 0.5))
    assert np.ptp(np.asarray(turn_deg(float(stop[0]), stop))) < 1.0
    assert np.ptp(np.abs(places(cleaned, np.arange(36.0, 43.0, 0.5)))) < 1.5


def errors(receive: Receive, way: TrueWay, *, seen: bool) -> tuple[float, float, float]:
    """Worst place in m, and 95 of 100 steps of a second in m and headings above 5 km/h in degrees, over some seeds."""
    asked = np.arange(2.0, 88.0)
    away, steps, turns = [], [], []
    moving = np.abs(way.at(asked + 0.5) - way.at(asked - 0.5)) > 5 / 3.6
    gaze_deg = 90.0 - np.degrees(np.interp(asked, way.time_s, np.unwrap(np.angle(way.gaze))))
    for seed in range(6):
        cleaned = clean(receive(seed), [way.odometry()] if seen else [])
        off = places(cleaned, asked) - way.at(asked)
        away.append(np.abs(off))
        steps.append(np.abs(np.diff(off)))
        turns.append(np.abs(turn_deg(gaze_deg, headings(cleaned, asked)))[moving])
    return (
        float(np.concatenate(away).max()),
        float(np.percentile(np.concatenate(steps), 95)),
        float(np.percentile(np.concatenate(turns), 95)),
    )


def test_along_a_seen_path_the_bars_are_met(receive: Receive, true_way: TrueWay) -> None:
    place_m, step_m, turn = errors(receive, true_way, seen=True)
    assert place_m < 8.0
    assert step_m < 0.3
    assert turn < 5.0


def test_without_a_seen_path_noise_is_still_more_than_halved(receive: Receive, true_way: TrueWay) -> None:
    place_m, step_m, _ = errors(receive, true_way, seen=False)
    assert place_m < 9.0
    assert step_m < 1.5


def test_a_path_that_does_not_fit_is_not_followed(receive: Receive, true_way: TrueWay) -> None:
    seen = true_way.odometry()
    wrong = replace(seen, path=np.linspace(0, 100, len(seen.path)) + 0j)
    with_it, without = clean(receive(0), [wrong]), clean(receive(0))
    assert not any(run.seen for run in with_it.runs)
    assert np.allclose(places(with_it, SECONDS + 1), places(without, SECONDS + 1))


def test_accuracy_is_honest(receive: Receive, true_way: TrueWay) -> None:
    asked = np.arange(2.0, 88.0, 3.0)
    ratios = []
    for seed in range(6):
        cleaned = clean(receive(seed), [true_way.odometry()])
        told = [moment.accuracy_m for time in asked if (moment := cleaned.at(START_S + float(time)))]
        ratios.append(np.abs(places(cleaned, asked) - true_way.at(asked)) / np.array(told))
    assert 0.4 < float(np.sqrt(np.mean(np.concatenate(ratios) ** 2))) < 1.5


def test_one_fix_is_a_trajectory() -> None:
    cleaned = clean(trajectory_of(np.zeros(1), np.zeros(1, dtype=np.complex128)))
    moment = cleaned.at(START_S)
    assert moment is not None
    assert np.isnan(moment.heading_deg)
    assert np.allclose(plane_of(cleaned.frame, np.array([moment.position_m])), 0.0, atol=1e-6)
    assert FRAME.latitude_deg == pytest.approx(cleaned.frame.latitude_deg)
