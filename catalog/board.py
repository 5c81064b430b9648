"""The operator's report as tables on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ruelle.catalog.language import Language
from ruelle.catalog.report import Note, Report
from ruelle.catalog.vocabulary import DriveState, ItemState

NAMES_SHOWN = 12

_WORDS: dict[str, tuple[str, str]] = {
    "campaign": ("Campagne", "Campaign"),
    "drives": ("Trajets", "Drives"),
    "items": ("Images", "Pictures"),
    "draft": ("à placer", "to place"),
    "drive-placed": ("placés", "placed"),
    "waiting": ("en attente", "waiting"),
    "drive-failed": ("en échec", "failed"),
    "cancelled": ("abandonnés", "given up"),
    "placed": ("à traiter", "to process"),
    "seen": ("à recouper", "to cross-check"),
    "ready": ("prêtes", "ready"),
    "review": ("à vérifier", "to review"),
    "failed": ("en échec", "failed"),
    "questions": ("Questions en attente", "Questions that wait"),
    "failures": ("Échecs", "Failures"),
    "reviews": ("À vérifier", "To review"),
    "dropped": ("Laissés de côté", "Left out"),
    "erasures": ("Originaux bientôt effacés", "Originals soon erased"),
    "due": ("{campaign} ({drive}) · le {day}", "{campaign} ({drive}) · on {day}"),
    "due-unsettled": (
        "{campaign} ({drive}) · le {day}, alors que des images attendent encore",
        "{campaign} ({drive}) · on {day}, while pictures still wait",
    ),
    "same": ("de même : {names}", "likewise: {names}"),
    "nothing": (
        "Rien n’a encore été recueilli : ruelle capture DOSSIER",
        "Nothing taken in yet: ruelle capture FOLDER",
    ),
    "addresses": ("{count} adresses", "{count} addresses"),
}


def draw(report: Report, language: Language, console: Console | None = None) -> None:
    """Print a report, the questions before what failed and what was left out."""
    console = console or Console()
    if report.counts.campaigns:
        console.print(_campaigns(report, language))
    else:
        console.print(_word("nothing", language))
    if report.counts.addresses:
        console.print(_word("addresses", language).format(count=report.counts.addresses))
    if report.questions:
        console.print(f"\n[bold]{_word('questions', language)}[/bold]")
    for question in report.questions:
        console.print(f"  {escape(question.campaign)} · {escape(question.problem)} {escape(question.remedy)}")
        console.print(f"    [bold]{escape(question.command)}[/bold]", soft_wrap=True)
    if report.erasures:
        console.print(f"\n[bold]{_word('erasures', language)}[/bold]")
    for due in report.erasures:
        word = _word("due" if due.settled else "due-unsettled", language)
        told = word.format(campaign=due.campaign, drive=due.drive_id[:8], day=f"{due.erase_on.astimezone():%Y-%m-%d}")
        console.print(f"  {escape(told)}")
    for title, notes in (("failures", report.failures), ("reviews", report.reviews), ("dropped", report.dropped)):
        _print_notes(console, _word(title, language), notes, language=language)


def _campaigns(report: Report, language: Language) -> Table:
    table = Table(box=None, header_style="bold")
    for heading in ("campaign", "drives", "items"):
        table.add_column(_word(heading, language))
    for campaign in report.counts.campaigns:
        drives = {
            ("drive-" + state if state in ("placed", "failed") else str(state)): campaign.drives.get(state, 0)
            for state in DriveState
        }
        items = {str(state): campaign.items.get(state, 0) for state in ItemState}
        table.add_row(escape(campaign.campaign), _counted(drives, language), _counted(items, language))
    return table


def _counted(counts: dict[str, int], language: Language) -> str:
    return ", ".join(f"{count} {_word(state, language)}" for state, count in counts.items() if count) or "–"


def _print_notes(console: Console, title: str, notes: Sequence[Note], *, language: Language) -> None:
    if not notes:
        return
    console.print(f"\n[bold]{title}[/bold] ({len(notes)})")
    by_reason: dict[str, list[Note]] = {}
    for note in notes:
        by_reason.setdefault(note.code, []).append(note)
    for first, *others in by_reason.values():
        console.print(f"  {escape(first.name)} · {escape(first.problem)} [dim]{escape(first.remedy)}[/dim]")
        if others:
            names = ", ".join(note.name for note in others[:NAMES_SHOWN]) + (" …" if len(others) > NAMES_SHOWN else "")
            console.print("    " + escape(_word("same", language).format(names=names)))


def _word(name: str, language: Language) -> str:
    french, english = _WORDS[name]
    return french if language == "fr" else english
