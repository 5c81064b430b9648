"""Simple solids: boxes, poles and single-coloured planes."""

import math
from functools import lru_cache

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.scene.surface import Light, Plane, Surface, fan, rectangle, vector
from ruelle.processing.sample.textures.noise import Colour, plain

UP = vector(0.0, 0.0, 1.0)
DOWN = -UP


@lru_cache(maxsize=256)
def _solid(colour: Colour) -> Bytes:
    return plain((16, 16), colour)


def ahead_of(yaw_rad: float) -> Floats:
    """Unit vector of a yaw in the plan."""
    return vector(math.cos(yaw_rad), math.sin(yaw_rad), 0.0)


def facing(outwards: Floats, corner: Floats) -> Plane:
    """The upright plane that looks towards `outwards` (horizontal), from its top-left corner."""
    return Plane(corner, vector(-outwards[1], outwards[0], 0.0), DOWN)


def painted(plane: Plane, triangles: Floats, colour: Colour, *, texels_per_m: float = 8.0) -> Surface:
    """A surface of one colour, at most 12 m large."""
    return Surface(
        plane,
        _solid(colour),
        triangles,
        1.0,
        (4 - float(triangles[..., 0].min()), 4 - float(triangles[..., 1].min())),
        Light.MATT,
        texels_per_m,
    )


def pictured(
    plane: Plane, picture: Bytes, size_m: tuple[float, float], *, texels_per_m: float = 8.0, tag: str = ""
) -> Surface:
    """A whole picture stretched to fill a rectangle of the same proportions."""
    tags = frozenset([tag] if tag else [])
    return Surface(
        plane, picture, rectangle(*size_m), picture.shape[1] / size_m[0], (0, 0), Light.MATT, texels_per_m, tags
    )


def box(base: Floats, ahead: Floats, size_m: tuple[float, float, float], colour: Colour) -> list[Surface]:
    """A box on its base centre: length along `ahead`, width across, height; no underside."""
    length, width, height = size_m
    left = np.cross(UP, ahead)
    top = base + UP * height
    faces = [
        painted(facing(ahead, top + ahead * length / 2 - left * width / 2), rectangle(width, height), colour),
        painted(facing(-ahead, top - ahead * length / 2 + left * width / 2), rectangle(width, height), colour),
        painted(facing(left, top + left * width / 2 + ahead * length / 2), rectangle(length, height), colour),
        painted(facing(-left, top - left * width / 2 - ahead * length / 2), rectangle(length, height), colour),
    ]
    lid = Plane(top - ahead * length / 2 - left * width / 2, left, ahead)
    return [*faces, painted(lid, rectangle(width, length), colour)]


def pole(base: Floats, radius_m: float, height_m: float, colour: Colour, *, sides: int = 8) -> list[Surface]:
    """An upright pole of flat sides, closed at the top."""
    step = 2 * math.pi / sides
    side = 2 * radius_m * math.tan(step / 2)
    faces = []
    for k in range(sides):
        out = ahead_of(k * step)
        plane = facing(out, base + out * radius_m + UP * height_m)
        faces.append(painted(plane.moved(-side / 2, 0), rectangle(side, height_m), colour, texels_per_m=4))
    angle = np.arange(sides) * step + step / 2
    reach = radius_m / math.cos(step / 2)
    lid = Plane(base + UP * height_m, vector(1, 0, 0), vector(0, -1, 0))
    rim = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * reach
    return [*faces, painted(lid, fan(rim), colour)]
