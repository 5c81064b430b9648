"""What two frames saw is found in a third; what moves, or only one saw, is not made up."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from ruelle.catalog.model import Camera, Item, Source
from ruelle.catalog.pose import Pose
from ruelle.catalog.vocabulary import Projection, Visibility
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.geometry.frames import LocalFrame
from ruelle.processing.neighbours import Frame, helped
from ruelle.processing.outlines import outline_of
from ruelle.processing.places import LOOKS_HIGH_M

STEP_M = 5.0
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
TOWN = LocalFrame(-0.37, 49.14)
HEADING_DEG = 30.0
FACE_M = (6.0, 20.0, -0.6)
"""To the right of the way, along it, and up from the camera."""

Metres = tuple[float, float, float]


def item(rank: int, projection: Projection = Projection.EQUIRECTANGULAR) -> Item:
    """The picture taken after so many steps along a straight way."""
    turn = math.radians(HEADING_DEG)
    along = np.array([[math.sin(turn), math.cos(turn)]]) * STEP_M * rank
    longitude_deg, latitude_deg = TOWN.wgs84_from_metric(along)[0]
    return Item(
        id=f"item-{rank}",
        sequence_id="sequence",
        rank=rank,
        captured_at=START + timedelta(seconds=rank),
        pose=Pose(float(longitude_deg), float(latitude_deg), heading_deg=HEADING_DEG),
        camera=Camera(projection, 4096, 2048, field_of_view_deg=360.0),
        source=Source("0" * 64, "a.jpg"),
        visibility=Visibility.PUBLIC,
    )


def zone(rank: int, at_m: Metres = FACE_M, *, kind: ZoneKind = ZoneKind.FACE, score: float = 0.8) -> Zone:
    """How a thing appears in the picture of this rank."""
    across, along, up = at_m[0], at_m[1] - STEP_M * rank, at_m[2]
    distance_m = math.sqrt(across**2 + along**2 + up**2)
    half = math.degrees(LOOKS_HIGH_M[kind] / distance_m) / 2
    heading, pitch = math.degrees(math.atan2(across, along)), math.degrees(math.asin(up / distance_m))
    corners = tuple((heading + x * half, pitch + y * half) for x, y in ((-1, 1), (1, 1), (1, -1), (-1, -1)))
    return Zone(f"m{rank}{kind[0]}{score}", kind, corners, ZoneOrigin.MACHINE, score)


def frame(rank: int, *zones: Zone, faint: Sequence[Zone] = ()) -> Frame:
    one = item(rank)
    return Frame(one, Zones(one.id, ("faces-1",), zones, tuple(faint)))


def hides(zones: Zones, wanted: Zone) -> bool:
    """Whether the middle of a zone lies under one that is blurred."""
    middle = outline_of(wanted).directions.mean(axis=0)
    found = [outline_of(one).directions for one in zones.blurred]
    return any((np.cross(np.roll(quad, -1, axis=0), quad) @ middle >= 0).all() for quad in found)


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_a_face_that_two_frames_saw_is_hidden_between_and_beside_them(rank: int) -> None:
    others = [frame(other, zone(other)) for other in range(3) if other != rank]
    zones = helped(frame(rank), others)
    assert hides(zones, zone(rank))
    assert [one.origin for one in zones.zones] == [ZoneOrigin.NEIGHBOUR]
    assert max(outline_of(zones.zones[0]).size_deg) < 20


def test_helping_again_changes_nothing() -> None:
    others = [frame(0, zone(0)), frame(2, zone(2))]
    first = helped(frame(1, faint=[zone(1, score=0.3), zone(1, (-6.0, 9.0, -0.6), score=0.4)]), others)
    assert helped(Frame(item(1), first), others) == first


def test_a_faint_zone_is_believed_where_another_frame_is_sure() -> None:
    faint, elsewhere = zone(1, score=0.45), zone(1, (-6.0, 9.0, -0.6), score=0.46)
    zones = helped(frame(1, faint=[faint, elsewhere]), [frame(0, zone(0))])
    assert zones.zones == (replace(faint, origin=ZoneOrigin.NEIGHBOUR),)
    assert zones.faint == (elsewhere,)


def test_a_faint_zone_of_another_kind_is_not_believed() -> None:
    plate = zone(1, kind=ZoneKind.PLATE, score=0.45)
    assert helped(frame(1, faint=[plate]), [frame(0, zone(0))]).zones == ()


def test_nothing_is_added_for_what_one_frame_saw() -> None:
    assert helped(frame(1), [frame(0, zone(0)), frame(2)]).zones == ()


def test_what_drives_along_is_no_standing_thing() -> None:
    ahead = (0.5, 12.0, -1.5)
    moving = [frame(rank, zone(rank, (0.5, 12.0 + STEP_M * rank, -1.5), kind=ZoneKind.PLATE)) for rank in (0, 1)]
    zones = helped(frame(3), moving)
    assert not hides(zones, zone(3, ahead, kind=ZoneKind.PLATE))


def test_what_is_hidden_already_is_not_hidden_twice() -> None:
    assert len(helped(frame(1, zone(1)), [frame(0, zone(0)), frame(2, zone(2))]).zones) == 1


def test_what_other_frames_saw_is_not_doubtful_and_what_is_small_is_not_worth_asking() -> None:
    doubtful, alone, small = (
        replace(zone(1, at_m), doubtful=True, id=name)
        for name, at_m in (("told", FACE_M), ("alone", (-3.0, 9.0, -0.6)), ("small", (-30.0, 40.0, -0.6)))
    )
    zones = helped(frame(1, doubtful, alone, small), [frame(0, zone(0))])
    assert {one.id: one.doubtful for one in zones.zones} == {"told": False, "alone": True, "small": False}


def test_zones_of_people_and_of_neighbours_tell_nothing() -> None:
    others = [frame(rank, replace(zone(rank), origin=ZoneOrigin.PERSON)) for rank in (0, 2)]
    assert helped(frame(1), others).zones == ()


def test_flat_pictures_and_unknown_headings_are_left_alone() -> None:
    others = [frame(0, zone(0)), frame(2, zone(2))]
    flat = replace(frame(1), item=item(1, Projection.FLAT))
    lost = replace(frame(1), item=replace(item(1), pose=replace(item(1).pose, heading_deg=None)))
    assert helped(flat, others).zones == helped(lost, others).zones == ()
    assert (
        helped(frame(1), [replace(other, item=replace(other.item, pose=lost.item.pose)) for other in others]).zones
        == ()
    )
