"""`ruelle work`: the worker's command."""

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from ruelle.catalog.settings import Settings

if TYPE_CHECKING:
    from ruelle.processing.work import Tally

POLL_S = 2.0


@click.command()
@click.option("--until-idle", "mode", flag_value="until-idle", default="until-idle", help="Stop when nothing is left.")
@click.option("--watch", "mode", flag_value="watch", help="Stay, and take up new work as it comes.")
@click.option("--retry", is_flag=True, help="Take up again what failed.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes at work; the setting if not given.")
@click.pass_obj
def work(settings: Settings, mode: str, retry: bool, workers: int | None) -> None:
    """Place, anonymise and publish what was captured."""
    if workers:
        settings = settings.model_copy(update={"workers": workers})
    if mode == "watch":
        _watch(settings)
    else:
        raise SystemExit(_exit_code(_work_until_idle(settings, retry=retry)))


def _work_until_idle(settings: Settings, *, retry: bool) -> "Tally":
    from ruelle.catalog.database.repository import Catalog
    from ruelle.processing.engine.cluster import hire
    from ruelle.processing.pending import has_work, retry_failed
    from ruelle.processing.progress import ConsoleProgress
    from ruelle.processing.work import Tally, work_until_idle

    catalog = Catalog.open(settings)
    if retry:
        retry_failed(catalog)
    if not has_work(catalog):
        return Tally()
    with hire(settings.workers) as crew, ConsoleProgress(settings.language) as progress:
        tally = work_until_idle(catalog, settings, crew, progress)
        progress.sum_up(tally)
    return tally


def _watch(settings: Settings) -> None:
    """Look for work now and then; the crew lives in a child process, so that at rest nothing heavy stays in memory."""
    from ruelle.catalog.database.repository import Catalog
    from ruelle.processing.pending import has_work

    catalog = Catalog.open(settings)
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", str(settings.home), "work", "--until-idle"]
    while True:
        if has_work(catalog):
            subprocess.run([*command, "--workers", str(settings.workers)], check=False)
        time.sleep(POLL_S)


def _exit_code(tally: "Tally") -> int:
    """2 where somebody has to answer or to mend a file, as the table of the errors says."""
    return 2 if tally.failed or tally.waiting else 0
