"""Reading the settings: the file, the environment and what is given."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ruelle.catalog.errors import InputError
from ruelle.catalog.settings import load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine's reaches the tests."""
    for name in ("RUELLE_HOME", "RUELLE_PORT", "RUELLE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def write(home: Path, text: str) -> None:
    (home / "ruelle.toml").write_text(text, encoding="utf-8")


def test_an_empty_home_has_settings(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert (settings.home, settings.host, settings.port, settings.workers) == (tmp_path, "127.0.0.1", 8000, 2)
    assert (settings.basemap, settings.contact, settings.town_name) == (None, None, "Ma commune")


def test_the_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, 'town_name = "Sainte-Œuvre"\nport = 9000\naccent = "#AA0000"\nlanguage = "fr"\n')
    settings = load_settings(tmp_path)
    assert (settings.town_name, settings.port, settings.accent, settings.language) == (
        "Sainte-Œuvre",
        9000,
        "#AA0000",
        "fr",
    )


def test_the_environment_wins_over_the_file_and_what_is_given_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'port = 9000\nlanguage = "fr"\n')
    monkeypatch.setenv("RUELLE_PORT", "9001")
    monkeypatch.setenv("RUELLE_LANGUAGE", "fr")
    settings = load_settings(tmp_path, language="en")
    assert (settings.port, settings.language) == (9001, "en")


@pytest.mark.parametrize(("spoken", "language"), [("fr_FR.UTF-8", "fr"), ("en_GB.UTF-8", "en"), ("", "en")])
def test_the_language_is_the_system_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: str, language: str
) -> None:
    monkeypatch.setenv("LANG", spoken)
    assert load_settings(tmp_path).language == language


def test_the_home_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUELLE_HOME", str(tmp_path / "town"))
    assert load_settings().home == tmp_path / "town"
    assert load_settings(tmp_path).home == tmp_path


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('port = "many"', "port"),
        ("port = 0", "port"),
        ('accent = "red"', "accent"),
        ('language = "de"', "language"),
        ('contact = "nobody"', "contact"),
        ('sealed_url = "ftp://host/x"', "sealed_url"),
        ("prot = 8000", "prot"),
        ('town_name = ""', "town_name"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, key: str) -> None:
    write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert caught.value.failure.code == "setting-wrong"
    assert caught.value.failure.details["key"] == key
    assert caught.value.failure.details["file"] == str(tmp_path / "ruelle.toml")


def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUELLE_PORT", "many")
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert caught.value.failure.details["file"] == "RUELLE_PORT"


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe\x00", b"[[["])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ruelle.toml").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert caught.value.failure.code == "settings-unreadable"


def test_settings_are_frozen(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load_settings(tmp_path).port = 1
