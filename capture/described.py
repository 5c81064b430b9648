"""One file of footage as its own headers describe it, before it is sealed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruelle.capture.images.picture import describe_picture
from ruelle.capture.probe import HEAD_BYTES, FileKind, probe
from ruelle.capture.tracks.reading import Reason, Track
from ruelle.capture.video import describe_video
from ruelle.capture.walk import safe_name
from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.model import Camera, Footage, Original
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, MediaKind


@dataclass(frozen=True, slots=True)
class Described:
    """A file, what a `Footage` holds but its checksum, by the same names, and the fixes refused of its own receiver."""

    path: Path
    name: str
    kind: MediaKind
    camera: Camera
    start_s: float | None = None
    clock: Clock = Clock.LOCAL
    duration_s: float = 0.0
    fix: Fix | None = None
    heading_deg: float | None = None
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    orientation: int = 1
    trajectory: Trajectory | None = None
    refused_fixes: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def track(self) -> Track | None:
        """What the file's own receiver wrote."""
        return Track(self.name, self.trajectory, self.refused_fixes) if self.trajectory else None

    @property
    def is_located(self) -> bool:
        """Whether the file says itself where it was taken."""
        return self.fix is not None or self.trajectory is not None

    def sealed(self, sha256: str, size_bytes: int) -> Footage:
        """The footage that this file becomes once it is sealed."""
        return Footage(
            Original(sha256, self.name, size_bytes, "video/mp4" if self.kind is MediaKind.VIDEO else "image/jpeg"),
            self.kind,
            self.camera,
            self.start_s,
            self.clock,
            self.duration_s,
            self.fix,
            self.heading_deg,
            self.pitch_deg,
            self.roll_deg,
            self.orientation,
            self.trajectory,
        )


def probe_file(path: Path) -> FileKind | Failure:
    """What a file is, by its first bytes."""
    try:
        with path.open("rb") as stream:
            return probe(stream.read(HEAD_BYTES), safe_name(path))
    except OSError as error:
        return _unreadable(path, error)


def describe(path: Path, kind: FileKind) -> Described | Failure:
    """Describe a picture or a video by its headers; the Failure names the file."""
    name = safe_name(path)
    try:
        return _video(path, name) if kind is FileKind.VIDEO else _picture(path, name)
    except InputError as error:
        return Failure(error.failure.code, {"file": name, **error.failure.details})
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Failure:
    return Failure("file-unreadable", {"file": safe_name(path), "reason": error.strerror or ""})


def _picture(path: Path, name: str) -> Described:
    with path.open("rb") as stream:
        picture = describe_picture(stream)
    return Described(
        path,
        name,
        MediaKind.PICTURE,
        picture.camera,
        start_s=picture.start_s,
        clock=picture.clock,
        fix=picture.fix,
        heading_deg=picture.heading_deg,
        pitch_deg=picture.pitch_deg,
        roll_deg=picture.roll_deg,
        orientation=picture.orientation,
    )


def _video(path: Path, name: str) -> Described:
    video = describe_video(path, time.time())
    return Described(
        path,
        name,
        MediaKind.VIDEO,
        video.camera,
        start_s=video.start_s,
        clock=video.clock,
        duration_s=video.duration_s,
        orientation=video.orientation,
        trajectory=video.trajectory,
        refused_fixes=video.refused,
    )
