"""What the clocks of a picture say: the camera's own, its offset from UTC, and the receiver's."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ruelle.catalog.vocabulary import Clock

DATE_TIME = re.compile(
    r"\s*(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T]+(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9})\d*)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?\s*\0*",
    re.ASCII,
)
OFFSET = re.compile(r"\s*([+-])(\d{1,2}):?(\d{2})\s*\0*", re.ASCII)
QUARTER_S = 900.0
"""Time zones lie whole quarters of an hour from UTC."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the camera's clock showed: POSIX seconds as if it were UTC, and how far it says that is from UTC."""

    time_s: float
    offset_s: float | None = None


def parse_date_time(text: str, sub_seconds: str = "", offset: str = "") -> Shown | None:
    """Read an EXIF date, or the ISO 8601 that some software writes in its place; None if it is not a date.

    >>> parse_date_time("2021-07-28T17:58:01.848000")
    Shown(time_s=1627495081.848, offset_s=None)
    >>> parse_date_time("0000:00:00 00:00:00") is None
    True
    """
    match = DATE_TIME.fullmatch(text)
    if match is None:
        return None
    try:
        whole_s = datetime(*map(int, match.groups()[:6]), tzinfo=UTC).timestamp()  # type: ignore[arg-type,misc]
    except ValueError:
        return None
    digits = match[7] or sub_seconds.strip("\0 ")
    fraction_s = float(f"0.{digits}") if digits.isascii() and digits.isdigit() else 0.0
    return Shown(whole_s + fraction_s, parse_offset(match[8] or offset))


def parse_offset(text: str) -> float | None:
    """Seconds east of UTC, or None.

    >>> parse_offset("+01:00"), parse_offset("   :  ")
    (3600.0, None)
    """
    if text.strip("\0 ") == "Z":
        return 0.0
    match = OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    return (int(match[2]) * 3600.0 + int(match[3]) * 60.0) * (-1 if match[1] == "-" else 1)


def picture_clock(shown: Shown | None, receiver_s: float | None) -> tuple[float | None, Clock]:
    """The best time of a picture, and the clock it is on.

    A stated offset comes first: phones stamp pictures with a fix that may be minutes old. Then the receiver's time,
    with the camera's fraction of a second where both agree to the second, zone apart. Then local time.
    """
    if shown is not None and shown.offset_s is not None:
        return shown.time_s - shown.offset_s, Clock.UTC
    if receiver_s is None:
        return (shown.time_s if shown else None), Clock.LOCAL
    if shown is not None and receiver_s % 1.0 == 0:
        ahead_s = (shown.time_s - receiver_s + QUARTER_S / 2) % QUARTER_S - QUARTER_S / 2
        if 0 < ahead_s < 1:
            return receiver_s + ahead_s, Clock.UTC
    return receiver_s, Clock.UTC
