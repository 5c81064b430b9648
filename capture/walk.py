"""Find the files below the paths that were given, whatever their names and links."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Dropped

FILES_CEILING = 200_000
NAME_CEILING = 200


def safe_name(path: Path) -> str:
    """The bare name of a file, fit to be stored and shown: no separator, no control character, valid Unicode.

    >>> safe_name(Path("drive/..\\\\evil\\n.jpg"))
    '.._evil_.jpg'
    """
    name = os.fsencode(path.name).decode("utf-8", "replace")
    name = "".join("_" if letter in "/\\" or not letter.isprintable() else letter for letter in name)
    stem, dot, suffix = name.rpartition(".")
    name = stem[: NAME_CEILING - len(suffix) - 1] + dot + suffix if len(suffix) < 10 else name[:NAME_CEILING]
    return name if name.strip(". ") else "unnamed"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that should have been usable, and why it is not."""

    path: Path
    failure: Failure

    @property
    def dropped(self) -> Dropped:
        """As the catalog keeps it."""
        return Dropped(safe_name(self.path), self.failure)


def find_files(paths: Iterable[Path]) -> Iterator[Path | Refused]:
    """Regular files in order of name, each once however often it is linked; what cannot be looked at is refused.

    Hidden folders are left alone; links to folders are followed, but never in circles.
    """
    seen: set[tuple[int, int]] = set()
    waiting, count = list(paths)[::-1], 0
    while waiting:
        path = waiting.pop()
        found = _look_at(path, seen)
        if isinstance(found, list):
            waiting += found[::-1]
        elif found is not None:
            count += 1
            if count > FILES_CEILING:
                yield Refused(path, Failure("too-many-files", {"limit": str(FILES_CEILING)}))
                return
            yield found


def _look_at(path: Path, seen: set[tuple[int, int]]) -> Path | Refused | list[Path] | None:
    """The path itself if it is a file, what it holds if it is a folder, None if it was seen or is something else."""
    name = safe_name(path)
    try:
        status = path.stat()
        if (status.st_dev, status.st_ino) in seen:
            return None
        seen.add((status.st_dev, status.st_ino))
        if stat.S_ISDIR(status.st_mode):
            return [entry for entry in sorted(path.iterdir()) if not (entry.name.startswith(".") and entry.is_dir())]
    except FileNotFoundError:
        return Refused(path, Failure("path-missing", {"file": name}))
    except OSError as error:
        return Refused(path, Failure("file-unreadable", {"file": name, "reason": error.strerror or ""}))
    return path if stat.S_ISREG(status.st_mode) else None
