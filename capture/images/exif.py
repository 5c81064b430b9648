"""What EXIF (CIPA DC-008) says of camera, clock and place, read by exifread from the bare TIFF."""

import io
import logging
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import exifread
from exifread.core.exceptions import ExifError

from ruelle.capture.images.clock import Shown, parse_date_time
from ruelle.capture.images.tiff import is_reasonable
from ruelle.capture.tracks.reading import ACCURACY_PER_DOP_M

logging.getLogger("exifread").addHandler(logging.NullHandler())  # its remarks on each odd tag help nobody

SPEED_UNITS_M_S = {"K": 1 / 3.6, "M": 1609.344 / 3600, "N": 1852 / 3600}
GPS_H_POSITIONING_ERROR = "GPS Tag 0x001F"
"""exifread has no name for this tag of EXIF 2.31."""

MALFORMED = (
    ExifError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What exifread lets through where a TIFF is broken."""


@dataclass(frozen=True, slots=True)
class Exif:
    """The fields that matter here, in SI units and degrees; None where absent or impossible."""

    make: str = ""
    model: str = ""
    orientation: int = 1
    shown: Shown | None = None
    receiver_s: float | None = None
    longitude_deg: float | None = None
    latitude_deg: float | None = None
    altitude_m: float | None = None
    horizontal_accuracy_m: float | None = None
    speed_m_s: float | None = None
    course_deg: float | None = None
    heading_deg: float | None = None
    focal_length_35mm_mm: float | None = None


def read_exif(tiff: bytes) -> Exif:
    """Read the TIFF of an EXIF segment; a broken one says nothing."""
    try:
        tags = (
            exifread.process_file(io.BytesIO(tiff), details=False, extract_thumbnail=False)
            if is_reasonable(tiff)
            else {}
        )
    except MALFORMED:
        tags = {}
    return _exif(tags)


def _exif(tags: Mapping[str, Any]) -> Exif:
    orientation = _number(tags, "Image Orientation")
    longitude_deg, latitude_deg = _place(tags)
    return Exif(
        make=_text(tags, "Image Make"),
        model=_text(tags, "Image Model"),
        orientation=int(orientation) if orientation is not None and orientation in range(1, 9) else 1,
        shown=_shown(tags),
        receiver_s=_receiver_s(tags),
        longitude_deg=longitude_deg,
        latitude_deg=latitude_deg,
        altitude_m=_signed(tags, "GPS GPSAltitude", _number(tags, "GPS GPSAltitudeRef") == 1),
        horizontal_accuracy_m=_accuracy_m(tags),
        speed_m_s=_speed_m_s(tags),
        course_deg=_direction_deg(tags, "GPS GPSTrack"),
        heading_deg=_direction_deg(tags, "GPS GPSImgDirection"),
        focal_length_35mm_mm=_number(tags, "EXIF FocalLengthIn35mmFilm") or None,
    )


def _place(tags: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Longitude and latitude, or nothing: a receiver that lost its fix (status V) or says 0, 0 knows nothing."""
    longitude_deg = _sexagesimal(tags, "GPS GPSLongitude", "W")
    latitude_deg = _sexagesimal(tags, "GPS GPSLatitude", "S")
    lost = _text(tags, "GPS GPSStatus").upper() == "V" or (longitude_deg, latitude_deg) == (0.0, 0.0)
    if lost or longitude_deg is None or latitude_deg is None:
        return None, None
    if abs(longitude_deg) > 180 or abs(latitude_deg) > 90:
        return None, None
    return longitude_deg, latitude_deg


def _sexagesimal(tags: Mapping[str, Any], name: str, negative: str) -> float | None:
    parts = _numbers(tags, name)
    if not 1 <= len(parts) <= 3:
        return None
    degrees = sum(part / 60.0**rank for rank, part in enumerate(parts))
    return -degrees if _text(tags, name + "Ref").upper().startswith(negative) else degrees


def _shown(tags: Mapping[str, Any]) -> Shown | None:
    for kind in ("Original", "Digitized", ""):
        name = f"EXIF DateTime{kind}" if kind else "Image DateTime"
        shown = parse_date_time(
            _text(tags, name), _text(tags, f"EXIF SubSecTime{kind}"), _text(tags, f"EXIF OffsetTime{kind}")
        )
        if shown is not None:
            return shown
    return None


def _receiver_s(tags: Mapping[str, Any]) -> float | None:
    parts = _numbers(tags, "GPS GPSTimeStamp")
    day = _text(tags, "GPS GPSDate").replace("-", ":").replace("/", ":")
    try:
        midnight_s = datetime.strptime(day, "%Y:%m:%d").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None
    if len(parts) != 3 or not (0 <= parts[0] <= 24 and 0 <= parts[1] < 60 and 0 <= parts[2] < 61):
        return None
    return midnight_s + parts[0] * 3600.0 + parts[1] * 60.0 + parts[2]


def _accuracy_m(tags: Mapping[str, Any]) -> float | None:
    stated_m, dop = _number(tags, GPS_H_POSITIONING_ERROR), _number(tags, "GPS GPSDOP")
    if stated_m is None and dop is not None and dop > 0:
        return dop * ACCURACY_PER_DOP_M
    return stated_m if stated_m is not None and stated_m > 0 else None


def _speed_m_s(tags: Mapping[str, Any]) -> float | None:
    speed, unit = _number(tags, "GPS GPSSpeed"), _text(tags, "GPS GPSSpeedRef").upper() or "K"
    return None if speed is None or unit not in SPEED_UNITS_M_S else speed * SPEED_UNITS_M_S[unit]


def _direction_deg(tags: Mapping[str, Any], name: str) -> float | None:
    direction_deg = _number(tags, name)
    return direction_deg % 360.0 if direction_deg is not None and 0 <= direction_deg <= 360 else None


def _signed(tags: Mapping[str, Any], name: str, below: bool) -> float | None:
    value = _number(tags, name)
    return -value if value is not None and below else value


def _text(tags: Mapping[str, Any], name: str) -> str:
    values = tags[name].values if name in tags else ""
    return "".join(letter for letter in values if letter.isprintable()).strip() if isinstance(values, str) else ""


def _number(tags: Mapping[str, Any], name: str) -> float | None:
    numbers = _numbers(tags, name)
    return numbers[0] if numbers else None


def _numbers(tags: Mapping[str, Any], name: str) -> list[float]:
    """The numbers of a tag; none if one of them is a fraction over zero, as cameras write for "unknown"."""
    values = tags[name].values if name in tags else []
    if not isinstance(values, list):
        return []
    try:
        return [float(value) for value in values]
    except (TypeError, ValueError, ArithmeticError):
        return []
