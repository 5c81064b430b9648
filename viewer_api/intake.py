"""Taking residents' requests in, and the private link that follows each."""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request

from ruelle.catalog.database.requests import Ticket
from ruelle.catalog.requests import BlurRequest, asked_zone, plain
from ruelle.catalog.vocabulary import Visibility
from ruelle.catalog.zones import CornersDeg, ZoneKind
from ruelle.viewer_api.access import checksum
from ruelle.viewer_api.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for; without corners, they could not show the place."""

    item_id: str
    kind: ZoneKind
    corners_deg: CornersDeg | None
    email: str | None
    note: str | None


def take_in(
    at: Desk, request: Request, asked: Asked, *, admission: Callable[[], str], visible: frozenset[Visibility]
) -> tuple[BlurRequest, str]:
    """The request as it was taken in, and the secret of its private link; `admission` gives the challenge it met.

    Raises InputError, NotFound, Conflict, or TooManyAttemptsError.
    """
    at.gate.admit(request)
    identifier, secret = str(uuid.uuid4()), secrets.token_urlsafe(32)
    zone = asked.corners_deg and asked_zone(f"r-{identifier}", asked.kind, asked.corners_deg)
    wanted = BlurRequest(
        id=identifier,
        item_id=asked.item_id,
        kind=asked.kind,
        created_at=datetime.now(UTC),
        email=plain(asked.email),
        note=plain(asked.note),
    )
    ticket = Ticket(checksum(secret), hashlib.sha256(admission().encode()).hexdigest())
    at.gate.take(request)
    return at.catalog.requests.ask(wanted, zone or None, ticket, visibilities=visible), secret
