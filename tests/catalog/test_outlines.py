"""Outlines on the sphere: size, shape and overlap."""

import pytest

from ruelle.catalog.outlines import covered, hull_deg, is_simple, sides_deg
from ruelle.catalog.zones import CornersDeg


def box(west: float, east: float, south: float, north: float) -> CornersDeg:
    return (west, north), (east, north), (east, south), (west, south)


def test_sides_are_great_circles() -> None:
    assert sides_deg(box(-10, 10, -5, 5)) == pytest.approx([19.9231, 10, 19.9231, 10], abs=1e-4)
    assert max(sides_deg(box(0, 60, 80, 89))) < 12


@pytest.mark.parametrize("outline", [box(-10, 10, -5, 5), box(170, 190, 0, 5), box(0, 10, 80, 89), box(0, 30, 30, 60)])
def test_a_box_is_simple(outline: CornersDeg) -> None:
    assert is_simple(outline)
    assert not is_simple(outline[::-1])
    assert not is_simple((outline[0], outline[2], outline[1], outline[3]))


@pytest.mark.parametrize("outline", [box(0, 0, 0, 0), box(0, 0, 0, 5), box(-180, 180, -90, 90), box(0, 175, -5, 5)])
def test_what_has_no_inside_or_goes_round_is_not(outline: CornersDeg) -> None:
    assert not is_simple(outline)


def test_a_dent_is_not_simple() -> None:
    assert not is_simple(((0, 10), (10, 10), (1, 9), (0, 0)))


@pytest.mark.parametrize(
    ("inner", "outer", "part"),
    [
        (box(-10, 10, -5, 5), box(-10, 10, -5, 5), 1),
        (box(-10, 10, -5, 5), box(0, 30, -10, 10), 0.5),
        (box(-2, 2, -2, 2), box(-10, 10, -5, 5), 1),
        (box(-10, 10, -5, 5), box(20, 30, -5, 5), 0),
        (box(-10, 10, -5, 5), box(170, 190, -5, 5), 0),
        (box(175, 185, 0, 5), box(-185, -175, 0, 5), 1),
    ],
)
def test_how_much_is_covered(inner: CornersDeg, outer: CornersDeg, part: float) -> None:
    assert covered(inner, outer) == pytest.approx(part, abs=0.01)


def test_a_hull_goes_over_the_seam() -> None:
    assert hull_deg(box(170, 179, 0, 5), box(-180, -170, -1, 4)) == box(170, 190, -1, 5)
    assert hull_deg(box(-190, -181, 0, 5), box(175, 178, 0, 5)) == box(170, 179, 0, 5)
