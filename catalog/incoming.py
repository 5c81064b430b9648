"""The folder in which the files of an upload arrive: not sealed yet, and for nobody's eyes."""

import fcntl
import os
import re
import shutil
import time

from ruelle.catalog.errors import Conflict, NotFound
from ruelle.catalog.objects import store_error
from ruelle.catalog.settings import Settings
from ruelle.catalog.uploads import Upload, UploadFile

FOLDER = "uploads"
ABANDONED_AFTER_S = 86_400.0

_ID = re.compile(r"[0-9a-f]{32}")


class OffsetError(Conflict):
    """A piece that does not follow what is there; `received_bytes` is where to go on."""

    def __init__(self, received_bytes: int) -> None:
        super().__init__("upload-offset-wrong", received=received_bytes)
        self.received_bytes = received_bytes


class IncomingFolder:
    """The files of one upload; how much of each has arrived is its size, so that a kill at any moment loses nothing."""

    def __init__(self, settings: Settings, upload_id: str) -> None:
        if not _ID.fullmatch(upload_id):
            raise NotFound("upload-unknown", id=upload_id)
        self.path = settings.home / FOLDER / upload_id

    def make(self) -> None:
        """Make the folder, readable by its owner alone. Raises EngineError."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.parent.chmod(0o700)
        except OSError as error:
            raise store_error(error, self.path.name) from error

    def received_bytes(self) -> dict[str, int]:
        """How much of each file has arrived, by name; files of which nothing has are not in it."""
        try:
            with os.scandir(self.path) as arrived:
                return {file.name: file.stat().st_size for file in arrived}
        except FileNotFoundError:
            return {}

    def missing(self, upload: Upload) -> list[UploadFile]:
        """The files that have not arrived whole."""
        received = self.received_bytes()
        return [file for file in upload.files if received.get(file.name) != file.size_bytes]

    def append(self, file: UploadFile, offset: int, piece: bytes) -> int:
        """Add a piece where the last one ended; returns how much has arrived now.

        Raises OffsetError where it does not follow or is too long, EngineError for a full disk, NotFound for an upload
        that has been given up.
        """
        try:
            descriptor = os.open(self.path / file.name, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        except FileNotFoundError:
            raise NotFound("upload-unknown", id=self.path.name) from None
        with os.fdopen(descriptor, "ab", buffering=0) as arriving:
            fcntl.flock(arriving, fcntl.LOCK_EX)
            size = os.fstat(descriptor).st_size
            if offset != size or size + len(piece) > file.size_bytes:
                raise OffsetError(size)
            return size + self._write(descriptor, piece, file.name)

    def _write(self, descriptor: int, piece: bytes, name: str) -> int:
        left = memoryview(piece)
        try:
            while left:
                left = left[os.write(descriptor, left) :]
        except OSError as error:
            raise store_error(error, name) from error
        return len(piece)

    def idle_s(self) -> float:
        """How long ago the last piece arrived; infinite where there is no folder."""
        try:
            times = [self.path.stat().st_mtime, *(path.stat().st_mtime for path in self.path.iterdir())]
        except FileNotFoundError:
            return float("inf")
        return time.time() - max(times)

    def remove(self) -> None:
        """Delete all that has arrived. Raises EngineError."""
        try:
            shutil.rmtree(self.path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise store_error(error, self.path.name) from error


def leftovers(settings: Settings) -> list[str]:
    """The ids of the uploads that have a folder."""
    folder = settings.home / FOLDER
    return sorted(path.name for path in folder.glob("*") if _ID.fullmatch(path.name)) if folder.is_dir() else []
