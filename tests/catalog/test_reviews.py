"""When a review is finished, and by whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ruelle.catalog.errors import Conflict, InputError
from ruelle.catalog.reviews import Review, ReviewReason, Ruling, concluded, needs_original, uncovered
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones

CORNERS: CornersDeg = ((0, 2), (2, 2), (2, 0), (0, 0))
NOW = datetime(2026, 5, 4, tzinfo=UTC)
REVIEW = Review("item", "spring", (ReviewReason.DOUBTFUL,), NOW)
ZONES = Zones("item", ("toy",), (Zone("z", ZoneKind.FACE, CORNERS, ZoneOrigin.MACHINE, 0.2, doubtful=True),))
KEPT = ZONES.decided("z", Decision.KEEP)


def finished(review: Review, who: str, before: Zones, *, decision: Decision | None = None) -> Review:
    ruling = Ruling(who, (("z", decision),) if decision else (), finish=True)
    return concluded(review, ruling, (before, ruling.applied(before)), four_eyes=True, now=NOW)


def test_with_four_eyes_two_people_agree_on_the_same() -> None:
    first = finished(REVIEW, "anna", ZONES, decision=Decision.KEEP)
    assert (first.first_by, first.closed_at) == ("anna", None)
    with pytest.raises(Conflict, match="review-four-eyes"):
        finished(first, "anna", KEPT)
    assert finished(first, "ben", KEPT).closed_by == "ben"


def test_what_the_second_changes_the_first_sees_again() -> None:
    first = finished(REVIEW, "anna", ZONES, decision=Decision.KEEP)
    second = finished(first, "ben", KEPT, decision=Decision.LIFT)
    assert (second.first_by, second.closed_at) == ("ben", None)
    assert finished(second, "anna", KEPT.decided("z", Decision.LIFT)).closed_by == "anna"


def test_undecided_zones_keep_a_review_open() -> None:
    with pytest.raises(Conflict, match="review-undecided"):
        finished(REVIEW, "anna", ZONES)


def test_finishing_twice_changes_nothing() -> None:
    ruling = Ruling("anna", finish=True)
    closed = concluded(REVIEW, ruling, (KEPT, KEPT), four_eyes=False, now=NOW)
    assert closed.closed_by == "anna"
    again = replace(ruling, account="ben")
    assert concluded(closed, again, (KEPT, KEPT), four_eyes=False, now=NOW) == closed
    assert concluded(closed, replace(again, finish=False), (KEPT, KEPT), four_eyes=False, now=NOW) == closed


def test_a_change_opens_a_closed_review_again() -> None:
    closed = replace(REVIEW, closed_at=NOW, closed_by="anna")
    assert concluded(closed, Ruling("ben"), (KEPT, ZONES), four_eyes=False, now=NOW).closed_at is None
    assert closed.opened_again(ReviewReason.SAMPLE, NOW).reasons == (ReviewReason.DOUBTFUL, ReviewReason.SAMPLE)


def test_only_what_was_added_by_hand_is_removed() -> None:
    with pytest.raises(InputError, match="zone-not-added"):
        Ruling("anna", removed=("z",)).applied(ZONES)
    added = Zone("mine", ZoneKind.FACE, CORNERS, ZoneOrigin.PERSON)
    assert Ruling("anna", removed=("mine",)).applied(ZONES.with_zone(added)) == ZONES


def test_what_needs_the_original() -> None:
    lifted = ZONES.decided("z", Decision.LIFT)
    assert uncovered(ZONES, lifted) == ZONES.zones
    assert uncovered(lifted, KEPT) == uncovered(ZONES, KEPT) == ()
    asked = Zone("mine", ZoneKind.FACE, CORNERS, ZoneOrigin.REQUEST)
    assert [needs_original(zone) for zone in (*KEPT.zones, asked, replace(asked, decision=Decision.KEEP))] == [
        True,
        False,
        True,
    ]
