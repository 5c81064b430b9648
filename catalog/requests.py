"""Residents' requests: a place in a picture that somebody asks to have blurred, and what became of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ruelle.catalog.errors import Conflict, InputError
from ruelle.catalog.outlines import covered, hull_deg, is_simple, sides_deg
from ruelle.catalog.zones import ZONES_CEILING, CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones

WIDEST_DEG, NARROWEST_DEG = 60.0, 0.05
NOTE_CEILING, EMAIL_CEILING = 1000, 254
SAME_PLACE = 0.5
"""Two outlines of which the smaller lies half inside the other are one matter."""

ZONES_OPEN_CEILING = 50
"""So many places of one picture may wait for an operator; no number of reports makes more work than that."""

OPEN_CEILING = 5_000
"""So many requests may wait in all; beyond, somebody is playing with us."""

KINDS = (ZoneKind.FACE, ZoneKind.PLATE, ZoneKind.HOUSE, ZoneKind.OTHER)
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"'.]+(\.[^@\s<>\"'.]+)+")
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class RequestState(StrEnum):
    """What became of a request: it waits, the blur stays, the blur was lifted, or the requester took it back."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class BlurRequest:
    """One request; `zone_id` is None where somebody could not show the place, only tell of it.

    `email` and `note` are personal data: they are forgotten some time after the decision.
    """

    id: str
    item_id: str
    kind: ZoneKind
    created_at: datetime
    zone_id: str | None = None
    email: str | None = None
    note: str | None = None
    state: RequestState = RequestState.OPEN
    decided_at: datetime | None = None
    decided_by: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError("request-kind-wrong", kind=self.kind)
        if self.email is not None and (len(self.email) > EMAIL_CEILING or not _EMAIL.fullmatch(self.email)):
            raise InputError("email-wrong")
        if self.note is not None and len(self.note) > NOTE_CEILING:
            raise InputError("note-too-long", ceiling=NOTE_CEILING)

    @property
    def decision(self) -> Decision | None:
        """What was decided about its zone."""
        return {RequestState.CONFIRMED: Decision.KEEP, RequestState.LIFTED: Decision.LIFT}.get(self.state)


def state_after(decision: Decision | None) -> RequestState:
    """The state of a request whose zone was decided so."""
    if decision is None:
        return RequestState.OPEN
    return RequestState.CONFIRMED if decision is Decision.KEEP else RequestState.LIFTED


def plain(text: str | None) -> str | None:
    """A text without control characters, changes of direction and outer space; None for an empty one.

    >>> plain(" a\\x00b\\r\\nc "), plain("  ")
    ('ab\\nc', None)
    """
    return _UNPRINTABLE.sub("", text or "").strip() or None


def asked_zone(zone_id: str, kind: ZoneKind, corners_deg: CornersDeg) -> Zone:
    """The zone that a request lays on a picture. Raises InputError for an outline that is none, or is too large."""
    try:
        zone = Zone(zone_id, kind, corners_deg, ZoneOrigin.REQUEST)
    except ValueError:
        raise InputError("zone-wrong") from None
    sides = sides_deg(corners_deg)
    if min(sides) < NARROWEST_DEG or not is_simple(corners_deg):
        raise InputError("zone-wrong")
    if max(sides) > WIDEST_DEG:
        raise InputError("zone-too-large", widest=int(WIDEST_DEG))
    return zone


def joined(zones: Zones, asked: Zone) -> tuple[Zones, Zone]:
    """The zones with a place that somebody asked for, and the zone that stands for it.

    What lies inside a zone that an operator kept needs no second look; what overlaps one that waits, or that was
    lifted, is the same matter. Raises Conflict where too many places wait already.
    """
    for zone in (zone for zone in zones.zones if zone.origin is ZoneOrigin.REQUEST):
        inside = covered(asked.corners_deg, zone.corners_deg)
        if zone.decision is Decision.KEEP:
            if inside > 0.99:
                return zones, zone
        elif max(inside, covered(zone.corners_deg, asked.corners_deg)) >= SAME_PLACE:
            around = zone.corners_deg if inside > 0.99 else hull_deg(zone.corners_deg, asked.corners_deg)
            if max(sides_deg(around)) <= WIDEST_DEG:
                one = replace(zone, corners_deg=around, decision=None)
                return zones if one == zone else zones.with_zone(one), one
    waiting = sum(zone.origin is ZoneOrigin.REQUEST and zone.decision is None for zone in zones.zones)
    if waiting >= ZONES_OPEN_CEILING or len(zones.zones) >= ZONES_CEILING:
        raise Conflict("requests-full")
    return zones.with_zone(asked), asked
