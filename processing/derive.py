"""The derive step: look at an original, blur what must not be recognised, publish: one decode and one encode."""

from dataclasses import replace

from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState
from ruelle.catalog.zones import Zone, ZoneOrigin, Zones
from ruelle.processing.detection.detect import DetectionError, sight
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.originals import Decoded, original_of
from ruelle.processing.outlines import machine_zones
from ruelle.processing.publish import Derived, Stores, publish

FAINT_CEILING = 300
"""So many faint zones are kept, the surest: the neighbours look among them."""
FOUND_CEILING = 1_000
"""A picture with more faces and plates than any crowd has is not understood."""


def derive(item: Item, known: Zones | None, stores: Stores, detectors: Detectors) -> Derived:
    """The item SEEN, its pack written; FAILED, if its original cannot be read; in REVIEW, if detection broke down.

    `known` are zones that people may have drawn before. Raises EngineError when the machine is at fault.
    """
    try:
        decoded = original_of(item, stores.sealed)
        zones = look(item, decoded, known, detectors)
    except (InputError, NotFound) as error:
        return Derived(replace(item, state=ItemState.FAILED, failure=error.failure, derivatives=None))
    except DetectionError as error:
        return Derived(replace(item, state=ItemState.REVIEW, failure=error.failure, derivatives=None))
    derivatives = publish(item, decoded, zones, stores)
    return Derived(replace(item, state=ItemState.SEEN, derivatives=derivatives, failure=None), zones)


def look(item: Item, decoded: Decoded, known: Zones | None, detectors: Detectors) -> Zones:
    """The zones of a picture: what the detectors see in it now, and what people have marked before.

    Raises DetectionError where a network breaks down or finds what cannot be.
    """
    if known and known.detectors == detectors.identities:
        return known
    seen = sight(decoded.pixels, item.camera.projection, detectors)
    if len(seen.regions) > FOUND_CEILING:
        raise DetectionError("detection-failed", reason=f"{len(seen.regions)} regions")
    marked = tuple(zone for zone in known.zones if _by_people(zone)) if known else ()
    faint = machine_zones(seen.faint[:FAINT_CEILING])
    return Zones(item.id, detectors.identities, (*machine_zones(seen.regions), *marked), faint)


def look_again(item: Item, asked: Zones, settings: Settings, stores: Stores) -> Derived:
    """The item with a pack that blurs what the detectors see in its original now, and what people have marked.

    In REVIEW without a pack, if detection breaks down. Raises InputError, or NotFound, without a readable original.
    """
    decoded = original_of(item, stores.sealed)
    try:
        zones = look(item, decoded, asked, Detectors.load(settings.home / "models"))
    except DetectionError as error:
        return Derived(replace(item, state=ItemState.REVIEW, failure=error.failure, derivatives=None))
    return Derived(replace(item, derivatives=publish(item, decoded, zones, stores)), zones)


def _by_people(zone: Zone) -> bool:
    return zone.origin in (ZoneOrigin.PERSON, ZoneOrigin.REQUEST)
