import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ruelle.capture.cli import capture, clock_offset_of
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import InputError
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Visibility


@pytest.fixture
def card_folder(card: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(card.located())
    return folder


def run(settings: Settings, *arguments: object) -> Result:
    return CliRunner().invoke(capture, [str(argument) for argument in arguments], obj=settings)


def test_all_went_well(settings: Settings, card_folder: Path) -> None:
    result = run(settings, card_folder, "--campaign", " Spring\n", "--every", 8, "--visibility", "public")
    assert (result.exit_code, result.exception) == (0, None)
    assert "Spring: 1 new" in result.output
    (drive,) = Catalog.open(settings).drives()
    assert (drive.campaign, drive.spacing_m, drive.visibility) == ("Spring", 8.0, Visibility.PUBLIC)


def test_a_refused_file_is_named_and_the_exit_code_says_so(settings: Settings, card_folder: Path) -> None:
    (card_folder / "zero.jpg").write_bytes(b"")
    result = run(settings, card_folder)
    assert result.exit_code == 2
    assert "The file zero.jpg is empty." in result.output
    assert "1 captured, 0 already there, 1 refused." in result.output


def test_the_report_as_json(settings: Settings, card_folder: Path) -> None:
    result = run(settings, card_folder, "--json", "--clock-offset", "-7200")
    document = json.loads(result.stdout)
    assert (document["captured"], document["refused"]) == (1, [])
    assert Catalog.open(settings).drives()[0].clock_offset_s == -7200.0
    assert json.loads(run(settings, card_folder, "--json").stdout)["known"] == 1


@pytest.mark.parametrize(("text", "offset"), [(None, None), ("auto", "auto"), ("-3.5", -3.5), ("0", 0.0)])
def test_clock_offsets(text: str | None, offset: float | str | None) -> None:
    assert clock_offset_of(text) == offset


@pytest.mark.parametrize("text", ["soon", "nan", "inf", ""])
def test_what_is_no_clock_offset_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="clock-offset-malformed"):
        clock_offset_of(text)


def test_a_spacing_of_nothing_is_refused(settings: Settings, card_folder: Path) -> None:
    assert run(settings, card_folder, "--every", 0).exit_code == 2
    assert Catalog.open(settings).drives() == []
