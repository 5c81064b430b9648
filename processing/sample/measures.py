"""Lengths and defects that an inspector could measure in the sample, as truth."""

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.geodesy import Site
from ruelle.processing.sample.layout import Layout
from ruelle.processing.sample.road import STOP_LINE_X_M, ZEBRAS_M, Defect, Mark, markings
from ruelle.processing.sample.street import KERB_HEIGHT_M
from ruelle.processing.sample.truth import Damage, Distance


def distances(layout: Layout, site: Site) -> tuple[Distance, ...]:
    """Widths of streets, lengths of marks, the height of a kerb, the distance between crossing and stop line."""
    first, second = layout.streets
    stop = STOP_LINE_X_M - first.line.points[0, 0]
    ends: list[tuple[str, Floats, Floats]] = []
    for street, along in ((first, 40.0), (first, 90.0), (second, 60.0), (second, 100.0)):
        ends.append(
            (
                f"carriageway width, {street.name}, {along:g} m",
                _flat(street.line.at(along, street.right_kerb_m)),
                _flat(street.line.at(along, street.left_kerb_m)),
            )
        )
    kerb = first.line.at(40.0, first.right_kerb_m)
    ends.append(("kerb height", _flat(kerb), np.append(kerb, KERB_HEIGHT_M)))
    ends.append(("stop line width", _flat(first.line.at(stop, -2.75)), _flat(first.line.at(stop, -0.15))))
    ends.append(("crossing to stop line", _flat(first.line.at(ZEBRAS_M[0][1], -1.5)), _flat(first.line.at(stop, -1.5))))
    for mark in [m for m in markings() if m.kind == "centre-dash"][:6]:
        ends.append(("centre dash length", *_dash_ends(mark)))
    return tuple(_distance(name, start, end, site) for name, start, end in ends)


def _flat(point: Floats) -> Floats:
    return np.append(point, 0.0)


def _dash_ends(mark: Mark) -> tuple[Floats, Floats]:
    half = len(mark.polygon) // 2
    back = mark.polygon[half:][::-1]
    return _flat((mark.polygon[0] + back[0]) / 2), _flat((mark.polygon[half - 1] + back[-1]) / 2)


def _distance(name: str, start: Floats, end: Floats, site: Site) -> Distance:
    a, b = site.enu_from_plan(start), site.enu_from_plan(end)
    return Distance(name, tuple(a.tolist()), tuple(b.tolist()), float(np.linalg.norm(b - a)))


def damages(defects: tuple[Defect, ...], site: Site) -> tuple[Damage, ...]:
    """The defects in local metres."""
    return tuple(_damage(defect, site) for defect in defects)


def _damage(defect: Defect, site: Site) -> Damage:
    points = np.column_stack([defect.polygon, np.zeros(len(defect.polygon))])
    local = site.enu_from_plan(points)[:, :2]
    x, y = local.T
    area = abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) / 2
    return Damage(defect.kind, tuple(tuple(point) for point in local.tolist()), area, defect.width_m)
