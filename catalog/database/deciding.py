"""What people decide about pictures in review, each ruling in one transaction with its log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from ruelle.catalog.database import items, requests, reviews, zones
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.reviews import ReviewRow
from ruelle.catalog.errors import Conflict
from ruelle.catalog.journal import Choice
from ruelle.catalog.model import Item
from ruelle.catalog.reviews import Review, Ruling, concluded, needs_original, uncovered
from ruelle.catalog.search import Page
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import ZoneOrigin, Zones


class Reviews:
    """What the catalog holds of reviews."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, *, closed: bool = False, limit: int = 50, token: str | None = None) -> Page[ReviewRow]:
        """The open reviews, the longest waiting first, or the closed ones, the latest first. Raises InputError."""
        with self._engine.connect() as connection:
            return reviews.page(connection, closed=closed, limit=limit, token=token)

    def count_open(self) -> int:
        """How many pictures wait for a person."""
        with self._engine.connect() as connection:
            return reviews.count_open(connection)

    def row(self, item_id: str) -> ReviewRow:
        """The review of an item as it stands in the queue. Raises NotFound."""
        with self._engine.connect() as connection:
            return reviews.row(connection, item_id)

    def next_open(self, review: Review, account: str) -> str | None:
        """The item that this account looks at next."""
        with self._engine.connect() as connection:
            return reviews.next_open(connection, review, account)

    def choices(self, item_id: str) -> list[Choice]:
        """The log of an item's decisions, the latest first."""
        with self._engine.connect() as connection:
            return reviews.choices(connection, item_id)

    def rule(self, item_id: str, ruling: Ruling, *, four_eyes: bool, may_lift: bool) -> None:
        """Write a ruling down; once the review is closed, a worker publishes the picture as decided.

        On a picture that is shown already a change is blurred at once; with four eyes, what one person lifts takes it
        out of sight until another agrees. Raises NotFound, InputError for a zone that is not there, and Conflict for
        what cannot be finished or lifted.
        """
        with writing(self._engine) as connection:
            review, item = reviews.read(connection, item_id), items.read(connection, item_id, None)
            if item.derivatives is None:
                raise Conflict("review-broken")
            before = zones.read(connection, item_id)
            after = ruling.applied(before)
            lifted = uncovered(before, after)
            if not may_lift and any(map(needs_original, lifted)):
                raise Conflict("original-erased")
            now = datetime.now(UTC)
            ruled = concluded(review, ruling, (before, after), four_eyes=four_eyes, now=now)
            hidden = four_eyes and bool(lifted) and ruled.closed_at is None
            reviews.open_one(connection, _shown_or_not(connection, item, ruled, hidden=hidden))
            _write(connection, item, (before, after), closed=ruled != review and ruled.closed_at is not None)
            for choice in _choices(ruling, now, finished=ruled != review and ruling.finish):
                reviews.note_choice(connection, item_id, choice)
            _settle_requests(connection, (before, after), ruling.account)


def _shown_or_not(connection: Connection, item: Item, review: Review, *, hidden: bool) -> Review:
    """The review as it keeps the item out of sight, or does not."""
    if item.state is ItemState.READY and hidden:
        items.publish(connection, items.with_state(item, ItemState.REVIEW))
        return replace(review, sampled=False)
    if item.state is ItemState.READY and review.closed_at is None:
        return replace(review, sampled=True)
    return review


def _write(connection: Connection, item: Item, changed: tuple[Zones, Zones], *, closed: bool) -> None:
    before, after = changed
    if closed or (item.state is ItemState.READY and after != before):
        zones.ask_correction(connection, after)
    elif after != before:
        zones.put(connection, after)


def _choices(ruling: Ruling, now: datetime, *, finished: bool) -> Iterator[Choice]:
    for zone_id in ruling.removed:
        yield Choice(now, ruling.account, "remove", zone_id, None)
    for zone in ruling.added:
        yield Choice(now, ruling.account, "add", zone.id, None)
    for zone_id, decision in ruling.decisions:
        yield Choice(now, ruling.account, "decide", zone_id, decision)
    if finished:
        yield Choice(now, ruling.account, "finish", None, None)


def _settle_requests(connection: Connection, changed: tuple[Zones, Zones], account: str) -> None:
    """What a review decides of a zone that residents asked for decides their requests."""
    before, after = changed
    decided = {zone.id: zone.decision for zone in before.zones}
    for zone in after.zones:
        if zone.origin is ZoneOrigin.REQUEST and zone.decision is not decided.get(zone.id):
            requests.settle(connection, after.item_id, zone.id, zone.decision, account=account)
