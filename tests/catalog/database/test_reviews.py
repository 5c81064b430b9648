"""The queue of reviews in the database, and the logs that only grow."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from ruelle.catalog.database.engine import open_engine, writing
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.reviews import find, open_one, open_published
from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.model import Anonymisation, Derivatives, Item
from ruelle.catalog.reviews import Review, ReviewReason, Ruling
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones

CORNERS: CornersDeg = ((0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))


@pytest.fixture
def items(catalog: Catalog, place: Callable[[list[Item]], None], make_item: Callable[..., Item]) -> list[Item]:
    """Five published pictures with a face each."""
    made = [make_item(number) for number in range(5)]
    place(made)
    for item in made:
        catalog.put_zones(zones(item.id))
    return made


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    opened = open_engine(settings.catalog_path)
    yield opened
    opened.dispose()


def zones(item_id: str) -> Zones:
    return Zones(item_id, ("toy",), (Zone("z", ZoneKind.FACE, CORNERS, ZoneOrigin.MACHINE),))


def open_all(engine: Engine, items: list[Item], *reasons: ReviewReason) -> None:
    with writing(engine) as connection:
        for item in items:
            open_one(connection, Review(item.id, "spring", reasons or (ReviewReason.CROWD,), item.captured_at))


def test_the_longest_waiting_comes_first_and_pages_follow(catalog: Catalog, engine: Engine, items: list[Item]) -> None:
    open_all(engine, items)
    first = catalog.reviews.page(limit=3)
    rest = catalog.reviews.page(limit=3, token=first.next_token)
    assert [row.review.item_id for row in (*first.results, *rest.results)] == [item.id for item in items]
    assert (rest.next_token, catalog.reviews.count_open()) == (None, 5)
    with pytest.raises(InputError):
        catalog.reviews.page(token="nonsense")
    for item in items[:3]:
        catalog.reviews.rule(item.id, Ruling("anna", finish=True), four_eyes=False, may_lift=True)
    closed = catalog.reviews.page(closed=True, limit=2)
    assert [row.review.item_id for row in closed.results] == [items[2].id, items[1].id]
    assert catalog.reviews.page(closed=True, limit=2, token=closed.next_token).results[0].review.item_id == items[0].id


def test_what_comes_next_goes_round_and_leaves_out_what_waits_for_others(
    catalog: Catalog, engine: Engine, items: list[Item]
) -> None:
    open_all(engine, items)

    def after(number: int, account: str) -> str | None:
        return catalog.reviews.next_open(catalog.reviews.row(items[number].id).review, account)

    assert [after(0, "anna"), after(4, "anna")] == [items[1].id, items[0].id]
    catalog.reviews.rule(items[1].id, Ruling("anna", finish=True), four_eyes=True, may_lift=True)
    assert [after(0, "anna"), after(0, "ben")] == [items[2].id, items[1].id]


def test_a_sample_of_a_checked_picture_keeps_why_it_was_checked(engine: Engine, items: list[Item]) -> None:
    open_all(engine, items[:1])
    with writing(engine) as connection:
        open_published(connection, items[0].id, "spring", ReviewReason.SAMPLE)
        open_published(connection, items[1].id, "spring", ReviewReason.REQUEST)
        first, second = find(connection, items[0].id), find(connection, items[1].id)
    assert first is not None
    assert second is not None
    assert (first.reasons, first.sampled) == ((ReviewReason.CROWD, ReviewReason.SAMPLE), False)
    assert (second.reasons, second.sampled) == ((ReviewReason.REQUEST,), True)


def test_what_no_longer_breaks_the_detectors_waits_for_nobody(
    catalog: Catalog, make_item: Callable[..., Item], items: list[Item]
) -> None:
    broken = replace(items[0], state=ItemState.REVIEW, derivatives=None, failure=Failure("item-doubtful"))
    catalog.settling.broken(broken)
    assert catalog.reviews.count_open() == 1
    assert items[0].derivatives is not None
    seen = zones(items[0].id)
    pack = replace(items[0].derivatives, anonymisation=Anonymisation.of(seen))
    assert isinstance(pack, Derivatives)
    catalog.settling.settled(make_item(0, derivatives=pack), seen)
    assert catalog.reviews.count_open() == 0


def test_on_a_shown_picture_a_change_is_blurred_at_once_and_stays_shown(
    catalog: Catalog, engine: Engine, items: list[Item]
) -> None:
    item_id = items[0].id
    open_all(engine, items[:1])
    lift = Ruling("anna", (("z", Decision.LIFT),))
    catalog.reviews.rule(item_id, lift, four_eyes=False, may_lift=True)
    assert catalog.corrections() == [item_id]
    assert catalog.reviews.row(item_id).review.sampled
    assert catalog.item(item_id).state is ItemState.READY


@pytest.mark.parametrize("statement", ["UPDATE {} SET account = 'nobody'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["journal", "decisions"])
def test_the_logs_only_grow(catalog: Catalog, engine: Engine, items: list[Item], statement: str, table: str) -> None:
    open_all(engine, items[:1])
    catalog.reviews.rule(items[0].id, Ruling("anna", finish=True), four_eyes=False, may_lift=True)
    with catalog.journal.looking("anna", items[0].id, "z"):
        pass
    with pytest.raises(IntegrityError, match="only ever added to"), writing(engine) as connection:
        connection.exec_driver_sql(statement.format(table))
    assert catalog.reviews.choices(items[0].id)[0].account == "anna"


def test_the_journal_is_read_page_by_page(catalog: Catalog) -> None:
    for number in range(5):
        with catalog.journal.looking("anna", "item", f"z{number}"):
            pass
    with pytest.raises(ZeroDivisionError), catalog.journal.looking("anna", "item", "never"):
        _ = 1 / 0
    first = catalog.journal.entries(limit=3)
    rest = catalog.journal.entries(limit=3, token=first.next_token)
    assert [line.zone_id for line in (*first.results, *rest.results)] == ["z4", "z3", "z2", "z1", "z0"]
    assert rest.next_token is None
    for bad in ("x", "-1", "²", "9" * 30):
        with pytest.raises(InputError):
            catalog.journal.entries(limit=3, token=bad)


@pytest.mark.usefixtures("items")
def test_a_sample_counts_what_a_person_added(catalog: Catalog) -> None:
    assert catalog.samples.draw("spring", 3).drawn == 3
    assert catalog.samples.draw("spring", 3).drawn == 3
    rows = catalog.reviews.page().results
    added = Zone("mine", ZoneKind.PLATE, CORNERS, ZoneOrigin.PERSON)
    for row, extra in zip(rows, ((added,), (), ()), strict=True):
        ruling = Ruling("anna", added=extra, finish=True)
        catalog.reviews.rule(row.review.item_id, ruling, four_eyes=False, may_lift=True)
    report = catalog.samples.report("spring")
    assert (report.checked, report.tally.found, report.tally.missed, report.tally.clean) == (3, 3, 1, 2)
