"""GoPro's own GPS out of GPMF telemetry: GPS5 (HERO5 to HERO10, MAX) and GPS9 (from HERO11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ruelle.capture.tracks.klv import Box, boxes, numbers
from ruelle.capture.tracks.reading import ACCURACY_PER_DOP_M, Reason, TrackReading, fix_or_reason, sift
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix

DEPTH_CEILING = 6
"""Cameras nest two deep: device, stream."""

GPS9_MEMBERS = "lllllllSS"
GPS9_EPOCH_S = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
GPS5_RATE_HZ = 18.0
LOCK_2D = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of GPS5 or GPS9 in SI units; `time_s` is POSIX seconds, None until the block's time is spread."""

    time_s: float | None
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    speed_m_s: float
    dop: float | None
    lock: float


@dataclass(frozen=True, slots=True)
class Block:
    """The samples of one stream in one payload, about a second; `start_s` is the UTC of the first, if it is known."""

    device: str
    start_s: float | None
    samples: tuple[Sample, ...]

    @property
    def locked(self) -> bool:
        """Whether the receiver knew where it was all along."""
        return bool(self.samples) and all(sample.lock >= LOCK_2D for sample in self.samples)


def read_gpmf(data: bytes, now_s: float) -> TrackReading:
    """Read bare GPMF payloads, one after the other. Raises InputError("telemetry-malformed")."""
    timed = spread(tuple(blocks(data)))
    return sift((candidate(sample) for block in timed for sample in block.samples), now_s)


def candidate(sample: Sample) -> Fix | Reason:
    """Make a fix of a sample, or say why not; without lock the numbers are leftovers."""
    if sample.lock < LOCK_2D:
        return Reason.NO_LOCK
    return fix_or_reason(
        sample.time_s,
        sample.longitude_deg,
        sample.latitude_deg,
        altitude_m=sample.altitude_m,
        accuracy_m=None if sample.dop is None else sample.dop * ACCURACY_PER_DOP_M,
        speed_m_s=sample.speed_m_s,
    )


def spread(payloads: Sequence[Block]) -> tuple[Block, ...]:
    """Give every sample of GPS5 a time, evenly from its block's to the next block's (or at 18 Hz)."""
    nexts_s = [block.start_s for block in payloads[1:]] + [None]
    return tuple(
        block if block.start_s is None else _spread_one(block, block.start_s, next_s)
        for block, next_s in zip(payloads, nexts_s, strict=False)
    )


def _spread_one(block: Block, start_s: float, next_s: float | None) -> Block:
    count = max(1, len(block.samples))
    step_s = 1.0 / GPS5_RATE_HZ
    if next_s is not None and 0.5 < (next_s - start_s) * GPS5_RATE_HZ / count < 2.0:
        step_s = (next_s - start_s) / count
    samples = (
        sample if sample.time_s is not None else replace(sample, time_s=start_s + rank * step_s)
        for rank, sample in enumerate(block.samples)
    )
    return replace(block, samples=tuple(samples))


def blocks(data: bytes) -> Iterator[Block]:
    """The GPS blocks of one or several payloads, in order. Raises InputError("telemetry-malformed")."""
    yield from _walk(data, "", depth=0)


def _walk(data: bytes, device: str, *, depth: int) -> Iterator[Block]:
    if depth > DEPTH_CEILING:
        raise InputError("telemetry-malformed")
    level: dict[str, Box] = {}
    for box in boxes(data):
        if box.kind == "":
            yield from _walk(box.data, device, depth=depth + 1)
        elif box.key == "DVNM":
            device = _text(box)
        else:
            level[box.key] = box
    if "GPS5" in level:
        yield _gps5(level, device)
    if "GPS9" in level:
        yield _gps9(level, device)


def _gps5(level: Mapping[str, Box], device: str) -> Block:
    lock, dop = _first(level.get("GPSF")), _first(level.get("GPSP"))
    samples = (
        Sample(None, lat, lon, alt, speed, None if dop is None else dop / 100.0, lock or 0.0)
        for lat, lon, alt, speed, _ in _scaled(level, "GPS5", 5)
    )
    return Block(device, _utc_s(_text(level["GPSU"])) if "GPSU" in level else None, tuple(samples))


def _gps9(level: Mapping[str, Box], device: str) -> Block:
    samples = tuple(
        Sample(GPS9_EPOCH_S + days * 86_400.0 + seconds, lat, lon, alt, speed, dop, lock)
        for lat, lon, alt, speed, _, days, seconds, dop, lock in _scaled(level, "GPS9", 9)
    )
    return Block(device, samples[0].time_s if samples else None, samples)


def _scaled(level: Mapping[str, Box], key: str, width: int) -> list[tuple[float, ...]]:
    members = _text(level["TYPE"]) if "TYPE" in level else GPS9_MEMBERS
    rows = numbers(level[key], members)
    divisors = [value for row in numbers(level["SCAL"]) for value in row] if "SCAL" in level else []
    if len(divisors) == 1:
        divisors *= width
    if len(divisors) != width or 0 in divisors or any(len(row) != width for row in rows):
        raise InputError("telemetry-malformed")
    return [tuple(value / divisor for value, divisor in zip(row, divisors, strict=True)) for row in rows]


def _first(box: Box | None) -> float | None:
    rows = numbers(box) if box else []
    return rows[0][0] if rows else None


def _text(box: Box) -> str:
    return box.data.decode("latin-1").strip("\0 ")


def _utc_s(text: str) -> float | None:
    """POSIX seconds of GPSU's `yymmddhhmmss.sss`.

    >>> _utc_s("191118234514.000")
    1574120714.0
    """
    try:
        return datetime.strptime(text, "%y%m%d%H%M%S.%f").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None
