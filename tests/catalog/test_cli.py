"""The command line: what it prints, and its exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result

from ruelle.catalog.cli import main
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Drive, Dropped, Item
from ruelle.catalog.passwords import ensure_admin
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import DriveState, ItemState, Role

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs `ruelle` in the home folder of the test, in French unless said otherwise."""

    def call(*arguments: str, language: str = "fr", typed: str | None = None) -> Result:
        options = ["--home", str(settings.home), "--language", language]
        return CliRunner().invoke(main, [*options, *arguments], input=typed)

    return call


def test_the_list_of_commands_loads_none_of_them() -> None:
    heavy = ["sqlalchemy", "pydantic", "rich", "fastapi", "numpy", "cv2", "av"]
    program = f"import sys; from ruelle.catalog.cli import main; main(['--help'], standalone_mode=False);\
        sys.exit(' '.join(set(sys.modules) & set({heavy})) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("capture", "work", "serve", "up", "status", "answer", "addresses", "account"):
        assert f"\n  {name} " in done.stdout


def test_help_speaks_the_language_asked_for() -> None:
    assert "Commandes:" in CliRunner().invoke(main, ["--language", "fr", "--help"]).output
    assert "Commands:" in CliRunner().invoke(main, ["--language", "en", "--help"]).output


def test_an_unknown_command_is_a_mistake_of_input(run: Run) -> None:
    assert run("dance").exit_code == 2


def test_a_wrong_setting_ends_with_one_sentence(run: Run, settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "ruelle.toml").write_text("port = 'many'", "utf-8")
    done = run("status")
    assert done.exit_code == 2
    assert "ruelle.toml" in done.stderr
    assert "Remède" in done.stderr


def test_an_empty_installation_says_how_to_begin(run: Run) -> None:
    assert "ruelle capture" in run("status").output
    assert json.loads(run("status", "--json").output)["campaigns"] == []


@pytest.fixture
def busy(catalog: Catalog, drive: Drive, place: Callable[[list[Item]], None], make_item: Callable[..., Item]) -> Drive:
    """A catalog with something in every state; the drive that waits for its clock offset."""
    place(
        [
            make_item(0),
            make_item(1, state=ItemState.FAILED, derivatives=None, failure=Failure("disk-full", {"file": "1.jpg"})),
            make_item(2, state=ItemState.REVIEW),
        ]
    )
    waiting = replace(
        drive,
        id="waiting-drive",
        campaign="autumn [2026]",
        footage=(),
        state=DriveState.WAITING,
        failure=Failure("clock-offset-unsure", {"offset": "2.9", "sigma": "4"}),
        found_clock_offset_s=2.9,
        dropped=(Dropped("bad.jpg", Failure("bad-token")),),
    )
    catalog.put_drive(waiting)
    return waiting


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_status_tells_what_waits_what_failed_and_what_was_left_out(run: Run, language: str) -> None:
    done = run("status", language=language)
    assert done.exit_code == 0
    for told in ("spring", "autumn [2026]", "1.jpg", "bad.jpg", "ruelle answer waiting- --clock-offset 2.9"):
        assert told in done.output


@pytest.mark.usefixtures("busy")
def test_status_for_programs_has_everything(run: Run) -> None:
    told = json.loads(run("status", "--json").output)
    autumn, spring = told["campaigns"]
    assert (autumn["name"], autumn["drives"]) == ("autumn [2026]", {"waiting": 1})
    assert spring["items"] == {"ready": 1, "failed": 1, "review": 1}
    assert [failure["code"] for failure in told["failures"]] == ["disk-full"]
    assert [note["name"] for note in told["dropped"]] == ["bad.jpg"]
    assert all(note["problem"] and note["remedy"] for note in told["failures"] + told["reviews"] + told["questions"])
    assert told["pending"] == 1


def test_an_answer_lets_the_drive_be_placed(run: Run, catalog: Catalog, busy: Drive) -> None:
    assert run("answer", "waiting-", "--clock-offset", "3.2").exit_code == 0
    answered = catalog.drive(busy.id)
    assert (answered.state, answered.clock_offset_s, answered.failure) == (DriveState.DRAFT, 3.2, None)
    assert run("answer", "waiting-", "--clock-offset", "3.2").exit_code == 4
    assert run("answer", "nobody", "--clock-offset", "3.2").exit_code == 3


def test_addresses_are_imported_and_bad_lines_told(run: Run, catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "bal.csv"
    path.write_text("numero;voie_nom;long;lat\n12;Rue Neuve;0;49\nx;Rue Neuve;0;49\n", "utf-8")
    done = run("addresses", str(path))
    assert (done.exit_code, done.stdout) == (0, "Adresses importées : 1\n")
    assert "bal.csv:3" in done.stderr
    path.write_text("numero;voie_nom;long;lat\nx;Rue Neuve;0;49\n", "utf-8")
    assert run("addresses", str(path)).exit_code == 2
    assert len(catalog.search_addresses("rue neuve", 5)) == 1


def test_an_account_lives_and_dies(run: Run, catalog: Catalog) -> None:
    password = run("account", "add", "ann", "--role", "operator").output.split()[-1]
    ann = catalog.account_by_name("ANN")
    assert ann is not None
    assert PasswordHasher().verify(ann.password_hash, password)
    assert ann.role == Role.OPERATOR
    assert run("account", "add", "Ann").exit_code == 4
    catalog.put_token("0" * 64, ann.id)
    assert run("account", "password", "ann").exit_code == 0
    assert catalog.account_by_token("0" * 64) is None
    assert "ann\toperator" in run("account", "list").output
    assert run("account", "remove", "ann").exit_code == 0
    assert run("account", "remove", "ann").exit_code == 3


def test_a_password_may_be_typed_but_not_too_short(run: Run, catalog: Catalog) -> None:
    assert run("account", "add", "bob", "--ask", typed="short\nshort\n").exit_code == 2
    done = run("account", "add", "bob", "--ask", typed="a whole sentence\na whole sentence\n")
    assert done.exit_code == 0
    assert "a whole sentence" not in done.output
    bob = catalog.account_by_name("bob")
    assert bob is not None
    assert PasswordHasher().verify(bob.password_hash, "a whole sentence")


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 65])
def test_an_account_has_a_plain_name(run: Run, name: str) -> None:
    assert run("account", "add", "--", name).exit_code == 2


def test_the_first_administrator_is_made_once_and_stays(run: Run, catalog: Catalog) -> None:
    password = ensure_admin(catalog)
    assert password is not None
    assert ensure_admin(catalog) is None
    admin = catalog.account_by_name("admin")
    assert admin is not None
    assert admin.role == Role.ADMIN
    assert PasswordHasher().verify(admin.password_hash, password)
    assert run("account", "remove", "admin").exit_code == 4
    assert catalog.account_by_name("admin") is not None
