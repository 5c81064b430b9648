"""The whole town as surfaces, with the targets among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.layout import Garden, Layout, Spot
from ruelle.processing.sample.road import carriageways, kerbs, markings
from ruelle.processing.sample.scene import furniture as made
from ruelle.processing.sample.scene.backdrop import build_church, build_sky
from ruelle.processing.sample.scene.crowd import build_person
from ruelle.processing.sample.scene.ground import build_ground
from ruelle.processing.sample.scene.houses import build_house, garden_wall, make_materials, name_plate
from ruelle.processing.sample.scene.shapes import ahead_of
from ruelle.processing.sample.scene.surface import Surface
from ruelle.processing.sample.scene.target import Target
from ruelle.processing.sample.scene.vegetation import Greens, build_hedge, build_tree, make_greens
from ruelle.processing.sample.scene.vehicles import build_car
from ruelle.processing.sample.street import JUNCTION_X_M, SECOND_END_Y_M
from ruelle.processing.sample.textures import signs
from ruelle.processing.sample.textures.ground import Ground
from ruelle.processing.sample.textures.masonry import WALL_PX_PER_M, limestone


@dataclass(frozen=True, slots=True)
class Town:
    """All surfaces (the sky last) and the targets, each with the index of the surface that carries it."""

    surfaces: tuple[Surface, ...]
    targets: tuple[Target, ...]
    target_surfaces: tuple[int, ...]


def build_town(layout: Layout, seed: int, sun: Floats, wheel_paths: Sequence[Floats]) -> Town:
    """Draw and assemble the town of a layout."""
    rng = np.random.default_rng([seed, 3])
    ground = Ground(carriageways(), kerbs(), markings(), layout.defects, layout.covers, tuple(wheel_paths))
    surfaces = build_ground(rng, ground)
    materials, greens = make_materials(rng), make_greens(rng)
    for house in layout.houses:
        surfaces += build_house(rng, house, materials)
    for garden in layout.gardens:
        surfaces += _garden(rng, garden, greens)
    surfaces += _small_things(rng, layout, greens)
    surfaces += build_church(rng, np.array([JUNCTION_X_M - 1.0, SECOND_END_Y_M + 8.0]))
    targets: list[Target] = []
    for car in layout.cars:
        parts, plates = build_car(rng, car)
        surfaces += parts
        targets += plates
    for k, person in enumerate(layout.people):
        parts, face = build_person(rng, person, f"person-{k + 1}")
        surfaces += parts
        targets.append(face)
    surfaces += build_sky(seed, sun)
    places = {tag: index for index, surface in enumerate(surfaces) for tag in surface.tags}
    return Town(tuple(surfaces), tuple(targets), tuple(places[target.tag] for target in targets))


def _garden(rng: np.random.Generator, garden: Garden, greens: Greens) -> list[Surface]:
    along = np.append(garden.right - garden.left, 0.0)
    width = float(np.linalg.norm(along))
    along /= width
    inwards = np.array([-along[1], along[0], 0.0])
    left, right = garden.left + inwards[:2] * 0.1, garden.right + inwards[:2] * 0.1
    if garden.hedge:
        surfaces = build_hedge(rng, left, right, greens, height_m=1.6)
    else:
        stone = limestone(rng, (round(1.2 * WALL_PX_PER_M), round(width * WALL_PX_PER_M)), (214, 198, 166))
        surfaces = garden_wall(left, right, stone, 1.2)
    middle = np.append((garden.left + garden.right) / 2, 0.0) + inwards * 4.0
    return surfaces + build_tree(rng, middle, greens, height_m=float(rng.uniform(5.5, 7.0)))


def _small_things(rng: np.random.Generator, layout: Layout, greens: Greens) -> list[Surface]:
    places = layout.furniture
    stop, limit, crossing = signs.stop(), signs.limit("30"), signs.crossing()
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * crossing.shape[0]
    surfaces: list[Surface] = []
    for kind, picture, outline in (
        ("stop", stop, signs.octagon(stop.shape[0])),
        ("limit", limit, signs.circle(limit.shape[0])),
        ("crossing", crossing, square),
    ):
        for spot in places[kind]:
            surfaces += made.sign(spot.place, spot.yaw_rad, picture, outline)
    for spot in places["lamp"]:
        surfaces += made.lamp(spot.place, spot.yaw_rad)
    for k, spot in enumerate(places["bin"]):
        surfaces += made.bin_with_lid(spot.place, spot.yaw_rad, ((206, 176, 46), (62, 110, 66))[k % 2])
    for spot in places["bench"]:
        surfaces += made.bench(spot.place, spot.yaw_rad)
    for spot in places["bollard"]:
        surfaces += made.bollard(spot.place)
    for spot in places["board"]:
        surfaces += made.notice_board(spot.place, spot.yaw_rad, signs.notice_board(rng))
    for spot in places["tree"]:
        surfaces += build_tree(rng, spot.place, greens, height_m=float(rng.uniform(5.0, 6.5)))
    return surfaces + _names(layout, places["name"])


def _names(layout: Layout, spots: tuple[Spot, ...]) -> list[Surface]:
    pictures = [signs.street_name(street.name.upper()) for street in layout.streets]
    return [
        name_plate(spot.place, ahead_of(spot.yaw_rad), pictures[which])
        for spot, which in zip(spots, (0, 1, 0, 1), strict=True)
    ]
