"""The settings of one installation, read once at the entry point and passed on."""

import os
import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from ruelle.catalog.errors import EngineError, InputError
from ruelle.catalog.language import Language, language_of

FILE_NAME = "ruelle.toml"
ENVIRONMENT_PREFIX = "RUELLE_"
DEFAULT_HOME = Path("~/.local/share/ruelle")
STORE_SCHEMES = ("file", "s3", "gs", "az", "memory")


def _store_url(url: str | None) -> str | None:
    if url is not None and urlsplit(url).scheme not in STORE_SCHEMES:
        raise ValueError(f"not the address of a store ({', '.join(STORE_SCHEMES)})")
    return url


StoreUrl = Annotated[str | None, AfterValidator(_store_url)]


class Settings(BaseSettings):
    """What an operator may set: in `ruelle.toml` in the home folder, or in the environment as `RUELLE_…`.

    `basemap` is None (no base map), a raster template, the URL of a style, or the path of a PMTiles file. The store
    URLs are None for the folders `sealed` and `public` in the home folder.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=ENVIRONMENT_PREFIX)

    home: Path
    language: Language = "fr"
    town_name: str = Field("Ma commune", min_length=1, max_length=100)
    accent: str = Field("#0E5A4B", pattern=r"^#[0-9a-fA-F]{6}$")
    contact: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    basemap: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    workers: int = Field(2, ge=1, le=256)
    retention_days: int = Field(30, ge=0, le=3650)
    disk_warn_percent: int = Field(85, ge=1, le=100)
    disk_stop_percent: int = Field(95, ge=1, le=100)
    request_retention_days: int = Field(90, ge=0)
    four_eyes: bool = False
    licence: str = "etalab-2.0"
    sealed_url: StoreUrl = None
    public_url: StoreUrl = None

    @property
    def catalog_path(self) -> Path:
        """The SQLite file of the catalog."""
        return self.home / "catalog.sqlite"


def load_settings(home: Path | None = None, *, language: Language | None = None) -> Settings:
    """Read the settings: what is given here wins over the environment, and that over `ruelle.toml`.

    Raises InputError naming the file (or the variable) and the key that is wrong.
    """
    home = (home or Path(os.environ.get("RUELLE_HOME") or DEFAULT_HOME)).expanduser().absolute()
    given: dict[str, object] = {"home": home} | ({"language": language} if language else {})
    environment = EnvSettingsSource(Settings)()
    written = _read(home / FILE_NAME)
    values = {"language": language_of(os.environ), **written, **environment, **given}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else "?"
        place = ENVIRONMENT_PREFIX + key.upper() if key in environment else home / FILE_NAME
        raise InputError("setting-wrong", file=place, key=key, value=values.get(key), reason=first["msg"]) from None


def _read(path: Path) -> dict[str, object]:
    try:
        return {key: value for key, value in tomllib.loads(path.read_text("utf-8")).items() if key != "home"}
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("settings-unreadable", file=path, reason=error) from None
    except OSError as error:
        raise EngineError("settings-unreachable", file=path, reason=error.strerror) from None
