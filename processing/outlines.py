"""Between what the detectors saw in a picture (regions) and what the catalog keeps of it (zones)."""

import hashlib
from collections.abc import Iterable, Iterator

from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin
from ruelle.processing.detection.regions import Label, Region

_LABELS = {ZoneKind.FACE: Label.FACE, ZoneKind.PLATE: Label.PLATE}


def machine_zones(regions: Iterable[Region]) -> tuple[Zone, ...]:
    """Zones for what the detectors found; the same finding has the same id on every machine."""
    return tuple({zone.id: zone for zone in _zones(regions)}.values())


def outline_of(zone: Zone) -> Region:
    """A zone as a region; the label of one that no detector looks for is a person's, the widest."""
    return Region(_LABELS.get(zone.kind, Label.PERSON), zone.corners_deg, zone.score)


def zone_id(prefix: str, kind: ZoneKind, corners_deg: Iterable[tuple[float, float]]) -> str:
    """A short name made of what a zone is and where it lies."""
    place = ",".join(f"{angle:.3f}" for corner in corners_deg for angle in corner)
    return prefix + hashlib.sha256(f"{kind} {place}".encode()).hexdigest()[:10]


def _zones(regions: Iterable[Region]) -> Iterator[Zone]:
    for region in regions:
        kind = ZoneKind(region.label)
        name = zone_id("m", kind, region.corners_deg)
        yield Zone(name, kind, region.corners_deg, ZoneOrigin.MACHINE, region.score, region.doubtful)
