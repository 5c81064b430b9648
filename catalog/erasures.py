"""Erasures: what left the house for good, by which rule and on whose word."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ErasureRule(StrEnum):
    """Why something is erased: its time was up, somebody asked, the drive was given up, or nothing refers to it."""

    RETENTION = "retention"
    LONGEST = "longest"
    ASKED = "asked"
    CANCELLED = "cancelled"
    EVERYTHING = "everything"
    ORPHANS = "orphans"


@dataclass(frozen=True, slots=True)
class Targets:
    """What is to be erased: checksums of originals, items whose looks go, and keys of public packs."""

    originals: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """One record of what was erased; `drive_id` is empty where it belonged to no drive.

    It begins in the same transaction that makes its files unreachable, and finishes once they are gone; until then
    `targets` names them, so that whoever comes next goes on. `digest` is `digest_of` the checksums.
    """

    drive_id: str
    campaign: str
    rule: ErasureRule
    by: str
    begun_at: datetime
    originals: int
    size_bytes: int
    digest: str
    items: int = 0
    packs: int = 0
    targets: Targets = Targets()
    finished_at: datetime | None = None
    number: int = 0

    def document(self) -> dict[str, Any]:
        """The record as plain values, without the names of files."""
        return {
            "number": self.number,
            "drive_id": self.drive_id or None,
            "campaign": self.campaign,
            "rule": self.rule,
            "by": self.by,
            "begun_at": self.begun_at.isoformat(),
            "finished_at": self.finished_at and self.finished_at.isoformat(),
            "originals": self.originals,
            "bytes": self.size_bytes,
            "digest": self.digest,
            "packs": self.packs,
        }


def digest_of(checksums: Iterable[str]) -> str:
    """One checksum that stands for many: sha256 of them in order, one a line.

    >>> digest_of(["b", "a"]) == digest_of(["a", "b"])
    True
    """
    return hashlib.sha256("\n".join(sorted(checksums)).encode()).hexdigest()
