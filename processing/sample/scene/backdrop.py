"""The church at the end of the street, and the sky as a box around everything."""

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.scene.shapes import DOWN, UP, facing
from ruelle.processing.sample.scene.surface import Light, Plane, Surface, fan, rectangle, vector
from ruelle.processing.sample.textures.masonry import WALL_PX_PER_M, limestone
from ruelle.processing.sample.textures.noise import box as paint_box
from ruelle.processing.sample.textures.noise import disc, fill, plain
from ruelle.processing.sample.textures.sky import sky_colours

_SKY_M, _SKY_PX = 1500.0, 1088


def build_sky(seed: int, sun: Floats) -> list[Surface]:
    """Four walls and a lid, 1.5 km away; their pictures are read from inside."""
    around = [vector(1, 0, 0), vector(0, 1, 0), vector(-1, 0, 0), vector(0, -1, 0)]
    planes = [facing(-out, out * _SKY_M + UP * _SKY_M + np.cross(UP, out) * _SKY_M) for out in around]
    planes.append(Plane(vector(-_SKY_M, -_SKY_M, _SKY_M), vector(1, 0, 0), vector(0, 1, 0)))
    surfaces = []
    for plane in planes:
        tall = _SKY_PX if plane.down[2] == 0 else _SKY_PX // 2 + 40
        size = 2 * _SKY_M / _SKY_PX
        x, y = np.meshgrid((np.arange(_SKY_PX) + 0.5) * size, (np.arange(tall) + 0.5) * size)
        points = plane.corner + x[..., None] * plane.right + y[..., None] * plane.down
        directions = (points / np.linalg.norm(points, axis=-1, keepdims=True)).astype(np.float32)
        picture = sky_colours(np.random.default_rng([seed, 9]), directions, sun.astype(np.float32))
        shape = rectangle(2 * _SKY_M, tall * size)
        surfaces.append(Surface(plane, picture, shape, 1 / size, light=Light.NONE))
    return surfaces


def build_church(rng: np.random.Generator, middle: Floats) -> list[Surface]:
    """A stone church that looks towards plan -y: gabled front with portal and rose, tower with a spire."""
    nave, rise, high = 11.0, 6.0, 8.0
    stone = limestone(rng, (round((high + rise) * WALL_PX_PER_M), round(nave * WALL_PX_PER_M)), (222, 208, 178))
    _portal(stone)
    front = facing(vector(0, -1, 0), vector(middle[0] - nave / 2, middle[1], high + rise))
    outline = np.array([(0, rise), (nave / 2, 0), (nave, rise), (nave, rise + high), (0, rise + high)])
    triangles = np.array([outline[[0, 1, 2]], outline[[0, 2, 3]], outline[[0, 3, 4]]])
    surfaces = [Surface(front, stone, triangles, WALL_PX_PER_M, texels_per_m=5)]
    slope = float(np.hypot(nave / 2, rise))
    slate = plain((32, 32), (98, 104, 114))
    for side in (-1, 1):
        down = vector(side * nave / 2, 0, -rise) / slope
        corner = vector(middle[0], middle[1] + (22 if side < 0 else 0), high + rise)
        surfaces.append(
            Surface(Plane(corner, vector(0, side, 0), down), slate, rectangle(22, slope), 1.0, texels_per_m=1)
        )
    return surfaces + _tower(rng, vector(middle[0] + 8.2, middle[1] + 3.2, 0))


def _portal(stone: Bytes) -> None:
    k, height, width = WALL_PX_PER_M, *stone.shape[:2]
    middle = width / 2
    for reach, colour in ((1.7, (186, 172, 146)), (1.45, (206, 192, 164)), (1.2, (84, 56, 40))):
        paint_box(stone, middle - reach * k, height - 3.0 * k, middle + reach * k, height, colour=colour)
        disc(stone, (middle, height - 3.0 * k), (reach * k, reach * k), colour)
    paint_box(stone, middle - 2, height - 4.0 * k, middle + 2, height, colour=(48, 32, 24))
    for reach, colour in ((1.6, (190, 176, 150)), (1.35, (58, 66, 86))):
        disc(stone, (middle, height - 7.6 * k), (reach * k, reach * k), colour)
    for n in range(12):
        angle = n * np.pi / 6
        tip = (middle + 1.0 * k * np.cos(angle), height - 7.6 * k + 1.0 * k * np.sin(angle))
        disc(stone, tip, (0.2 * k, 0.2 * k), ((150, 70, 60), (70, 100, 160), (190, 160, 80))[n % 3])


def _tower(rng: np.random.Generator, middle: Floats) -> list[Surface]:
    side, high, spire = 5.6, 17.0, 12.0
    stone = limestone(rng, (round(high * WALL_PX_PER_M / 2), round(side * WALL_PX_PER_M / 2)), (216, 202, 172))
    k = WALL_PX_PER_M / 2
    for x in (0.32, 0.68):
        left, right = (x - 0.1) * side * k, (x + 0.1) * side * k
        paint_box(stone, left, 3.0 * k, right, 5.6 * k, colour=(62, 56, 52))
        disc(stone, ((left + right) / 2, 3.0 * k), ((right - left) / 2, (right - left) / 2), (62, 56, 52))
    disc(stone, (side * k / 2, 8.2 * k), (0.9 * k, 0.9 * k), (238, 236, 228))
    fill(stone, [(side * k / 2 - 2, 8.2 * k), (side * k / 2, 7.5 * k), (side * k / 2 + 2, 8.2 * k)], (30, 30, 34))
    slate = plain((32, 32), (88, 96, 108))
    surfaces = []
    for out in (vector(1, 0, 0), vector(0, 1, 0), vector(-1, 0, 0), vector(0, -1, 0)):
        wall = facing(out, middle + out * side / 2 + UP * high).moved(-side / 2, 0)
        surfaces.append(Surface(wall, stone, rectangle(side, high), k, texels_per_m=3))
        length = float(np.hypot(side / 2 + 0.3, spire))
        lean = (out * (side / 2 + 0.3) + DOWN * spire) / length
        roof = Plane(middle + UP * (high + spire) - wall.right * (side / 2 + 0.3), wall.right, lean)
        shape = fan([(side / 2 + 0.3, 0), (side + 0.6, length), (0, length)])
        surfaces.append(Surface(roof, slate, shape, 1.0, texels_per_m=2))
    return surfaces
