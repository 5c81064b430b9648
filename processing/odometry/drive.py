"""Looking at all the footage of a drive once: its videos, and its pictures where a track has to place them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Drive, Dropped, Footage
from ruelle.catalog.store import SealedStore
from ruelle.catalog.vocabulary import MediaKind
from ruelle.processing.geometry.observed import Odometry
from ruelle.processing.odometry.paths import LONGEST_STEP_S, paths
from ruelle.processing.odometry.steps import Look, steps_between
from ruelle.processing.odometry.survey import VideoSurvey, small_lens, small_picture, survey_video


@dataclass(frozen=True, slots=True)
class DriveSurvey:
    """What a look at the footage showed: each video by its checksum, and the paths seen, on the camera's clock.

    `seen` is of footage that a track has to place, `seen_with_gps` of videos with a trajectory of their own.
    """

    videos: Mapping[str, VideoSurvey]
    seen: tuple[Odometry, ...]
    seen_with_gps: tuple[Odometry, ...]
    dropped: tuple[Dropped, ...]


def clock_start_s(footage: Footage, drive: Drive) -> float:
    """What the camera's clock showed; the start of the track for a video that tells no time."""
    if footage.start_s is not None:
        return footage.start_s
    own = footage.trajectory or drive.trajectory
    return own.start_s if own else 0.0


def survey_drive(drive: Drive, sealed: SealedStore) -> DriveSurvey:
    """Survey the videos, and the pictures that have no position of their own; what cannot be read is dropped."""
    videos: dict[str, VideoSurvey] = {}
    seen: list[Odometry] = []
    with_gps: list[Odometry] = []
    dropped: list[Dropped] = []
    for footage in drive.footage:
        if footage.kind is MediaKind.VIDEO:
            start_s = clock_start_s(footage, drive)
            try:
                with sealed.local_path(footage.original.key) as path:
                    survey = survey_video(path, footage.original.name, footage.camera)
            except InputError as error:
                dropped.append(Dropped(footage.original.name, error.failure))
                continue
            videos[footage.original.sha256] = survey
            (seen if footage.trajectory is None else with_gps).extend(
                path.moved(start_s) for path in paths(survey.steps, small_lens(footage.camera))
            )
    if drive.trajectory is not None:
        for series in _series(drive.footage):
            looks = _looks(series, sealed, dropped)
            lens = small_lens(series[0].camera)
            seen.extend(paths(steps_between(looks, lens), lens))
    return DriveSurvey(MappingProxyType(videos), tuple(seen), tuple(with_gps), tuple(dropped))


def _series(footage: Sequence[Footage]) -> Iterator[list[Footage]]:
    """Upright pictures without a position that follow each other closely, at least three."""
    timed = [each for each in footage if each.kind is MediaKind.PICTURE and each.fix is None and each.orientation == 1]
    timed.sort(key=lambda each: each.start_s or 0.0)
    series: list[Footage] = []
    for each in timed:
        if series and (each.start_s or 0.0) - (series[-1].start_s or 0.0) > LONGEST_STEP_S:
            if len(series) >= 3:
                yield series
            series = []
        series.append(each)
    if len(series) >= 3:
        yield series


def _looks(series: Sequence[Footage], sealed: SealedStore, dropped: list[Dropped]) -> Iterator[Look]:
    lens = small_lens(series[0].camera)
    for each in series:
        try:
            data = sealed.read(each.original.key)
            yield Look(each.start_s or 0.0, small_picture(data, each.original.name, lens, each.camera.width_px))
        except InputError as error:
            dropped.append(Dropped(each.original.name, error.failure))
