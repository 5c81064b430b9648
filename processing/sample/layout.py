"""Where everything stands in the invented town; only numbers, nothing drawn."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.road import STOP_LINE_X_M, ZEBRAS_M, Defect, defects, streets
from ruelle.processing.sample.scene.crowd import Person
from ruelle.processing.sample.scene.houses import House
from ruelle.processing.sample.scene.vehicles import SHAPES, Car
from ruelle.processing.sample.street import JUNCTION_X_M, KERB_HEIGHT_M, Street, first_street_end_y_m
from ruelle.processing.sample.textures.vehicle import registration

_HOUSE_DEPTH_M = 8.5


@dataclass(frozen=True, slots=True)
class Address:
    """A number of a street, and the middle of its front in the plan."""

    number: str
    street: str
    place: Floats


@dataclass(frozen=True, slots=True)
class Garden:
    """A gap between houses: the ends of its front as seen from the street, and whether a hedge or a wall closes it."""

    left: Floats
    right: Floats
    hedge: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for something small: plan point (x, y, z) and the direction it looks."""

    place: Floats
    yaw_rad: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole town."""

    streets: tuple[Street, ...]
    houses: tuple[House, ...]
    gardens: tuple[Garden, ...]
    addresses: tuple[Address, ...]
    cars: tuple[Car, ...]
    people: tuple[Person, ...]
    defects: tuple[Defect, ...]
    covers: tuple[tuple[float, float, float], ...]
    furniture: dict[str, tuple[Spot, ...]]


def plan_town(seed: int) -> Layout:
    """Lay out the town of a seed."""
    rng = np.random.default_rng([seed, 1])
    first, second = streets()
    end_y = first_street_end_y_m()
    low = second.line.points[0, 1]
    corner = JUNCTION_X_M - second.left_wall_m - first.line.points[0, 0]
    rows: tuple[tuple[Street, int, tuple[float, float], float, str, dict[int, str]], ...] = (
        (first, 1, (4.0, corner), first.left_wall_m, "odd", {3: "BOULANGERIE", 6: "CAFE DU LAVOIR"}),
        (first, -1, (0.5, corner), first.right_wall_m, "even", {5: "PHARMACIE"}),
        (second, 1, (0.0, end_y + first.right_wall_m - _HOUSE_DEPTH_M - low), second.left_wall_m, "odd", {}),
        (
            second,
            1,
            (end_y + first.left_wall_m + _HOUSE_DEPTH_M - low, 140.0),
            second.left_wall_m,
            "odd",
            {2: "TABAC PRESSE"},
        ),
        (second, -1, (0.0, 140.0), second.right_wall_m, "even", {4: "EPICERIE", 9: "FLEURISTE"}),
    )
    houses: list[House] = []
    gardens: list[Garden] = []
    addresses: list[Address] = []
    counters: dict[tuple[str, str], int] = {}
    for street, side, span, wall_m, parity, shops in rows:
        for k, (start, end) in enumerate(_widths(rng, *span)):
            a, b = street.line.at(start, wall_m), street.line.at(end, wall_m)
            left, right = (a, b) if side > 0 else (b, a)
            count = counters[street.name, parity] = counters.get((street.name, parity), 0) + 1
            number = str(2 * count - (parity == "odd"))
            if k in ((4, 9) if side > 0 else (7,)):
                gardens.append(Garden(left, right, bool(rng.random() < 0.6)))
                continue
            houses.append(House(left, right, number, _HOUSE_DEPTH_M, shops.get(k, "")))
            addresses.append(Address(number, street.name, (a + b) / 2))
    houses += _closing_rows(first, second)
    return Layout(
        (first, second),
        tuple(houses),
        tuple(gardens),
        tuple(addresses),
        _cars(rng, first, second),
        _people(rng, first, second),
        defects(rng),
        _covers(rng, first, second),
        _furniture(first, second),
    )


def _widths(rng: np.random.Generator, start: float, end: float) -> list[tuple[float, float]]:
    """Cut a span into plots 6 to 10 m wide that fill it."""
    count = max(1, round((end - start) / 7.8))
    widths = rng.uniform(0.78, 1.22, count)
    edges = start + np.concatenate([[0], np.cumsum(widths / widths.sum())]) * (end - start)
    return [(float(a), float(b)) for a, b in pairwise(edges)]


def _closing_rows(first: Street, second: Street) -> list[House]:
    x, y = first.line.points[0, 0] - 1.5, second.line.points[0, 1] - 2.0
    across = JUNCTION_X_M + np.array([9.0, 1.0, -7.0])
    rows = [House(np.array([x, a]), np.array([x, b]), "") for a, b in ((-12.0, -4.0), (-4.0, 4.0), (4.0, 12.0))]
    return rows + [House(np.array([a, y]), np.array([b, y]), "") for a, b in pairwise(across)]


def _cars(rng: np.random.Generator, first: Street, second: Street) -> tuple[Car, ...]:
    bays = [(first, s + 2.75, 4.0) for s in np.arange(6.0, 108.0, 5.5) if abs(s + 2.75 - ZEBRAS_M[0][1]) > 7]
    bays += [(second, s + 2.75, -4.0) for s in np.arange(66.0, 136.0, 5.5) if abs(s + 2.75 - ZEBRAS_M[1][1]) > 7]
    cars = []
    for street, along, offset in bays:
        if rng.random() < 0.15:
            continue
        yaw = float(street.line.yaw_at(along)) + (np.pi if (offset > 0) == (rng.random() < 0.8) else 0.0)
        place = street.line.at(along + rng.uniform(-0.25, 0.25), offset + rng.uniform(-0.08, 0.08))
        shape = str(rng.choice(list(SHAPES), p=[0.45, 0.2, 0.2, 0.15]))
        cars.append(Car(place, yaw + float(rng.normal(0, 0.012)), shape, registration(rng)))
    return tuple(cars)


def _people(rng: np.random.Generator, first: Street, second: Street) -> tuple[Person, ...]:
    """Walkers on the pavements, most of them turned towards the road that the drive comes along."""
    people = []
    spans = ((first, 24.0, 108.0, 13), (second, 48.0, 138.0, 13))
    for street, low, high, count in spans:
        for along in np.linspace(low, high, count) + rng.uniform(-2.5, 2.5, count):
            right = rng.random() < 0.55
            kerb, wall = (
                (street.right_kerb_m, street.right_wall_m) if right else (street.left_kerb_m, street.left_wall_m)
            )
            offset = kerb + (wall - kerb) * rng.uniform(0.35, 0.7)
            turn = (-0.5 if right else 0.5) + rng.normal(0, 0.25)
            yaw = float(street.line.yaw_at(along)) + np.pi + turn + (np.pi if rng.random() < 0.18 else 0.0)
            people.append(
                Person(street.line.at(along, offset), KERB_HEIGHT_M, float(yaw), float(rng.uniform(0.93, 1.07)))
            )
    for index, middle in ZEBRAS_M:
        street = (first, second)[index]
        for shift, offset, turn in (
            (-0.6, street.right_kerb_m - 0.5, 0.9),
            (0.5, street.right_kerb_m - 0.7, 0.6),
            (0.3, street.left_kerb_m + 0.6, -0.8),
        ):
            yaw = float(street.line.yaw_at(middle)) + np.pi - turn
            people.append(
                Person(street.line.at(middle + shift, offset), KERB_HEIGHT_M, yaw, float(rng.uniform(0.9, 1.05)))
            )
    return tuple(people)


def _covers(rng: np.random.Generator, first: Street, second: Street) -> tuple[tuple[float, float, float], ...]:
    places = [first.line.at(s, rng.uniform(-1.8, 1.8)) for s in (31, 55, 83, 104)]
    places += [second.line.at(s, rng.uniform(-1.8, 1.8)) for s in (46, 70, 97, 124)]
    return tuple((float(x), float(y), 0.34) for x, y in places)


def _furniture(first: Street, second: Street) -> dict[str, tuple[Spot, ...]]:
    def on(street: Street, along: float, offset: float, turn: float) -> Spot:
        return Spot(np.append(street.line.at(along, offset), KERB_HEIGHT_M), float(street.line.yaw_at(along)) + turn)

    stop = STOP_LINE_X_M - first.line.points[0, 0]
    back, left = np.pi, np.pi / 2
    return {
        "stop": (on(first, stop + 0.6, -3.45, back),),
        "limit": (on(first, 27, -3.4, back), on(second, 51, 3.45, 0.0), on(second, 63.5, -5.4, back)),
        "crossing": (on(first, ZEBRAS_M[0][1] - 2.2, -3.4, back), on(second, ZEBRAS_M[1][1] + 2.2, 3.45, 0.0)),
        "lamp": (
            *(on(first, s, -3.55, left) for s in (14, 38, 62, 88)),
            *(on(second, s, 3.5, -left) for s in (52, 78, 104, 130)),
            on(second, 30, -5.5, left),
        ),
        "bin": (
            *(on(first, s, -4.3, left) for s in (44.2, 45.1)),
            on(second, 90.4, 4.3, -left),
            on(second, 22, -6.2, left),
        ),
        "bench": (on(first, 97, 6.1, -left), on(second, 116, 4.25, -left), on(second, 40.5, -6.1, left)),
        "board": (on(second, 44.5, -6.3, left), on(first, 67.5, -4.3, left)),
        "bollard": (
            *(on(first, ZEBRAS_M[0][1] + d, -3.3, 0) for d in (-2.6, 2.6, 4.0)),
            *(on(second, s, -5.3, 0) for s in (34, 35.5, 37, 38.5)),
            *(on(second, ZEBRAS_M[1][1] + d, 3.3, 0) for d in (-2.6, 2.6)),
        ),
        "name": (
            Spot(np.array([JUNCTION_X_M - 11.5, first_street_end_y_m() + first.right_wall_m, 2.9]), np.pi / 2),
            Spot(np.array([JUNCTION_X_M + 6.8, first_street_end_y_m() + 0.6, 3.1]), np.pi),
            Spot(np.append(first.line.at(30.0, first.right_wall_m), 2.9), np.pi / 2),
            Spot(np.append(second.line.at(56.0, second.left_wall_m), 2.9), 0.0),
        ),
        "tree": (
            on(second, 145.0, 4.6, 0.0), on(second, 144.5, -7.4, 0.0), on(first, 3.0, 8.6, 0.0),
            *(on(second, s, 4.2, 0.0) for s in (9.0, 16.0)),
        ),
    }  # fmt: skip
