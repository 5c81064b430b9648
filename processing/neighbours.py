"""Neighbours help: what was seen in some frames of a drive is looked for in the frames between and beside them.

Faces and plates have sizes that vary little, so each zone tells a place in the street, sharp across the gaze and
vague along it. Places told by several frames are fused; parallax makes them sharp all round. Where a thing must then
appear in a frame a faint zone is believed, and where there is none a zone is added. No picture is looked at again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ruelle.catalog.model import Item
from ruelle.catalog.vocabulary import Projection
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.detection.charts import NOMINAL_FIELD_OF_VIEW_DEG
from ruelle.processing.outlines import outline_of, zone_id
from ruelle.processing.places import (
    Floats,
    Place,
    Stance,
    corners_of,
    direction_sigma_deg,
    disagreement,
    disagreements,
    fused,
    levelled,
    place_of,
    stances,
    turned_deg,
)

DOUBT_FROM_PX = 24.0
"""Whether anything smaller was blurred rightly is not worth a person's time: nobody misses what lies under it."""
KINDS = (ZoneKind.FACE, ZoneKind.PLATE)
FAINTEST = 0.35
BELIEVED_WITHIN = 3.0
"""Squared Mahalanobis distance within which another frame's place makes a faint zone believed."""
SAME_WITHIN = 7.8
"""And within which two places are one thing: 95 % of such pairs (three dimensions)."""
LOCATED_DEG = 4.0
"""A thing whose direction is less sure than this is not blurred where nothing was seen."""
SMALLEST_DEG = 0.35
TURNED_DEG = 75.0
"""From farther round, a face or a plate shows its back."""
MARGIN_SIGMAS = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a sequence: where it was taken, and what was seen in it."""

    item: Item
    zones: Zones


def helped(frame: Frame, others: Sequence[Frame]) -> Zones:
    """The zones of a frame with those that other frames tell of, and without the doubts that they lift.

    Of the others only what their detectors saw counts, so it does not matter which frame is helped first.
    """
    zones = frame.zones
    others = [other for other in others if _can_tell(other.item)]
    if others and _can_tell(frame.item):
        here, *there = stances([frame.item.pose, *(other.item.pose for other in others)])
        told = [_sure_places(other.zones, stance) for other, stance in zip(others, there, strict=True)]
        zones = _with_added(_with_raised(_undoubted(zones, told, here), told, here), told, here)
    return replace(zones, zones=tuple(_weighed(zone, frame.item) for zone in zones.zones))


def _can_tell(item: Item) -> bool:
    """Whether directions in a picture are known in the street."""
    return item.camera.projection is Projection.EQUIRECTANGULAR and item.pose.heading_deg is not None


def _sure_places(zones: Zones, stance: Stance) -> list[Place]:
    return [place_of(zone, stance) for zone in zones.zones if zone.origin is ZoneOrigin.MACHINE and zone.kind in KINDS]


def _undoubted(zones: Zones, told: Sequence[Sequence[Place]], here: Stance) -> Zones:
    """Zones of which those that another frame saw, too, are no longer doubtful."""
    lifted = {zone.id for zone in zones.zones if zone.doubtful and _is_told_of(zone, told, here)}
    return replace(zones, zones=tuple(replace(z, doubtful=z.doubtful and z.id not in lifted) for z in zones.zones))


def _with_raised(zones: Zones, told: Sequence[Sequence[Place]], here: Stance) -> Zones:
    """Zones and those of the faint ones that another frame saw surely."""
    raised = {zone.id for zone in zones.faint if zone.score >= FAINTEST and _is_told_of(zone, told, here)}
    for zone in (zone for zone in zones.faint if zone.id in raised):
        zones = zones.with_zone(replace(zone, origin=ZoneOrigin.NEIGHBOUR, doubtful=False))
    return replace(zones, faint=tuple(zone for zone in zones.faint if zone.id not in raised))


def _is_told_of(zone: Zone, told: Sequence[Sequence[Place]], here: Stance) -> bool:
    if zone.kind not in KINDS:
        return False
    place = place_of(zone, here)
    return any(disagreement(place, other) < BELIEVED_WITHIN for frame in told for other in frame)


def _with_added(zones: Zones, told: Sequence[Sequence[Place]], here: Stance) -> Zones:
    """Zones and those of things that two frames saw surely and that must be in the picture, though nothing was seen."""
    own = [(zone, place_of(zone, here)) for zone in zones.zones if zone.kind in KINDS]
    flat = levelled(place for frame in told for place in frame)
    for thing in _things(flat):
        sigma_deg = direction_sigma_deg(thing, here)
        if sigma_deg > LOCATED_DEG or turned_deg(thing, here) > TURNED_DEG or _apparent_deg(thing, here) < SMALLEST_DEG:
            continue
        corners = corners_of(thing, here, MARGIN_SIGMAS * (sigma_deg + 0.3))
        zone = Zone(zone_id("n", thing.kind, corners), thing.kind, corners, ZoneOrigin.NEIGHBOUR, 0.5)
        near = [place for other, place in own if _apart_deg(other, zone) < max(2 * sigma_deg, 1.0)]
        if not any(disagreement(place, thing) < SAME_WITHIN for place in near):
            zones = zones.with_zone(zone)
    return zones


def _things(places: Sequence[Place]) -> list[Place]:
    """Things that at least two frames tell of, each place telling of one of them; the best seen first."""
    apart = disagreements(places)
    groups = {_group(pair, places, apart) for pair in np.argwhere(np.triu(apart < SAME_WITHIN, 1)).tolist()}
    found = [(group, fused([places[i] for i in group])) for group in groups]
    found.sort(key=lambda one: (-len(one[0]), one[1].chi_squared))
    things, taken = [], set[int]()
    for group, thing in found:
        if taken.isdisjoint(group):
            taken.update(group)
            things.append(thing)
    return things


def _group(pair: Iterable[int], places: Sequence[Place], apart: Floats) -> tuple[int, ...]:
    """A pair of places and, of each other frame, the one that agrees best with all before."""
    group = list(pair)
    for _ in places:
        eyes = {id(places[i].seen_from[0]) for i in group}
        others = [i for i, place in enumerate(places) if id(place.seen_from[0]) not in eyes]
        best = min(others, key=lambda i: float(apart[i, group].max()), default=None)
        if best is None or apart[best, group].max() >= SAME_WITHIN:
            break
        group.append(best)
    return tuple(sorted(group))


def _apart_deg(a: Zone, b: Zone) -> float:
    """The angle between the middles of two zones."""
    one, other = (outline_of(zone).directions.sum(axis=0) for zone in (a, b))
    cosine = float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def _apparent_deg(thing: Place, here: Stance) -> float:
    return math.degrees(thing.height_m / float(np.linalg.norm(thing.at_m - here.at_m)))


def _weighed(zone: Zone, item: Item) -> Zone:
    """A zone whose doubt is worth a person's time, or none."""
    width_deg = item.camera.field_of_view_deg or NOMINAL_FIELD_OF_VIEW_DEG
    width_px = max(outline_of(zone).size_deg) / width_deg * item.camera.width_px
    return replace(zone, doubtful=zone.doubtful and width_px >= DOUBT_FROM_PX)
