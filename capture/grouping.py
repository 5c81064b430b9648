"""Which files make one drive, and the time of each within it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ruelle.capture.described import Described
from ruelle.catalog.vocabulary import Clock, MediaKind

CHAPTER = re.compile(r"(?:GOPR|G[PHXLS](?P<chapter>\d\d))(?P<recording>\d{4})\.", re.IGNORECASE)
"""GoPro splits a recording in chapters: GH010123, GH020123 …, or before HERO6 GOPR0123, GP010123 …"""

SAME_START_S = 2.0


def drives_of(files: Iterable[Described]) -> list[tuple[Described, ...]]:
    """Group files by folder and camera, each group in order of time, then of name."""
    groups: dict[tuple[object, ...], list[Described]] = defaultdict(list)
    for file in files:
        camera = file.camera
        groups[(file.path.parent, camera.make, camera.model, camera.projection)].append(file)
    return [tuple(_in_order(follow_chapters(spread_seconds(_in_order(group))))) for group in groups.values()]


def spread_seconds(files: Sequence[Described]) -> list[Described]:
    """Pictures that share a second of a one-second clock lie evenly within it, in the order given."""
    spread: list[Described] = []
    for start_s, group in groupby(files, key=lambda file: file.start_s):
        together = list(group)
        coarse = start_s is not None and start_s % 1.0 == 0 and together[0].kind is MediaKind.PICTURE
        spread += [_moved(file, rank / len(together)) if coarse else file for rank, file in enumerate(together)]
    return spread


def follow_chapters(files: Sequence[Described]) -> list[Described]:
    """Chapters that state the start of the whole recording begin where the one before ends."""
    ends: dict[str, tuple[float, float]] = {}
    timed: dict[str, Described] = {}
    for file in sorted(files, key=lambda file: file.name):
        match = CHAPTER.match(file.name) if file.kind is MediaKind.VIDEO and file.clock is Clock.LOCAL else None
        timed[file.path.name] = file
        if match is None or file.start_s is None:
            continue
        stated_s, elapsed_s = ends.get(match["recording"], (file.start_s, 0.0))
        if abs(stated_s - file.start_s) <= SAME_START_S:
            timed[file.path.name] = replace(file, start_s=stated_s + elapsed_s)
            ends[match["recording"]] = stated_s, elapsed_s + file.duration_s
    return [timed[file.path.name] for file in files]


def _in_order(files: Iterable[Described]) -> list[Described]:
    return sorted(files, key=lambda file: (file.start_s or 0.0, _natural(file.name)))


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort key by which `a9` comes before `a10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"([0-9]+)", name)]


def _moved(file: Described, by_s: float) -> Described:
    if file.start_s is None or by_s == 0:
        return file
    fix = None if file.fix is None else replace(file.fix, time_s=file.fix.time_s + by_s)
    return replace(file, start_s=file.start_s + by_s, fix=fix)
