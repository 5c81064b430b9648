"""Choosing frames along a way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ruelle.processing.geometry.spacing import LATITUDE, repeats, run_numbers, spaced


@given(st.lists(st.floats(0, 2), min_size=1, max_size=200), st.floats(1, 20), st.integers(0, 99))
def test_frames_are_about_evenly_spaced(steps: list[float], spacing_m: float, seed: int) -> None:
    along = np.cumsum(steps)
    worth = np.random.default_rng(seed).random(len(along))
    chosen = along[spaced(along, worth, spacing_m)]
    assert len(chosen)
    assert (np.diff(chosen) >= spacing_m * (1 - 2 * LATITUDE) - 1e-6).all()
    assert (np.diff(chosen) <= spacing_m * (1 + 2 * LATITUDE) + 4.0 + 1e-6).all()


def test_the_sharpest_neighbour_is_taken_and_none_while_standing() -> None:
    along = np.array([0.0, 3.5, 4.0, 4.4, np.nan, np.nan, 8.0])
    worth = np.array([1.0, 1.0, 1.0, 9.0, 99.0, 99.0, 1.0])
    assert spaced(along, worth, 4.0).tolist() == [0, 3, 6]
    assert spaced(np.full(3, np.nan), np.ones(3), 4.0).tolist() == []


def test_a_turned_camera_in_the_same_place_is_no_repeat() -> None:
    places = np.array([[0.0, 0.0], [0.5, 0.0], [0.6, 0.0], [3.0, 0.0]])
    assert repeats(places, [0.0, 10.0, 90.0, 90.0]).tolist() == [False, True, False, False]
    assert repeats(places, [None] * 4).tolist() == [False, True, True, False]


def test_sequences_end_where_the_way_is_interrupted() -> None:
    times = np.array([0.0, 1.0, 2.0, 400.0])
    places = np.array([[0.0, 0.0], [5.0, 0.0], [200.0, 0.0], [205.0, 0.0]])
    assert run_numbers(times, places).tolist() == [0, 0, 1, 2]
