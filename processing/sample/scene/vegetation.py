"""Trees as clouds of leafy scraps, and hedges."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.scene.shapes import UP, facing
from ruelle.processing.sample.scene.surface import Light, Plane, Surface, fan, rectangle
from ruelle.processing.sample.textures.foliage import LEAF_PX_PER_M, bark, hedge, leaves

_SCRAP_M = 0.48


@dataclass(frozen=True, slots=True)
class Greens:
    """Pictures that all plants share."""

    leaves: tuple[Bytes, ...]
    bark: Bytes
    hedge: Bytes


def make_greens(rng: np.random.Generator) -> Greens:
    """Draw leaves of three greens, bark and a hedge."""
    colours = ((88, 122, 54), (104, 132, 62), (72, 106, 56))
    return Greens(tuple(leaves(rng, colour) for colour in colours), bark(rng), hedge(rng, (8.0, 1.8)))


def build_tree(rng: np.random.Generator, place: Floats, greens: Greens, *, height_m: float) -> list[Surface]:
    """A tree on a plan point (x, y, z): trunk and crown."""
    crown = height_m * 0.36
    middle = place + UP * (height_m - crown)
    picture = greens.leaves[int(rng.integers(len(greens.leaves)))]
    surfaces = _trunk(place, height_m - crown * 1.2, greens.bark)
    count = round(62 * crown**2)
    for _ in range(count):
        direction = rng.normal(0, 1, 3)
        direction /= np.linalg.norm(direction)
        lobes = 1 + 0.16 * np.sin(5 * direction[0] + 3 * direction[2]) + 0.12 * np.sin(7 * direction[1] + 1)
        reach = crown * lobes * rng.uniform(0.62, 1.0) ** 0.5
        surfaces.append(_scrap(rng, middle + direction * reach * (1, 1, 0.86), direction, picture))
    return surfaces


def _scrap(rng: np.random.Generator, centre: Floats, outwards: Floats, picture: Bytes) -> Surface:
    normal = outwards + rng.normal(0, 0.55, 3)
    normal /= np.linalg.norm(normal)
    right = np.cross(normal, rng.normal(0, 1, 3))
    right /= np.linalg.norm(right)
    angle = np.linspace(0, 2 * np.pi, 11, endpoint=False)
    radius = _SCRAP_M * rng.uniform(0.45, 1.0, len(angle))
    star = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * radius[:, None] + 0.62
    plane = Plane(centre - 0.62 * right + 0.62 * np.cross(normal, right), right, np.cross(right, normal))
    rim = np.concatenate([star, star[:1]])
    middle = np.broadcast_to([0.62, 0.62], (len(angle), 2))
    triangles = np.stack([middle, rim[:-1], rim[1:]], axis=1)
    return Surface(plane, picture, triangles, LEAF_PX_PER_M, light=Light.LEAF)


def _trunk(place: Floats, height_m: float, picture: Bytes) -> list[Surface]:
    surfaces, sides = [], 9
    for k in range(sides):
        angle = 2 * np.pi * k / sides
        out = np.array([np.cos(angle), np.sin(angle), 0.0])
        low, high = 0.19, 0.12
        plane = facing(out, place + out * low + UP * height_m)
        lean = out * (low - high) - UP * height_m
        length = float(np.linalg.norm(lean))
        plane = Plane(place + out * high + UP * height_m - plane.right * low * 0.4, plane.right, lean / length)
        wide = low * 0.8
        edge = [(wide * 0.18, 0.0), (wide * 0.82, 0.0), (wide, length), (0.0, length)]
        surfaces.append(Surface(plane, picture, fan(edge), 60.0, texels_per_m=4))
    return surfaces


def build_hedge(
    rng: np.random.Generator, left: Floats, right: Floats, greens: Greens, *, height_m: float
) -> list[Surface]:
    """A clipped hedge 0.7 m thick between two plan points as seen from the street, its edges broken by scraps."""
    along = np.append(right - left, 0.0)
    width = float(np.linalg.norm(along))
    along /= width
    out = np.cross(-UP, along)
    corner = np.append(left, height_m)
    shapes = (
        (Plane(corner, along, -UP), (width, height_m)),
        (Plane(corner + along * width - out * 0.7, -along, -UP), (width, height_m)),
        (Plane(corner - out * 0.7, along, out), (width, 0.7)),
        (Plane(corner - out * 0.7, out, -UP), (0.7, height_m)),
        (Plane(corner + along * width, -out, -UP), (0.7, height_m)),
    )
    surfaces = [Surface(plane, greens.hedge, rectangle(*size), LEAF_PX_PER_M, texels_per_m=6) for plane, size in shapes]
    for _ in range(round(width * 14)):
        place = corner + along * rng.uniform(0, width) - out * rng.uniform(0, 0.7) - UP * rng.uniform(0, 0.1)
        surfaces.append(_small(_scrap(rng, place, UP, greens.leaves[2])))
        place = corner + along * rng.uniform(0, width) - UP * rng.uniform(0, height_m)
        surfaces.append(_small(_scrap(rng, place, out, greens.leaves[2])))
    return surfaces


def _small(scrap: Surface) -> Surface:
    half = (scrap.triangles - 0.62) * 0.45 + 0.62
    return Surface(scrap.plane, scrap.picture, half, scrap.px_per_m, light=Light.LEAF)
