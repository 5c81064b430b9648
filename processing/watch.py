"""`ruelle work --watch`: looks for work now and then; whoever does it is a child process and goes with the work.

At rest nothing heavy stays in memory: no OpenCV, no Dask, no networks.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.settings import Settings
from ruelle.processing.chores import has_chores, has_daily_chores
from ruelle.processing.pending import has_corrections, has_fresh_work

CORRECTIONS_POLL_S = 0.2
"""Whoever corrects a picture waits for it."""
WORK_POLL_S = 2.0
DAILY_POLL_S = 60.0
PATIENCE_S = 10.0
LONGEST_PAUSE_S = 60.0
TOLD = (0, 2)
"""The exit codes of a child that did what it could; after any other the next one waits, longer each time."""


def watch(settings: Settings) -> None:
    """Hire children as there is work for them, until told to stop."""
    catalog = Catalog.open(settings)
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", str(settings.home), "work"]
    lane = Post([*command, "--corrections"], lambda: has_corrections(catalog), every_s=CORRECTIONS_POLL_S)
    crew = [*command, "--until-idle", "--workers", str(settings.workers)]
    line = Post(crew, lambda: has_fresh_work(catalog), every_s=WORK_POLL_S)
    porter = Post([*command, "--chores"], lambda: has_chores(catalog), every_s=WORK_POLL_S)
    daily = Post([*command, "--chores"], lambda: has_daily_chores(catalog, settings), every_s=DAILY_POLL_S)
    with lane, line, porter, daily:
        while True:
            for post in (lane, line, porter, daily):
                post.look()
            time.sleep(CORRECTIONS_POLL_S)


class Post(AbstractContextManager["Post"]):
    """One kind of work, and the child that does it while there is some."""

    def __init__(self, command: list[str], is_wanted: Callable[[], bool], *, every_s: float) -> None:
        self._command = command
        self._is_wanted = is_wanted
        self._every_s = every_s
        self._due_s = 0.0
        self._pause_s = WORK_POLL_S
        self._child: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Hire a child if there is work, none at it, and it is time to look."""
        now_s = time.monotonic()
        if self._child is not None and self._child.poll() is None:
            return
        if self._child is not None:
            broke_off = self._child.returncode not in TOLD
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S) if broke_off else WORK_POLL_S
            self._due_s = now_s + (self._pause_s if broke_off else self._every_s)
            self._child = None
        if now_s >= self._due_s:
            self._due_s = now_s + self._every_s
            if self._is_wanted():
                self._child = subprocess.Popen(self._command)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.terminate()
            self._child.wait(PATIENCE_S)
