"""`ruelle models` and `ruelle detect`."""

import json
from pathlib import Path

import click

from ruelle.catalog.settings import Settings


@click.command()
@click.option("--force", is_flag=True, help="Make every file anew.")
@click.option("--agpl/--no-agpl", default=True, help="With the plate detector under the AGPL, which finds more.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def models(settings: Settings, *, force: bool, agpl: bool, as_json: bool) -> None:
    """Prepare the detectors of faces and plates, and list them with their licences."""
    from ruelle.processing.detection.weights import prepare_models

    for model in prepare_models(settings.home / "models", force=force, agpl=agpl):
        if as_json:
            line = {
                "file": model.file,
                "licence": model.licence,
                "sha256": model.sha256,
                "size_bytes": model.size_bytes,
            }
            click.echo(json.dumps(line))
        else:
            megabytes = f"{model.size_bytes / 1e6:.1f} MB"
            click.echo(f"{model.file:20} {model.licence:20} {megabytes:>9}  sha256 {model.sha256}")


@click.command()
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--projection", type=click.Choice(["equirectangular", "flat"]), help="By the picture's shape if not given."
)
@click.pass_obj
def detect(settings: Settings, images: tuple[Path, ...], *, as_json: bool, projection: str | None) -> None:
    """Show which rectangles of pictures would be blurred, margins included."""
    from ruelle.catalog.commands import complain
    from ruelle.catalog.errors import InputError
    from ruelle.catalog.vocabulary import Projection
    from ruelle.processing.detection.detectors import Detectors
    from ruelle.processing.detection.report import reports

    detectors = Detectors.load(settings.home / "models")
    failed = False
    for report in reports(images, Projection(projection) if projection else None, detectors):
        if report.failure:
            complain(report.failure, settings.language)
            failed = True
        if as_json or not report.failure:
            click.echo(report.as_json() if as_json else report.as_text())
    if failed:
        raise SystemExit(InputError.exit_code)
