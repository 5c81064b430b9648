"""Residents' requests in the database: asked, decided, withdrawn, forgotten; each in one transaction."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from ruelle.catalog.database import items, reviews, zones
from ruelle.catalog.database.documents import write
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.paging import after, before, token_after
from ruelle.catalog.database.privacy_tables import REQUESTS
from ruelle.catalog.database.reviews import place_of
from ruelle.catalog.database.tables import ADDRESSES, ITEMS
from ruelle.catalog.errors import Conflict, NotFound
from ruelle.catalog.journal import Choice
from ruelle.catalog.requests import OPEN_CEILING, BlurRequest, RequestState, joined, state_after
from ruelle.catalog.reviews import ReviewReason
from ruelle.catalog.search import Page
from ruelle.catalog.vocabulary import Visibility
from ruelle.catalog.zones import Decision, Zone, ZoneKind, Zones

_PERSONAL = ("email", "note")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a request is known by besides its id: the checksum of its secret link, and the challenge it has solved."""

    secret_sha256: str
    challenge: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as it stands in the operator's list; `pack_key` is None where the picture is gone or not shown."""

    request: BlurRequest
    place: str | None
    pack_key: str | None


class Requests:
    """What the catalog holds of residents' requests."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(
        self, request: BlurRequest, zone: Zone | None, ticket: Ticket, *, visibilities: frozenset[Visibility]
    ) -> BlurRequest:
        """Take a request in: its zone is to be blurred at once, the picture stays; without a zone a person looks.

        Raises NotFound for a picture that the asker may not see, Conflict for a challenge solved before, or where too
        many requests wait.
        """
        with writing(self._engine) as connection:
            item = items.read(connection, request.item_id, visibilities)
            if connection.execute(select(REQUESTS.c.id).where(REQUESTS.c.challenge == ticket.challenge)).first():
                raise Conflict("challenge-used")
            if _count_open(connection) >= OPEN_CEILING:
                raise Conflict("requests-full")
            if zone is None:
                campaign = items.read_sequence(connection, item.sequence_id, None).campaign
                reviews.open_published(connection, item.id, campaign, ReviewReason.REQUEST)
            else:
                request = _with_zone(connection, request, zone)
            _insert(connection, request, ticket)
        return request

    def page(self, state: RequestState, *, limit: int, token: str | None = None) -> Page[RequestRow]:
        """The requests in a state: those that wait oldest first, the others latest first. Raises InputError."""
        oldest_first, moment, identifier = state is RequestState.OPEN, REQUESTS.c.created_at, REQUESTS.c.id
        shown = ITEMS.c.state == "ready"
        query = (
            select(REQUESTS, ITEMS.c.pack_key, ADDRESSES.c.house_number, ADDRESSES.c.street)
            .outerjoin(ITEMS, (ITEMS.c.id == REQUESTS.c.item_id) & shown)
            .outerjoin(ADDRESSES, ADDRESSES.c.number == ITEMS.c.address)
            .where(REQUESTS.c.state == state)
        )
        if token is not None:
            query = query.where((after if oldest_first else before)(token, moment, identifier))
        query = query.order_by(moment, identifier) if oldest_first else query.order_by(moment.desc(), identifier.desc())
        with self._engine.connect() as connection:
            rows = [
                RequestRow(_read(row), place_of(row), row.pack_key)
                for row in connection.execute(query.limit(limit + 1))
            ]
        last = rows[min(limit, len(rows)) - 1].request if rows else None
        return Page(tuple(rows[:limit]), token_after(last.created_at, last.id) if last and len(rows) > limit else None)

    def count_open(self) -> int:
        """How many requests wait for an operator."""
        with self._engine.connect() as connection:
            return _count_open(connection)

    def read(self, request_id: str) -> BlurRequest:
        """One request. Raises NotFound."""
        with self._engine.connect() as connection:
            return _one(connection, REQUESTS.c.id == request_id)

    def followed(self, secret_sha256: str) -> BlurRequest:
        """The request that a private link stands for. Raises NotFound."""
        with self._engine.connect() as connection:
            return _one(connection, REQUESTS.c.secret_sha256 == secret_sha256)

    def decide(self, request_id: str, decision: Decision, account: str, *, may_lift: bool) -> BlurRequest:
        """Confirm the blur of a request, or lift it; every other request for the same zone is decided with it.

        Raises NotFound, and Conflict for a withdrawn one, or for a confirmed one to be lifted without its original.
        """
        with writing(self._engine) as connection:
            request = _one(connection, REQUESTS.c.id == request_id)
            if request.state is RequestState.WITHDRAWN:
                raise Conflict("request-withdrawn")
            if request.zone_id is None:
                _revise(connection, _decided(request, decision, account))
            else:
                if decision is Decision.LIFT and request.state is RequestState.CONFIRMED and not may_lift:
                    raise Conflict("original-erased")
                _decide_zone(connection, request, decision)
                settle(connection, request.item_id, request.zone_id, decision, account=account)
            line = Choice(datetime.now(UTC), account, "request", request.zone_id, decision)
            reviews.note_choice(connection, request.item_id, line)
            return _one(connection, REQUESTS.c.id == request_id)

    def withdraw(self, secret_sha256: str) -> BlurRequest:
        """Forget who asked, and take the request back if nobody has decided it yet. Raises NotFound."""
        with writing(self._engine) as connection:
            request = _one(connection, REQUESTS.c.secret_sha256 == secret_sha256)
            gone = replace(request, email=None, note=None)
            if request.state is RequestState.OPEN:
                gone = replace(gone, state=RequestState.WITHDRAWN, decided_at=datetime.now(UTC))
            _revise(connection, gone)
            if request.state is RequestState.OPEN and request.zone_id is not None:
                _drop_zone(connection, request.item_id, request.zone_id)
            return gone

    def forget(self, before: datetime) -> int:
        """Erase e-mail and note of what was decided before a time; returns of how many requests."""
        with writing(self._engine) as connection:
            old = connection.execute(select(REQUESTS).where(REQUESTS.c.decided_at < before)).all()
            found = [request for request in map(_read, old) if request.email is not None or request.note is not None]
            for request in found:
                _revise(connection, replace(request, email=None, note=None))
            return len(found)


def settle(connection: Connection, item_id: str, zone_id: str, decision: Decision | None, *, account: str) -> None:
    """Give all requests for a zone the state that its decision means; None opens them again."""
    query = select(REQUESTS).where(
        REQUESTS.c.item_id == item_id, REQUESTS.c.zone_id == zone_id, REQUESTS.c.state != RequestState.WITHDRAWN
    )
    for row in connection.execute(query).all():
        _revise(connection, _decided(_read(row), decision, account))


def _decided(request: BlurRequest, decision: Decision | None, account: str) -> BlurRequest:
    at, by = (None, None) if decision is None else (datetime.now(UTC), account)
    return replace(request, state=state_after(decision), decided_at=at, decided_by=by)


def _with_zone(connection: Connection, request: BlurRequest, zone: Zone) -> BlurRequest:
    """The request with the zone that stands for it in the picture."""
    known = zones.read(connection, request.item_id)
    wanted, standing = joined(known, zone)
    if wanted != known:
        zones.ask_correction(connection, wanted)
        settle(connection, request.item_id, standing.id, None, account="")
    decided_at = request.created_at if standing.decision else None
    return replace(request, zone_id=standing.id, state=state_after(standing.decision), decided_at=decided_at)


def _decide_zone(connection: Connection, request: BlurRequest, decision: Decision) -> None:
    """Decide the zone of a request, where there still is one: an erased picture needs no blur."""
    known = _known_zones(connection, request.item_id)
    if known is None:
        return
    if request.zone_id in {zone.id for zone in known.zones}:
        zones.ask_correction(connection, known.decided(request.zone_id, decision))
    elif decision is Decision.KEEP:
        raise Conflict("request-zone-gone")


def _known_zones(connection: Connection, item_id: str) -> Zones | None:
    try:
        return zones.read(connection, item_id)
    except NotFound:
        return None


def _drop_zone(connection: Connection, item_id: str, zone_id: str) -> None:
    """Take a zone away that nobody asks for any more."""
    others = select(REQUESTS.c.id).where(
        REQUESTS.c.item_id == item_id, REQUESTS.c.zone_id == zone_id, REQUESTS.c.state != RequestState.WITHDRAWN
    )
    if connection.execute(others.limit(1)).first() is not None:
        return
    known = _known_zones(connection, item_id)
    if known is None:
        return
    kept = tuple(zone for zone in known.zones if zone.id != zone_id)
    if len(kept) != len(known.zones):
        zones.ask_correction(connection, replace(known, zones=kept))


def _count_open(connection: Connection) -> int:
    query = select(func.count()).select_from(REQUESTS).where(REQUESTS.c.state == RequestState.OPEN)
    return int(connection.execute(query).scalar_one())


def _one(connection: Connection, which: Any) -> BlurRequest:  # noqa: ANN401 - a condition of SQLAlchemy
    row = connection.execute(select(REQUESTS).where(which)).one_or_none()
    if row is None:
        raise NotFound("request-unknown")
    return _read(row)


def _insert(connection: Connection, request: BlurRequest, ticket: Ticket) -> None:
    known_by = {"secret_sha256": ticket.secret_sha256, "challenge": ticket.challenge}
    connection.execute(insert(REQUESTS).values(_row(request) | known_by))


def _revise(connection: Connection, request: BlurRequest) -> None:
    connection.execute(update(REQUESTS).where(REQUESTS.c.id == request.id).values(_row(request)))


def _row(request: BlurRequest) -> dict[str, Any]:
    document = {"kind": request.kind, "decided_by": request.decided_by}
    personal = {name: getattr(request, name) for name in _PERSONAL}
    return {
        "id": request.id,
        "item_id": request.item_id,
        "state": request.state,
        "created_at": request.created_at,
        "zone_id": request.zone_id,
        "decided_at": request.decided_at,
        "document": write(document | personal),
    }


def _read(row: Row[Any]) -> BlurRequest:
    document = json.loads(row.document)
    return BlurRequest(
        id=row.id,
        item_id=row.item_id,
        kind=ZoneKind(document["kind"]),
        created_at=row.created_at,
        zone_id=row.zone_id,
        email=document["email"],
        note=document["note"],
        state=RequestState(row.state),
        decided_at=row.decided_at,
        decided_by=document["decided_by"],
    )
