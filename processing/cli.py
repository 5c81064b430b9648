"""`ruelle work`: the worker's command."""

from typing import TYPE_CHECKING

import click

from ruelle.catalog.settings import Settings

if TYPE_CHECKING:
    from ruelle.processing.work import Tally


@click.command()
@click.option("--until-idle", "mode", flag_value="until-idle", default="until-idle", help="Stop when nothing is left.")
@click.option("--watch", "mode", flag_value="watch", help="Stay, and take up new work as it comes.")
@click.option("--corrections", "mode", flag_value="corrections", help="Blur corrected pictures anew, for a minute.")
@click.option("--chores", "mode", flag_value="chores", help="Erase, take in uploads, purge; nothing that needs a crew.")
@click.option("--retry", is_flag=True, help="Take up again what failed.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes at work; the setting if not given.")
@click.pass_obj
def work(settings: Settings, mode: str, retry: bool, workers: int | None) -> None:
    """Place, anonymise and publish what was captured."""
    if workers:
        settings = settings.model_copy(update={"workers": workers})
    match mode:
        case "watch":
            from ruelle.processing.watch import watch

            watch(settings)
        case "corrections":
            from ruelle.processing.lane import correct_for_a_while

            correct_for_a_while(settings)
        case "chores":
            _chores(settings)
        case _:
            raise SystemExit(_exit_code(_work_until_idle(settings, retry=retry)))


def _chores(settings: Settings) -> None:
    from ruelle.catalog.database.repository import Catalog
    from ruelle.processing.chores import do_chores

    do_chores(Catalog.open(settings), settings)


def _work_until_idle(settings: Settings, *, retry: bool) -> "Tally":
    from ruelle.catalog.database.repository import Catalog
    from ruelle.processing.chores import do_chores
    from ruelle.processing.engine.cluster import hire
    from ruelle.processing.pending import has_work, retry_failed
    from ruelle.processing.progress import ConsoleProgress
    from ruelle.processing.work import Tally, work_until_idle

    catalog = Catalog.open(settings)
    if retry:
        retry_failed(catalog)
    do_chores(catalog, settings)
    if not has_work(catalog):
        return Tally()
    with hire(settings.workers) as crew, ConsoleProgress(settings.language) as progress:
        tally = work_until_idle(catalog, settings, crew, progress)
        progress.sum_up(tally)
    return tally


def _exit_code(tally: "Tally") -> int:
    """2 where somebody has to answer or to mend a file, as the table of the errors says."""
    return 2 if tally.failed or tally.waiting else 0
