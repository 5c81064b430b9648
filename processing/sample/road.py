"""What is painted on the road and what is wrong with it, as shapes in the plan."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.street import (
    CORNER_RADIUS_M,
    JUNCTION_X_M,
    STEP_M,
    Street,
    first_street,
    first_street_end_y_m,
    second_street,
)

STOP_LINE_X_M = JUNCTION_X_M - 6.3
ZEBRAS_M = ((0, 74.0), (1, 58.0))
"""Street and distance along its centreline of the middle of each pedestrian crossing."""

_ZEBRA_LENGTH_M = 3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A white marking: its polygon in the plan, (n, 2) metres."""

    kind: str
    polygon: Floats


@dataclass(frozen=True, slots=True)
class Defect:
    """Damage or repair: its outline in the plan, (n, 2) metres, and for cracks the curve and the mean width."""

    kind: str
    polygon: Floats
    curve: Floats | None = None
    width_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Kerb:
    """One kerb with the pavement behind it: matching points on the road side and on the wall side, (n, 2) each."""

    road_side: Floats
    wall_side: Floats


def streets() -> tuple[Street, Street]:
    """Both streets, in the order of the drive."""
    return first_street(), second_street()


def kerbs() -> tuple[Kerb, ...]:
    """The three kerbs of the T: south-west corner, north-west corner, east side."""
    first, second = streets()
    end_y, radius = first_street_end_y_m(), CORNER_RADIUS_M
    west_x = JUNCTION_X_M + -second.left_kerb_m
    before = _along(first, west_x - radius)
    south_y, north_y = end_y + first.right_kerb_m, end_y + first.left_kerb_m
    turn = np.linspace(np.pi / 2, 0, 9)
    south = np.array([west_x - radius, south_y - radius]) + radius * np.stack([np.cos(turn), np.sin(turn)], -1)
    north = np.array([west_x - radius, north_y + radius]) + radius * np.stack([np.cos(turn), -np.sin(turn)], -1)
    wall_x = JUNCTION_X_M - second.left_wall_m
    ys = second.line.points[::16, 1]
    below, above = ys[ys < south_y - radius][::-1], ys[ys > north_y + radius]
    return (
        _corner(
            first.line.at(before, first.right_kerb_m),
            first.line.at(before, first.right_wall_m),
            south,
            wall_x=wall_x,
            ys=below,
        ),
        _corner(
            first.line.at(before, first.left_kerb_m),
            first.line.at(before, first.left_wall_m),
            north,
            wall_x=wall_x,
            ys=above,
        ),
        Kerb(
            np.stack([np.full_like(ys, JUNCTION_X_M - second.right_kerb_m), ys], axis=-1),
            np.stack([np.full_like(ys, JUNCTION_X_M - second.right_wall_m), ys], axis=-1),
        ),
    )


def _along(street: Street, until_x: float) -> Floats:
    steps = np.arange(0, street.line.length_m, 4 * STEP_M)
    return np.append(steps[street.line.at(steps)[:, 0] < until_x - 0.5], until_x - street.line.points[0, 0] + 0.02)


def _corner(kerb: Floats, wall: Floats, arc: Floats, *, wall_x: float, ys: Floats) -> Kerb:
    corner = np.array([[wall_x, wall[-1, 1]]])
    after_kerb = np.stack([np.full_like(ys, arc[-1, 0]), ys], axis=-1)
    after_wall = np.stack([np.full_like(ys, wall_x), ys], axis=-1)
    return Kerb(
        np.concatenate([kerb, arc, after_kerb]),
        np.concatenate([wall, np.repeat(corner, len(arc), axis=0), after_wall]),
    )


def carriageways() -> tuple[Floats, ...]:
    """The polygons (n, 2) of asphalt: each street, and the rounded corners of the junction."""
    first, second = streets()
    south, north, _ = kerbs()
    along = np.arange(0, first.line.length_m, 1.0)
    own = np.concatenate([first.line.at(along, first.left_kerb_m), first.line.at(along, first.right_kerb_m)[::-1]])
    left, right = JUNCTION_X_M - second.left_kerb_m, JUNCTION_X_M - second.right_kerb_m
    low, high = second.line.points[[0, -1], 1]
    across = np.array([[left, low], [right, low], [right, high], [left, high]])
    corners = [
        np.concatenate([part[np.abs(part[:, 0] - (left - CORNER_RADIUS_M / 2)) <= CORNER_RADIUS_M / 2 + 0.01], tip])
        for part, tip in (
            (
                south.road_side,
                [
                    [left + 0.5, first_street_end_y_m() + first.right_kerb_m - CORNER_RADIUS_M],
                    [left + 0.5, first_street_end_y_m() + first.right_kerb_m + 0.5],
                ],
            ),
            (
                north.road_side,
                [
                    [left + 0.5, first_street_end_y_m() + first.left_kerb_m + CORNER_RADIUS_M],
                    [left + 0.5, first_street_end_y_m() + first.left_kerb_m - 0.5],
                ],
            ),
        )
    ]
    corners = [_only_corner(corner) for corner in corners]
    return own, across, *corners


def _only_corner(polygon: Floats) -> Floats:
    y = polygon[:-2, 1]
    near = np.abs(y - polygon[-2:, 1].mean()) < CORNER_RADIUS_M + 0.6
    return np.concatenate([polygon[:-2][near], polygon[-2:]])


def band(street: Street, along_m: tuple[float, float], across_m: tuple[float, float]) -> Floats:
    """The polygon of a band of a street between two distances and two offsets."""
    steps = np.linspace(*along_m, max(2, round((along_m[1] - along_m[0]) / 1.0)))
    return np.concatenate([street.line.at(steps, across_m[0]), street.line.at(steps, across_m[1])[::-1]])


def markings() -> tuple[Mark, ...]:
    """Centre dashes, edges of parking bays, crossings, the stop line, an arrow."""
    first, second = streets()
    stop = STOP_LINE_X_M - first.line.points[0, 0]
    marks = [Mark("stop-line", band(first, (stop, stop + 0.5), (-2.75, -0.15)))]
    marks += _dashes(first, (2.0, stop - 4), skip=[ZEBRAS_M[0][1]])
    marks += [Mark("centre-line", band(first, (stop - 3.6, stop), (-0.06, 0.06)))]
    marks += _dashes(second, (50.0, second.line.length_m - 4), skip=[ZEBRAS_M[1][1]])
    marks += _bays(first, (6.0, stop - 8), first.left_kerb_m, skip=ZEBRAS_M[0][1])
    marks += _bays(second, (66.0, second.line.length_m - 8), second.right_kerb_m, skip=ZEBRAS_M[1][1])
    for index, middle in ZEBRAS_M:
        marks += _zebra(streets()[index], middle)
    marks.append(Mark("arrow", _arrow(first, stop - 9.0)))
    return tuple(marks)


def _dashes(street: Street, span: tuple[float, float], skip: list[float]) -> list[Mark]:
    starts = [s for s in np.arange(*span, 5.0) if all(abs(s + 1.5 - middle) > 5 for middle in skip)]
    return [Mark("centre-dash", band(street, (s, s + 3.0), (-0.06, 0.06))) for s in starts]


def _bays(street: Street, span: tuple[float, float], kerb_m: float, skip: float) -> list[Mark]:
    edge = kerb_m - np.sign(kerb_m) * 2.0
    marks = []
    for start in np.arange(*span, 5.5):
        if abs(start + 2.75 - skip) > 7:
            marks.append(Mark("bay-edge", band(street, (start, start + 5.5), (edge - 0.05, edge + 0.05))))
            marks.append(
                Mark("bay-end", band(street, (start - 0.05, start + 0.05), (edge, kerb_m - np.sign(kerb_m) * 0.25)))
            )
    return marks


def _zebra(street: Street, middle: float) -> list[Mark]:
    half = _ZEBRA_LENGTH_M / 2
    left = np.arange(street.right_kerb_m + 0.45, street.left_kerb_m - 0.6, 1.0)
    return [Mark("zebra", band(street, (middle - half, middle + half), (o, o + 0.5))) for o in left]


def _arrow(street: Street, along_m: float) -> Floats:
    """A left-turn arrow on the right lane, 4 m long."""
    shape = [
        (0, -0.07), (2.6, -0.07), (3.0, 0.05), (3.0, 0.28), (3.35, 0.28), (2.85, 0.72), (2.35, 0.28), (2.7, 0.28),
        (2.7, 0.14), (2.5, 0.07), (0, 0.07),
    ]  # fmt: skip
    along, across = np.array(shape).T
    return np.array([street.line.at(along_m + a, -1.5 + o) for a, o in zip(along, across, strict=True)])


def defects(rng: np.random.Generator) -> tuple[Defect, ...]:
    """Cracks, patches and potholes scattered over both carriageways."""
    first, second = streets()
    found: list[Defect] = []
    for street, low, high in ((first, 20.0, 112.0), (second, 48.0, 138.0)):
        spots = iter(rng.permutation(np.linspace(low, high, 15)))
        for _ in range(4):
            found.append(_long_crack(rng, street, next(spots)))
        for _ in range(3):
            found.append(_cross_crack(rng, street, next(spots)))
        for _ in range(3):
            found.append(_patch(rng, street, next(spots)))
        for _ in range(2):
            found.append(_pothole(rng, street, next(spots)))
        found.append(_crazing(rng, street, next(spots)))
    return tuple(found)


def _long_crack(rng: np.random.Generator, street: Street, at: float) -> Defect:
    along = np.arange(at - rng.uniform(1.5, 4), at + rng.uniform(1.5, 4), 0.12)
    offset = rng.uniform(-2.4, 2.4) + np.cumsum(rng.normal(0, 0.025, len(along)))
    return _crack("longitudinal-crack", street.line.at(along, offset), rng.uniform(0.012, 0.028))


def _cross_crack(rng: np.random.Generator, street: Street, at: float) -> Defect:
    offset = np.arange(-2.8, rng.uniform(0.5, 2.9), 0.12)
    along = at + np.cumsum(rng.normal(0, 0.035, len(offset)))
    return _crack("transverse-crack", street.line.at(along, offset), rng.uniform(0.012, 0.028))


def _crack(kind: str, curve: Floats, width_m: float) -> Defect:
    tangent = np.gradient(curve, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], -1) / np.linalg.norm(tangent, axis=1, keepdims=True) * 0.05
    return Defect(kind, np.concatenate([curve + normal, (curve - normal)[::-1]]), curve, width_m)


def _patch(rng: np.random.Generator, street: Street, at: float) -> Defect:
    length, width, offset = rng.uniform(0.8, 3.0), rng.uniform(0.7, 1.6), rng.uniform(-2.6, 0.8)
    return Defect("patch", band(street, (at, at + length), (offset, offset + width)))


def _pothole(rng: np.random.Generator, street: Street, at: float) -> Defect:
    middle = street.line.at(at, rng.uniform(-2.4, 2.4))
    angle = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    radius = rng.uniform(0.14, 0.34) * (1 + rng.normal(0, 0.10, len(angle)))
    return Defect("pothole", middle + radius[:, None] * np.stack([np.cos(angle) * 1.3, np.sin(angle)], -1))


def _crazing(rng: np.random.Generator, street: Street, at: float) -> Defect:
    offset = rng.choice([-2.3, -0.9])
    return Defect("alligator-crack", band(street, (at, at + rng.uniform(1.2, 2.4)), (offset, offset + 0.75)))
