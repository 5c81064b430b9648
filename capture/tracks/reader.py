"""Which reader a track needs: its content decides, its name never does."""

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ruelle.capture.tracks.csv import header_of, read_csv
from ruelle.capture.tracks.gpmf import read_gpmf
from ruelle.capture.tracks.gpx import read_gpx
from ruelle.capture.tracks.nmea import read_nmea
from ruelle.capture.tracks.reading import Track, TrackReading
from ruelle.capture.walk import safe_name
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix, Trajectory

TRACK_CEILING_BYTES = 32 * 2**20
"""A GPX of 32 MB holds some three days at one fix a second; reading it takes about 0.6 GB of memory."""

NMEA_SENTENCE = re.compile(rb"\$[A-Z]{2}(RMC|GGA|GSA|GSV|VTG|GLL|TXT),")

Reader = Callable[[bytes, float], TrackReading]


def reader_of(head: bytes) -> Reader | None:
    """The reader for a file that starts with `head` (some kilobytes), or None if it is not a track."""
    if head.startswith(b"DEVC"):
        return read_gpmf
    if re.search(rb"<(\w+:)?gpx[\s>]", head):
        return read_gpx
    if NMEA_SENTENCE.search(head):
        return read_nmea
    if b"\0" not in head and header_of(head.decode("utf-8-sig", "replace").partition("\n")[0]):
        return read_csv
    return None


def read_track(path: Path) -> Track:
    """Read one track file, as raw as it is. Raises InputError with a code that says what is wrong with it."""
    name = safe_name(path)
    try:
        if path.stat().st_size > TRACK_CEILING_BYTES:
            raise InputError("track-too-large", file=name, limit_mb=TRACK_CEILING_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise InputError("file-unreadable", file=name, reason=error.strerror) from error
    reader = reader_of(data[:8192])
    if reader is None:
        raise InputError("track-unknown" if data else "file-empty", file=name)
    try:
        reading = reader(data, time.time())
    except InputError as error:
        raise InputError(error.failure.code, file=name, **error.failure.details) from error
    if reading.trajectory is None:
        counts = ", ".join(f"{reason} × {count}" for reason, count in sorted(reading.refused.items()))
        raise InputError("track-without-fix", file=name, refused=counts or "0")
    return Track(name, reading.trajectory, reading.refused)


def merged(trajectories: Iterable[Trajectory]) -> Trajectory | None:
    """One trajectory of several, in order of time; where two have the same instant the first one stands."""
    by_time: dict[float, Fix] = {}
    for trajectory in trajectories:
        for fix in trajectory.fixes:
            by_time.setdefault(fix.time_s, fix)
    return Trajectory(tuple(by_time[time_s] for time_s in sorted(by_time))) if by_time else None
