"""Frames of reference: there and back."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.catalog.trajectory import distance_m
from ruelle.processing import central_time
from ruelle.processing.geometry import frames, heading, spacing

LATITUDES = st.floats(-70, 70)


@given(longitude=st.floats(-180, 180), latitude=LATITUDES, east=st.floats(-5e3, 5e3), north=st.floats(-5e3, 5e3))
def test_there_and_back(longitude: float, latitude: float, east: float, north: float) -> None:
    frame = frames.LocalFrame(longitude, latitude)
    place = np.array([[east, north]])
    assert np.allclose(frame.metric_from_wgs84(frame.wgs84_from_metric(place)), place, atol=1e-4)


@given(latitude=LATITUDES, east=st.floats(-2e3, 2e3), north=st.floats(-2e3, 2e3))
def test_metres_are_metres(latitude: float, east: float, north: float) -> None:
    there = frames.LocalFrame(2.0, latitude).wgs84_from_metric(np.array([[east, north]]))[0]
    sphere_m = distance_m(2.0, latitude, float(there[0]), float(there[1]))
    assert sphere_m == pytest.approx(float(np.hypot(east, north)), rel=0.006, abs=0.01)


@pytest.mark.parametrize("module", [frames, heading, spacing, central_time], ids=lambda module: module.__name__)
def test_examples_in_the_documentation(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0
