"""Tracks in CSV, with a header that names at least time, latitude and longitude; times in ISO 8601 or POSIX."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from ruelle.capture.tracks.reading import ACCURACY_PER_DOP_M, Reason, TrackReading, fix_or_reason, sift
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix

NAMES: Mapping[str, tuple[str, ...]] = {
    "time": (
        "time",
        "timestamp",
        "datetime",
        "utc",
        "date_time",
        "time_s",
        "epoch",
        "unix",
        "gps_time",
        "date",
        "heure",
    ),
    "latitude": ("latitude", "lat", "latitude_deg", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "longitude_deg", "x"),
    "altitude": ("altitude", "alt", "ele", "elevation", "altitude_m", "height", "z"),
    "accuracy": ("accuracy", "horizontal_accuracy", "horizontal_accuracy_m", "hacc", "accuracy_m"),
    "dop": ("hdop", "dop"),
    "speed": ("speed", "speed_m_s", "vitesse"),
    "course": ("course", "course_deg", "bearing", "heading", "cap"),
}
"""The column names that are understood, in lower case without their unit in brackets."""

MILLISECONDS_FROM = 1e11
"""A POSIX time above this is in milliseconds: in seconds it would be the year 5138."""


def header_of(line: str) -> tuple[str, dict[str, int]] | None:
    """The separator and the column of each known name, or None if the line is not the header of a track.

    >>> header_of("Time;Lat;Lon")
    (';', {'time': 0, 'latitude': 1, 'longitude': 2})
    """
    for separator in ";,\t":
        cells = [_column(cell) for cell in line.split(separator)]
        columns = {
            meaning: next(cells.index(name) for name in names if name in cells)
            for meaning, names in NAMES.items()
            if set(names) & set(cells)
        }
        if {"time", "latitude", "longitude"} <= columns.keys():
            return separator, columns
    return None


def _column(cell: str) -> str:
    """The bare name of a column; a speed in another unit keeps its unit, so that it is not taken for m/s."""
    name = cell.strip().strip('"').lower()
    return name if "km/h" in name else name.partition("(")[0].strip()


def read_csv(data: bytes, now_s: float) -> TrackReading:
    """Read the rows below the header. Raises InputError("track-malformed") without one."""
    text = data.decode("utf-8-sig", "replace")
    header = header_of(text.partition("\n")[0])
    if header is None:
        raise InputError("track-malformed", format="CSV")
    return sift(_candidates(text, *header), now_s)


def _candidates(text: str, separator: str, columns: Mapping[str, int]) -> Iterator[Fix | Reason]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(rows)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Reason.UNREADABLE
            continue
        if any(cell.strip() for cell in row):
            yield _candidate({meaning: row[at] for meaning, at in columns.items() if at < len(row)}, separator)


def _candidate(cells: Mapping[str, str], separator: str) -> Fix | Reason:
    numbers = {meaning: _number(cell, separator) for meaning, cell in cells.items() if meaning != "time"}
    dop = numbers.get("dop")
    return fix_or_reason(
        _time_s(cells.get("time", ""), separator),
        numbers.get("longitude"),
        numbers.get("latitude"),
        altitude_m=numbers.get("altitude"),
        accuracy_m=numbers.get("accuracy") or (None if dop is None else dop * ACCURACY_PER_DOP_M),
        speed_m_s=numbers.get("speed"),
        course_deg=numbers.get("course"),
    )


def _time_s(text: str, separator: str) -> float | None:
    number = _number(text, separator)
    if number is not None:
        return number / 1000.0 if number > MILLISECONDS_FROM else number
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def _number(text: str, separator: str) -> float | None:
    """A number, with the French decimal comma where the comma does not part the columns."""
    try:
        return float(text.replace(",", ".") if separator != "," else text)
    except ValueError:
        return None
