"""How full the disk is, and what that forbids."""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ruelle.catalog.errors import Conflict
from ruelle.catalog.settings import Settings

FAR_DAYS = 3650
"""A disk that lasts longer than this is not worth a number."""


class DiskLevel(StrEnum):
    """All is well, it is time to make room, or nothing more comes in."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the home folder, in bytes; from `warn` and `stop` percent on, the level changes."""

    total_bytes: int
    free_bytes: int
    warn_percent: int
    stop_percent: int

    @classmethod
    def of(cls, settings: Settings) -> "Disk":
        """The disk as it is now. What only the system's administrator may fill counts as used."""
        usage = shutil.disk_usage(_existing(settings.home))
        return cls(usage.used + usage.free, usage.free, settings.disk_warn_percent, settings.disk_stop_percent)

    @property
    def used_bytes(self) -> int:
        """What is taken."""
        return self.total_bytes - self.free_bytes

    @property
    def room_bytes(self) -> int:
        """What may still come in before nothing more does."""
        return max(0, self.total_bytes * self.stop_percent // 100 - self.used_bytes)

    @property
    def level(self) -> DiskLevel:
        """Whether to warn, or to stop."""
        if self.room_bytes == 0:
            return DiskLevel.STOP
        return DiskLevel.WARN if self.used_bytes * 100 >= self.total_bytes * self.warn_percent else DiskLevel.OK

    def days_left(self, growth_bytes_a_day: float) -> int | None:
        """How many days the room lasts; None if nothing grows, or not for years."""
        days = self.room_bytes / growth_bytes_a_day if growth_bytes_a_day > 0 else FAR_DAYS
        return None if days >= FAR_DAYS else int(days)

    def admit(self, size_bytes: int) -> None:
        """Let so many bytes come in. Raises Conflict where they would fill the disk beyond its stop."""
        if size_bytes > self.room_bytes:
            raise Conflict("disk-nearly-full", percent=self.stop_percent, room=f"{self.room_bytes / 1e9:.1f}")


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
