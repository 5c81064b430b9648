"""Reviews in the database: the queue, and the log of what people decided."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert

from ruelle.catalog.database.documents import write
from ruelle.catalog.database.paging import after, before, token_after
from ruelle.catalog.database.privacy_tables import DECISIONS, ITEM_ZONES, REVIEWS
from ruelle.catalog.database.tables import ADDRESSES, ITEMS
from ruelle.catalog.database.zones import read_zones
from ruelle.catalog.errors import NotFound
from ruelle.catalog.journal import Choice
from ruelle.catalog.model import Address
from ruelle.catalog.reviews import Review, ReviewReason
from ruelle.catalog.search import Page

LOG_CEILING = 200


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as it stands in the queue; `place` is the nearest address, `pack_key` None where there is no picture."""

    review: Review
    sequence_id: str
    captured_at: datetime
    place: str | None
    pack_key: str | None
    zones: int
    undecided: int


_FIRST_BY = func.json_extract(REVIEWS.c.document, "$.first_by")
_ROWS = (
    select(
        REVIEWS,
        ITEMS.c.sequence_id,
        ITEMS.c.captured_at,
        ITEMS.c.pack_key,
        ADDRESSES.c.house_number,
        ADDRESSES.c.street,
        ITEM_ZONES.c.document.label("zones"),
    )
    .join(ITEMS, ITEMS.c.id == REVIEWS.c.item_id)
    .outerjoin(ITEM_ZONES, ITEM_ZONES.c.item_id == REVIEWS.c.item_id)
    .outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address)
)


def open_one(connection: Connection, review: Review) -> None:
    """Insert a review, or open the one of the same item again."""
    row = {
        "item_id": review.item_id,
        "campaign": review.campaign,
        "opened_at": review.opened_at,
        "closed_at": review.closed_at,
        "sampled": int(review.sampled),
        "document": write({"reasons": review.reasons, "first_by": review.first_by, "closed_by": review.closed_by}),
    }
    connection.execute(upsert(REVIEWS).values(row).on_conflict_do_update(index_elements=["item_id"], set_=row))


def open_published(connection: Connection, item_id: str, campaign: str, reason: ReviewReason) -> None:
    """Have a person look at a picture that is shown, and stays so meanwhile."""
    now = datetime.now(UTC)
    known = find(connection, item_id)
    fresh = Review(item_id, campaign, (reason,), now, sampled=True)
    open_one(connection, fresh if known is None else known.opened_again(reason, now))


def drop_waiting(connection: Connection, item_id: str) -> None:
    """Forget a review that waits for nothing any more: what broke the detectors was looked at again, undoubted."""
    waits = REVIEWS.c.closed_at.is_(None), REVIEWS.c.sampled == 0
    connection.execute(delete(REVIEWS).where(REVIEWS.c.item_id == item_id, *waits))


def find(connection: Connection, item_id: str) -> Review | None:
    """The review of an item, open or closed."""
    row = connection.execute(select(REVIEWS).where(REVIEWS.c.item_id == item_id)).one_or_none()
    return None if row is None else _review(row)


def read(connection: Connection, item_id: str) -> Review:
    """The review of an item, open or closed. Raises NotFound."""
    found = find(connection, item_id)
    if found is None:
        raise NotFound("review-unknown", id=item_id)
    return found


def row(connection: Connection, item_id: str) -> ReviewRow:
    """The review of an item as it stands in the queue. Raises NotFound."""
    found = connection.execute(_ROWS.where(REVIEWS.c.item_id == item_id)).one_or_none()
    if found is None:
        raise NotFound("review-unknown", id=item_id)
    return _row(found)


def page(connection: Connection, *, closed: bool, limit: int, token: str | None) -> Page[ReviewRow]:
    """The open reviews, the longest waiting first, or the closed ones, the latest first. Raises InputError."""
    moment, identifier = (REVIEWS.c.closed_at if closed else REVIEWS.c.opened_at), REVIEWS.c.item_id
    query = _ROWS.where(REVIEWS.c.closed_at.is_not(None) if closed else REVIEWS.c.closed_at.is_(None))
    if token is not None:
        query = query.where((before if closed else after)(token, moment, identifier))
    order = (moment.desc(), identifier.desc()) if closed else (moment, identifier)
    rows = [_row(found) for found in connection.execute(query.order_by(*order).limit(limit + 1))]
    if len(rows) <= limit:
        return Page(tuple(rows))
    last = rows[limit - 1].review
    return Page(tuple(rows[:limit]), token_after(last.closed_at or last.opened_at, last.item_id))


def count_open(connection: Connection) -> int:
    """How many pictures wait for a person."""
    query = select(func.count()).select_from(REVIEWS).where(REVIEWS.c.closed_at.is_(None))
    return int(connection.execute(query).scalar_one())


def next_open(connection: Connection, review: Review, account: str) -> str | None:
    """The item that waits after this one, round to the first, but for those that wait for another pair of eyes."""
    place = tuple_(REVIEWS.c.opened_at, REVIEWS.c.item_id)
    here = select(REVIEWS.c.opened_at, REVIEWS.c.item_id).where(REVIEWS.c.item_id == review.item_id)
    others = _others(review.item_id, account)
    for query in (others.where(place > here.scalar_subquery()), others):
        found = connection.execute(query).scalar()
        if found is not None:
            return str(found)
    return None


def _others(item_id: str, account: str) -> Select[tuple[str]]:
    query = select(REVIEWS.c.item_id).where(REVIEWS.c.closed_at.is_(None), REVIEWS.c.item_id != item_id)
    query = query.where(_FIRST_BY.is_distinct_from(account))
    return query.order_by(REVIEWS.c.opened_at, REVIEWS.c.item_id).limit(1)


def note_choice(connection: Connection, item_id: str, choice: Choice) -> None:
    """Add a line to the log of decisions."""
    told = {"action": choice.action, "zone_id": choice.zone_id, "decision": choice.decision}
    line = {"item_id": item_id, "decided_at": choice.decided_at, "account": choice.account, "document": write(told)}
    connection.execute(insert(DECISIONS).values(line))


def choices(connection: Connection, item_id: str) -> list[Choice]:
    """The log of an item's decisions, the latest first, at most 200."""
    query = select(DECISIONS).where(DECISIONS.c.item_id == item_id).order_by(DECISIONS.c.number.desc())
    rows = connection.execute(query.limit(LOG_CEILING))
    return [Choice(row.decided_at, row.account, **json.loads(row.document)) for row in rows]


def place_of(row: Row[Any]) -> str | None:
    """The nearest address of an item on one line, from a row that was joined to the addresses."""
    return None if row.street is None else Address(row.house_number, row.street, "", 0.0, 0.0).label


def _review(row: Row[Any]) -> Review:
    document = json.loads(row.document)
    return Review(
        item_id=row.item_id,
        campaign=row.campaign,
        reasons=tuple(ReviewReason(reason) for reason in document["reasons"]),
        opened_at=row.opened_at,
        sampled=bool(row.sampled),
        first_by=document["first_by"],
        closed_at=row.closed_at,
        closed_by=document["closed_by"],
    )


def _row(row: Row[Any]) -> ReviewRow:
    zones = read_zones(row.item_id, row.zones).zones if row.zones else ()
    return ReviewRow(
        review=_review(row),
        sequence_id=row.sequence_id,
        captured_at=row.captured_at,
        place=place_of(row),
        pack_key=row.pack_key,
        zones=len(zones),
        undecided=sum(zone.undecided for zone in zones),
    )
