"""Making a sample drive: the use case behind `ruelle sample drive`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ruelle.catalog.errors import EngineError
from ruelle.processing.sample.film import film_fisheyes, film_panoramas, film_video, video_camera
from ruelle.processing.sample.measures import damages, distances
from ruelle.processing.sample.options import DriveOptions
from ruelle.processing.sample.rays import Equirectangular
from ruelle.processing.sample.receiver import BEFORE_S, Track, receive
from ruelle.processing.sample.truth import Truth, shot
from ruelle.processing.sample.world import CLOCK_OFFSET_S, FIRST_PICTURE_S, START, ZONE_S, World, build_world, utc
from ruelle.processing.sample.write import bal, gpx, truth_json

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many are done, and of how many."""

_FISHEYE_TIME_S = 9.0


@dataclass(slots=True)
class _Counter:
    tell: Progress
    what: str
    total: int
    count: int = 0

    def __call__(self) -> None:
        self.count += 1
        self.tell(self.what, self.count, self.total)


def make_drive(
    folder: Path, options: DriveOptions | None = None, *, threads: int = 2, progress: Progress = lambda *_: None
) -> Truth:
    """Make a sample drive in a folder and return its truth, which is also written there as truth.json.

    Raises EngineError where the folder cannot be written.
    """
    options = options or DriveOptions()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        progress("town", 0, 1)
        world = build_world(options.seed)
        progress("town", 1, 1)
        return film_drive(world, folder, options, threads=threads, progress=progress)
    except OSError as error:
        raise EngineError("sample-not-written", folder=folder, reason=error.strerror or error) from error


def film_drive(
    world: World,
    folder: Path,
    options: DriveOptions,
    *,
    threads: int = 2,
    progress: Progress = lambda *_: None,
) -> Truth:
    """Film a world into a folder that exists and return the truth, which is also written there."""
    for part in ("pictures", "fisheye"):
        (folder / part).mkdir(exist_ok=True)
    moments = {folder / "pictures" / f"RUE_{k + 1:04d}.jpg": FIRST_PICTURE_S + k for k in range(options.pictures)}
    times = np.arange(0, world.motion.duration_s, 1 / options.video_rate_hz).tolist() if options.video else []
    track = receive(world.motion, -BEFORE_S + 1 - START.microsecond / 1e6, seed=options.seed)
    (folder / "track.gpx").write_text(gpx(track, world.site))
    (folder / "addresses.csv").write_text(bal(world.layout.addresses, world.site), encoding="utf-8")
    truth = describe(world, moments, times, track, options=options)
    (folder / "truth.json").write_text(truth_json(truth))
    count = _Counter(progress, "pictures", len(moments))
    film_panoramas(world, moments, options.width_px, threads=threads, done=count)
    film_fisheyes(world, folder / "fisheye", _FISHEYE_TIME_S, options.width_px * 15 // 32)
    if times:
        count = _Counter(progress, "video", len(times))
        size, rate = options.video_width_px, options.video_rate_hz
        film_video(world, folder / "video.mp4", times, size, rate_hz=rate, threads=threads, done=count)
    return truth


def describe(
    world: World, moments: dict[Path, float], times_s: list[float], track: Track, *, options: DriveOptions
) -> Truth:
    """The truth of a drive whose pictures and frames were taken at these drive times."""
    panorama, forward = Equirectangular(options.width_px), video_camera(options.video_width_px)
    return Truth(
        options.seed,
        world.site.longitude_deg,
        world.site.latitude_deg,
        CLOCK_OFFSET_S,
        ZONE_S,
        utc(track.outlier_s).isoformat(),
        (utc(track.gap_s[0]).isoformat(), utc(track.gap_s[1]).isoformat()),
        tuple(shot(world, panorama, f"pictures/{path.name}", time) for path, time in moments.items()),
        tuple(shot(world, forward, "video.mp4", time) for time in times_s),
        distances(world.layout, world.site),
        damages(world.layout.defects, world.site),
    )
