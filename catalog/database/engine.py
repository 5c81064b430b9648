"""Opening the catalog's SQLite file: write-ahead log, foreign keys, honest transactions, migrations."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, inspect, text

from ruelle.catalog.database.tables import SCHEMA_HEAD
from ruelle.catalog.errors import EngineError
from ruelle.catalog.trajectory import EARTH_RADIUS_M, distance_m

BUSY_TIMEOUT_S = 60
MIGRATIONS = "ruelle.catalog.database:migrations"

_CODES = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "store-read-only",
    sqlite3.SQLITE_CANTOPEN: "store-read-only",
    sqlite3.SQLITE_BUSY: "catalog-busy",
    sqlite3.SQLITE_CORRUPT: "catalog-damaged",
    sqlite3.SQLITE_NOTADB: "catalog-damaged",
    sqlite3.SQLITE_IOERR: "store-failed",
}


def open_engine(path: Path) -> Engine:
    """An engine on the catalog at `path`, made and migrated where needed.

    Raises EngineError for a full disk, a read-only folder or a damaged file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError("store-read-only", file=path.parent, reason=error.strerror) from error
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _name_fault)
    _migrate(engine)
    return engine


_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -8000",
    "secure_delete = ON",  # what is forgotten of a person leaves no trace in free pages
)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that takes the write lock at once, so that a reader never has to become a writer midway."""
    with engine.execution_options(ruelle_begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


def degrees_east(metres: float, latitude_deg: float) -> float:
    """How many degrees of longitude a distance is at a latitude; never more than half the circle.

    >>> round(degrees_east(1000, 60), 4)
    0.018
    """
    return min(180.0, degrees_north(metres) / max(math.cos(math.radians(latitude_deg)), 1e-9))


def degrees_north(metres: float) -> float:
    """How many degrees of latitude a distance is."""
    return math.degrees(metres / EARTH_RADIUS_M)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, never behind our back
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("distance_m", 4, distance_m, deterministic=True)
    connection.create_function("degrees_east", 2, degrees_east, deterministic=True)
    connection.create_function("degrees_north", 1, degrees_north, deterministic=True)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("ruelle_begin", "BEGIN"))


def _name_fault(context: ExceptionContext) -> None:
    fault = context.original_exception
    code = _CODES.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if code is not None:
        place = context.engine.url.database if context.engine else None
        raise EngineError(code, file=place, reason=fault) from fault


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == SCHEMA_HEAD:
        return
    if revision is not None and revision > SCHEMA_HEAD:
        raise EngineError("catalog-newer", file=engine.url.database)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_HEAD)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
