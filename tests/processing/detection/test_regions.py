"""Regions go out to the sphere and come back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruelle.processing.detection.charts import Chart, Equirectangular, Pinhole, angles_of, directions_of
from ruelle.processing.detection.regions import Label, Region, box_px, inward_normals, merged, regions_from_boxes

PANORAMA = Equirectangular(4096, 2048)
FLAT = Pinhole(1920, 1080)
angle = st.floats(-179.0, 179.0)
pitch = st.floats(-89.0, 89.0)


def region_at(chart: Chart, box: tuple[float, float, float, float], score: float = 0.9) -> Region:
    x, y, width, height = box
    quad = np.array([[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]])
    return regions_from_boxes(Label.FACE, chart.directions(quad), np.array([score], np.float32))[0]


@given(heading=angle, pitch=pitch)
def test_a_direction_has_one_heading_and_pitch(heading: float, pitch: float) -> None:
    there = angles_of(directions_of(np.array(heading), np.array(pitch)))
    assert np.allclose(there, (heading, pitch), atol=1e-6)


@given(x=st.floats(0, 4095.9), y=st.floats(1, 2047))
def test_a_point_of_a_panorama_comes_back(x: float, y: float) -> None:
    point = np.array([x, y])
    assert np.allclose(PANORAMA.points(PANORAMA.directions(point)), point, atol=1e-6)


@given(x=st.floats(0, 639), y=st.floats(0, 639), heading=angle, pitch=pitch)
def test_a_point_of_a_view_comes_back(x: float, y: float, heading: float, pitch: float) -> None:
    view = Pinhole(640, 640, 100.0, heading, pitch)
    point = np.array([x, y])
    assert np.allclose(view.points(view.directions(point)), point, atol=1e-6)


@given(x=st.floats(0, 4095), y=st.floats(200, 1800), width=st.floats(4, 200), height=st.floats(4, 100))
def test_a_box_of_a_panorama_comes_back_also_over_the_seam(x: float, y: float, width: float, height: float) -> None:
    left, top, wide, high = box_px(region_at(PANORAMA, (x, y, width, height)), PANORAMA) or (0.0,) * 4
    turns = (left - x) / PANORAMA.width_px
    assert abs(turns - round(turns)) * PANORAMA.width_px < 1e-3
    assert wide == pytest.approx(width, abs=1e-3)
    assert top <= y + 1e-6
    assert top + high >= y + height - 1e-6
    # Edges are great circles, which bulge away from the horizon.
    assert high - height <= 1 + width**2 / 1000


@given(x=st.floats(0, 1800), y=st.floats(0, 1000), width=st.floats(4, 120), height=st.floats(4, 80))
def test_a_box_of_a_flat_picture_comes_back(x: float, y: float, width: float, height: float) -> None:
    assert box_px(region_at(FLAT, (x, y, width, height)), FLAT) == pytest.approx((x, y, width, height), abs=1e-6)


@settings(max_examples=30)
@given(heading=angle, sign=st.sampled_from([-1, 1]))
def test_a_region_over_a_pole_spans_the_whole_width(heading: float, sign: int) -> None:
    view = Pinhole(640, 640, 100.0, heading, 85.0 * sign)
    pole = view.points(np.array([0.0, float(sign), 0.0]))
    left, top, width, height = box_px(region_at(view, (pole[0] - 40, pole[1] - 30, 80, 70)), PANORAMA) or (0.0,) * 4
    assert (left, width) == (0.0, 4096.0)
    assert top == 0.0 if sign > 0 else top + height == 2048.0


@given(share=st.floats(0.05, 0.5), x=st.floats(0, 4000), y=st.floats(400, 1600))
def test_a_grown_region_holds_the_old_one(share: float, x: float, y: float) -> None:
    region = region_at(PANORAMA, (x, y, 60, 40))
    grown = region.grown(share)
    assert (region.directions @ inward_normals(grown).T > 0).all()
    assert grown.size_deg[0] == pytest.approx(region.size_deg[0] * (1 + 2 * share), rel=0.01)


@given(x=st.floats(0, 4000), y=st.floats(500, 1500))
def test_a_region_around_two_others_holds_both(x: float, y: float) -> None:
    parts = region_at(PANORAMA, (x, y, 40, 60)), region_at(PANORAMA, (x + 10, y - 20, 60, 40))
    corners = np.concatenate([part.directions for part in parts])
    assert (corners @ inward_normals(Region.around(Label.FACE, corners, 0.9)).T > -1e-9).all()


def test_a_view_does_not_show_what_lies_behind() -> None:
    behind = region_at(PANORAMA, (0, 1000, 40, 40))
    assert box_px(behind, FLAT) is None


def test_of_two_boxes_on_one_face_the_surer_stays() -> None:
    sure, doubtful = (region_at(PANORAMA, box, s) for box, s in (((100, 900, 40, 50), 0.9), ((104, 903, 40, 50), 0.4)))
    assert merged([doubtful, sure]) == [sure]


def test_duplicates_are_found_over_the_seam_and_at_the_nadir() -> None:
    assert len(merged([region_at(PANORAMA, (4090, 900, 40, 50)), region_at(PANORAMA, (-8, 900, 40, 50), 0.5)])) == 1
    a, b = (Pinhole(640, 640, 100.0, heading, -62.0) for heading in (0.0, 120.0))
    nadir = np.array([0.0, -1.0, 0.0])
    seen = [region_at(v, (*(v.points(nadir) - 30), 60, 60)) for v in (a, b)]
    assert len(merged(seen)) == 1


def test_a_sure_part_does_not_hide_the_doubtful_whole() -> None:
    part, whole = region_at(PANORAMA, (100, 900, 20, 50), 0.9), region_at(PANORAMA, (100, 900, 100, 50), 0.4)
    assert merged([part, whole]) == [part, whole]


def test_neighbours_and_other_labels_stay() -> None:
    face, neighbour = region_at(PANORAMA, (100, 900, 40, 50)), region_at(PANORAMA, (145, 900, 40, 50))
    plate = Region(Label.PLATE, face.corners_deg, 0.5)
    assert len(merged([face, neighbour, plate])) == 3


def test_a_region_has_four_corners() -> None:
    with pytest.raises(ValueError, match="four corners"):
        Region(Label.FACE, ((0.0, 0.0),) * 3, 0.5)
