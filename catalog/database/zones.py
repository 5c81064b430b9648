"""Zones in the database, and the corrections that they ask for."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ruelle.catalog.database.documents import write
from ruelle.catalog.database.privacy_tables import CORRECTIONS, ITEM_ZONES
from ruelle.catalog.database.tables import ITEMS
from ruelle.catalog.errors import NotFound
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import UNKNOWN, Decision, Zone, ZoneKind, ZoneOrigin, Zones

ANGLE_DIGITS = 4
"""A ten-thousandth of a degree is far less than a pixel."""
_SETTLED = (ItemState.READY, ItemState.REVIEW)
"""Before, the worker is still at it, and takes the zones as they are then."""


def read(connection: Connection, item_id: str) -> Zones:
    """The zones of an item; those of a picture that version 1 published are empty and not `known`. Raises NotFound."""
    query = select(ITEMS.c.state, ITEM_ZONES.c.document).outerjoin(ITEM_ZONES).where(ITEMS.c.id == item_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("item-unknown", id=item_id)
    if row.document is not None:
        return read_zones(item_id, row.document)
    if row.state == ItemState.READY:
        return Zones(item_id, (UNKNOWN,))
    raise NotFound("zones-unknown", id=item_id)


def put(connection: Connection, zones: Zones) -> None:
    """Insert the zones of an item, or write them over its others."""
    row = {"item_id": zones.item_id, "document": zones_document(zones)}
    connection.execute(upsert(ITEM_ZONES).values(row).on_conflict_do_update(index_elements=["item_id"], set_=row))


def ask_correction(connection: Connection, zones: Zones) -> None:
    """Write zones, and ask a worker to blur the item anew."""
    put(connection, zones)
    asked = upsert(CORRECTIONS).values(item_id=zones.item_id, asked_at=datetime.now(UTC))
    connection.execute(asked.on_conflict_do_nothing())


def corrections(connection: Connection, limit: int) -> list[str]:
    """The ids of the items that have to be blurred anew, the one that was asked for first before the others."""
    order = CORRECTIONS.c.asked_at, CORRECTIONS.c.item_id
    query = select(CORRECTIONS.c.item_id).join(ITEMS).where(ITEMS.c.state.in_(_SETTLED)).order_by(*order).limit(limit)
    return list(connection.execute(query).scalars())


def are_still(connection: Connection, zones: Zones) -> bool:
    """Whether the zones of an item are these."""
    query = select(ITEM_ZONES.c.document).where(ITEM_ZONES.c.item_id == zones.item_id)
    return connection.execute(query).scalar() == zones_document(zones)


def drop_correction(connection: Connection, zones: Zones) -> bool:
    """Forget that an item has to be blurred anew; False, and nothing is forgotten, if its zones have changed since."""
    if not are_still(connection, zones):
        return False
    connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.item_id == zones.item_id))
    return True


def zones_document(zones: Zones) -> str:
    """The zones of an item as compact JSON: one short row a zone."""
    rows = [_row(zone) for zone in zones.zones], [_row(zone) for zone in zones.faint]
    return write({"detectors": zones.detectors, "zones": rows[0], "faint": rows[1]})


def read_zones(item_id: str, text: str) -> Zones:
    """The zones of an item from their JSON."""
    document = json.loads(text)
    return Zones(item_id, tuple(document["detectors"]), _zones(document["zones"]), _zones(document["faint"]))


def _row(zone: Zone) -> list[Any]:
    angles = (round(angle, ANGLE_DIGITS) for corner in zone.corners_deg for angle in corner)
    return [zone.id, zone.kind, zone.origin, round(zone.score, 3), int(zone.doubtful), zone.decision, *angles]


def _zones(rows: Iterable[list[Any]]) -> tuple[Zone, ...]:
    return tuple(_zone(*row) for row in rows)


def _zone(zone_id: str, kind: str, origin: str, *rest: Any) -> Zone:  # noqa: ANN401 - the rest of a JSON row
    score, doubtful, decision, *angles = rest
    return Zone(
        id=zone_id,
        kind=ZoneKind(kind),
        corners_deg=tuple(zip(angles[::2], angles[1::2], strict=True)),
        origin=ZoneOrigin(origin),
        score=score,
        doubtful=bool(doubtful),
        decision=None if decision is None else Decision(decision),
    )
