"""From candidates to sequences: in order of time, none twice, split where the way is interrupted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import numpy as np

from ruelle.catalog.errors import Failure
from ruelle.catalog.keys import identifier
from ruelle.catalog.model import Drive, Dropped, Footage, Item, Sequence, Source
from ruelle.catalog.pose import Pose
from ruelle.processing.central_time import central_offset_s
from ruelle.processing.geometry.frames import LocalFrame
from ruelle.processing.geometry.spacing import repeats, run_numbers


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture, or a frame of a video at `frame_time_s`, with its POSIX time and pose."""

    footage: Footage
    frame_time_s: float | None
    time_s: float
    pose: Pose
    stands: bool = False

    @property
    def name(self) -> str:
        """What the operator knows it by."""
        name = self.footage.original.name
        return name if self.frame_time_s is None else f"{name} ({self.frame_time_s:.1f} s)"

    @property
    def id(self) -> str:
        """The same for the same original and frame, on every machine."""
        frame = "" if self.frame_time_s is None else f"{self.frame_time_s:.3f}"
        return identifier(self.footage.original.sha256, frame)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The sequences of a drive, their items, and what was left out of them."""

    sequences: tuple[Sequence, ...]
    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]


def arrange(drive: Drive, candidates: Iterable[Candidate]) -> Arranged:
    """Sequences of the candidates, each camera apart; repeated places are left out."""
    cameras: dict[object, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda each: (each.time_s, each.name)):
        camera = candidate.footage.camera
        cameras[camera.make, camera.model, camera.projection].append(candidate)
    sequences: list[Sequence] = []
    items: list[Item] = []
    dropped: list[Dropped] = []
    for series in cameras.values():
        kept, repeated = _without_repeats(series)
        dropped += repeated
        numbers = run_numbers(np.array([each.time_s for each in kept]), _plane(kept))
        for _, run in groupby(zip(numbers, kept, strict=True), key=lambda pair: int(pair[0])):
            members = [candidate for _, candidate in run]
            sequences.append(_sequence(drive, len(sequences), members[0].time_s))
            items += [_item(sequences[-1], rank, each) for rank, each in enumerate(members)]
    return Arranged(tuple(sequences), tuple(items), tuple(dropped))


def _without_repeats(series: list[Candidate]) -> tuple[list[Candidate], list[Dropped]]:
    doubled = repeats(_plane(series), [each.pose.heading_deg for each in series])
    kept = [each for each, again in zip(series, doubled, strict=True) if not again]
    dropped = [
        Dropped(each.name, Failure("standing" if each.stands else "duplicate", {"file": each.name}))
        for each, again in zip(series, doubled, strict=True)
        if again
    ]
    return kept, dropped


def _plane(series: list[Candidate]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Places in metres around the first one, (n, 2)."""
    places = np.array([[each.pose.longitude_deg, each.pose.latitude_deg] for each in series]).reshape(-1, 2)
    frame = LocalFrame(*places[0]) if len(places) else LocalFrame(0.0, 0.0)
    return frame.metric_from_wgs84(places)


def _sequence(drive: Drive, number: int, start_s: float) -> Sequence:
    """Its title is the campaign with the local date and time of its first picture."""
    local = datetime.fromtimestamp(start_s + central_offset_s(start_s), UTC)
    title = f"{drive.campaign} · {local:%Y-%m-%d %H:%M}"
    return Sequence(identifier(drive.id, number), drive.id, drive.campaign, title, drive.created_at, drive.visibility)


def _item(sequence: Sequence, rank: int, candidate: Candidate) -> Item:
    original = candidate.footage.original
    return Item(
        candidate.id,
        sequence.id,
        rank,
        datetime.fromtimestamp(round(candidate.time_s, 3), UTC),
        candidate.pose,
        candidate.footage.camera,
        Source(original.sha256, original.name, candidate.footage.orientation, candidate.frame_time_s),
        sequence.visibility,
    )
