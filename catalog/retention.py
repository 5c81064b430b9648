"""How long originals are kept: the one rule, as pure functions of what is known about a drive."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ruelle.catalog.erasures import ErasureRule

LONGEST_AT_ONCE_DAYS = 30
"""Where originals go as soon as all is published, those of what never gets published stay so long."""

WARNED_DAYS = 7
"""So many days before, the status and the operators' page say that something unpublished will be lost."""


@dataclass(frozen=True, slots=True)
class KeptDrive:
    """A drive whose originals are still sealed; it is `settled` once nothing waits for a worker or a person."""

    drive_id: str
    campaign: str
    sealed_at: datetime
    originals: int
    size_bytes: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """Days from sealing to erasure: `days` where all is published and verified, `longest_days` whatever happens."""

    days: int
    longest_days: int

    @classmethod
    def of(cls, days: int) -> "Retention":
        """The retention of a setting: what waits is kept twice as long.

        >>> Retention.of(30).longest_days, Retention.of(0).longest_days
        (60, 30)
        """
        return cls(days, 2 * days or LONGEST_AT_ONCE_DAYS)

    def erase_at(self, kept: KeptDrive) -> datetime:
        """When the originals of a drive are due, as things stand."""
        return kept.sealed_at + timedelta(days=self.days if kept.settled else self.longest_days)

    def days_left(self, kept: KeptDrive, now: datetime) -> int:
        """Whole days until then, rounded up; 0 for what is due."""
        return max(0, -((now - self.erase_at(kept)) // timedelta(days=1)))

    def due(self, kept: KeptDrive, now: datetime) -> ErasureRule | None:
        """The rule by which the originals of a drive are to be erased now; None if they stay."""
        if now < self.erase_at(kept):
            return None
        return ErasureRule.RETENTION if kept.settled else ErasureRule.LONGEST
