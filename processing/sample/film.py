"""Filming a drive: panoramas, a pair of fisheyes and a video, each rendered by a few threads over one shared world."""

import json
import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.rays import Equidistant, Equirectangular, Perspective, plan_from_rig
from ruelle.processing.sample.render.picture import Film, make_film, take_picture
from ruelle.processing.sample.vehicle_roof import make_roof
from ruelle.processing.sample.world import World, camera_clock
from ruelle.processing.sample.write import encode_picture

Done = Callable[[], None]

_BACKWARDS = plan_from_rig(0.0, 0.0, 0.0).T @ plan_from_rig(math.pi, 0.0, 0.0)
_VIDEO_CRF = "26"


def film_panoramas(world: World, moments: dict[Path, float], width_px: int, *, threads: int, done: Done) -> None:
    """Take one panorama per path and drive time."""
    camera = Equirectangular(width_px)
    roof = make_roof(camera)
    film = make_film(camera, rows=roof.whole_px)

    def take(entry: tuple[Path, float]) -> None:
        path, time_s = entry
        picture = roof.under(take_picture(film, world.tracer, world.paint, world.pose(time_s)))
        path.write_bytes(encode_picture(picture, camera_clock(time_s)))
        done()

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(take, moments.items()):
            pass


def film_fisheyes(world: World, folder: Path, time_s: float, width_px: int) -> None:
    """Take a front and a back fisheye picture at one moment, with the rig's description beside them."""
    camera = Equidistant(width_px)
    film = make_film(camera)
    place, turn = world.pose(time_s)
    seen = (film.x != 0) | (film.y != 0) | (film.z != 0)
    cameras = []
    for name, rig_from_camera in (("front", np.eye(3)), ("back", _BACKWARDS)):
        picture = take_picture(film, world.tracer, world.paint, (place, turn @ rig_from_camera))
        picture[~seen] = 0
        (folder / f"{name}.jpg").write_bytes(encode_picture(picture, camera_clock(time_s), panorama=False))
        cameras.append(_described(camera, name, rig_from_camera))
    (folder / "rig.json").write_text(json.dumps({"cameras": cameras}, indent=1) + "\n")


def _described(camera: Equidistant, name: str, rotation: np.ndarray[Any, Any]) -> dict[str, object]:
    rig_from_camera = np.eye(4)
    rig_from_camera[:3, :3] = np.round(rotation, 12)
    middle, focal = camera.width_px / 2, 1 / camera.pixel_angle_rad
    return {
        "name": name,
        "model": "equidistant",
        "width_px": camera.width_px,
        "height_px": camera.width_px,
        "parameters": {"fx": focal, "fy": focal, "cx": middle, "cy": middle, "k": [0.0, 0.0, 0.0, 0.0]},
        "rig_from_camera": rig_from_camera.tolist(),
        "image_circle": {
            "cx": middle,
            "cy": middle,
            "radius_px": middle,
            "field_of_view_deg": camera.field_of_view_deg,
        },
    }


def video_camera(width_px: int) -> Perspective:
    """The forward camera of the video, 16 to 9."""
    return Perspective(width_px, width_px * 9 // 16)


def film_video(
    world: World, path: Path, times_s: list[float], width_px: int, *, rate_hz: int, threads: int, done: Done
) -> None:
    """Film forwards: frames are rendered at half the width and enlarged, then encoded as H.264.

    Like action cameras, the file says its creation time in local time.
    """
    import av

    film = make_film(video_camera(width_px // 2), samples=2)
    camera = video_camera(width_px)
    with av.open(str(path), "w") as container:
        container.metadata["creation_time"] = camera_clock(times_s[0]).isoformat(timespec="milliseconds") + "Z"
        stream = container.add_stream(
            "libx264", rate=Fraction(rate_hz), options={"preset": "ultrafast", "crf": _VIDEO_CRF}
        )
        stream.width, stream.height = camera.size_px
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = threads
        for picture in _frames(world, film, times_s, threads):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            container.mux(stream.encode(frame.reformat(*camera.size_px, "yuv420p", interpolation="BICUBIC")))
            done()
        container.mux(stream.encode(None))


def _frames(world: World, film: Film, times_s: list[float], threads: int) -> Iterator[Bytes]:
    def take(time_s: float) -> Bytes:
        return take_picture(film, world.tracer, world.paint, world.pose(time_s))

    batch = 4 * threads
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(times_s), batch):
            yield from pool.map(take, times_s[start : start + batch])
