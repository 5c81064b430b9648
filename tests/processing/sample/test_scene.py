"""Surfaces, streets and drawn things."""

import re

import cv2
import numpy as np

from ruelle.processing.sample.layout import plan_town
from ruelle.processing.sample.rays import Perspective, plan_from_rig
from ruelle.processing.sample.render.atlas import build_atlas
from ruelle.processing.sample.render.light import bake, sun_direction
from ruelle.processing.sample.render.picture import make_film, take_picture
from ruelle.processing.sample.render.shade import make_paint
from ruelle.processing.sample.render.trace import Tracer
from ruelle.processing.sample.scene.shapes import box, facing, pictured
from ruelle.processing.sample.scene.surface import Surface, ears, rectangle_with_holes, vector
from ruelle.processing.sample.textures.vehicle import PLATE_SIZE_M, plate, registration


def area(triangles: np.ndarray) -> float:
    a, b, c = np.moveaxis(triangles, 1, 0)
    u, v = b - a, c - a
    return float(np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum() / 2)


def test_holes_take_exactly_their_area_away() -> None:
    holes = [(1.0, 1.0, 2.0, 2.5), (4.0, 1.2, 5.0, 2.0), (1.2, 3.0, 2.2, 5.0)]
    assert np.isclose(area(rectangle_with_holes(6.0, 5.0, holes)), 30 - 1.5 - 0.8 - 2.0)


def test_ears_fill_a_polygon_that_is_not_convex() -> None:
    shape = np.array([(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)], float)
    triangles = ears(shape)
    assert len(triangles) == 3
    assert np.isclose(area(triangles), 10.0)


def test_plates_read_as_french_plates() -> None:
    rng = np.random.default_rng(0)
    words = [registration(rng) for _ in range(50)]
    assert all(re.fullmatch(r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}", word) for word in words)
    assert len(set(words)) == 50


def test_a_plan_is_the_same_for_the_same_seed_and_fits_its_streets() -> None:
    layout = plan_town(14)
    assert [car.registration for car in layout.cars] == [car.registration for car in plan_town(14).cars]
    assert len(layout.houses) > 40
    assert len(layout.cars) >= 10
    assert len(layout.people) >= 20
    assert {defect.kind for defect in layout.defects} == {
        "longitudinal-crack",
        "transverse-crack",
        "patch",
        "pothole",
        "alligator-crack",
    }


def photograph(surfaces: list[Surface], camera: Perspective) -> np.ndarray:
    """A picture taken from the origin along plan x, with the sun behind the camera."""
    sun = sun_direction(np.radians(170), np.radians(40))
    tracer = Tracer(surfaces)
    light = bake(surfaces, tracer, sun, np.random.default_rng(0))
    paint = make_paint(surfaces, build_atlas([surface.picture for surface in surfaces]), light)
    return take_picture(make_film(camera), tracer, paint, (vector(0, 0, 0), plan_from_rig(0, 0, 0)))


def test_writing_is_not_mirrored_and_a_nearer_box_hides_it() -> None:
    words, camera = plate("AB-123-CD"), Perspective(520, 110, 2 * np.degrees(np.arctan(0.26 / 2.0)))
    width, height = PLATE_SIZE_M
    sign = pictured(facing(vector(-1, 0, 0), vector(2, width / 2, height / 2)), words, (width, height))
    open_view = photograph([sign], camera)
    wanted = cv2.resize(words, (520, 110), interpolation=cv2.INTER_AREA)

    def likeness(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.corrcoef(a[..., 1].ravel(), b[..., 1].ravel())[0, 1])

    assert likeness(open_view, wanted) > 0.9
    assert likeness(open_view, wanted[:, ::-1]) < 0.6
    hidden = photograph([sign, *box(vector(1.0, 0, -0.5), vector(1, 0, 0), (0.1, 1.0, 1.0), (200, 20, 20))], camera)
    assert (hidden[..., 0] > hidden[..., 1]).all()
