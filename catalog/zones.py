"""Zones: the parts of a panorama's viewing sphere that must not be recognised, and what people decided about them."""

import hashlib
import json
import math
from dataclasses import dataclass, replace
from enum import StrEnum

CornersDeg = tuple[tuple[float, float], ...]
ZONES_CEILING = 2_000
"""More zones than the fullest crowd has; a picture that seems to have more is not understood."""


UNKNOWN = "zones not kept"
"""Stands for the detectors of a picture that version 1 blurred without keeping its zones."""


class ZoneKind(StrEnum):
    """What a zone hides."""

    FACE = "face"
    PLATE = "plate"
    PERSON = "person"
    HOUSE = "house"
    OTHER = "other"


class ZoneOrigin(StrEnum):
    """Who found a zone: the detectors, the neighbouring frames, an operator, or a resident's request."""

    MACHINE = "machine"
    NEIGHBOUR = "neighbour"
    PERSON = "person"
    REQUEST = "request"


class Decision(StrEnum):
    """What a person decided about a zone: it stays blurred, or the blur is lifted."""

    KEEP = "keep"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class Zone:
    """A quadrilateral on the viewing sphere of the rig, at most a half-sphere wide.

    `corners_deg` are four (heading, pitch) in the frame of the panorama itself, heading 0 in the middle of the picture
    and clockwise, pitch up: top left, top right, bottom right, bottom left as seen from inside. Raises ValueError.
    """

    id: str
    kind: ZoneKind
    corners_deg: CornersDeg
    origin: ZoneOrigin
    score: float = 1.0
    doubtful: bool = False
    decision: Decision | None = None

    def __post_init__(self) -> None:
        if len(self.corners_deg) != 4 or not all(_is_gaze(corner) for corner in self.corners_deg):
            raise ValueError("a zone has four corners, headings within 360 degrees and pitches within 90")

    @property
    def blurred(self) -> bool:
        """Whether the blur is laid on: always, until a person has lifted it."""
        return self.decision is not Decision.LIFT

    @property
    def undecided(self) -> bool:
        """Whether a person still has to look at it."""
        return self.doubtful and self.decision is None


@dataclass(frozen=True, slots=True)
class Zones:
    """All zones of one item, and the faint ones: too unsure to be blurred unless the neighbouring frames agree."""

    item_id: str
    detectors: tuple[str, ...]
    zones: tuple[Zone, ...] = ()
    faint: tuple[Zone, ...] = ()

    def __post_init__(self) -> None:
        if not self.detectors:
            raise ValueError("zones of a picture that no detector has seen are not known")
        if len(self.zones) > ZONES_CEILING:
            raise ValueError(f"more than {ZONES_CEILING} zones")

    @property
    def known(self) -> bool:
        """Whether all zones are here; if not, detectors have to look again before the picture is blurred anew."""
        return UNKNOWN not in self.detectors

    @property
    def blurred(self) -> tuple[Zone, ...]:
        """The zones that are blurred."""
        return tuple(zone for zone in self.zones if zone.blurred)

    @property
    def looked_at(self) -> tuple[Zone, ...]:
        """The zones that a person should see unblurred: undecided ones, and those a resident asked for."""
        return tuple(zone for zone in self.zones if zone.undecided or zone in self.provisional)

    @property
    def provisional(self) -> tuple[Zone, ...]:
        """The zones that a resident asked for and nobody has decided yet: blurred, but not for good."""
        return tuple(zone for zone in self.zones if zone.origin is ZoneOrigin.REQUEST and zone.decision is None)

    @property
    def digest(self) -> str:
        """What changes with the pixels that these zones blur: part of the key of a pack."""
        outlines = sorted([zone.kind, *(f"{angle:.4f}" for corner in zone.corners_deg for angle in corner)]
                          for zone in self.blurred)  # fmt: skip
        return hashlib.sha256(json.dumps(outlines).encode()).hexdigest()

    def decided(self, zone_id: str, decision: Decision | None) -> "Zones":
        """The same with one decision made, or taken back. Raises KeyError for an unknown zone."""
        if zone_id not in {zone.id for zone in self.zones}:
            raise KeyError(zone_id)
        return replace(self, zones=tuple(replace(z, decision=decision) if z.id == zone_id else z for z in self.zones))

    def with_zone(self, zone: Zone) -> "Zones":
        """The same with one zone more, or with the one of the same id replaced."""
        return replace(self, zones=(*(z for z in self.zones if z.id != zone.id), zone))


def _is_gaze(corner: tuple[float, float]) -> bool:
    heading_deg, pitch_deg = corner
    return math.isfinite(heading_deg) and abs(heading_deg) <= 360 and math.isfinite(pitch_deg) and abs(pitch_deg) <= 90
