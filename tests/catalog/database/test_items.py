"""Placing, revising and listing items and sequences."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure, NotFound
from ruelle.catalog.model import Drive, Item
from ruelle.catalog.vocabulary import DriveState, ItemState, Visibility

PUBLIC = frozenset({Visibility.PUBLIC})
MakeItem = Callable[..., Item]
PlaceItems = Callable[[list[Item]], None]


def bare(item: Item) -> Item:
    """The item as the placing step knows it."""
    return replace(item, state=ItemState.PLACED, derivatives=None)


def test_placing_again_keeps_what_is_ready(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0), make_item(1), make_item(2)])
    place([bare(make_item(0, (1.0, 2.0))), bare(make_item(5))])
    kept = catalog.item("item-00000")
    assert (kept.state, kept.derivatives) == (ItemState.READY, make_item(0).derivatives)
    assert (kept.pose.longitude_deg, kept.pose.latitude_deg) == (1.0, 2.0)
    assert [item.id for item in catalog.pending_items()] == ["item-00005"]
    with pytest.raises(NotFound):
        catalog.item("item-00002")


def test_what_failed_is_tried_again_when_placed_again(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(0, state=ItemState.FAILED, derivatives=None, failure=Failure("file-truncated"))])
    assert catalog.pending_items() == []
    place([bare(make_item(0))])
    assert [item.failure for item in catalog.pending_items()] == [None]


def test_pending_items_come_oldest_first(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([bare(make_item(number)) for number in (3, 1, 2)])
    assert [item.rank for item in catalog.pending_items(2)] == [1, 2]


def test_nobody_revises_what_is_not_there(catalog: Catalog, make_item: MakeItem) -> None:
    with pytest.raises(NotFound):
        catalog.revise(make_item(0))


def test_a_sequence_is_seen_with_its_first_visible_item(
    catalog: Catalog, place: PlaceItems, make_item: MakeItem
) -> None:
    place([bare(make_item(0, (0.0, 0.0))), bare(make_item(1))])
    assert catalog.sequence("sequence").campaign == "spring"
    with pytest.raises(NotFound):
        catalog.sequence("sequence", PUBLIC)
    assert catalog.extent(PUBLIC) is None
    catalog.revise(make_item(1))
    assert catalog.sequence("sequence", PUBLIC).id == "sequence"
    summary = catalog.sequence_summary("sequence", PUBLIC)
    assert (summary.count, summary.first_item_id) == (1, "item-00001")
    assert summary.bbox_deg == (-0.37, 49.14, -0.37, 49.14)


def test_sequences_come_newest_first_in_pages(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    place([make_item(number, (number / 10, 49.0), sequence_id=f"sequence-{number // 2}") for number in range(10)])
    first = catalog.sequences(PUBLIC, limit=3, token=None)
    rest = catalog.sequences(PUBLIC, limit=3, token=first.next_token)
    found = first.results + rest.results
    assert [summary.sequence.id for summary in found] == [f"sequence-{number}" for number in (4, 3, 2, 1, 0)]
    assert rest.next_token is None
    assert found[0].bbox_deg == (0.8, 49.0, 0.9, 49.0)
    assert (found[0].start, found[0].end) == (make_item(8).captured_at, make_item(9).captured_at)
    extent = catalog.extent(PUBLIC)
    assert extent is not None
    assert (extent.count, extent.bbox_deg) == (10, (0.0, 49.0, 0.9, 49.0))


def test_the_beat_changes_with_what_readers_see(catalog: Catalog, place: PlaceItems, make_item: MakeItem) -> None:
    beats = [catalog.beat()]
    place([make_item(0)])
    beats.append(catalog.beat())
    catalog.revise(make_item(0))
    beats.append(catalog.beat())
    assert beats == sorted(set(beats))


def test_counts_say_how_far_everything_has_come(
    catalog: Catalog, drive: Drive, place: PlaceItems, make_item: MakeItem
) -> None:
    failure = Failure("file-truncated", {"file": "GS010001.jpg"})
    place([make_item(0), bare(make_item(1)), make_item(2, state=ItemState.FAILED, derivatives=None, failure=failure)])
    catalog.put_drive(replace(drive, id="other", campaign="autumn", footage=()))
    autumn, spring = catalog.counts().campaigns
    assert (autumn.campaign, autumn.drives, autumn.items) == ("autumn", {DriveState.DRAFT: 1}, {})
    assert spring.items == {ItemState.READY: 1, ItemState.PLACED: 1, ItemState.FAILED: 1}
    (trouble,) = catalog.counts().troubles
    assert (trouble.source_name, trouble.failure) == ("GS010001.jpg", failure)
