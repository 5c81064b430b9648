"""What the operator has to know: how far everything has come, what waits for an answer, what failed and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.status import Counts
from ruelle.catalog.errors import Failure
from ruelle.catalog.language import Language
from ruelle.catalog.model import Drive
from ruelle.catalog.retention import WARNED_DAYS, KeptDrive, Retention
from ruelle.catalog.sentences import sentence
from ruelle.catalog.vocabulary import DriveState, ItemState


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that did not go through: where, what is wrong and what to do about it."""

    campaign: str
    name: str
    code: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Question:
    """A drive that waits for a person; `command` is the answer, ready to be run."""

    campaign: str
    drive_id: str
    problem: str
    remedy: str
    command: str


@dataclass(frozen=True, slots=True)
class DueErasure:
    """Originals that will be erased within a week; not `settled` are those of which something is still unpublished."""

    campaign: str
    drive_id: str
    erase_on: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class Report:
    """How far everything has come."""

    counts: Counts
    questions: tuple[Question, ...]
    failures: tuple[Note, ...]
    reviews: tuple[Note, ...]
    dropped: tuple[Note, ...]
    erasures: tuple[DueErasure, ...] = ()

    def document(self) -> dict[str, Any]:
        """The report as plain lists and dictionaries, for other programs."""
        return {
            "campaigns": [
                {"name": campaign.campaign, "drives": dict(campaign.drives), "items": dict(campaign.items)}
                for campaign in self.counts.campaigns
            ],
            "pending": self.counts.pending,
            "addresses": self.counts.addresses,
            "questions": [_fields(question) for question in self.questions],
            "failures": [_fields(note) for note in self.failures],
            "reviews": [_fields(note) for note in self.reviews],
            "dropped": [_fields(note) for note in self.dropped],
            "erasures": [
                {**_fields(due), "erase_on": due.erase_on.isoformat(), "settled": due.settled} for due in self.erasures
            ],
        }


def report(catalog: Catalog, language: Language, retention: Retention) -> Report:
    """The report of a catalog, its sentences in this language."""
    counts, drives = catalog.counts(), catalog.drives()
    troubles = {
        state: tuple(
            _note(trouble.campaign, trouble.source_name, trouble.failure or Failure("item-doubtful"), language)
            for trouble in counts.troubles
            if trouble.state is state
        )
        for state in (ItemState.FAILED, ItemState.REVIEW)
    }
    failed = tuple(
        _note(drive.campaign, drive.id, drive.failure, language)
        for drive in drives
        if drive.state is DriveState.FAILED and drive.failure
    )
    return Report(
        counts,
        tuple(_question(drive, language) for drive in drives if drive.state is DriveState.WAITING),
        failed + troubles[ItemState.FAILED],
        troubles[ItemState.REVIEW],
        tuple(_note(drive.campaign, out.name, out.failure, language) for drive in drives for out in drive.dropped),
        tuple(_soon_erased(catalog.custody.kept(), retention)),
    )


def _soon_erased(kept: Iterable[KeptDrive], retention: Retention) -> Iterator[DueErasure]:
    now = datetime.now(UTC)
    for drive in kept:
        if retention.days_left(drive, now) <= WARNED_DAYS:
            yield DueErasure(drive.campaign, drive.drive_id, retention.erase_at(drive), drive.settled)


def _note(campaign: str, name: str, failure: Failure, language: Language) -> Note:
    said = sentence(failure, language)
    return Note(campaign, name, failure.code, said.problem, said.remedy)


def _question(drive: Drive, language: Language) -> Question:
    said = sentence(drive.failure or Failure("drive-waiting"), language)
    seconds = "SECONDS" if drive.found_clock_offset_s is None else f"{drive.found_clock_offset_s:.1f}"
    command = f"ruelle answer {drive.id[:8]} --clock-offset {seconds}"
    return Question(drive.campaign, drive.id, said.problem, said.remedy, command)


def _fields(value: Note | Question | DueErasure) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}
