"""Reviews as an operator's page wants them, and what the page sends back."""

import uuid
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ruelle.catalog.database.reviews import ReviewRow
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.journal import Choice
from ruelle.catalog.model import Account, Item
from ruelle.catalog.outlines import is_simple
from ruelle.catalog.reviews import ReviewReason, Ruling, needs_original
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin
from ruelle.viewer_api.desk import Desk
from ruelle.viewer_api.links import PREFIX, pack_version
from ruelle.viewer_api.stac_item import moment

Document = dict[str, Any]

ONCE_CEILING = 2_000
"""More decisions than a picture has zones."""

Angle = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False)]
Corner = tuple[Angle, Angle]
Corners = tuple[Corner, Corner, Corner, Corner]
Name = Annotated[str, Field(min_length=1, max_length=64)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DecisionBody(_Body):
    """One zone decided; null takes the decision back."""

    zone_id: Name
    decision: Decision | None


class AddedBody(_Body):
    """A zone that was missing: four corners, heading and pitch in degrees, clockwise from the top left."""

    kind: ZoneKind
    corners_deg: Corners


class RulingBody(_Body):
    """Decisions, zones added and removed, and whether the picture is finished."""

    decisions: Annotated[list[DecisionBody], Field(max_length=ONCE_CEILING)] = []
    added: Annotated[list[AddedBody], Field(max_length=ONCE_CEILING)] = []
    removed: Annotated[list[Name], Field(max_length=ONCE_CEILING)] = []
    finish: bool = False

    def ruling(self, account: str) -> Ruling:
        """As the catalog takes it. Raises InputError for an outline that is none."""
        return Ruling(
            account,
            tuple((one.zone_id, one.decision) for one in self.decisions),
            tuple(_added(one.kind, one.corners_deg) for one in self.added),
            tuple(self.removed),
            self.finish,
        )


def _added(kind: ZoneKind, corners_deg: CornersDeg) -> Zone:
    if not is_simple(corners_deg):
        raise InputError("zone-wrong")
    return Zone(f"p-{uuid.uuid4()}", kind, corners_deg, ZoneOrigin.PERSON)


def queue(at: Desk, *, closed: bool, limit: int, token: str | None) -> Document:
    """One page of the queue."""
    page = at.catalog.reviews.page(closed=closed, limit=limit, token=token)
    return {
        "reviews": [brief(row) for row in page.results],
        "open": at.catalog.reviews.count_open(),
        "next": page.next_token,
    }


def brief(row: ReviewRow) -> Document:
    """A review as it stands in the queue."""
    review = row.review
    return {
        "item_id": review.item_id,
        "sequence_id": row.sequence_id,
        "campaign": review.campaign,
        "place": row.place,
        "captured_at": moment(row.captured_at),
        "opened_at": moment(review.opened_at),
        "reasons": list(review.reasons),
        "sampled": ReviewReason.SAMPLE in review.reasons,
        "zones": row.zones,
        "undecided": row.undecided,
        "first_by": review.first_by,
        "closed_by": review.closed_by,
        "closed_at": review.closed_at and moment(review.closed_at),
        "thumb": row.pack_key and f"{_pictures(review.item_id)}/thumb.jpg?v={pack_version(row.pack_key)}",
    }


def whole(at: Desk, who: Account, item_id: str) -> Document:
    """A review with its picture and zones. Raises NotFound."""
    row, item = at.catalog.reviews.row(item_id), at.catalog.item(item_id)
    return brief(row) | {
        "width_px": item.camera.width_px,
        "height_px": item.camera.height_px,
        "projection": item.camera.projection,
        "field_of_view_deg": item.camera.field_of_view_deg,
        "heading_deg": item.pose.heading_deg,
        "pitch_deg": item.pose.pitch_deg,
        "roll_deg": item.pose.roll_deg,
        "longitude_deg": item.pose.longitude_deg,
        "latitude_deg": item.pose.latitude_deg,
        "published": item.state is ItemState.READY,
        **_picture(item),
        "zones": _zones(at, item),
        "next": at.catalog.reviews.next_open(row.review, who.name),
        "four_eyes": at.settings.four_eyes,
        "may_lift": at.looks.may_lift(item),
        "log": [_line(choice) for choice in at.catalog.reviews.choices(item_id)],
    }


def rule(at: Desk, who: Account, item_id: str, body: RulingBody) -> Document:
    """Write down what was decided; the review as it stands then. Raises NotFound, InputError or Conflict."""
    may_lift = at.looks.may_lift(at.catalog.item(item_id))
    at.catalog.reviews.rule(item_id, body.ruling(who.name), four_eyes=at.settings.four_eyes, may_lift=may_lift)
    return whole(at, who, item_id)


def look(at: Desk, who: Account, item_id: str, zone_id: str) -> bytes:
    """A zone unblurred, after the journal was written. Raises NotFound."""
    if zone_id not in {zone.id for zone in at.catalog.zones(item_id).zones}:
        raise NotFound("look-unknown")
    return at.looks.look(who.name, item_id, zone_id)


def _pictures(item_id: str) -> str:
    return f"{PREFIX}/review/{item_id}/pictures"


def _picture(item: Item) -> Document:
    if item.derivatives is None:
        return {"levels": [], "tiles": None, "sd": None, "preview": None, "pack": None}
    folder, version = _pictures(item.id), pack_version(item.derivatives.pack_key)
    levels = item.derivatives.levels
    return {
        "levels": [
            {"width": at.width_px, "height": at.height_px, "columns": at.columns, "rows": at.rows} for at in levels
        ],
        "tiles": f"{folder}/tiles/{{level}}/{{column}}_{{row}}.jpg?v={version}",
        "sd": f"{folder}/sd.jpg?v={version}",
        "preview": f"{folder}/preview.jpg?v={version}",
        "pack": version,
    }


def _zones(at: Desk, item: Item) -> list[Document]:
    may_lift = at.looks.may_lift(item)
    try:
        zones = at.catalog.zones(item.id).zones
    except NotFound:  # the detectors broke down
        return []
    return [
        {
            "id": zone.id,
            "kind": zone.kind,
            "corners_deg": zone.corners_deg,
            "score": zone.score,
            "origin": zone.origin,
            "doubtful": zone.doubtful,
            "decision": zone.decision,
            "has_look": at.looks.has(item.id, zone.id),
            "may_lift": may_lift or not needs_original(zone),
        }
        for zone in zones
    ]


def _line(choice: Choice) -> Document:
    return {
        "at": moment(choice.decided_at),
        "account": choice.account,
        "action": choice.action,
        "zone_id": choice.zone_id,
        "decision": choice.decision,
    }
