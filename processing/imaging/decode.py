"""From the bytes of a picture, or a moment of a video, to pixels."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import InputError

Pixels = NDArray[np.uint8]

SEEK_AHEAD_S = 3.0
"""Nearer than this, decoding on is cheaper than seeking to a key frame."""


def decode_picture(data: bytes, name: str) -> Pixels:
    """Pixels (height, width, 3) BGR uint8, turned upright by the EXIF orientation; InputError if unreadable."""
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise InputError("picture-unreadable", file=name) from error
    if picture is None:
        raise InputError("picture-unreadable", file=name)
    return np.asarray(picture, dtype=np.uint8)


@dataclass(slots=True)
class FrameReader:
    """Frames of one open video by time; asking in rising order decodes each frame at most once."""

    container: av.container.InputContainer
    name: str
    _frames: Iterator[av.VideoFrame] | None = None
    _now_s: float = -1.0

    def at(self, time_s: float) -> Pixels:
        """The first frame at or after `time_s` of media time, BGR uint8; InputError past the end or when damaged."""
        stream = self.container.streams.video[0]
        tick_s = stream.time_base or Fraction(1, av.time_base)
        origin = stream.start_time or 0
        if self._frames is None or not self._now_s < time_s <= self._now_s + SEEK_AHEAD_S:
            self.container.seek(origin + int(time_s / tick_s), stream=stream)
            self._frames = self.container.decode(stream)
        return self._next_at(time_s, float(origin * tick_s))

    def _next_at(self, time_s: float, origin_s: float) -> Pixels:
        half_millisecond_s = 5e-4
        assert self._frames is not None
        try:
            for frame in self._frames:
                self._now_s = (frame.time or 0.0) - origin_s
                if self._now_s >= time_s - half_millisecond_s:
                    return np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)
        except av.FFmpegError as error:
            raise InputError("video-damaged", file=self.name, time=f"{time_s:.1f}") from error
        raise InputError("video-damaged", file=self.name, time=f"{time_s:.1f}")


@contextmanager
def open_video(path: Path, name: str) -> Iterator[FrameReader]:
    """A reader over the first picture track of a video; InputError if there is none."""
    try:
        container = av.open(str(path))
    except av.FFmpegError as error:
        raise InputError("video-unreadable", file=name) from error
    with container:
        if not container.streams.video:
            raise InputError("video-unreadable", file=name)
        container.streams.video[0].thread_type = "NONE"
        yield FrameReader(container, name)
