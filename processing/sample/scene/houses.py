"""Terraced houses: walls with recessed windows, shutters, sills, cornices, roofs and chimneys."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.scene.shapes import DOWN, UP, box, facing, painted, pictured
from ruelle.processing.sample.scene.surface import Light, Plane, Surface, rectangle, rectangle_with_holes, vector
from ruelle.processing.sample.textures import facade as drawn
from ruelle.processing.sample.textures.facade import Opening, Wall
from ruelle.processing.sample.textures.masonry import ROOF_PX_PER_M, WALL_PX_PER_M, slates, tiles
from ruelle.processing.sample.textures.noise import Colour, shift_colour

_REVEAL_M, _EAVES_M = 0.20, 0.32
_WALLS: tuple[tuple[str, Colour], ...] = (
    ("limestone", (222, 206, 172)), ("limestone", (214, 196, 160)), ("limestone", (228, 214, 186)),
    ("brick", (158, 98, 80)), ("brick", (150, 86, 70)),
    ("render", (234, 224, 204)), ("render", (226, 204, 176)), ("render", (206, 214, 214)), ("render", (232, 212, 196)),
    ("timber", (238, 228, 208)),
)  # fmt: skip
_PAINTS: tuple[Colour, ...] = (
    (58, 92, 122), (96, 128, 118), (122, 42, 44), (226, 222, 212), (78, 98, 70), (142, 156, 166), (110, 76, 54),
    (46, 58, 74),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """Where a house stands (ends of its front in the plan, left and right as seen from the street) and what it is."""

    left: Floats
    right: Floats
    number: str
    depth_m: float = 8.5
    shop: str = ""


@dataclass(frozen=True, slots=True)
class Materials:
    """Pictures that houses share."""

    slates: Bytes
    tiles: Bytes


def make_materials(rng: np.random.Generator) -> Materials:
    """Draw the roofs."""
    shape = (7 * ROOF_PX_PER_M, 14 * ROOF_PX_PER_M)
    return Materials(slates(rng, shape), tiles(rng, shape))


def build_house(rng: np.random.Generator, house: House, materials: Materials) -> list[Surface]:
    """All surfaces of one house."""
    width = float(np.hypot(*(house.right - house.left)))
    along = np.append((house.right - house.left) / width, 0.0)
    floors = int(rng.choice([1, 2, 2, 2, 3], p=[0.12, 0.25, 0.25, 0.25, 0.13])) if not house.shop else 2
    height = 3.15 + 2.75 * (floors - 1) + rng.uniform(0.2, 0.7)
    masonry, colour = _WALLS[rng.integers(len(_WALLS))]
    wall = Wall(
        masonry,
        shift_colour(rng, colour, 0.03),
        drawn.STONE if masonry != "timber" else (112, 84, 62),
        tuple(height - 3.15 - 2.75 * k for k in range(floors - 1)),
        masonry == "brick" or rng.random() < 0.3,
        house.number,
    )
    openings = _openings(rng, width, height, floors, shop=bool(house.shop))
    front = Plane(np.append(house.left, height), along, DOWN)
    picture = drawn.facade(rng, wall, (width, height), openings)
    holes = [opening.edges_m for opening in openings]
    surfaces = [Surface(front, picture, rectangle_with_holes(width, height, holes), WALL_PX_PER_M, texels_per_m=11)]
    paint = shift_colour(rng, _PAINTS[rng.integers(len(_PAINTS))], 0.05)
    shutters = masonry != "timber" and rng.random() < 0.75
    surfaces += _filled(rng, front, openings, wall, paint=paint, shop=house.shop, shutters=shutters)
    surfaces += _cornice(front, width, wall.frame)
    return surfaces + _volume(rng, house, wall, front, size_m=(width, height), materials=materials)


def _openings(rng: np.random.Generator, width: float, height: float, floors: int, *, shop: bool) -> tuple[Opening, ...]:
    columns = max(2, round((width - 0.6) / 2.35))
    pitch = width / columns
    door_column = int(rng.integers(columns))
    window = (rng.uniform(0.95, 1.15), rng.uniform(1.45, 1.7))
    found: list[Opening] = []
    for floor in range(floors):
        floor_bottom = height - 0.12 - (0 if floor == 0 else 3.15 + 2.75 * (floor - 1) - 0.12)
        if floor == 0 and shop:
            found.append(Opening("shop", 0.45, floor_bottom - 2.85, width - 0.9, 2.85))
            continue
        for column in range(columns):
            middle = (column + 0.5) * pitch
            if floor == 0 and column == door_column:
                found.append(Opening("door", middle - 0.5, floor_bottom - 2.25, 1.0, 2.25))
            else:
                tall = window[1] * (1.0 if floor < 2 else 0.8)
                found.append(Opening("window", middle - window[0] / 2, floor_bottom - 0.85 - tall, window[0], tall))
    return tuple(found)


def _filled(
    rng: np.random.Generator,
    front: Plane,
    openings: tuple[Opening, ...],
    wall: Wall,
    *,
    paint: Colour,
    shop: str,
    shutters: bool,
) -> list[Surface]:
    surfaces = []
    frame: Colour = (238, 236, 230) if rng.random() < 0.8 else shift_colour(rng, (112, 84, 62), 0.1)
    windows = [o for o in openings if o.kind == "window"]
    panes = [drawn.window(rng, (windows[0].width_m, 1.6), frame) for _ in range(3)] if windows else []
    leaf_m = windows[0].width_m / 2 if windows else 0.5
    leaf = drawn.shutter(rng, (leaf_m, 1.6), paint)
    for opening in openings:
        size = (opening.width_m, opening.height_m)
        if opening.kind == "shop":
            picture = drawn.shop_front(rng, size, shop, paint)
        elif opening.kind == "door":
            picture = drawn.door(rng, size, paint)
        else:
            picture = panes[int(rng.integers(len(panes)))]
        depth = _REVEAL_M if opening.kind != "shop" else 0.06
        surfaces.append(_fitted(front.moved(opening.left_m, opening.top_m, -depth), picture, size))
        surfaces += _reveals(front, opening, wall.frame, depth)
        if opening.kind == "window":
            surfaces += _sill(front, opening, wall.frame)
            if shutters:
                for left in (opening.left_m - leaf_m - 0.02, opening.left_m + opening.width_m + 0.02):
                    surfaces.append(_fitted(front.moved(left, opening.top_m, 0.05), leaf, (leaf_m, opening.height_m)))
    return surfaces


def _fitted(plane: Plane, picture: Bytes, size_m: tuple[float, float]) -> Surface:
    """A picture scaled by its width; what is too high is cut off below."""
    return Surface(plane, picture, rectangle(*size_m), picture.shape[1] / size_m[0], texels_per_m=9)


def _reveals(front: Plane, opening: Opening, colour: Colour, depth: float) -> list[Surface]:
    left, top, right, bottom = opening.edges_m
    out = front.outwards
    sides = (
        (Plane(front.at(left, top), -out, DOWN), (depth, bottom - top)),
        (Plane(front.at(right, top, -depth), out, DOWN), (depth, bottom - top)),
        (Plane(front.at(left, top), front.right, -out), (right - left, depth)),
        (Plane(front.at(left, bottom, -depth), front.right, out), (right - left, depth)),
    )
    return [painted(plane, rectangle(*size), colour, texels_per_m=6) for plane, size in sides]


def _sill(front: Plane, opening: Opening, colour: Colour) -> list[Surface]:
    left, _, right, bottom = opening.edges_m
    middle = front.at((left + right) / 2, bottom + 0.08, 0.05)
    return box(middle, front.outwards, (0.14, right - left + 0.24, 0.09), colour)


def _cornice(front: Plane, width: float, colour: Colour) -> list[Surface]:
    top = front.moved(0, 0, 0.16)
    under = Plane(front.at(0, 0.24, 0.16), front.right, -front.outwards)
    return [painted(top, rectangle(width, 0.24), colour), painted(under, rectangle(width, 0.16), colour)]


def _volume(
    rng: np.random.Generator,
    house: House,
    wall: Wall,
    front: Plane,
    *,
    size_m: tuple[float, float],
    materials: Materials,
) -> list[Surface]:
    width, height = size_m
    depth, out = house.depth_m, front.outwards
    rise = depth / 2 * float(rng.uniform(0.75, 1.05))
    ridge = front.at(0, -rise, -depth / 2)
    eaves = front.at(0, 0.02, _EAVES_M)
    slope = eaves - ridge
    length = float(np.linalg.norm(slope))
    roof = materials.slates if rng.random() < 0.68 else materials.tiles
    shift = float(rng.uniform(0, 2)) * ROOF_PX_PER_M
    behind = slope - 2 * out * np.dot(slope, out)
    surfaces = [
        Surface(
            Plane(corner, right, down / length),
            roof,
            rectangle(width, length),
            ROOF_PX_PER_M,
            (shift, 0),
            Light.MATT,
            3,
        )
        for corner, right, down in (
            (ridge, front.right, slope),
            (ridge + front.right * width, -front.right, behind),
        )
    ]
    shape = np.array([(0, rise), (depth / 2, 0), (depth, rise), (depth, rise + height), (0, rise + height)])
    triangles = np.array([shape[[0, 1, 2]], shape[[0, 2, 3]], shape[[0, 3, 4]]])
    side = drawn.gable(rng, wall, (depth, rise + height))
    for plane in (
        Plane(front.at(0, -rise, -depth), out, DOWN),
        Plane(front.at(width, -rise, 0), -out, DOWN),
    ):
        surfaces.append(Surface(plane, side, triangles, WALL_PX_PER_M / 2, texels_per_m=5))
    back = facing(-out, front.at(width, 0, -depth))
    surfaces.append(painted(back, rectangle(width, height), (206, 196, 178), texels_per_m=1))
    surfaces += _skylights(rng, Plane(ridge, front.right, slope / length), (width, length))
    return surfaces + _chimney(rng, front.at(width * float(rng.choice([0.08, 0.92])), -rise + 0.5, -depth / 2), out)


def _skylights(rng: np.random.Generator, roof: Plane, size_m: tuple[float, float]) -> list[Surface]:
    spots = rng.uniform(0.2, 0.8, int(rng.choice([0, 0, 1, 2])))
    glass: Colour = (96, 122, 150)
    return [
        painted(
            roof.moved(size_m[0] * spot + d, size_m[1] * 0.4 + d, 0.03 + d / 4),
            rectangle(0.78 - 2 * d, 1.0 - 2 * d),
            colour,
        )
        for spot in spots
        for d, colour in ((0.0, (70, 70, 74)), (0.07, glass))
    ]


def _chimney(rng: np.random.Generator, foot: Floats, out: Floats) -> list[Surface]:
    stack = shift_colour(rng, (158, 100, 80), 0.08)
    surfaces = box(foot, out, (0.95, 0.5, 1.5), stack)
    surfaces += box(foot + UP * 1.5, out, (1.05, 0.6, 0.12), (198, 188, 168))
    for place in (-0.25, 0.25):
        surfaces += box(foot + UP * 1.62 + out * place, out, (0.22, 0.22, 0.35), (176, 98, 68))
    return surfaces


def garden_wall(left: Floats, right: Floats, picture: Bytes, height_m: float) -> list[Surface]:
    """A low wall along a garden, with a coping, from its ends as seen from the street."""
    width = float(np.hypot(*(right - left)))
    along = np.append((right - left) / width, 0.0)
    front = Plane(np.append(left, height_m), along, DOWN)
    middle = np.append((left + right) / 2, height_m) - front.outwards * 0.15
    back = facing(-front.outwards, front.at(width, 0, -0.3))
    return [
        Surface(front, picture, rectangle(width, height_m), WALL_PX_PER_M, texels_per_m=8),
        Surface(back, picture, rectangle(width, height_m), WALL_PX_PER_M, texels_per_m=2),
        *box(middle, front.outwards, (0.40, width, 0.09), (206, 198, 180)),
    ]


def name_plate(front_point: Floats, outwards: Floats, picture: Bytes) -> Surface:
    """A street's name on a wall, 0.9 m wide, about a point of it."""
    plane = facing(outwards, front_point + outwards * 0.03)
    return pictured(plane.moved(-0.45, -0.2), picture, (0.9, 0.4))


def horizontal(left_m: float, top_m: float, height_m: float) -> Plane:
    """The plane that lies flat and is seen from above, its picture's up being plan y."""
    return Plane(vector(left_m, top_m, height_m), vector(1, 0, 0), vector(0, -1, 0))
