"""Looking at footage in small: grey pictures a few hundred pixels wide, decoded once, in order, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Camera
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.odometry.ground import Grey, Lens
from ruelle.processing.odometry.steps import Look, Step, steps_between
from ruelle.processing.sharpness import sharpness

SPHERE_WIDTH_PX, FLAT_WIDTH_PX = 1024, 960
USUAL_VIEW_DEG = 90.0
BETWEEN_LOOKS_S = 0.3
REDUCED = {8: cv2.IMREAD_REDUCED_GRAYSCALE_8, 4: cv2.IMREAD_REDUCED_GRAYSCALE_4, 2: cv2.IMREAD_REDUCED_GRAYSCALE_2}


@dataclass(frozen=True, slots=True)
class VideoSurvey:
    """What one pass over a video showed: times and sharpness of its frames, and the camera's steps; media time in s."""

    time_s: Floats
    sharpness: Floats
    steps: tuple[Step, ...]


def small_lens(camera: Camera) -> Lens:
    """How the small picture of this camera sees."""
    if camera.projection is Projection.EQUIRECTANGULAR:
        return Lens(SPHERE_WIDTH_PX, SPHERE_WIDTH_PX // 2)
    height_px = round(FLAT_WIDTH_PX * camera.height_px / camera.width_px)
    view_deg = min(camera.field_of_view_deg or USUAL_VIEW_DEG, 150.0)
    return Lens(FLAT_WIDTH_PX, height_px, FLAT_WIDTH_PX / 2 / float(np.tan(np.radians(view_deg / 2))))


def small_picture(data: bytes, name: str, lens: Lens, width_px: int) -> Grey:
    """A JPEG of this width decoded small (the decoder leaves out what it does not need). Raises InputError."""
    scale = next((scale for scale in (8, 4, 2) if width_px / scale >= 0.7 * lens.width_px), 0)
    flag = REDUCED.get(scale, cv2.IMREAD_GRAYSCALE)
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), flag | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise InputError("picture-unreadable", file=name) from error
    if picture is None:
        raise InputError("picture-unreadable", file=name)
    return np.asarray(cv2.resize(picture, (lens.width_px, lens.height_px), interpolation=cv2.INTER_AREA), np.uint8)


def survey_video(path: Path, name: str, camera: Camera) -> VideoSurvey:
    """Decode a video once from beginning to end. Raises InputError if not a single frame can be decoded."""
    times: list[float] = []
    sharp: list[float] = []
    lens = small_lens(camera)

    def looks() -> Iterator[Look]:
        last_s = -np.inf
        for time_s, picture in _frames(path, lens):
            times.append(time_s)
            sharp.append(sharpness(picture))
            if time_s - last_s >= BETWEEN_LOOKS_S - 1e-3:
                last_s = time_s
                yield Look(time_s, picture)

    steps = tuple(steps_between(looks(), lens))
    if not times:
        raise InputError("video-unreadable", file=name)
    return VideoSurvey(np.array(times), np.array(sharp), steps)


def _frames(path: Path, lens: Lens) -> Iterator[tuple[float, Grey]]:
    """Small grey frames in rising order of media time; ends at the first damage, so that what comes before counts."""
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            origin_s = float((stream.start_time or 0) * (stream.time_base or Fraction(1, av.time_base)))
            last_s = -np.inf
            for frame in container.decode(stream):
                time_s = (frame.time or 0.0) - origin_s
                if time_s > last_s:
                    last_s = time_s
                    small = frame.reformat(lens.width_px, lens.height_px, "gray", interpolation="AREA")
                    yield time_s, np.asarray(small.to_ndarray(), dtype=np.uint8)
    except (av.FFmpegError, IndexError):
        return
