"""Parked cars of several shapes, each with two plates."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.scene.shapes import DOWN, UP, ahead_of, box, facing, painted, pictured
from ruelle.processing.sample.scene.surface import Plane, Surface, fan, rectangle
from ruelle.processing.sample.scene.target import Target, target_on
from ruelle.processing.sample.textures import vehicle as drawn
from ruelle.processing.sample.textures.noise import Colour, shift_colour

_CLEAR_M, _LEAN_M, _FRONT_M = 0.22, 0.17, 0.49
_COLOURS: tuple[Colour, ...] = (
    (226, 228, 230), (176, 180, 184), (92, 96, 102), (44, 46, 50), (150, 30, 34), (38, 66, 118), (196, 190, 172),
    (70, 98, 84), (206, 132, 40), (110, 152, 176),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """A car's side view in metres: length, width, height, belt line; distances from the front along it."""

    length: float
    width: float
    height: float
    belt: float
    screen_foot: float
    roof_start: float
    roof_end: float
    glass_end: float
    pillars: tuple[float, ...]


SHAPES = {
    "hatch": Shape(4.02, 1.74, 1.47, 0.93, 0.95, 1.68, 3.42, 3.92, (0.26, 0.47, 0.72, 0.9)),
    "sedan": Shape(4.55, 1.80, 1.45, 0.92, 1.12, 1.92, 3.40, 4.05, (0.32, 0.52, 0.74)),
    "estate": Shape(4.45, 1.78, 1.50, 0.93, 1.05, 1.80, 4.05, 4.36, (0.28, 0.48, 0.70, 0.86)),
    "van": Shape(4.38, 1.82, 1.86, 1.08, 0.82, 1.50, 4.22, 4.34, (0.24, 0.44, 0.68)),
}


@dataclass(frozen=True, slots=True)
class Car:
    """A parked car: the middle of its ground in the plan, its yaw and its shape."""

    place: Floats
    yaw_rad: float
    shape: str
    registration: str


def build_car(rng: np.random.Generator, car: Car) -> tuple[list[Surface], list[Target]]:
    """All surfaces of a car, and its plates as targets."""
    shape = SHAPES[car.shape]
    colour = shift_colour(rng, _COLOURS[rng.integers(len(_COLOURS))], 0.04)
    ahead = ahead_of(car.yaw_rad)
    left = np.cross(UP, ahead)
    nose = np.append(car.place, 0.0) + ahead * shape.length / 2
    surfaces = _sides(shape, colour, nose, (ahead, left))
    surfaces += _across(shape, colour, nose, (ahead, left))
    for x in (0.78, shape.length - 0.82):
        surfaces += box(nose - ahead * x, ahead, (0.56, shape.width - 0.08, 0.34), (22, 22, 24))
    for side in (-1, 1):
        mirror = (
            nose
            - ahead * (shape.screen_foot + 0.32)
            + left * side * (shape.width / 2 + 0.07)
            + UP * (shape.belt + 0.02)
        )
        surfaces += box(mirror, ahead, (0.10, 0.19, 0.14), colour)
    plates, targets = _plates(shape, car, nose, (ahead, left))
    return surfaces + plates, targets


def _sides(shape: Shape, colour: Colour, nose: Floats, axes: tuple[Floats, Floats]) -> list[Surface]:
    ahead, left = axes
    low = shape.belt - _CLEAR_M
    outline = np.array([
        (0.0, low), (0.0, low - _FRONT_M), (shape.screen_foot, 0.0), (shape.glass_end, 0.0),
        (shape.length, 0.06), (shape.length, low),
    ])  # fmt: skip
    wheels = (0.78, shape.length - 0.82)
    body = drawn.body_side(outline, wheels, (shape.length, low), colour)
    slant = float(np.hypot(shape.height - shape.belt, _LEAN_M))
    pane = drawn.glass_side((shape.length, slant), shape.pillars, colour)
    if shape.length > 4.3 and shape.height > 1.8:
        pane[:, round(0.48 * pane.shape[1]) :] = colour
    glass = np.array([(shape.screen_foot, slant), (shape.roof_start, 0), (shape.roof_end, 0), (shape.glass_end, slant)])
    surfaces = []
    for side in (1, -1):
        out = left * side
        corner = nose + out * shape.width / 2 + UP * shape.belt
        lean = (out * _LEAN_M - UP * (shape.height - shape.belt)) / slant
        upper_corner = nose + out * (shape.width / 2 - _LEAN_M) + UP * shape.height
        right = -ahead * side
        shift = 0.0 if side > 0 else shape.length
        lower = Plane(corner - ahead * shift, right, DOWN)
        upper = Plane(upper_corner - ahead * shift, right, lean)
        turned = [_turn(outline, side, shape.length), _turn(glass, side, shape.length)]
        pictures = [body[:, ::side].copy(), pane[:, ::side].copy()]
        for plane, polygon, picture in zip((lower, upper), turned, pictures, strict=True):
            surfaces.append(Surface(plane, picture, fan(polygon), drawn.CAR_PX_PER_M, texels_per_m=14))
        disc = fan(_circle(0.32))
        for x in wheels:
            along = x if side > 0 else shape.length - x
            plane = lower.moved(along - 0.32, shape.belt - 0.64, 0.015)
            surfaces.append(Surface(plane, drawn.wheel(), disc, drawn.CAR_PX_PER_M, texels_per_m=10))
    return surfaces


def _turn(polygon: Floats, side: int, length: float) -> Floats:
    return polygon if side > 0 else np.stack([length - polygon[:, 0], polygon[:, 1]], axis=-1)


def _circle(radius: float) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    return radius * (1 + np.stack([np.cos(angle), np.sin(angle)], axis=-1))


def _across(shape: Shape, colour: Colour, nose: Floats, axes: tuple[Floats, Floats]) -> list[Surface]:
    ahead, left = axes
    half, narrow = shape.width / 2, shape.width / 2 - _LEAN_M
    bonnet = _CLEAR_M + _FRONT_M
    profile = (
        ("top", (shape.screen_foot, shape.belt), (0.0, bonnet), half, half, 1),
        ("glass", (shape.roof_start, shape.height), (shape.screen_foot, shape.belt), narrow, half, 1),
        ("top", (shape.roof_end, shape.height), (shape.roof_start, shape.height), narrow, narrow, 1),
        ("glass", (shape.roof_end, shape.height), (shape.glass_end, shape.belt), narrow, half, -1),
        ("top", (shape.glass_end, shape.belt), (shape.length, shape.belt - 0.06), half, half, -1),
    )
    surfaces = []
    for kind, high, low, half_high, half_low, side in profile:
        wide = max(half_high, half_low)
        start, end = (nose - ahead * x + UP * z for x, z in (high, low))
        length = float(np.linalg.norm(end - start))
        plane = Plane(start - left * side * wide, left * side, (end - start) / length)
        edge = np.array(
            [(wide - half_high, 0), (wide + half_high, 0), (wide + half_low, length), (wide - half_low, length)]
        )
        draw = drawn.top if kind == "top" else drawn.glass_across
        picture = draw((2 * wide, length), colour)
        surfaces.append(Surface(plane, picture, fan(edge), drawn.CAR_PX_PER_M, texels_per_m=10))
    front_size, back_size = (shape.width, _FRONT_M), (shape.width, shape.belt - 0.06 - _CLEAR_M)
    front = facing(ahead, nose - left * half + UP * bonnet)
    back = facing(-ahead, nose - ahead * shape.length + left * half + UP * (shape.belt - 0.06))
    surfaces.append(
        Surface(front, drawn.front(front_size, colour), rectangle(*front_size), drawn.CAR_PX_PER_M, texels_per_m=14)
    )
    surfaces.append(
        Surface(back, drawn.back(back_size, colour), rectangle(*back_size), drawn.CAR_PX_PER_M, texels_per_m=14)
    )
    return [
        *surfaces,
        painted(
            facing(ahead, nose - left * half + UP * _CLEAR_M - ahead * 0.1), rectangle(shape.width, 0.1), (20, 20, 22)
        ),
    ]


def _plates(shape: Shape, car: Car, nose: Floats, axes: tuple[Floats, Floats]) -> tuple[list[Surface], list[Target]]:
    ahead, left = axes
    width, height = drawn.PLATE_SIZE_M
    picture = drawn.plate(car.registration)
    surfaces, targets = [], []
    for end, out, x, z in (("front", ahead, 0.0, 0.46), ("back", -ahead, shape.length, 0.60)):
        side = left if end == "front" else -left
        corner = nose - ahead * x + out * 0.014 - side * width / 2 + UP * z
        plane = facing(out, corner)
        tag = f"plate:{car.registration}:{end}"
        surfaces.append(pictured(plane, picture, (width, height), texels_per_m=14, tag=tag))
        targets.append(target_on(plane, (0.0, 0.0, width, height), kind="plate", words=car.registration, tag=tag))
    return surfaces, targets
