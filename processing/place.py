"""The place step: from a drive's footage to items with a time and a pose, in sequences along the streets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Drive, Dropped, Footage, Item, Sequence
from ruelle.catalog.pose import Pose
from ruelle.catalog.store import SealedStore
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, DriveState, MediaKind
from ruelle.processing.central_time import utc_of_local_s
from ruelle.processing.clock import ClockOffset, Found, find_clock_offset
from ruelle.processing.geometry.cleaning import clean
from ruelle.processing.geometry.spacing import spaced
from ruelle.processing.odometry.drive import DriveSurvey, clock_start_s, survey_drive
from ruelle.processing.odometry.survey import VideoSurvey
from ruelle.processing.sequences import Candidate, arrange
from ruelle.processing.ways import CleanWay, merged

DROPPED_HERE = frozenset(
    {"outside-track", "in-gap", "video-outside-track", "teleport", "standing", "duplicate", "without-time"}
)

SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Placement:
    """A drive placed, waiting or failed, and the sequences and items it makes."""

    drive: Drive
    sequences: tuple[Sequence, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ways:
    """What the footage can be placed on, and the seconds to add to the camera's clock for each."""

    track: CleanWay | None
    videos: CleanWay | None
    pictures: CleanWay | None
    offset_s: float
    compass: bool


def place_drive(drive: Drive, sealed: SealedStore) -> Placement:
    """Find the clock, clean the way, choose the frames and make sequences of them.

    A doubtful clock makes the drive wait for an answer; files that cannot be placed are dropped, each with its reason.
    """
    kept = tuple(out for out in drive.dropped if out.failure.code not in DROPPED_HERE)
    survey = survey_drive(drive, sealed)
    clock = _clock(drive, survey)
    drive = replace(
        drive,
        dropped=kept,
        failure=None,
        found_clock_offset_s=round(clock.offset_s, 2) if clock else None,
        found_clock_offset_sigma_s=round(clock.sigma_s, 2) if clock else None,
    )
    if clock is not None and clock.doubt is not None:
        return Placement(replace(drive, state=DriveState.WAITING, failure=clock.doubt))
    ways = _ways(drive, survey, clock)
    found = [each for footage in drive.footage for each in _candidates(footage, drive, survey, ways)]
    arranged = arrange(drive, [each for each in found if isinstance(each, Candidate)])
    lost = [each for each in found if isinstance(each, Dropped)]
    drive = replace(drive, dropped=(*kept, *survey.dropped, *lost, *arranged.dropped))
    if not arranged.items:
        reason = Failure("nothing-placed", {"campaign": drive.campaign})
        return Placement(replace(drive, state=DriveState.FAILED, failure=reason))
    return Placement(replace(drive, state=DriveState.PLACED), arranged.sequences, arranged.items)


def _clock(drive: Drive, survey: DriveSurvey) -> ClockOffset | None:
    """The offset between the camera's clock and the track; None if no footage needs the track."""
    if drive.clock_offset_s is not None:
        return ClockOffset(drive.clock_offset_s, 0.0, Found.STATED, sure=True)
    lost = [each for each in drive.footage if each.trajectory is None and each.fix is None]
    if drive.trajectory is None or not lost:
        return None
    starts_s = [clock_start_s(each, drive) for each in lost]
    span_s = min(starts_s), max(start + each.duration_s for start, each in zip(starts_s, lost, strict=True))
    return find_clock_offset(clean(drive.trajectory), survey.seen, span_s, lost[0].clock)


def _ways(drive: Drive, survey: DriveSurvey, clock: ClockOffset | None) -> _Ways:
    offset_s = clock.offset_s if clock else 0.0
    side, own = drive.trajectory, merged(each.trajectory for each in drive.footage if each.trajectory)
    pictures = merged(Trajectory((each.fix,)) for each in drive.footage if each.fix)
    return _Ways(
        CleanWay.of(side, [path.moved(offset_s) for path in survey.seen]) if side else None,
        CleanWay.of(own, survey.seen_with_gps) if own else None,
        CleanWay.of(pictures) if pictures else None,
        offset_s,
        compass=_is_compass([each.heading_deg for each in drive.footage if each.heading_deg is not None]),
    )


def _candidates(footage: Footage, drive: Drive, survey: DriveSurvey, ways: _Ways) -> Iterator[Candidate | Dropped]:
    if footage.kind is MediaKind.PICTURE:
        yield _picture(footage, ways)
    elif footage.original.sha256 in survey.videos:
        yield from _frames(footage, drive, survey.videos[footage.original.sha256], ways)


def _picture(footage: Footage, ways: _Ways) -> Candidate | Dropped:
    """A picture on the side track, or where its own fix says."""
    name = footage.original.name
    if footage.start_s is None:
        return Dropped(name, Failure("without-time", {"file": name}))
    time_s = footage.start_s + ways.offset_s
    pose = ways.track.pose_at(time_s) if ways.track else None
    stands = pose is not None and ways.track is not None and ways.track.stands_at(time_s)
    if pose is None and footage.fix is not None and ways.pictures is not None:
        pose = _own_pose(footage.fix, ways.pictures)
        if pose is None:
            return Dropped(name, Failure("teleport", {"file": name}))
        time_s = _own_time_s(footage.start_s, footage.clock, ways.offset_s)
    if pose is None:
        code = "in-gap" if ways.track and ways.track.cleaned.covers(time_s) else "outside-track"
        return Dropped(name, Failure(code, {"file": name}))
    heading_deg = footage.heading_deg if ways.compass else None
    pose = replace(pose, pitch_deg=footage.pitch_deg, roll_deg=footage.roll_deg)
    if heading_deg is not None:
        pose = replace(pose, heading_deg=heading_deg % 360.0, heading_accuracy_deg=None)
    return Candidate(footage, None, time_s, pose, stands)


def _own_time_s(start_s: float, clock: Clock, offset_s: float) -> float:
    """UTC of a picture that needs no track; a local clock that nobody stated is taken for that of France."""
    if clock is Clock.UTC:
        return start_s
    return start_s + offset_s if offset_s else utc_of_local_s(start_s)


def _own_pose(fix: Fix, pictures: CleanWay) -> Pose | None:
    """The fix as it is, with the heading of the way through its neighbours; None if no vehicle can have been there."""
    if not pictures.believes(fix.time_s):
        return None
    course = pictures.pose_at(fix.time_s)
    return Pose(
        fix.longitude_deg,
        fix.latitude_deg,
        altitude_m=fix.altitude_m,
        heading_deg=course.heading_deg if course else None,
        horizontal_accuracy_m=fix.horizontal_accuracy_m,
        heading_accuracy_deg=course.heading_accuracy_deg if course else None,
    )


def _frames(footage: Footage, drive: Drive, survey: VideoSurvey, ways: _Ways) -> Iterator[Candidate | Dropped]:
    """The frames of a video at even distances along its way, never while standing."""
    name = footage.original.name
    way = ways.track if footage.trajectory is None else ways.videos
    start_s = clock_start_s(footage, drive) + (ways.offset_s if footage.trajectory is None else 0.0)
    if way is None:
        yield Dropped(name, Failure("outside-track", {"file": name}))
        return
    for k in spaced(way.cleaned.along_m(survey.time_s + start_s), survey.sharpness, drive.spacing_m):
        media_s = float(survey.time_s[k])
        pose = way.pose_at(start_s + media_s)
        if pose is not None:
            yield Candidate(footage, round(media_s, 3), start_s + media_s, pose)
    missing = np.array([not way.cleaned.run_at(start_s + media_s) for media_s in survey.time_s])
    for first, end in _stretches(missing):
        span = {"from": f"{survey.time_s[first]:.0f}", "to": f"{survey.time_s[end - 1]:.0f}"}
        yield Dropped(name, Failure("video-outside-track", {"file": name, **span}))


def _stretches(marked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and end of each stretch of marks."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _is_compass(headings_deg: list[float]) -> bool:
    """Whether headings come from a compass: one that never changes over several pictures does not."""
    return len(headings_deg) < SEVERAL or len(set(headings_deg)) > 1
