"""GPX 1.0 and 1.1 tracks (topografix.com/gpx), read by gpxpy after a guard against hostile XML."""

import io
import re
from collections.abc import Iterator
from datetime import UTC
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
import gpxpy
from defusedxml.common import DefusedXmlException
from gpxpy.gpx import GPXException, GPXTrackPoint

from ruelle.capture.tracks.reading import ACCURACY_PER_DOP_M, Reason, TrackReading, fix_or_reason, sift
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix


def read_gpx(data: bytes, now_s: float) -> TrackReading:
    """Read every segment of every track. Raises InputError("track-dangerous") or ("track-malformed").

    A document type is refused before parsing: no GPX needs one, and entity expansion hides there.
    """
    try:
        defusedxml.sax.parse(io.BytesIO(data), ContentHandler(), forbid_dtd=True)
        document = gpxpy.parse(_text(data))
    except DefusedXmlException as error:
        raise InputError("track-dangerous") from error
    except (SAXException, GPXException, ValueError, LookupError, AttributeError) as error:
        raise InputError("track-malformed", format="GPX") from error
    points = (point for track in document.tracks for segment in track.segments for point in segment.points)
    return sift(_candidates(points), now_s)


def _candidates(points: Iterator[GPXTrackPoint]) -> Iterator[Fix | Reason]:
    for point in points:
        stated = {_bare(leaf.tag): leaf.text for extension in point.extensions for leaf in extension.iter()}
        dop = point.horizontal_dilution
        yield fix_or_reason(
            None if point.time is None else point.time.replace(tzinfo=point.time.tzinfo or UTC).timestamp(),
            point.longitude,
            point.latitude,
            altitude_m=point.elevation,
            accuracy_m=_number(stated.get("accuracy")) or (None if dop is None else dop * ACCURACY_PER_DOP_M),
            speed_m_s=_number(stated.get("speed")) if point.speed is None else point.speed,
            course_deg=_number(stated.get("course")) if point.course is None else point.course,
        )


def _text(data: bytes) -> str:
    declared = re.match(rb"[^>]{0,100}encoding=[\"']([A-Za-z0-9_-]+)", data)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    return data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)


def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
