"""Central European time by its rule, so that no time zone database is needed."""

from datetime import UTC, datetime, timedelta


def central_offset_s(time_s: float) -> float:
    """Seconds that local time in France is ahead of UTC at a POSIX time (Directive 2000/84/EC).

    >>> central_offset_s(datetime(2024, 7, 1, tzinfo=UTC).timestamp())
    7200.0
    >>> central_offset_s(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    3600.0
    """
    now = datetime.fromtimestamp(time_s, UTC)
    summer = _last_sunday(now.year, 3) <= now < _last_sunday(now.year, 10)
    return 7200.0 if summer else 3600.0


def utc_of_local_s(local_s: float) -> float:
    """POSIX time of a local clock read as if it were UTC; the doubled hour in October counts as winter."""
    return local_s - central_offset_s(local_s - 3600.0)


def _last_sunday(year: int, month: int) -> datetime:
    """One o'clock UTC on the last Sunday of a month of 31 days."""
    end = datetime(year, month, 31, 1, tzinfo=UTC)
    return end - timedelta(days=(end.weekday() + 1) % 7)
