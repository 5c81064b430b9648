"""Where a resident's request finds its place among the zones."""

import pytest

from ruelle.catalog.errors import Conflict, InputError
from ruelle.catalog.outlines import sides_deg
from ruelle.catalog.requests import WIDEST_DEG, ZONES_OPEN_CEILING, asked_zone, joined
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones


def box(west: float, south: float, width: float = 4.0, height: float = 4.0) -> CornersDeg:
    return (west, south + height), (west + width, south + height), (west + width, south), (west, south)


def asked(name: str, *where: float) -> Zone:
    return asked_zone(name, ZoneKind.FACE, box(*where))


MACHINE = Zone("m", ZoneKind.FACE, box(0, 0), ZoneOrigin.MACHINE)
BARE = Zones("item", ("toy",), (MACHINE,))
ONE = BARE.with_zone(asked("a", 0, 0))


def test_what_the_machine_blurred_can_still_be_asked_for() -> None:
    assert [zone.id for zone in ONE.zones] == ["m", "a"]
    assert joined(BARE, asked("a", 0, 0)) == (ONE, ONE.zones[1])


def test_reports_of_one_place_are_one_matter() -> None:
    same, zone = joined(ONE, asked("b", 0.5, 0.5, 2, 2))
    assert same is ONE
    assert zone.id == "a"
    wider, zone = joined(ONE, asked("b", 1, 1))
    assert len(wider.zones) == 2
    assert zone.corners_deg == box(0, 0, 5, 5)
    aside, zone = joined(ONE, asked("b", 3, 3))
    assert [one.id for one in aside.zones] == ["m", "a", "b"]


def test_a_chain_of_reports_does_not_cover_the_picture() -> None:
    zones = BARE
    for step in range(120):
        zones, _ = joined(zones, asked(f"r{step}", 2.9 * step - 175, 0, 6, 6))
    assert all(max(sides_deg(zone.corners_deg)) <= WIDEST_DEG for zone in zones.zones)


def test_what_an_operator_kept_needs_no_second_look() -> None:
    kept = ONE.decided("a", Decision.KEEP)
    assert joined(kept, asked("b", 1, 1, 2, 2)) == (kept, kept.zones[1])
    beyond, zone = joined(kept, asked("b", 1, 1))
    assert (len(beyond.zones), zone.id) == (3, "b")


def test_what_an_operator_lifted_can_be_asked_for_again() -> None:
    again, zone = joined(ONE.decided("a", Decision.LIFT), asked("b", 0, 0))
    assert (len(again.zones), zone.id, zone.decision) == (2, "a", None)


def test_so_many_places_of_one_picture_wait() -> None:
    zones = BARE
    for number in range(ZONES_OPEN_CEILING):
        zones, _ = joined(zones, asked(f"r{number}", 7 * number - 175, 10))
    with pytest.raises(Conflict, match="requests-full"):
        joined(zones, asked("more", 0, -40))
    assert joined(zones, asked("more", -175, 10))[1].id == "r0"


@pytest.mark.parametrize(
    ("corners", "code"),
    [
        (box(0, 0, 61, 4), "zone-too-large"),
        (box(0, -40, 4, 61), "zone-too-large"),
        (box(0, 0, 0, 0), "zone-wrong"),
        (box(0, 0, 4, -4), "zone-wrong"),
        (box(0, 88, 4, 4), "zone-wrong"),
        (((float("nan"), 0.0), *box(0, 0)[1:]), "zone-wrong"),
    ],
)
def test_an_outline_has_bounds(corners: CornersDeg, code: str) -> None:
    with pytest.raises(InputError, match=code):
        asked_zone("a", ZoneKind.FACE, corners)
