"""What a worker does without a crew: erase what was asked for, take in uploads, and once a day purge what is due."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.purge import Custodian
from ruelle.catalog.settings import Settings
from ruelle.catalog.uploads import UploadState
from ruelle.processing.receive import abandoned, give_up_abandoned, receive_all

LOCK = "chores.lock"
PURGED = "purged"
"""A file in the home folder whose time is that of the last purge."""

PURGE_EVERY = timedelta(days=1)
REMEMBERED = timedelta(days=30)
"""So long the records of uploads stay; those of erasures stay for ever."""


def has_chores(catalog: Catalog) -> bool:
    """Whether an erasure waits to be carried out, or an upload to be captured."""
    return bool(catalog.custody.begun() or catalog.uploads.in_state(UploadState.QUEUED, UploadState.RUNNING))


def has_daily_chores(catalog: Catalog, settings: Settings) -> bool:
    """Whether a purge is due, or an upload has been abandoned."""
    return _is_purge_due(settings) or bool(abandoned(catalog, settings))


def do_chores(catalog: Catalog, settings: Settings) -> None:
    """Do all of it; whoever finds another process at it leaves it to that one. Raises EngineError."""
    with _alone(settings) as alone:
        if alone:
            custodian = Custodian.of(catalog, settings)
            list(custodian.resume())
            give_up_abandoned(catalog, settings)
            receive_all(catalog, settings)
            if _is_purge_due(settings):
                _purge(catalog, settings, custodian)


def _purge(catalog: Catalog, settings: Settings, custodian: Custodian) -> None:
    now = datetime.now(UTC)
    list(custodian.purge(now))
    catalog.uploads.forget(now - REMEMBERED)
    (settings.home / PURGED).touch()


def _is_purge_due(settings: Settings) -> bool:
    try:
        last = datetime.fromtimestamp((settings.home / PURGED).stat().st_mtime, UTC)
    except FileNotFoundError:
        return True
    return not timedelta(0) <= datetime.now(UTC) - last < PURGE_EVERY


@contextmanager
def _alone(settings: Settings) -> Iterator[bool]:
    """Whether nobody else does the chores of this house now; the system lets go of the lock with the process."""
    descriptor = os.open(settings.home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
