"""`ruelle capture`: from a camera's card to draft drives."""

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ruelle.catalog.errors import InputError
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Visibility

if TYPE_CHECKING:
    from ruelle.capture.request import CaptureReport, CaptureRequest


def clock_offset_of(text: str | None) -> float | Literal["auto"] | None:
    """Read `auto` or a number of seconds. Raises InputError("clock-offset-malformed")."""
    if text is None or text == "auto":
        return "auto" if text else None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise InputError("clock-offset-malformed", value=text)
    return seconds


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--track", "tracks", multiple=True, type=click.Path(path_type=Path), help="GPX, NMEA, CSV or GPMF file.")
@click.option(
    "--clock-offset", metavar="auto|SECONDS", help="Seconds to add to the camera's clock to give UTC; default auto."
)
@click.option("--campaign", help="Name of the survey; the day of the footage if not given.")
@click.option("--every", type=click.FloatRange(0.5, 100), metavar="METRES", help="Distance between frames; default 4.")
@click.option(
    "--visibility",
    type=click.Choice([each.value for each in Visibility]),
    help="Who may see the result; default staff.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def capture(
    settings: Settings,
    *,
    paths: tuple[Path, ...],
    tracks: tuple[Path, ...],
    clock_offset: str | None,
    campaign: str | None,
    every: float | None,
    visibility: str | None,
    as_json: bool,
) -> None:
    """Describe and seal pictures and videos; what cannot be used is listed with its reason."""
    from rich.console import Console

    from ruelle.capture.report import as_document, tell
    from ruelle.capture.request import CaptureRequest

    name = "".join(filter(str.isprintable, campaign or "")).strip()[:100]
    seen_by = Visibility(visibility) if visibility else None
    request = CaptureRequest(paths, tracks, clock_offset_of(clock_offset), name or None, every, seen_by)
    report = _run(request, settings, quiet=as_json)
    if as_json:
        click.echo(json.dumps(as_document(report, settings.language), ensure_ascii=False, indent=2))
    else:
        tell(report, settings.language, Console())
    if report.dropped:
        raise SystemExit(InputError.exit_code)


def _run(request: "CaptureRequest", settings: Settings, *, quiet: bool) -> "CaptureReport":
    from rich.console import Console

    from ruelle.capture.ingest import capture_drive
    from ruelle.capture.report import CaptureBar
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.store import SealedStore

    catalog, sealed = Catalog.open(settings), SealedStore(settings)
    with CaptureBar(settings.language, Console(stderr=True, quiet=quiet)) as progress:
        return capture_drive(request, catalog, sealed, progress)
