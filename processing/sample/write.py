"""The files of a sample drive: JPEG with EXIF and XMP, GPX, addresses, truth."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import quoteattr

import numpy as np
from PIL import Image

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.geodesy import Site
from ruelle.processing.sample.layout import Address
from ruelle.processing.sample.receiver import Track
from ruelle.processing.sample.truth import Truth
from ruelle.processing.sample.world import utc

COMMUNE = ("14271", "Fleury-sur-Orne")
_QUALITY = 90
_COLUMNS = (
    "cle_interop", "uid_adresse", "voie_nom", "lieudit_complement_nom", "numero", "suffixe", "commune_insee",
    "commune_nom", "position", "x", "y", "long", "lat", "cad_parcelles", "source", "date_der_maj",
    "certification_commune",
)  # fmt: skip
_GPANO = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" \
GPano:ProjectionType="equirectangular" GPano:UsePanoramaViewer="True" \
GPano:FullPanoWidthPixels="{width}" GPano:FullPanoHeightPixels="{height}" \
GPano:CroppedAreaImageWidthPixels="{width}" GPano:CroppedAreaImageHeightPixels="{height}" \
GPano:CroppedAreaLeftPixels="0" GPano:CroppedAreaTopPixels="0"/></rdf:RDF></x:xmpmeta>"""


def encode_picture(picture: Bytes, clock: datetime, *, panorama: bool = True) -> bytes:
    """A JPEG with what an action camera writes: maker, local time with milliseconds, and GPano for a panorama."""
    exif = Image.Exif()
    stamp = clock.strftime("%Y:%m:%d %H:%M:%S")
    exif[0x010F], exif[0x0110], exif[0x0131], exif[0x0132] = "Ruelle", "Sample 360", "ruelle sample drive", stamp
    details = exif.get_ifd(0x8769)
    details[0x9003] = details[0x9004] = stamp
    details[0x9291] = details[0x9292] = f"{clock.microsecond // 1000:03d}"
    details[0x829A], details[0x9205], details[0x8827] = (1, 1600), (28, 10), 100
    height, width = picture.shape[:2]
    extra = {"xmp": _GPANO.format(width=width, height=height).encode()} if panorama else {}
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=_QUALITY, subsampling="4:2:0", exif=exif, **extra)
    return file.getvalue()


def gpx(track: Track, site: Site) -> str:
    """The track as GPX 1.1, in UTC."""
    local = site.enu_from_plan(track.points)
    degrees = site.degrees_from_enu(local)
    points = "\n".join(
        f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><ele>{up + site.altitude_m:.1f}</ele>'
        f"<time>{utc(float(time)).isoformat(timespec='seconds').replace('+00:00', 'Z')}</time></trkpt>"
        for time, (longitude, latitude), up in zip(track.times_s, degrees, local[:, 2], strict=True)
    )
    creator = quoteattr("ruelle sample drive")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<gpx version="1.1" creator={creator} xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<trk><name>Sample</name><trkseg>\n{points}\n</trkseg></trk>\n</gpx>\n"
    )


def bal(addresses: Iterable[Address], site: Site) -> str:
    """The invented addresses in the format of the French national address base (BAL 1.3)."""
    from pyproj import Transformer

    to_lambert = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(_COLUMNS)
    ways: dict[str, str] = {}
    for address in addresses:
        way = ways.setdefault(address.street, f"{len(ways) + 1:04d}")
        local = site.enu_from_plan(np.append(address.place, 0.0))
        longitude, latitude = (float(v) for v in site.degrees_from_enu(local))
        x, y = to_lambert.transform(longitude, latitude)
        key = f"{COMMUNE[0]}_{way}_{int(address.number):05d}"
        row = [key, "", address.street, "", address.number, "", *COMMUNE, "entrée", f"{x:.2f}", f"{y:.2f}"]
        writer.writerow([*row, f"{longitude:.7f}", f"{latitude:.7f}", "", "ruelle sample drive", "2026-06-18", "1"])
    return file.getvalue()


def truth_json(truth: Truth) -> str:
    """The truth as JSON with six decimals (seven and more for degrees on Earth)."""
    return json.dumps(_rounded(dataclasses.asdict(truth)), indent=1) + "\n"


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: _rounded(part) if not name.endswith("tude_deg") else round(part, 9) for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, 6) if isinstance(value, float) else value
