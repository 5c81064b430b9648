"""Residents' requests in the database: decided together, taken back, forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.requests import Ticket
from ruelle.catalog.errors import Conflict, NotFound
from ruelle.catalog.model import Item
from ruelle.catalog.purge import Custodian
from ruelle.catalog.requests import BlurRequest, RequestState, asked_zone
from ruelle.catalog.reviews import Ruling
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState, Visibility
from ruelle.catalog.zones import Decision, ZoneKind, Zones

NOW = datetime.now(UTC)
CORNERS = ((0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))
PUBLIC = frozenset({Visibility.PUBLIC})
Ask = Callable[..., BlurRequest]


@pytest.fixture
def item(catalog: Catalog, place: Callable[[list[Item]], None], make_item: Callable[..., Item]) -> Item:
    """A published picture without zones."""
    one = make_item(1)
    place([one])
    catalog.put_zones(Zones(one.id, ("toy",)))
    return one


@pytest.fixture
def ask(catalog: Catalog, item: Item) -> Ask:
    """Asks for a blur of the same place, or of none."""

    def call(name: str, *, placed: bool = True, **changes: object) -> BlurRequest:
        request = replace(BlurRequest(name, item.id, ZoneKind.FACE, NOW, email="a@b.fr", note="moi"), **changes)  # type: ignore[arg-type]
        zone = asked_zone(f"r-{name}", ZoneKind.FACE, CORNERS) if placed else None
        return catalog.requests.ask(request, zone, Ticket(f"secret {name}", f"challenge {name}"), visibilities=PUBLIC)

    return call


def corrected(catalog: Catalog, item: Item) -> None:
    """What the worker leaves behind."""
    assert catalog.settling.correction_done(catalog.zones(item.id))


def test_one_place_is_one_matter(catalog: Catalog, ask: Ask, item: Item) -> None:
    first = ask("a")
    assert catalog.corrections() == [item.id]
    corrected(catalog, item)
    second = ask("b")
    assert second.zone_id == first.zone_id
    assert catalog.corrections() == []
    catalog.requests.decide("a", Decision.KEEP, "anna", may_lift=True)
    assert catalog.requests.read("b").state is RequestState.CONFIRMED
    third = ask("c")
    assert (third.state, third.decided_at) == (RequestState.CONFIRMED, third.created_at)
    assert catalog.requests.read("a").decided_by == "anna"
    assert catalog.requests.count_open() == 0


def test_a_review_decides_requests_as_well(catalog: Catalog, ask: Ask, item: Item) -> None:
    zone_id = ask("a").zone_id
    catalog.samples.draw("spring", 1)
    assert zone_id is not None
    catalog.reviews.rule(item.id, Ruling("anna", ((zone_id, Decision.LIFT),)), four_eyes=False, may_lift=True)
    assert catalog.requests.read("a").state is RequestState.LIFTED
    catalog.reviews.rule(item.id, Ruling("anna", ((zone_id, None),)), four_eyes=False, may_lift=True)
    assert catalog.requests.read("a").state is RequestState.OPEN


def test_with_four_eyes_what_one_person_lifts_is_shown_to_nobody(catalog: Catalog, ask: Ask, item: Item) -> None:
    zone_id = ask("a").zone_id
    assert zone_id is not None
    catalog.samples.draw("spring", 1)
    lift = Ruling("anna", ((zone_id, Decision.LIFT),), finish=True)
    catalog.reviews.rule(item.id, lift, four_eyes=True, may_lift=True)
    assert catalog.item(item.id).state is ItemState.REVIEW
    with pytest.raises(NotFound):
        catalog.item(item.id, PUBLIC)
    with pytest.raises(Conflict, match="review-four-eyes"):
        catalog.reviews.rule(item.id, replace(lift, decisions=()), four_eyes=True, may_lift=True)
    catalog.reviews.rule(item.id, Ruling("ben", finish=True), four_eyes=True, may_lift=True)
    assert catalog.corrections() == [item.id]
    assert catalog.reviews.row(item.id).review.closed_by == "ben"


def test_taken_back_the_blur_goes_unless_others_ask_for_it(catalog: Catalog, ask: Ask, item: Item) -> None:
    ask("a")
    ask("b")
    catalog.requests.withdraw("secret a")
    assert len(catalog.zones(item.id).zones) == 1
    gone = catalog.requests.withdraw("secret b")
    assert (gone.state, gone.email, gone.note) == (RequestState.WITHDRAWN, None, None)
    assert catalog.zones(item.id).zones == ()
    assert catalog.requests.withdraw("secret b") == gone
    with pytest.raises(Conflict, match="request-withdrawn"):
        catalog.requests.decide("b", Decision.KEEP, "anna", may_lift=True)


def test_after_the_decision_one_can_only_have_oneself_forgotten(catalog: Catalog, ask: Ask) -> None:
    ask("a")
    catalog.requests.decide("a", Decision.KEEP, "anna", may_lift=True)
    kept = catalog.requests.withdraw("secret a")
    assert (kept.state, kept.email, kept.note) == (RequestState.CONFIRMED, None, None)


def test_who_asked_is_forgotten_in_time(catalog: Catalog, ask: Ask, settings: Settings) -> None:
    ask("a", email="vieux@chez.fr")
    ask("b", email="neuf@chez.fr")
    catalog.requests.decide("a", Decision.KEEP, "anna", may_lift=True)
    ask("c", placed=False, email="attend@chez.fr")
    assert catalog.requests.forget(NOW - timedelta(days=1)) == 0
    assert catalog.requests.forget(datetime.now(UTC)) == 2
    assert catalog.requests.read("a").email is None
    assert catalog.requests.read("c").email == "attend@chez.fr"
    assert catalog.requests.forget(datetime.now(UTC)) == 0
    catalog.close()
    kept = b"".join(path.read_bytes() for path in settings.home.glob("catalog.sqlite*"))
    assert b"attend@chez.fr" in kept
    assert b"vieux@chez.fr" not in kept


def test_a_request_outlives_its_picture(catalog: Catalog, ask: Ask) -> None:
    ask("a")
    drive = catalog.drive("drive")
    catalog.place(drive, [], [])
    (row,) = catalog.requests.page(RequestState.OPEN, limit=10).results
    assert (row.place, row.pack_key) == (None, None)
    decided = catalog.requests.decide("a", Decision.LIFT, "anna", may_lift=True)
    assert decided.state is RequestState.LIFTED


def test_pages_follow_one_another(catalog: Catalog, ask: Ask) -> None:
    for number in range(5):
        ask(f"n{number}", created_at=NOW + timedelta(seconds=number))
    for state in RequestState.OPEN, RequestState.CONFIRMED:
        if state is RequestState.CONFIRMED:
            catalog.requests.decide("n0", Decision.KEEP, "anna", may_lift=True)
        first = catalog.requests.page(state, limit=3)
        rest = catalog.requests.page(state, limit=3, token=first.next_token)
        names = [row.request.id for row in (*first.results, *rest.results)]
        assert names == sorted(names, reverse=state is RequestState.CONFIRMED)
        assert (len(names), rest.next_token) == (5, None)


def test_the_purge_forgets_who_asked(catalog: Catalog, ask: Ask, settings: Settings) -> None:
    ask("a")
    catalog.requests.decide("a", Decision.KEEP, "anna", may_lift=True)
    custodian = Custodian.of(catalog, settings)
    list(custodian.purge(datetime.now(UTC)))
    assert catalog.requests.read("a").note == "moi"
    list(custodian.purge(datetime.now(UTC) + timedelta(days=settings.request_retention_days)))
    assert catalog.requests.read("a").note is None
