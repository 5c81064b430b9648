"""What is asked of a capture, and what came of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ruelle.capture.tracks.reading import Track
from ruelle.catalog.model import Dropped
from ruelle.catalog.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """Files and folders to capture, and what was stated about them.

    None means not stated: new drives take the default, known ones stay as they are. `clock_offset_s` is added to the
    camera's clock to give UTC, "auto" asks for it to be found; `spacing_m` lies between two frames of a video.
    """

    paths: tuple[Path, ...]
    tracks: tuple[Path, ...] = ()
    clock_offset_s: float | Literal["auto"] | None = None
    campaign: str | None = None
    spacing_m: float | None = None
    visibility: Visibility | None = None

    @property
    def stated_offset_s(self) -> float | None:
        """The offset in seconds, None if it is to be found."""
        return self.clock_offset_s if isinstance(self.clock_offset_s, float | int) else None


@dataclass(frozen=True, slots=True)
class DriveReport:
    """One drive after a capture: how many files are new, how many were known, and whether it will be placed anew."""

    drive_id: str
    campaign: str
    captured: int
    known: int
    revised: bool


@dataclass(frozen=True, slots=True)
class CaptureReport:
    """What came of a capture: `dropped` is what should have been usable, `ignored` what never was.

    `tracks` are those that could be read, beside the footage or in it.
    """

    drives: tuple[DriveReport, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    ignored: tuple[Dropped, ...] = field(default=())
    tracks: tuple[Track, ...] = ()

    @property
    def captured(self) -> int:
        """How many new files were sealed and described."""
        return sum(drive.captured for drive in self.drives)

    @property
    def known(self) -> int:
        """How many files had been captured before."""
        return sum(drive.known for drive in self.drives)
