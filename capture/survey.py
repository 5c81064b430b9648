"""Go through the files that were given: which are footage, which are tracks, and which cannot be used."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ruelle.capture.described import Described, describe, probe_file
from ruelle.capture.probe import FileKind
from ruelle.capture.tracks.reader import merged, read_track
from ruelle.capture.tracks.reading import Track
from ruelle.capture.walk import Refused, find_files, safe_name
from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class Survey:
    """What lay under the paths; `trajectory` merges all tracks that were named and could be read.

    `tracks` are these, then those that videos hold themselves; `ignored` are files that were never meant to be footage.
    """

    described: tuple[Described, ...]
    trajectory: Trajectory | None
    tracks: tuple[Track, ...]
    refused: tuple[Refused, ...]
    ignored: tuple[Refused, ...]


def survey(paths: tuple[Path, ...], tracks: tuple[Path, ...], tell: Callable[[Path], None]) -> Survey:
    """Describe every file; a track counts if it was named itself, not if it just lies in a folder.

    `tell` hears of each file as it is looked at.
    """
    described: list[Described] = []
    refused: list[Refused] = []
    ignored: list[Refused] = []
    named = list(tracks)
    for found in find_files(paths):
        if isinstance(found, Refused):
            refused.append(found)
            continue
        if found in tracks:
            continue
        tell(found)
        kind = probe_file(found)
        if kind is FileKind.TRACK and found in paths:
            named.append(found)
        elif kind in (FileKind.TRACK, FileKind.IGNORED):
            code = "track-not-named" if kind is FileKind.TRACK else "file-not-footage"
            ignored.append(Refused(found, Failure(code, {"file": safe_name(found)})))
        else:
            met = kind if isinstance(kind, Failure) else describe(found, kind)
            if isinstance(met, Failure):
                refused.append(Refused(found, met))
            else:
                described.append(met)
    readings = [_read(path) for path in dict.fromkeys(named)]
    read = [reading for reading in readings if isinstance(reading, Track)]
    refused += [reading for reading in readings if isinstance(reading, Refused)]
    held = [each.track for each in described if each.track]
    trajectory = merged(track.trajectory for track in read)
    return Survey(tuple(described), trajectory, (*read, *held), tuple(refused), tuple(ignored))


def _read(path: Path) -> Track | Refused:
    try:
        return read_track(path)
    except InputError as error:
        return Refused(path, error.failure)
