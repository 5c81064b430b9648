"""What Photo Sphere XMP (GPano, developers.google.com/streetview/spherical-metadata) says of projection and gaze."""

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

GPANO = "{http://ns.google.com/photos/1.0/panorama/}"


@dataclass(frozen=True, slots=True)
class Sphere:
    """The GPano properties that matter here; lengths in pixels, angles in degrees, None where absent or impossible."""

    projection: str
    full_width_px: float | None = None
    full_height_px: float | None = None
    cropped_width_px: float | None = None
    cropped_height_px: float | None = None
    heading_deg: float | None = None
    pitch_deg: float | None = None
    roll_deg: float | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the picture holds the full sphere; without areas it is taken to."""
        return all(
            full is None or cropped is None or abs(full - cropped) <= 1
            for full, cropped in (
                (self.full_width_px, self.cropped_width_px),
                (self.full_height_px, self.cropped_height_px),
            )
        )


def read_sphere(xmp: bytes) -> Sphere | None:
    """Read the GPano properties of an XMP packet; None if there are none, or if the packet is broken or hostile."""
    try:
        root = ElementTree.fromstring(xmp.strip(b"\0 \t\r\n\xef\xbb\xbf"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    said = {name: text for element in root.iter() for name, text in _properties(element)}
    if "ProjectionType" not in said:
        return None
    return Sphere(
        said["ProjectionType"].lower(),
        full_width_px=_number(said, "FullPanoWidthPixels"),
        full_height_px=_number(said, "FullPanoHeightPixels"),
        cropped_width_px=_number(said, "CroppedAreaImageWidthPixels"),
        cropped_height_px=_number(said, "CroppedAreaImageHeightPixels"),
        heading_deg=_number(said, "PoseHeadingDegrees"),
        pitch_deg=_number(said, "PosePitchDegrees"),
        roll_deg=_number(said, "PoseRollDegrees"),
    )


def _properties(element: Element) -> list[tuple[str, str]]:
    """Properties are written as attributes by some cameras, as elements by others."""
    found = [(name.removeprefix(GPANO), value.strip()) for name, value in element.items() if name.startswith(GPANO)]
    if str(element.tag).startswith(GPANO):
        found.append((str(element.tag).removeprefix(GPANO), (element.text or "").strip()))
    return found


def _number(said: dict[str, str], name: str) -> float | None:
    try:
        value = float(said.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
