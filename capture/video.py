"""Describe a video: size, duration, clock and its own GPS, by demultiplexing alone; no frame is decoded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Discard, Disposition

from ruelle.capture.images.clock import Shown, parse_date_time
from ruelle.capture.images.optics import KEEPS_FISHEYES, field_of_view_deg
from ruelle.capture.images.picture import PIXELS_CEILING
from ruelle.capture.mp4 import orientation_of, read_index, says_equirectangular
from ruelle.capture.tracks.gpmf import Block, blocks, candidate
from ruelle.capture.tracks.reading import AHEAD_S, EARLIEST_S, Reason, TrackReading, sift
from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Camera
from ruelle.catalog.trajectory import Trajectory
from ruelle.catalog.vocabulary import Clock, Projection

PAYLOAD_HEAD = b"DEVC"
PAYLOADS_CEILING = 200_000
"""Telemetry comes once a second: two days of it."""


@dataclass(frozen=True, slots=True)
class Payload:
    """One packet of telemetry: what its GPS said, from `media_s` on into the video."""

    media_s: float
    duration_s: float
    block: Block


@dataclass(frozen=True, slots=True)
class Video:
    """What a video says of itself; `start_s` is the time of its first frame on `clock`."""

    camera: Camera
    start_s: float | None
    clock: Clock
    duration_s: float
    orientation: int
    trajectory: Trajectory | None
    refused: Mapping[Reason, int]


def describe_video(path: Path, now_s: float) -> Video:
    """Read a video's index and telemetry. Raises InputError: truncated, malformed, without picture, not stitched."""
    with path.open("rb") as stream:
        index = read_index(stream)
    try:
        with av.open(str(path)) as container:
            return _describe(container, index, now_s)
    except FFmpegError as error:
        raise InputError("video-malformed") from error


def _describe(container: InputContainer, index: bytes, now_s: float) -> Video:
    payloads = tuple(_payloads(container))
    start_s, reading = own_gps(payloads, now_s)
    clock = Clock.UTC
    if start_s is None:
        start_s, clock = _stated_start(container.metadata, now_s)
    return Video(
        _camera(container, index, payloads[0].block.device if payloads else ""),
        start_s,
        clock,
        (container.duration or 0) / av.time_base,
        orientation_of(index),
        reading.trajectory,
        reading.refused,
    )


def own_gps(payloads: Sequence[Payload], now_s: float) -> tuple[float | None, TrackReading]:
    """The UTC of the first frame, and the trajectory on UTC; (None, …) if the receiver never knew the time.

    Each locked payload gives one reading of UTC minus media time; their median stands against a late first one.
    """
    locked = [payload for payload in payloads if payload.block.locked and payload.block.start_s is not None]
    starts_s = [(payload.block.start_s or 0.0) - payload.media_s for payload in locked]
    believed_s = [start_s for start_s in starts_s if EARLIEST_S < start_s < now_s + AHEAD_S]
    start_s = median(believed_s) if believed_s else None
    timed = (sample for payload in payloads for sample in on_media(payload, start_s).samples)
    return start_s, sift(map(candidate, timed), now_s)


def on_media(payload: Payload, start_s: float | None) -> Block:
    """Time the samples of a payload evenly along the video; those of GPS9 carry their own time and keep it."""
    block, step_s = payload.block, payload.duration_s / max(1, len(payload.block.samples))
    if start_s is None:
        return block
    samples = (
        sample if sample.time_s is not None else replace(sample, time_s=start_s + payload.media_s + rank * step_s)
        for rank, sample in enumerate(block.samples)
    )
    return replace(block, samples=tuple(samples))


def _payloads(container: InputContainer) -> Iterator[Payload]:
    """The telemetry packets; all other streams are skipped unread. A malformed packet is left out."""
    telemetry = [stream for stream in container.streams if stream.type == "data"]
    for stream in container.streams:
        if stream not in telemetry:
            stream.discard = Discard.all
    if not telemetry:
        return
    for count, packet in enumerate(container.demux(telemetry)):
        if count >= PAYLOADS_CEILING or packet.pts is None or packet.time_base is None:
            return
        data = bytes(packet)
        if data.startswith(PAYLOAD_HEAD):
            media_s, duration_s = float(packet.pts * packet.time_base), float((packet.duration or 0) * packet.time_base)
            yield from (Payload(media_s, duration_s, block) for block in _blocks(data))


def _blocks(data: bytes) -> list[Block]:
    try:
        return list(blocks(data))
    except InputError:
        return []


def _stated_start(metadata: Mapping[str, str], now_s: float) -> tuple[float | None, Clock]:
    """The start that the container states; with a zone it is UTC, else local, though the standard says UTC."""
    zoned = parse_date_time(metadata.get("com.apple.quicktime.creationdate", ""))
    if zoned is not None and zoned.offset_s is not None:
        return zoned.time_s - zoned.offset_s, Clock.UTC
    shown = parse_date_time(metadata.get("creation_time", ""))
    return (shown.time_s if _is_set(shown, now_s) and shown else None), Clock.LOCAL


def _is_set(shown: Shown | None, now_s: float) -> bool:
    return shown is not None and EARLIEST_S < shown.time_s < now_s + 2 * AHEAD_S


def _camera(container: InputContainer, index: bytes, device: str) -> Camera:
    pictures = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not pictures:
        raise InputError("video-without-picture")
    width_px, height_px = pictures[0].width, pictures[0].height
    if width_px <= 0 or height_px <= 0 or width_px * height_px > PIXELS_CEILING:
        raise InputError("picture-too-large", width_px=width_px, height_px=height_px)
    make, model = _name(container, device)
    if len([stream for stream in pictures if stream.height == height_px]) > 1 or KEEPS_FISHEYES.search(model):
        raise InputError("file-unstitched")
    if says_equirectangular(index):
        return Camera(Projection.EQUIRECTANGULAR, width_px, height_px, make, model, 360.0)
    if width_px == 2 * height_px:
        raise InputError("video-projection-unknown", width_px=width_px, height_px=height_px)
    view_deg = field_of_view_deg(
        camera=f"{make} {model}", focal_length_35mm_mm=None, width_px=width_px, height_px=height_px
    )
    return Camera(Projection.FLAT, width_px, height_px, make, model, view_deg)


def _name(container: InputContainer, device: str) -> tuple[str, str]:
    said = container.metadata
    make = said.get("com.apple.quicktime.make", said.get("make", ""))
    if any("gopro" in stream.metadata.get("handler_name", "").lower() for stream in container.streams):
        make = "GoPro"
    return make, device or said.get("com.apple.quicktime.model", said.get("model", ""))
