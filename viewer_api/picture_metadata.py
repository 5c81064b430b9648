"""Fresh EXIF and XMP for a joined picture: time, place and projection, and nothing of what the camera wrote."""

import struct
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from ruelle.catalog.model import Item, TileLevel
from ruelle.catalog.vocabulary import Projection

_BYTE, _ASCII, _LONG, _RATIONAL = 1, 2, 4, 5
_SIZES = {_BYTE: 1, _ASCII: 1, _LONG: 4, _RATIONAL: 8}
_EXIF_IFD, _GPS_IFD = 34665, 34853

Entry = tuple[int, int, bytes]
"""One field of an image file directory: tag, type and its value as little-endian bytes."""


def metadata_segments(item: Item, level: TileLevel) -> bytes:
    """The two APP1 segments of a JPEG: EXIF 2.32, and XMP with GPano where the picture is a full panorama."""
    exif = _app1(b"Exif\0\0" + _exif(item))
    if item.camera.projection is not Projection.EQUIRECTANGULAR:
        return exif
    return exif + _app1(b"http://ns.adobe.com/xap/1.0/\0" + _gpano(item, level).encode())


def _app1(payload: bytes) -> bytes:
    return struct.pack(">HH", 0xFFE1, len(payload) + 2) + payload


def _exif(item: Item) -> bytes:
    """TIFF 6.0: header, then three directories that lie one after the other."""
    times, places = _time_entries(item.captured_at), _place_entries(item)
    main = [_text(271, item.camera.make), _text(272, item.camera.model)]
    main = [entry for entry in main if entry[2] != b"\0"]
    exif_at = 8 + _directory_size([*main, _long(_EXIF_IFD, 0), _long(_GPS_IFD, 0)])
    gps_at = exif_at + _directory_size(times)
    main += [_long(_EXIF_IFD, exif_at), _long(_GPS_IFD, gps_at)]
    return (
        b"II*\0" + struct.pack("<I", 8) + _directory(main, 8) + _directory(times, exif_at) + _directory(places, gps_at)
    )


def _time_entries(at: datetime) -> list[Entry]:
    return [
        _text(36867, at.strftime("%Y:%m:%d %H:%M:%S")),
        _text(36881, "+00:00"),
        _text(37521, f"{at.microsecond // 1000:03d}"),
    ]


def _place_entries(item: Item) -> list[Entry]:
    pose = item.pose
    entries = [
        (0, _BYTE, bytes((2, 3, 0, 0))),
        _text(1, "N" if pose.latitude_deg >= 0 else "S"),
        _rationals(2, _sexagesimal(abs(pose.latitude_deg))),
        _text(3, "E" if pose.longitude_deg >= 0 else "W"),
        _rationals(4, _sexagesimal(abs(pose.longitude_deg))),
    ]
    if pose.altitude_m is not None:
        entries += [(5, _BYTE, bytes((int(pose.altitude_m < 0),))), _rationals(6, [abs(pose.altitude_m)])]
    if pose.heading_deg is not None:
        entries += [_text(16, "T"), _rationals(17, [pose.heading_deg])]
    entries.append(_text(18, "WGS-84"))
    if pose.horizontal_accuracy_m is not None:
        entries.append(_rationals(31, [pose.horizontal_accuracy_m]))
    return entries


def _text(tag: int, value: str) -> Entry:
    return tag, _ASCII, value.encode("ascii", "replace") + b"\0"


def _long(tag: int, value: int) -> Entry:
    return tag, _LONG, struct.pack("<I", value)


def _rationals(tag: int, values: Sequence[float]) -> Entry:
    fractions = [Fraction(value).limit_denominator(1_000_000) for value in values]
    return tag, _RATIONAL, b"".join(struct.pack("<II", f.numerator, f.denominator) for f in fractions)


def _sexagesimal(angle_deg: float) -> tuple[int, int, float]:
    minutes, seconds = divmod(round(angle_deg * 3600, 6), 60)
    degrees, minutes = divmod(int(minutes), 60)
    return degrees, minutes, round(seconds, 6)


def _directory_size(entries: Sequence[Entry]) -> int:
    return 6 + sum(12 + _outside(value) for _, _, value in entries)


def _outside(value: bytes) -> int:
    return len(value) + len(value) % 2 if len(value) > 4 else 0


def _directory(entries: Sequence[Entry], offset: int) -> bytes:
    fields, heap = b"", b""
    heap_at = offset + 6 + 12 * len(entries)
    for tag, kind, value in entries:
        fields += struct.pack("<HHI", tag, kind, len(value) // _SIZES[kind])
        if _outside(value):
            fields += struct.pack("<I", heap_at + len(heap))
            heap += value + b"\0" * (len(value) % 2)
        else:
            fields += value.ljust(4, b"\0")
    return struct.pack("<H", len(entries)) + fields + struct.pack("<I", 0) + heap


def _gpano(item: Item, level: TileLevel) -> str:
    """Photo Sphere XMP, `http://ns.google.com/photos/1.0/panorama/`."""
    pose = item.pose
    fields: dict[str, object] = {
        "ProjectionType": "equirectangular",
        "UsePanoramaViewer": "True",
        "FullPanoWidthPixels": level.width_px,
        "FullPanoHeightPixels": level.height_px,
        "CroppedAreaImageWidthPixels": level.width_px,
        "CroppedAreaImageHeightPixels": level.height_px,
        "CroppedAreaLeftPixels": 0,
        "CroppedAreaTopPixels": 0,
        "PosePitchDegrees": pose.pitch_deg,
        "PoseRollDegrees": pose.roll_deg,
    }
    if pose.heading_deg is not None:
        fields["PoseHeadingDegrees"] = pose.heading_deg
    attributes = " ".join(f"GPano:{name}={quoteattr(str(value))}" for name, value in fields.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" '
        f'{attributes}/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
