"""`ruelle sample drive`: make a drive to try everything on."""

from pathlib import Path

import click

from ruelle.processing.sample.options import DriveOptions


@click.group()
def sample() -> None:
    """Make sample data."""


@sample.command("drive")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--pictures", type=click.IntRange(1, 40), default=DriveOptions().pictures, show_default=True)
@click.option("--width", "width_px", type=click.IntRange(256, 8192), default=DriveOptions().width_px, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=DriveOptions().seed, show_default=True)
@click.option("--video/--no-video", default=True, show_default=True)
def drive(folder: Path, *, pictures: int, width_px: int, seed: int, video: bool) -> None:
    """Make a drive through an invented street in DIR, with its truth beside it."""
    import os

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ruelle.processing.sample.drive import make_drive

    options = DriveOptions(pictures, width_px // 64 * 64, seed, video)
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as bars:
        tasks = {name: bars.add_task(name, total=None) for name in ("town", "pictures", *(["video"] if video else []))}

        def show(what: str, done: int, total: int) -> None:
            bars.update(tasks[what], completed=done, total=total)

        make_drive(folder, options, threads=os.cpu_count() or 1, progress=show)
