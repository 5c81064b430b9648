"""Where the bytes are: originals in the sealed store, anonymised packs in the public one."""

import hashlib
import os
import re
import tempfile
import time
import uuid
from collections.abc import Container, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError

from ruelle.catalog import objects
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.model import Anonymisation, Span
from ruelle.catalog.objects import store_error
from ruelle.catalog.settings import Settings

CHUNK_BYTES = 1 << 20
INCOMING = "incoming"
LOOKS = "looks"
SPARES = "spares"
ABANDONED_AFTER_S = 86_400.0
"""What lies in `incoming` for a day was left behind by a capture that was killed."""


def sealed_key(sha256: str) -> str:
    """Where the sealed store keeps the original with this checksum."""
    return f"{sha256[:2]}/{sha256}"


def _looks_folder(item_id: str) -> str:
    return f"{LOOKS}/{_bare(item_id)}"


def _look_key(item_id: str, zone_id: str) -> str:
    return f"{_looks_folder(item_id)}/{_bare(zone_id)}.jpg"


def _spare_key(item_id: str) -> str:
    return f"{SPARES}/{_bare(item_id)}.zip"


def _bare(name: str) -> str:
    if not re.fullmatch(r"[\w-]{1,64}", name):
        raise NotFound("object-missing", key=name)
    return name


def _sweep(incoming: Path, before_s: float) -> None:
    """Remove what was left behind in `incoming` before a time (POSIX seconds)."""
    for path in incoming.glob("*"):
        with suppress(OSError):  # another process may be sweeping, or the disk be read-only
            if path.stat().st_mtime < before_s:
                path.unlink()


class _Sink(Protocol):
    """Where a file streams to until its checksum, and so its final key, is known."""

    def write(self, chunk: bytes, /) -> object: ...


def _pour(path: Path, sink: _Sink) -> tuple[str, int]:
    """Stream a file into a sink in one reading; returns its sha256 and its size in bytes."""
    digest, size_bytes = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except OSError as error:
        raise InputError("file-unreadable", file=path.name, reason=error.strerror) from error
    with source:
        while chunk := _next_chunk(source, path):
            digest.update(chunk)
            sink.write(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _next_chunk(source: _Readable, path: Path) -> bytes:
    try:
        return source.read(CHUNK_BYTES)
    except OSError as error:
        raise InputError("file-unreadable", file=path.name, reason=error.strerror) from error


class SealedStore:
    """The originals, by checksum; never reachable over HTTP."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.home / "sealed"
        self._folder = folder if settings.sealed_url is None else None
        self._store = objects.open_store(settings.sealed_url, folder, mode=0o700)
        if self._folder:
            _sweep(self._folder / INCOMING, time.time() - ABANDONED_AFTER_S)

    def put_file(self, path: Path) -> tuple[str, int]:
        """Stream a file in, reading it once; returns its sha256 and its size in bytes.

        Nothing lies under the final key before the file is whole. Raises InputError for a file that cannot be read, and
        EngineError for a full, read-only or failing store.
        """
        try:
            return self._put_locally(path, self._folder) if self._folder else self._put_remotely(path)
        except (OSError, BaseError) as error:
            raise store_error(error, path.name) from error

    def _put_locally(self, path: Path, folder: Path) -> tuple[str, int]:
        incoming = folder / INCOMING
        incoming.mkdir(mode=0o700, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)  # readable by its owner alone
        try:
            with os.fdopen(descriptor, "wb") as sink:
                sha256, size_bytes = _pour(path, sink)
            final = folder / sealed_key(sha256)
            final.parent.mkdir(mode=0o700, exist_ok=True)
            if final.exists():
                final.touch()  # it was just asked for: what nothing refers to is erased only when it is old
            else:
                Path(name).replace(final)
        finally:
            Path(name).unlink(missing_ok=True)
        return sha256, size_bytes

    def _put_remotely(self, path: Path) -> tuple[str, int]:
        incoming = f"{INCOMING}/{uuid.uuid4().hex}"
        with obstore.open_writer(self._store, incoming) as sink:
            sha256, size_bytes = _pour(path, sink)
        obstore.rename(self._store, incoming, sealed_key(sha256))
        return sha256, size_bytes

    def read(self, key: str) -> bytes:
        """The whole original. Raises NotFound."""
        return objects.read(self._store, key)

    def exists(self, key: str) -> bool:
        """Whether the original is there."""
        return objects.exists(self._store, key)

    def erase(self, key: str) -> bool:
        """Erase an original for good; False if it was not there."""
        return objects.erase(self._store, key)

    def stored(self, before: datetime) -> Iterator[tuple[str, int]]:
        """The keys of all that was sealed before a time, looks included, with their sizes in bytes."""
        return objects.stored(self._store, before)

    def put_look(self, item_id: str, zone_id: str, jpeg: bytes) -> None:
        """Keep a small picture of a zone unblurred, for the person who decides about it."""
        key = _look_key(item_id, zone_id)
        try:
            obstore.put(self._store, key, jpeg)
        except (OSError, BaseError) as error:
            raise store_error(error, key) from error

    def read_look(self, item_id: str, zone_id: str) -> bytes:
        """A zone unblurred, as JPEG. Raises NotFound."""
        return objects.read(self._store, _look_key(item_id, zone_id))

    def has_look(self, item_id: str, zone_id: str) -> bool:
        """Whether a zone is kept unblurred."""
        return objects.exists(self._store, _look_key(item_id, zone_id))

    def erase_looks(self, item_id: str, keep: Container[str] = ()) -> None:
        """Erase the unblurred zones of an item, but for those with these ids."""
        for key in objects.keys(self._store, _looks_folder(item_id)):
            if Path(key).stem not in keep:
                objects.erase(self._store, key)

    def put_spare(self, item_id: str, pack: bytes) -> None:
        """Keep a pack as it was published before residents asked for blurs that nobody has decided yet."""
        key = _spare_key(item_id)
        try:
            obstore.put(self._store, key, pack)
        except (OSError, BaseError) as error:
            raise store_error(error, key) from error

    def read_spare(self, item_id: str) -> bytes:
        """The pack of an item without the blurs that are not for good. Raises NotFound."""
        return objects.read(self._store, _spare_key(item_id))

    def has_spare(self, item_id: str) -> bool:
        """Whether there is such a pack."""
        return objects.exists(self._store, _spare_key(item_id))

    def erase_spare(self, item_id: str) -> None:
        """Erase it, if there is one."""
        objects.erase(self._store, _spare_key(item_id))

    def local_path(self, key: str) -> AbstractContextManager[Path]:
        """A path of this machine that holds the original while the context lasts. Raises NotFound."""
        return self._present(self._folder / key) if self._folder else self._fetched(key)

    @contextmanager
    def _present(self, path: Path) -> Iterator[Path]:
        if not path.is_file():
            raise NotFound("object-missing", key=path.name)
        yield path

    @contextmanager
    def _fetched(self, key: str) -> Iterator[Path]:
        if not self.exists(key):
            raise NotFound("object-missing", key=key)
        with tempfile.NamedTemporaryFile(prefix="ruelle-") as copy:
            for chunk in obstore.get(self._store, key).stream(min_chunk_size=CHUNK_BYTES):
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)


class PublicStore:
    """The derived, anonymised packs; the only bytes that the API hands out."""

    def __init__(self, settings: Settings) -> None:
        self._store = objects.open_store(settings.public_url, settings.home / "public", mode=0o755)

    def put_pack(self, key: str, data: bytes, anonymisation: Anonymisation) -> bool:
        """Write a pack unless it is there; False if it was. Nothing enters that no detector has seen (TypeError)."""
        if not isinstance(anonymisation, Anonymisation):
            raise TypeError("a pack enters the public store with the anonymisation it went through")
        try:
            obstore.put(self._store, key, data, mode="create")
        except (AlreadyExistsError, FileExistsError):
            return False
        except (OSError, BaseError) as error:
            raise store_error(error, key) from error
        return True

    def read_span(self, key: str, span: Span) -> bytes:
        """One part of a pack. Raises NotFound."""
        try:
            return bytes(obstore.get_range(self._store, key, start=span.offset, length=span.length))
        except (NotFoundError, FileNotFoundError):
            raise NotFound("object-missing", key=key) from None

    def read(self, key: str) -> bytes:
        """The whole pack. Raises NotFound."""
        return objects.read(self._store, key)

    def exists(self, key: str) -> bool:
        """Whether the pack is there."""
        return objects.exists(self._store, key)

    def erase(self, key: str) -> bool:
        """Erase a pack for good; False if it was not there."""
        return objects.erase(self._store, key)

    def stored(self, before: datetime) -> Iterator[tuple[str, int]]:
        """The keys of all packs that were written before a time, with their sizes in bytes."""
        return objects.stored(self._store, before)

    def erase_others(self, key: str) -> None:
        """Erase the packs in the folder of this one: earlier ones of the same item, blurred in other zones."""
        for other in objects.keys(self._store, key.rpartition("/")[0]):
            if other != key:
                objects.erase(self._store, other)
