"""How the work goes, told on the console."""

from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from ruelle.catalog.errors import Failure
from ruelle.catalog.language import Language
from ruelle.catalog.model import Drive, Item
from ruelle.catalog.sentences import sentence
from ruelle.catalog.vocabulary import DriveState
from ruelle.processing.work import Tally

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "place": "Position",
        "derive": "Floutage et tuiles",
        "sum": "Images : {ready} publiées, {review} à vérifier, {failed} en échec.\n"
        "Trajets : {placed} placés, {waiting} en attente.",
    },
    "en": {
        "place": "Placing",
        "derive": "Blurring and tiles",
        "sum": "Pictures: {ready} published, {review} to review, {failed} failed.\n"
        "Drives: {placed} placed, {waiting} waiting.",
    },
}


class ConsoleProgress(AbstractContextManager["ConsoleProgress"]):
    """Two bars, and a line for each thing that failed or asks."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        self._language = language
        self._words = WORDS[language]
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bars = Progress(*columns, console=console or Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "ConsoleProgress":
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def placing(self, drive: Drive, *, done: bool) -> None:
        """A drive is about to be placed, or has been."""
        task = self._task("place")
        if not done:
            self._grow(task)
            return
        self._bars.advance(task)
        if drive.state is not DriveState.PLACED and drive.failure:
            self._tell(drive.failure)

    def deriving(self, items: int) -> None:
        """So many more items are about to be derived."""
        self._grow(self._task("derive"), items)

    def derived(self, item: Item) -> None:
        """An item has been blurred, or failed."""
        self._bars.advance(self._task("derive"))
        if item.failure:
            self._tell(item.failure)

    def sum_up(self, tally: Tally) -> None:
        """What came of it all, in one line."""
        counts = {name: getattr(tally, name) for name in Tally.__slots__}
        self._bars.console.print(self._words["sum"].format(**counts))

    def _task(self, word: str) -> TaskID:
        if word not in self._tasks:
            self._tasks[word] = self._bars.add_task(self._words[word], total=0)
        return self._tasks[word]

    def _grow(self, task: TaskID, by: int = 1) -> None:
        self._bars.update(task, total=(self._bars.tasks[task].total or 0) + by)

    def _tell(self, failure: Failure) -> None:
        told = sentence(failure, self._language)
        self._bars.console.print(f"[yellow]•[/] {told.problem} {told.remedy}")
