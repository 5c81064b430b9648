"""`ruelle review`, `requests` and `journal`: what people check, ask for and look at."""

import getpass
import json
from typing import TYPE_CHECKING, Any

import click

from ruelle.catalog.requests import RequestState
from ruelle.catalog.zones import Decision

if TYPE_CHECKING:
    from datetime import datetime

    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.settings import Settings

_JSON = click.option("--json", "as_json", is_flag=True, help="For other programs.")
_LIMIT = click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)


@click.group()
def review() -> None:
    """Show the pictures to be checked, draw a sample, report on it."""


@review.command("list")
@click.option("--closed", is_flag=True, help="Those that have been checked, the latest first.")
@_LIMIT
@_JSON
@click.pass_obj
def review_list(settings: "Settings", *, closed: bool, limit: int, as_json: bool) -> None:
    """List the pictures to be checked, the longest waiting first."""
    page = _catalog(settings).reviews.page(closed=closed, limit=limit)
    rows = [
        {
            "item_id": row.review.item_id,
            "campaign": row.review.campaign,
            "place": row.place,
            "captured_at": _moment(row.captured_at),
            "reasons": list(row.review.reasons),
            "zones": row.zones,
            "undecided": row.undecided,
            "first_by": row.review.first_by,
            "closed_by": row.review.closed_by,
        }
        for row in page.results
    ]
    _show(rows, as_json=as_json)


@review.command("sample")
@click.argument("campaign")
@click.argument("pictures", type=int)
@click.pass_obj
def review_sample(settings: "Settings", campaign: str, pictures: int) -> None:
    """Draw so many published pictures of a campaign by lot, for a person to check."""
    drawn = _catalog(settings).samples.draw(campaign, pictures).drawn
    click.echo(f"{campaign} : {drawn}" if settings.language == "fr" else f"{campaign}: {drawn}")


@review.command("report")
@click.argument("campaign")
@_JSON
@click.pass_obj
def review_report(settings: "Settings", campaign: str, as_json: bool) -> None:
    """Say how many faces and plates the machine found in the sample, and how sure that is."""
    from ruelle.catalog.sample_report import document, lines

    report = _catalog(settings).samples.report(campaign)
    if as_json:
        click.echo(json.dumps(document(report), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(report, settings.language)))


@click.group()
def requests() -> None:
    """Show what residents ask for, and decide it."""


@requests.command("list")
@click.option("--state", type=click.Choice([each.value for each in RequestState]), default="open", show_default=True)
@_LIMIT
@_JSON
@click.pass_obj
def requests_list(settings: "Settings", *, state: str, limit: int, as_json: bool) -> None:
    """List the requests in a state, the longest waiting first."""
    page = _catalog(settings).requests.page(RequestState(state), limit=limit)
    rows = [
        {
            "id": row.request.id,
            "kind": row.request.kind,
            "item_id": row.request.item_id,
            "place": row.place,
            "created_at": _moment(row.request.created_at),
            "email": row.request.email,
            "note": row.request.note,
        }
        for row in page.results
    ]
    _show(rows, as_json=as_json)


@requests.command("confirm")
@click.argument("request_id", metavar="ID")
@click.pass_obj
def requests_confirm(settings: "Settings", request_id: str) -> None:
    """Let the blur of a request stay."""
    _decide(settings, request_id, Decision.KEEP)


@requests.command("lift")
@click.argument("request_id", metavar="ID")
@click.pass_obj
def requests_lift(settings: "Settings", request_id: str) -> None:
    """Lift the blur of a request."""
    _decide(settings, request_id, Decision.LIFT)


@click.command()
@_LIMIT
@_JSON
@click.pass_obj
def journal(settings: "Settings", limit: int, as_json: bool) -> None:
    """Show who looked at which zone unblurred, the latest first."""
    page = _catalog(settings).journal.entries(limit=limit)
    rows = [
        {
            "happened_at": _moment(line.happened_at),
            "account": line.account,
            "action": line.action,
            "item_id": line.item_id,
            "zone_id": line.zone_id,
        }
        for line in page.results
    ]
    _show(rows, as_json=as_json)


def _catalog(settings: "Settings") -> "Catalog":
    from ruelle.catalog.database.repository import Catalog

    return Catalog.open(settings)


def _decide(settings: "Settings", request_id: str, decision: Decision) -> None:
    from ruelle.catalog.decide_request import decide_request
    from ruelle.catalog.looks import Looks

    catalog = _catalog(settings)
    looks = Looks(settings, catalog.journal)
    decided = decide_request(catalog, looks, request_id, decision=decision, account=getpass.getuser())
    click.echo(f"{decided.id}  {decided.state}")


def _show(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    """As JSON, or one line a row; what strangers wrote cannot steer the terminal."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join(_cell(value) for value in row.values()))


def _cell(value: object) -> str:
    text = "+".join(map(str, value)) if isinstance(value, list) else "–" if value is None else str(value)
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _moment(at: "datetime") -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
