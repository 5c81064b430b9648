"""Describe a picture: one value out of its JPEG header, EXIF and XMP."""

from dataclasses import dataclass
from typing import BinaryIO

from ruelle.capture.images.clock import picture_clock
from ruelle.capture.images.exif import Exif, read_exif
from ruelle.capture.images.jpeg import is_complete, read_header
from ruelle.capture.images.optics import field_of_view_deg, projection_of
from ruelle.capture.images.xmp import Sphere, read_sphere
from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Camera
from ruelle.catalog.trajectory import Fix
from ruelle.catalog.vocabulary import Clock, Projection

PIXELS_CEILING = 200_000_000
"""The largest 360° rigs give 13,340 × 6,670; what claims far more is a mistake or an attack on memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture says of itself; `fix` is on the picture's own time."""

    camera: Camera
    start_s: float | None
    clock: Clock
    orientation: int
    fix: Fix | None
    heading_deg: float | None
    pitch_deg: float
    roll_deg: float


def describe_picture(stream: BinaryIO) -> Picture:
    """Read a JPEG's headers. Raises InputError: truncated, malformed, too large, cropped, not stitched, undated."""
    header = read_header(stream)
    if header.width_px * header.height_px > PIXELS_CEILING:
        raise InputError("picture-too-large", width_px=header.width_px, height_px=header.height_px)
    if not is_complete(stream):
        raise InputError("file-truncated")
    exif, sphere = read_exif(header.exif), read_sphere(header.xmp)
    camera = _camera(exif, sphere, width_px=header.width_px, height_px=header.height_px)
    start_s, clock = picture_clock(exif.shown, exif.receiver_s)
    if start_s is None and exif.longitude_deg is not None:
        raise InputError("picture-without-date")
    gaze = sphere if sphere is not None and camera.projection is Projection.EQUIRECTANGULAR else Sphere("")
    return Picture(
        camera,
        start_s,
        clock,
        exif.orientation,
        _fix(exif, start_s),
        exif.heading_deg if exif.heading_deg is not None else _measured_heading_deg(gaze),
        pitch_deg=gaze.pitch_deg or 0.0,
        roll_deg=gaze.roll_deg or 0.0,
    )


def _camera(exif: Exif, sphere: Sphere | None, *, width_px: int, height_px: int) -> Camera:
    name = f"{exif.make} {exif.model}"
    projection = projection_of(camera=name, sphere=sphere, width_px=width_px, height_px=height_px)
    view_deg = (
        360.0
        if projection is Projection.EQUIRECTANGULAR
        else field_of_view_deg(
            camera=name, focal_length_35mm_mm=exif.focal_length_35mm_mm, width_px=width_px, height_px=height_px
        )
    )
    return Camera(projection, width_px, height_px, exif.make, exif.model, view_deg)


def _measured_heading_deg(sphere: Sphere) -> float | None:
    """The heading of GPano, unless all three angles are zero: cameras without a compass write that for "unknown"."""
    angles = (sphere.heading_deg, sphere.pitch_deg or 0.0, sphere.roll_deg or 0.0)
    return None if sphere.heading_deg is None or angles == (0.0, 0.0, 0.0) else sphere.heading_deg % 360.0


def _fix(exif: Exif, start_s: float | None) -> Fix | None:
    if exif.longitude_deg is None or exif.latitude_deg is None or start_s is None:
        return None
    return Fix(
        start_s,
        exif.longitude_deg,
        exif.latitude_deg,
        altitude_m=exif.altitude_m,
        horizontal_accuracy_m=exif.horizontal_accuracy_m,
        speed_m_s=exif.speed_m_s,
        course_deg=exif.course_deg,
    )
