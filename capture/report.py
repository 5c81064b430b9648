"""What a capture did and met, told on the console or as JSON."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ruelle.capture.request import CaptureReport, DriveReport
from ruelle.capture.tracks.reading import Reason, Track
from ruelle.capture.walk import safe_name
from ruelle.catalog.language import Language
from ruelle.catalog.model import Dropped
from ruelle.catalog.sentences import sentence

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "describe": "Lecture",
        "seal": "Mise sous scellés",
        "captured": "{campaign} : {captured} nouvelle(s) prise(s) de vue",
        "known": "{campaign} : {known} déjà captée(s), rien de changé",
        "revised": "{campaign} : {known} déjà captée(s), la tournée sera replacée avec les nouveaux réglages",
        "also": "De même : {names}",
        "ignored": "Fichiers laissés de côté : {count}",
        "fixes": "{file} : {refused} positions écartées sur {all} ({reasons}).",
        "sum": "{captured} captée(s), {known} déjà là, {refused} refusée(s).",
        "next": "Pour les traiter : ruelle work",
    },
    "en": {
        "describe": "Reading",
        "seal": "Sealing",
        "captured": "{campaign}: {captured} new",
        "known": "{campaign}: {known} already captured, nothing changed",
        "revised": "{campaign}: {known} already captured, the drive will be placed anew with what is asked now",
        "also": "The same for: {names}",
        "ignored": "Files left aside: {count}",
        "fixes": "{file}: {refused} of {all} positions left out ({reasons}).",
        "sum": "{captured} captured, {known} already there, {refused} refused.",
        "next": "To process them: ruelle work",
    },
}

REASONS: Mapping[Language, Mapping[Reason, str]] = {
    "fr": {
        Reason.NO_LOCK: "sans satellites",
        Reason.NO_TIME: "sans heure",
        Reason.CLOCK_RESET: "horloge remise à zéro",
        Reason.CLOCK_AHEAD: "datée(s) du futur",
        Reason.OUT_OF_RANGE: "hors du globe",
        Reason.REPEATED_TIME: "heure déjà vue",
        Reason.UNREADABLE: "illisible(s)",
        Reason.TOO_MANY: "en surnombre",
    },
    "en": {
        Reason.NO_LOCK: "without satellites",
        Reason.NO_TIME: "without a time",
        Reason.CLOCK_RESET: "clock reset",
        Reason.CLOCK_AHEAD: "dated in the future",
        Reason.OUT_OF_RANGE: "off the globe",
        Reason.REPEATED_TIME: "time seen before",
        Reason.UNREADABLE: "unreadable",
        Reason.TOO_MANY: "too many",
    },
}


class CaptureBar(AbstractContextManager["CaptureBar"]):
    """Two bars on a terminal, nothing elsewhere; call it with the stage and the file that begins."""

    def __init__(self, language: Language, console: Console) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._tasks = {
            stage: self._bars.add_task(WORDS[language][stage], total=None, name="") for stage in ("describe", "seal")
        }

    def __enter__(self) -> "CaptureBar":
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, stage: str, path: Path) -> None:
        """A file begins its stage."""
        read = self._bars.tasks[self._tasks["describe"]].completed
        total = None if stage == "describe" else read
        self._bars.update(self._tasks[stage], advance=1, total=total, name=safe_name(path)[:40].replace("[", "("))


def tell(report: CaptureReport, language: Language, console: Console) -> None:
    """Print the drives, then each refused file with reason and remedy, tracks used in part, and the sum."""
    words = WORDS[language]

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    for drive in report.drives:
        say("✓ " + words[_word(drive)].format(campaign=drive.campaign, captured=drive.captured, known=drive.known))
    for files in _by_reason(report.dropped):
        told = sentence(files[0].failure, language)
        say(f"✗ {told.problem} {told.remedy}", "yellow")
        if len(files) > 1:
            say("  " + words["also"].format(names=", ".join(file.name for file in files[1:])))
    for track in report.tracks:
        if track.refused:
            say("· " + _fixes_left_out(track, language))
    for file in report.ignored:
        if file.failure.code == "track-not-named":
            told = sentence(file.failure, language)
            say(f"· {told.problem} {told.remedy}", "dim")
    if report.ignored:
        say("· " + words["ignored"].format(count=len(report.ignored)), "dim")
    say(words["sum"].format(captured=report.captured, known=report.known, refused=len(report.dropped)), "bold")
    if any(drive.revised for drive in report.drives):
        say(words["next"])


def as_document(report: CaptureReport, language: Language) -> dict[str, object]:
    """The same as plain values, for `--json`."""
    return {
        "captured": report.captured,
        "known": report.known,
        "drives": [
            {
                "id": drive.drive_id,
                "campaign": drive.campaign,
                "captured": drive.captured,
                "known": drive.known,
                "revised": drive.revised,
            }
            for drive in report.drives
        ],
        "refused": [_line(file, language) for file in report.dropped],
        "ignored": [_line(file, language) for file in report.ignored],
        "tracks": [
            {"file": track.name, "fixes": len(track.trajectory.fixes), "refused": dict(track.refused)}
            for track in report.tracks
        ],
    }


def _fixes_left_out(track: Track, language: Language) -> str:
    refused = sum(track.refused.values())
    reasons = ", ".join(f"{count} {REASONS[language][reason]}" for reason, count in track.refused.items())
    all_fixes = refused + len(track.trajectory.fixes)
    return WORDS[language]["fixes"].format(file=track.name, refused=refused, all=all_fixes, reasons=reasons)


def _line(file: Dropped, language: Language) -> dict[str, object]:
    told = sentence(file.failure, language)
    return {
        "file": file.name,
        "code": file.failure.code,
        "details": dict(file.failure.details),
        "problem": told.problem,
        "remedy": told.remedy,
    }


def _word(drive: DriveReport) -> str:
    return "captured" if drive.captured else "revised" if drive.revised else "known"


def _by_reason(dropped: Iterable[Dropped]) -> list[list[Dropped]]:
    """Refused files, those with the same reason together."""

    def reason(file: Dropped) -> tuple[str, list[tuple[str, str]]]:
        details = sorted((name, value) for name, value in file.failure.details.items() if name != "file")
        return file.failure.code, details

    return [list(files) for _, files in groupby(sorted(dropped, key=reason), key=reason)]
