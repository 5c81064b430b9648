"""NMEA 0183 logs: RMC gives time, place, speed and course; GGA gives altitude and dilution; read by pynmea2."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

import pynmea2

from ruelle.capture.tracks.reading import ACCURACY_PER_DOP_M, Reason, TrackReading, fix_or_reason, sift
from ruelle.catalog.trajectory import Fix

KNOT_M_S = 1852.0 / 3600.0
LINE_CEILING = 256
"""The standard stops at 82 characters."""

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one RMC or GGA sentence says; None where it says nothing."""

    clock: time
    valid: bool
    latitude_deg: float | None
    longitude_deg: float | None
    day: date | None = None
    altitude_m: float | None = None
    dop: float | None = None
    speed_m_s: float | None = None
    course_deg: float | None = None


def read_nmea(data: bytes, now_s: float) -> TrackReading:
    """Read a log: a sentence with a wrong checksum or without lock is refused, and GGA alone rolls over at midnight."""
    sentences = [said for line in data.splitlines() if (said := _said(line)) is not None]
    broken = (said for said in sentences if isinstance(said, Reason))
    whole = [said for said in sentences if isinstance(said, _Said)]
    return sift((*broken, *_fixes(whole)), now_s)


def _fixes(sentences: Iterable[_Said]) -> Iterator[Fix | Reason]:
    last: datetime | None = None
    for clock, group in groupby(sentences, key=lambda said: said.clock):
        epoch = tuple(group)
        day = next((said.day for said in epoch if said.day), last.date() if last else None)
        if day is None:
            yield Reason.NO_TIME
            continue
        instant = datetime.combine(day, clock, UTC)
        if last is not None and last - instant > HALF_A_DAY and not any(said.day for said in epoch):
            instant += timedelta(days=1)
        last = instant
        yield _fix(instant.timestamp(), epoch)


def _fix(time_s: float, epoch: tuple[_Said, ...]) -> Fix | Reason:
    if not all(said.valid for said in epoch):
        return Reason.NO_LOCK
    dop = _known(said.dop for said in epoch)
    return fix_or_reason(
        time_s,
        _known(said.longitude_deg for said in epoch),
        _known(said.latitude_deg for said in epoch),
        altitude_m=_known(said.altitude_m for said in epoch),
        accuracy_m=None if dop is None else dop * ACCURACY_PER_DOP_M,
        speed_m_s=_known(said.speed_m_s for said in epoch),
        course_deg=_known(said.course_deg for said in epoch),
    )


def _known(values: Iterable[float | None]) -> float | None:
    return next((value for value in values if value is not None), None)


def _said(line: bytes) -> _Said | Reason | None:
    """What a line says: None if it is not RMC or GGA; loggers may put a few characters of their own before the `$`."""
    start = line.find(b"$")
    text = line[start : start + LINE_CEILING].decode("ascii", "replace").strip() if start >= 0 else ""
    if text[3:6] not in ("RMC", "GGA"):
        return None
    try:
        sentence = pynmea2.parse(text, check=True)
        place = (sentence.latitude, sentence.longitude) if sentence.lat and sentence.lon else (None, None)
    except (pynmea2.ParseError, ValueError, AttributeError):
        return Reason.UNREADABLE
    if not isinstance(sentence.timestamp, time):
        return Reason.NO_TIME
    clock = sentence.timestamp.replace(tzinfo=None)
    return _rmc(sentence, clock, place) if text[3:6] == "RMC" else _gga(sentence, clock, place)


def _rmc(sentence: pynmea2.NMEASentence, clock: time, place: tuple[float | None, float | None]) -> _Said:
    knots = _number(sentence.spd_over_grnd)
    return _Said(
        clock,
        sentence.status == "A" and sentence.mode_indicator not in ("N", "E"),
        *place,
        day=sentence.datestamp if isinstance(sentence.datestamp, date) else None,
        speed_m_s=None if knots is None else knots * KNOT_M_S,
        course_deg=_number(sentence.true_course),
    )


def _gga(sentence: pynmea2.NMEASentence, clock: time, place: tuple[float | None, float | None]) -> _Said:
    return _Said(
        clock,
        sentence.gps_qual in (1, 2, 3, 4, 5),
        *place,
        altitude_m=_number(sentence.altitude),
        dop=_number(sentence.horizontal_dil),
    )


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, (str, float, int)) else None
    except ValueError:
        return None
