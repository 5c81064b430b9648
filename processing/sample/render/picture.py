"""A whole picture: rays on every second pixel, more where surfaces meet, several per pixel along their edges."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats, Integers
from ruelle.processing.sample.rays import CameraModel, pixel_centres
from ruelle.processing.sample.render.shade import Paint, Shader
from ruelle.processing.sample.render.trace import Tracer

_CHUNK_PX = 65536
_SPOTS = {
    2: ((-0.25, -0.25), (0.25, 0.25)),
    4: ((-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375)),
}


@dataclass(frozen=True, slots=True)
class Film:
    """The rays of a camera's upper rows, computed once: planes x, y, z (rows, width) float32 in the rig frame.

    `samples` is how many rays a pixel gets where surfaces meet.
    """

    camera: CameraModel
    x: Floats
    y: Floats
    z: Floats
    dither: Floats
    samples: int


def make_film(camera: CameraModel, *, rows: int | None = None, samples: int = 4) -> Film:
    """Compute the rays of every pixel, or of the first rows; where a fisheye sees nothing, the ray is zero."""
    rays = camera.rays(pixel_centres(camera)[:rows]).astype(np.float32)
    planes = [np.ascontiguousarray(rays[..., k]) for k in range(3)]
    height, width = planes[0].shape
    row, column = np.mgrid[:height, :width]
    dither = (0.75487766 * column + 0.56984029 * row) % 1.0
    return Film(camera, planes[0], planes[1], planes[2], dither.astype(np.float32), samples)


def take_picture(film: Film, tracer: Tracer, paint: Paint, pose: tuple[Floats, Floats]) -> Bytes:
    """RGB picture (rows, width, 3) seen in a pose: the plan point and the rotation `plan_from_rig`."""
    origin, world_from_rig = pose
    shader = Shader(paint, origin, world_from_rig, film.camera.pixel_angle_rad)
    surfaces = _surfaces(film, tracer, origin, world_from_rig)
    picture = np.empty((*surfaces.shape, 3), np.uint8)
    rows = max(1, _CHUNK_PX // surfaces.shape[1])
    for top in range(0, len(surfaces), rows):
        part = slice(top, top + rows)
        picture[part] = shader.colours(surfaces[part], (film.x[part], film.y[part], film.z[part]), film.dither[part])
    row, column = np.nonzero(_edges(surfaces))
    for start in range(0, len(row), _CHUNK_PX):
        part = slice(start, start + _CHUNK_PX)
        picture[row[part], column[part]] = _supersampled(film, tracer, shader, (row[part], column[part]), pose=pose)
    return picture


def _surfaces(film: Film, tracer: Tracer, origin: Floats, world_from_rig: Floats) -> Integers:
    turn = world_from_rig.T.astype(np.float32)
    found = np.full(film.x.shape, -1, np.int32)

    def cast(row: Integers | slice, column: Integers | slice) -> Integers:
        rays = np.stack([film.x[row, column], film.y[row, column], film.z[row, column]], axis=-1)
        shape = rays.shape[:-1]
        return tracer.surfaces(origin, rays.reshape(-1, 3) @ turn).reshape(shape)

    every_second = slice(None, None, 2)
    coarse = cast(every_second, every_second)
    found[::2, ::2] = coarse
    level = coarse[:, :-1] == coarse[:, 1:]
    steep = coarse[:-1] == coarse[1:]
    found[::2, 1:-1:2] = np.where(level, coarse[:, :-1], -1)
    found[1:-1:2, ::2] = np.where(steep, coarse[:-1], -1)
    whole = level[:-1] & level[1:] & steep[:, :-1]
    found[1:-1:2, 1:-1:2] = np.where(whole, coarse[:-1, :-1], -1)
    row, column = np.nonzero(found < 0)
    found[row, column] = cast(row, column)
    return found


def _edges(surfaces: Integers) -> Bytes:
    edge = np.zeros(surfaces.shape, bool)
    beside = surfaces[:, :-1] != surfaces[:, 1:]
    below = surfaces[:-1] != surfaces[1:]
    edge[:, :-1] |= beside
    edge[:, 1:] |= beside
    edge[:-1] |= below
    edge[1:] |= below
    return edge


def _supersampled(
    film: Film,
    tracer: Tracer,
    shader: Shader,
    pixels: tuple[Integers, Integers],
    *,
    pose: tuple[Floats, Floats],
) -> Bytes:
    row, column = pixels
    width = 256
    padding = -len(row) % width
    centre = np.stack([np.pad(column, (0, padding)), np.pad(row, (0, padding))], axis=-1).astype(np.float32) + 0.5
    total = np.zeros((len(centre) // width, width, 3), np.uint16)
    for k, shift in enumerate(_SPOTS[film.samples]):
        rays = film.camera.rays(centre + np.array(shift, np.float32)).astype(np.float32)
        found = tracer.surfaces(pose[0], rays @ pose[1].T.astype(np.float32))
        x, y, z = (np.ascontiguousarray(rays[:, axis]).reshape(-1, width) for axis in range(3))
        total += shader.colours(found.reshape(-1, width), (x, y, z), np.full_like(x, k / film.samples))
    return (total // film.samples).astype(np.uint8).reshape(-1, 3)[: len(row)]
