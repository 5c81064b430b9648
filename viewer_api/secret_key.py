"""The secret by which this installation signs challenges and blinds addresses; it never leaves the home folder."""

import os
import secrets
import tempfile
from pathlib import Path

from ruelle.catalog.errors import EngineError

FILE_NAME = "requests.key"
LENGTH_BYTES = 32


def secret_key(home: Path) -> bytes:
    """The key of an installation, made where there is none; its file is readable by its owner alone.

    Raises EngineError where it cannot be read or written.
    """
    path = home / FILE_NAME
    try:
        return _read(path) or _make(path)
    except OSError as error:
        raise EngineError("sealed-key-unwritable", file=path, reason=error.strerror) from error


def _read(path: Path) -> bytes | None:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == LENGTH_BYTES else None


def _make(path: Path) -> bytes:
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH_BYTES))
        if path.exists():
            path.unlink()  # a damaged one
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        Path(name).unlink()
    return path.read_bytes()
