"""Objects by key in a folder or a bucket: open, look, read, erase, list; and what their errors mean."""

import errno
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from ruelle.catalog.errors import EngineError, NotFound

_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "store-file-too-large",
    errno.EROFS: "store-read-only",
    errno.EACCES: "store-read-only",
    errno.EPERM: "store-read-only",
}


def store_error(error: OSError | BaseError, place: object) -> EngineError:
    """The error of the machine that an error of a store stands for; `place` is the file or key being written."""
    number = error.errno if isinstance(error, OSError) else _errno_of(str(error))
    return EngineError(_CODES.get(number or 0, "store-failed"), file=place, reason=error)


def _errno_of(message: str) -> int | None:
    found = re.search(r"os error (\d+)", message)
    return int(found.group(1)) if found else None


def open_store(url: str | None, folder: Path, *, mode: int) -> ObjectStore:
    """The store at an address, or in a folder, which is made where needed. Raises EngineError."""
    if url is not None:
        return _remote_store(url)
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise store_error(error, folder) from error
    return LocalStore(folder)


def _remote_store(url: str) -> ObjectStore:
    try:
        return from_url(url)
    except (BaseError, ValueError) as error:
        raise EngineError("store-address-wrong", url=url, reason=error) from error


def exists(store: ObjectStore, key: str) -> bool:
    """Whether something lies under a key."""
    try:
        obstore.head(store, key)
    except (NotFoundError, FileNotFoundError):
        return False
    return True


def read(store: ObjectStore, key: str) -> bytes:
    """All that lies under a key. Raises NotFound."""
    try:
        return bytes(obstore.get(store, key).bytes())
    except (NotFoundError, FileNotFoundError):
        raise NotFound("object-missing", key=key) from None


def erase(store: ObjectStore, key: str) -> bool:
    """Erase what lies under a key; False if nothing did."""
    try:
        obstore.head(store, key)
        obstore.delete(store, key)
    except (NotFoundError, FileNotFoundError):
        return False
    except (OSError, BaseError) as error:
        raise store_error(error, key) from error
    return True


def keys(store: ObjectStore, folder: str) -> list[str]:
    """What lies in a folder."""
    return [found["path"] for page in obstore.list(store, folder) for found in page]


def stored(store: ObjectStore, before: datetime) -> Iterator[tuple[str, int]]:
    """All keys that were written before a time, with their sizes in bytes."""
    for page in obstore.list(store):
        yield from ((found["path"], found["size"]) for found in page if found["last_modified"] < before)
