"""Opening the catalog: migrations, several writers, damaged files."""

import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from ruelle.catalog.database.engine import MIGRATIONS, open_engine, writing
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.database.tables import METADATA, SCHEMA_HEAD
from ruelle.catalog.errors import EngineError
from ruelle.catalog.model import Drive, Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import DriveState


def test_the_migrations_make_the_tables_that_the_code_reads(settings: Settings) -> None:
    engine = open_engine(settings.catalog_path)
    found = inspect(engine)
    for table in METADATA.tables.values():
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.c.keys())
    engine.dispose()


def test_the_code_is_written_for_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_HEAD


def test_opening_again_changes_nothing(settings: Settings, catalog: Catalog, drive: Drive) -> None:
    catalog.put_drive(drive)
    again = Catalog.open(settings)
    assert again.drives() == [drive]
    again.close()


def test_a_newer_catalog_is_refused(settings: Settings) -> None:
    engine = open_engine(settings.catalog_path)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(EngineError) as caught:
        open_engine(settings.catalog_path)
    assert caught.value.failure.code == "catalog-newer"


def test_what_is_no_catalog_is_named(settings: Settings) -> None:
    settings.home.mkdir()
    settings.catalog_path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(EngineError) as caught:
        Catalog.open(settings)
    assert caught.value.failure.code == "catalog-damaged"
    assert caught.value.failure.details["file"] == str(settings.catalog_path)


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(EngineError) as caught:
        Catalog.open(Settings(home=tmp_path / "home"))
    assert caught.value.failure.code == "store-read-only"


def test_what_the_disk_refuses_changes_nothing(catalog: Catalog, drive: Drive) -> None:
    catalog.put_drive(drive)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, before[1]))
    try:
        with pytest.raises(EngineError) as caught:
            catalog.put_drive(replace(drive, campaign="x" * 2_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert caught.value.failure.code in ("disk-full", "store-failed")
    assert catalog.drives() == [drive]
    catalog.put_drive(replace(drive, campaign="autumn"))
    assert catalog.drive(drive.id).campaign == "autumn"


def test_threads_and_processes_write_at_once(settings: Settings, catalog: Catalog, drive: Drive) -> None:
    writer = [sys.executable, "-c", _WRITE, str(settings.home)]
    others = [subprocess.Popen([*writer, str(number)]) for number in range(2)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: catalog.put_drive(replace(drive, id=f"thread-{number}")), range(40)))
    assert [other.wait() for other in others] == [0, 0]
    assert len(catalog.drives()) == 80


_WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Drive
from ruelle.catalog.settings import Settings
catalog = Catalog.open(Settings(home=Path(sys.argv[1])))
for number in range(20):
    catalog.put_drive(Drive(f"process-{sys.argv[2]}-{number}", "spring", datetime.now(UTC), ()))
"""


def test_processes_open_an_empty_folder_at_once(settings: Settings) -> None:
    openers = [subprocess.Popen([sys.executable, "-c", _WRITE, str(settings.home), str(n)]) for n in range(3)]
    assert [opener.wait() for opener in openers] == [0, 0, 0]


def test_drives_come_by_state_the_oldest_first(catalog: Catalog, drive: Drive) -> None:
    young = replace(drive, id="young", created_at=drive.created_at + timedelta(days=1))
    waiting = replace(young, id="waiting", state=DriveState.WAITING)
    for each in (young, waiting, drive):
        catalog.put_drive(each)
    assert catalog.drives(DriveState.DRAFT) == [drive, young]
    assert catalog.drives(DriveState.WAITING, DriveState.FAILED) == [waiting]
    assert {each.id for each in catalog.drives()} == {"drive", "young", "waiting"}


def test_known_originals_however_many_are_asked_for(catalog: Catalog, drive: Drive) -> None:
    catalog.put_drive(drive)
    asked = [f"{number:064x}" for number in range(50_000)]
    assert catalog.known_originals(asked) == {"0" * 64: "drive"}


def test_the_database_too_refuses_what_is_ready_without_derivatives(
    settings: Settings, place: Callable[[list[Item]], None], make_item: Callable[..., Item]
) -> None:
    place([make_item(1)])
    engine = open_engine(settings.catalog_path)
    with pytest.raises(Exception, match="CHECK constraint"), writing(engine) as connection:
        connection.exec_driver_sql("UPDATE items SET anonymisation = NULL")
    engine.dispose()
