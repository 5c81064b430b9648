"""The command `ruelle` itself, and the commands of the ground floor."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ruelle.catalog.commands import Commands, complain
from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Role

if TYPE_CHECKING:
    from ruelle.catalog.language import Language
    from ruelle.catalog.settings import Settings

DROPPED_SHOWN = 20
_LANGUAGES = click.Choice(["fr", "en"])
_ROLES = click.Choice([role.name.lower() for role in Role])


@click.group(cls=Commands)
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Folder of all data (RUELLE_HOME).")
@click.option("--language", type=_LANGUAGES, is_eager=True, help="Language of the messages; else the system's.")
@click.version_option(package_name="ruelle", prog_name="ruelle")
@click.pass_context
def main(ctx: click.Context, home: Path | None, language: "Language | None") -> None:
    """In-house street view and visits of buildings, for a small town."""
    from ruelle.catalog.settings import load_settings

    ctx.obj = load_settings(home, language=language)


@click.command()
@click.pass_obj
def up(settings: "Settings") -> None:
    """Serve and work, together, until stopped."""
    from ruelle.catalog import supervise

    # Becoming the supervisor frees what reading the settings took.
    options = ["--home", str(settings.home), "--language", settings.language]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-SEP", supervise.__file__, *options])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.pass_obj
def status(settings: "Settings", as_json: bool) -> None:
    """Show how far the work has come, what waits for an answer, and what failed and why."""
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.report import report
    from ruelle.catalog.retention import Retention

    found = report(Catalog.open(settings), settings.language, Retention.of(settings.retention_days))
    if as_json:
        click.echo(json.dumps(found.document(), ensure_ascii=False, indent=2))
        return
    from ruelle.catalog.board import draw

    draw(found, settings.language)


@click.command()
@click.argument("drive")
@click.option("--clock-offset", "clock_offset_s", type=float, required=True, help="Seconds from camera to track (UTC).")
@click.pass_obj
def answer(settings: "Settings", drive: str, clock_offset_s: float) -> None:
    """Say by how many seconds a camera's clock was off, and have the drive placed."""
    from ruelle.catalog.answer import answer_clock_offset
    from ruelle.catalog.database.repository import Catalog

    answered = answer_clock_offset(Catalog.open(settings), drive, clock_offset_s)
    click.echo(f"{answered.campaign} ({answered.id[:8]}): {clock_offset_s:+.1f} s")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def addresses(settings: "Settings", file: Path) -> None:
    """Import the town's addresses: a CSV file in the format BAL."""
    from ruelle.catalog.addresses import read_addresses
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.model import Address, Dropped

    found: list[Address] = []
    dropped: list[Dropped] = []
    for line in read_addresses(file):
        found.append(line) if isinstance(line, Address) else dropped.append(line)
    if not found:
        raise InputError("addresses-none", file=file.name)
    count = Catalog.open(settings).replace_addresses(found)
    french = settings.language == "fr"
    click.echo(f"Adresses importées : {count}" if french else f"Addresses imported: {count}")
    for bad in dropped[:DROPPED_SHOWN]:
        click.echo(f"{bad.name}", err=True)
        complain(bad.failure, settings.language)
    if dropped:
        heading = "Lignes laissées de côté : " if french else "Lines left out: "
        click.echo(f"{heading}{len(dropped)}", err=True)


@click.group()
def account() -> None:
    """Manage who may log in."""


@account.command("add")
@click.argument("name")
@click.option("--role", type=_ROLES, default="agent", show_default=True)
@click.option("--ask", is_flag=True, help="Ask for the password instead of making one up.")
@click.pass_obj
def account_add(settings: "Settings", name: str, role: str, ask: bool) -> None:
    """Add an account, and print the password made up for it."""
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.passwords import new_account

    password = _password(ask=ask)
    Catalog.open(settings).add_account(new_account(name, Role[role.upper()], password))
    click.echo(f"{name} ({role})" if ask else f"{name} ({role}): {password}")


@account.command("list")
@click.pass_obj
def account_list(settings: "Settings") -> None:
    """List the accounts and their roles."""
    from ruelle.catalog.database.repository import Catalog

    for each in Catalog.open(settings).accounts():
        click.echo(f"{each.name}\t{Role(each.role).name.lower()}")


@account.command("password")
@click.argument("name")
@click.option("--ask", is_flag=True, help="Ask for the password instead of making one up.")
@click.pass_obj
def account_password(settings: "Settings", name: str, ask: bool) -> None:
    """Give an account a new password, and log it out everywhere."""
    from ruelle.catalog.database.repository import Catalog
    from ruelle.catalog.passwords import change_password

    password = _password(ask=ask)
    change_password(Catalog.open(settings), name, password)
    click.echo(name if ask else f"{name}: {password}")


@account.command("remove")
@click.argument("name")
@click.pass_obj
def account_remove(settings: "Settings", name: str) -> None:
    """Remove an account; the last administrator stays."""
    from ruelle.catalog.database.repository import Catalog

    Catalog.open(settings).remove_account(name)
    click.echo(f"– {name}")


def _password(*, ask: bool) -> str:
    from ruelle.catalog.passwords import made_up

    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True)) if ask else made_up()


if __name__ == "__main__":
    main(prog_name="ruelle")
