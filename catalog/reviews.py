"""Reviews: pictures that a person looks at before they are published, or afterwards as a sample."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ruelle.catalog.errors import Conflict, InputError
from ruelle.catalog.zones import ZONES_CEILING, Decision, Zone, ZoneOrigin, Zones


class ReviewReason(StrEnum):
    """Why a person should look."""

    DOUBTFUL = "doubtful"
    CROWD = "crowd"
    BROKEN = "broken"
    SAMPLE = "sample"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Review:
    """One picture to be looked at; it stays out of sight until the review is closed, unless it was shown already.

    That is what `sampled` says: as a sample, or for a request, one looks at what is published. `first_by` is who
    finished it first where four eyes are asked for; `closed_by` is who closed it.
    """

    item_id: str
    campaign: str
    reasons: tuple[ReviewReason, ...]
    opened_at: datetime
    sampled: bool = False
    first_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a review has a reason")

    def opened_again(self, reason: ReviewReason, now: datetime) -> "Review":
        """The same of a picture that is shown, open for one reason more; one that waits already keeps its place."""
        waits = replace(self, reasons=tuple(dict.fromkeys((*self.reasons, reason))))
        if self.closed_at is None:
            return waits
        return replace(waits, opened_at=now, sampled=True, first_by=None, closed_at=None, closed_by=None)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one person decided of one picture in one go; a decision of None takes the former one back."""

    account: str
    decisions: tuple[tuple[str, Decision | None], ...] = ()
    added: tuple[Zone, ...] = ()
    removed: tuple[str, ...] = ()
    finish: bool = False

    def applied(self, zones: Zones) -> Zones:
        """The zones after it. Raises InputError for a zone that is not there, or that nobody added by hand."""
        if len(zones.zones) + len(self.added) > ZONES_CEILING:
            raise InputError("zones-too-many", ceiling=ZONES_CEILING)
        for zone_id in self.removed:
            zones = _without(zones, zone_id)
        for zone in self.added:
            zones = zones.with_zone(zone)
        for zone_id, decision in self.decisions:
            try:
                zones = zones.decided(zone_id, decision)
            except KeyError:
                raise InputError("zone-unknown", id=zone_id) from None
        return zones


def uncovered(before: Zones, after: Zones) -> tuple[Zone, ...]:
    """The zones that were blurred and are to be shown."""
    blurred = {zone.corners_deg for zone in after.blurred}
    return tuple(zone for zone in before.blurred if zone.corners_deg not in blurred)


def needs_original(zone: Zone) -> bool:
    """Whether a blur can be lifted only while the original is kept: all but those that residents just asked for."""
    return zone.origin is not ZoneOrigin.REQUEST or zone.decision is not None


def concluded(review: Review, ruling: Ruling, zones: tuple[Zones, Zones], *, four_eyes: bool, now: datetime) -> Review:
    """The review after a ruling that led from the first `zones` to the second.

    With four eyes, whoever changes something is the first pair: another person finishes what stands unchanged. Raises
    Conflict where zones are undecided, or where the second pair of eyes would be the first.
    """
    before, after = zones
    changed = before != after
    if not changed and (review.closed_at is not None or not ruling.finish):
        return review
    waits = replace(review, first_by=None if changed else review.first_by, closed_at=None, closed_by=None)
    if not ruling.finish:
        return waits
    undecided = sum(zone.undecided for zone in after.zones)
    if undecided:
        raise Conflict("review-undecided", count=undecided)
    if four_eyes and waits.first_by is None:
        return replace(waits, first_by=ruling.account)
    if four_eyes and waits.first_by == ruling.account:
        raise Conflict("review-four-eyes", account=ruling.account)
    return replace(waits, closed_at=now, closed_by=ruling.account)


def _without(zones: Zones, zone_id: str) -> Zones:
    kept = tuple(zone for zone in zones.zones if zone.id != zone_id)
    gone = next((zone for zone in zones.zones if zone.id == zone_id), None)
    if gone is None or gone.origin is not ZoneOrigin.PERSON:
        raise InputError("zone-not-added", id=zone_id)
    return replace(zones, zones=kept)
