"""Makers of the files that a camera card may hold, sound and broken, byte by byte."""

import io
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from PIL import Image

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.settings import Settings, load_settings
from ruelle.catalog.store import SealedStore

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

GPS_IFD, EXIF_IFD = 0x8825, 0x8769
ROUEN = (1.0993, 49.4431)


def exif_bytes(
    main: Mapping[int, Any] | None = None, exif: Mapping[int, Any] | None = None, gps: Mapping[int, Any] | None = None
) -> bytes:
    """A TIFF with the given tags, as it stands in an EXIF segment after its six-byte head."""
    tags = Image.Exif()
    tags.update(main or {})
    tags.get_ifd(EXIF_IFD).update(exif or {})
    tags.get_ifd(GPS_IFD).update(gps or {})
    return tags.tobytes().removeprefix(b"Exif\0\0")


def gps_tags(lon_deg: float, lat_deg: float, clock: str | None = "2024:05:06 07:08:09") -> dict[int, Any]:
    """The GPS tags of a place, and of a UTC time if there is one."""
    tags: dict[int, Any] = {
        1: "N" if lat_deg >= 0 else "S",
        2: (abs(lat_deg), 0.0, 0.0),
        3: "E" if lon_deg >= 0 else "W",
        4: (abs(lon_deg), 0.0, 0.0),
    }
    if clock:
        day, _, hour = clock.partition(" ")
        tags |= {7: tuple(float(part) for part in hour.split(":")), 29: day}
    return tags


def jpeg_bytes(
    size_px: tuple[int, int] = (400, 200), *, tiff: bytes = b"", xmp: bytes = b"", ending: bytes = b"\xff\xd9"
) -> bytes:
    """A JPEG as far as headers go; its scan cannot be decoded, and capture never tries."""

    def segment(marker: int, payload: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload

    parts = [b"\xff\xd8"]
    if tiff:
        parts.append(segment(0xE1, b"Exif\0\0" + tiff))
    if xmp:
        parts.append(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    parts.append(segment(0xC0, struct.pack(">BHHB", 8, size_px[1], size_px[0], 1) + b"\1\x11\0"))
    parts.append(segment(0xDA, b"\1\1\0\0\x3f\0") + b"scan" * 20 + ending)
    return b"".join(parts)


def xmp_bytes(**properties: object) -> bytes:
    """An XMP packet with GPano properties as attributes."""
    said = " ".join(f'GPano:{name}="{value}"' for name, value in properties.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" {said}/></rdf:RDF></x:xmpmeta>'
    ).encode()


def located_jpeg(
    lon_deg: float = ROUEN[0], lat_deg: float = ROUEN[1], clock: str = "2024:05:06 07:08:09", **options: Any
) -> bytes:
    """A panorama that knows its place and its UTC."""
    tiff = exif_bytes({0x010F: "GoPro", 0x0110: "GoPro Max"}, {0x9003: clock}, gps_tags(lon_deg, lat_deg, clock))
    return jpeg_bytes(tiff=tiff, xmp=xmp_bytes(ProjectionType="equirectangular"), **options)


def klv(key: bytes, kind: bytes, rows: Sequence[bytes]) -> bytes:
    """One GPMF entry; `kind` is a letter, or a zero byte to nest."""
    data = b"".join(rows)
    if kind == b"\0":
        return struct.pack(">4scBH", key, kind, 1, len(data)) + data + b"\0" * (-len(data) % 4)
    return struct.pack(">4scBH", key, kind, len(rows[0]), len(rows)) + data + b"\0" * (-len(data) % 4)


def gps5_payload(
    places: Sequence[tuple[float, float]], utc: bytes = b"240506070809.000", lock: int = 3, dop: int = 200
) -> bytes:
    """A payload of HERO5 to HERO10: longitude and latitude of each sample."""
    rows = [struct.pack(">5i", int(lat * 1e7), int(lon * 1e7), 35_500, 8_000, 800) for lon, lat in places]
    stream = (
        klv(b"GPSF", b"L", [struct.pack(">I", lock)])
        + klv(b"GPSU", b"U", [utc])
        + klv(b"GPSP", b"S", [struct.pack(">H", dop)])
        + klv(b"SCAL", b"l", [struct.pack(">i", scale) for scale in (10**7, 10**7, 1000, 1000, 100)])
        + klv(b"GPS5", b"l", rows)
    )
    return klv(b"DEVC", b"\0", [klv(b"DVNM", b"c", [b"Hero7 Black"]) + klv(b"STRM", b"\0", [stream])])


def gps9_payload(samples: Sequence[tuple[float, float, float, int]]) -> bytes:
    """A payload of HERO11 and later: longitude, latitude, seconds since midnight of 2024-05-06, lock of each sample."""
    rows = [
        struct.pack(">7i2H", int(lat * 1e7), int(lon * 1e7), 35_500, 8_000, 800, 8892, int(second * 1000), 150, lock)
        for lon, lat, second, lock in samples
    ]
    stream = (
        klv(b"TYPE", b"c", [b"lllllllSS"])
        + klv(b"SCAL", b"l", [struct.pack(">i", scale) for scale in (10**7, 10**7, 1000, 1000, 100, 1, 1000, 100, 1)])
        + klv(b"GPS9", b"?", rows)
    )
    return klv(b"DEVC", b"\0", [klv(b"DVNM", b"c", [b"HERO11 Black"]) + klv(b"STRM", b"\0", [stream])])


def gpx_text(fixes: Sequence[tuple[float, float, str]], version: str = "1.1") -> str:
    """A GPX of one segment: longitude, latitude, time of each point."""
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"><time>{time}</time></trkpt>' for lon, lat, time in fixes)
    return (
        f'<?xml version="1.0"?><gpx version="{version}" creator="test" '
        f'xmlns="http://www.topografix.com/GPX/{version.replace(".", "/")}">'
        f"<trk><trkseg>{points}</trkseg></trk></gpx>"
    )


class Card:
    """The makers above under one roof, for tests to ask for."""

    exif = staticmethod(exif_bytes)
    gps = staticmethod(gps_tags)
    jpeg = staticmethod(jpeg_bytes)
    xmp = staticmethod(xmp_bytes)
    located = staticmethod(located_jpeg)
    klv = staticmethod(klv)
    gps5 = staticmethod(gps5_payload)
    gps9 = staticmethod(gps9_payload)
    gpx = staticmethod(gpx_text)


@pytest.fixture(scope="session")
def card() -> type[Card]:
    """The makers of files."""
    return Card


@pytest.fixture(scope="session")
def video_bytes() -> Callable[..., bytes]:
    """Makes a short real MP4 of plain frames, with what metadata is asked."""

    def make(size_px: tuple[int, int] = (64, 36), frames: int = 5, **metadata: str) -> bytes:
        import av
        import numpy as np

        sink = io.BytesIO()
        with av.open(sink, "w", format="mp4") as container:
            container.metadata.update(metadata)
            stream = container.add_stream("mpeg4", rate=5)
            stream.width, stream.height, stream.pix_fmt = *size_px, "yuv420p"
            for _ in range(frames):
                picture = np.zeros((size_px[1], size_px[0], 3), np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            container.mux(stream.encode())
        return sink.getvalue()

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an empty installation, in English."""
    return load_settings(tmp_path / "home", language="en")


@pytest.fixture
def catalog(settings: Settings) -> Catalog:
    """An empty catalog."""
    return Catalog.open(settings)


@pytest.fixture
def sealed(settings: Settings) -> SealedStore:
    """An empty sealed store."""
    return SealedStore(settings)
