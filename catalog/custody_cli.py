"""`ruelle purge`, `erasures`, `cancel` and `visibility`: what is kept, who sees it, and what has to go."""

import getpass
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Visibility

if TYPE_CHECKING:
    from ruelle.catalog.erasures import Erasure
    from ruelle.catalog.language import Language
    from ruelle.catalog.purge import Custodian
    from ruelle.catalog.settings import Settings


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--now", "drive", metavar="DRIVE", help="Erase the originals of this drive now, due or not.")
@click.option("--everything", is_flag=True, help="With --now: erase what is published as well.")
@click.option("--confirm", metavar="NAME", help="The name of its campaign; asked for if not given.")
@click.pass_obj
def purge(settings: "Settings", *, dry_run: bool, drive: str | None, everything: bool, confirm: str | None) -> None:
    """Erase the originals whose time is up, and what nothing refers to any more."""
    custodian = _custodian(settings)
    if drive:
        _purge_now(settings, custodian, drive, everything=everything, confirm=confirm)
    elif dry_run:
        for kept, rule in custodian.due(datetime.now(UTC)):
            click.echo(f"{kept.drive_id[:8]}  {kept.campaign}  {kept.originals}  {_size(kept.size_bytes)}  {rule}")
    else:
        _tell(custodian.purge(datetime.now(UTC)), settings.language)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.pass_obj
def erasures(settings: "Settings", as_json: bool, limit: int) -> None:
    """Show what was erased, by which rule or whom, the newest first."""
    from ruelle.catalog.database.repository import Catalog

    found = Catalog.open(settings).custody.erasures(limit)
    if as_json:
        click.echo(json.dumps([erasure.document() for erasure in found], ensure_ascii=False, indent=2))
    else:
        _tell(found, settings.language)


@click.command()
@click.argument("drive")
@click.pass_obj
def cancel(settings: "Settings", drive: str) -> None:
    """Give a drive up: what is not published goes, with all its originals; what is published stays."""
    custodian = _custodian(settings)
    drive_id, _ = custodian.catalog.custody.find(drive)
    _tell([custodian.carry_out(custodian.catalog.custody.cancel(drive_id, _person()))], settings.language)


@click.command()
@click.argument("drive")
@click.argument("seen_by", type=click.Choice([each.value for each in Visibility]))
@click.pass_obj
def visibility(settings: "Settings", drive: str, seen_by: str) -> None:
    """Say who may see a drive; everybody only once all of it is ready and reviewed."""
    from ruelle.catalog.database.repository import Catalog

    catalog = Catalog.open(settings)
    drive_id, campaign = catalog.custody.find(drive)
    catalog.jobs.show(drive_id, Visibility(seen_by))
    click.echo(f"{campaign} ({drive_id[:8]}): {seen_by}")


def _custodian(settings: "Settings") -> "Custodian":
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.purge import Custodian

    return Custodian.of(Catalog.open(settings), settings)


def _purge_now(
    settings: "Settings", custodian: "Custodian", drive: str, *, everything: bool, confirm: str | None
) -> None:
    from ruelle.catalog.erasures import ErasureRule

    custody = custodian.catalog.custody
    drive_id, campaign = custody.find(drive)
    question = "Nom de la campagne" if settings.language == "fr" else "Name of the campaign"
    typed = confirm if confirm is not None else click.prompt(question)
    if typed.strip() != campaign:
        raise InputError("drive-name-wrong", campaign=campaign)
    if everything:
        begun = custody.erase_drive(drive_id, _person())
    else:
        begun = custody.give_up_originals(drive_id, ErasureRule.ASKED, _person())
    _tell([custodian.carry_out(begun)], settings.language)


def _tell(found: Iterable["Erasure"], language: "Language") -> None:
    """One line for each record."""
    originals, packs = ("originaux", "fichiers publics") if language == "fr" else ("originals", "public files")
    for erasure in found:
        when = f"{erasure.begun_at.astimezone():%Y-%m-%d %H:%M}"
        what = f"{originals}: {erasure.originals}, {_size(erasure.size_bytes)}; {packs}: {erasure.packs}"
        whose = f"{erasure.campaign} ({erasure.drive_id[:8]})" if erasure.drive_id else "–"
        click.echo(f"{when}  {whose}  {what}  {erasure.rule}, {erasure.by}  {erasure.digest[:12]}")


def _person() -> str:
    return f"{getpass.getuser()} (ruelle)"


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.2f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.1f} MB"
