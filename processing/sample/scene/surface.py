"""A scene is a set of surfaces: pictures on planes, cut to shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats


def vector(*values: float) -> Floats:
    """Three numbers as an array."""
    return np.array(values, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Plane:
    """Where a picture hangs: its top-left corner and the unit vectors of its right and down, in the plan frame.

    Who sees the picture the right way round stands on the side of `outwards`.
    """

    corner: Floats
    right: Floats
    down: Floats

    @property
    def outwards(self) -> Floats:
        """Unit normal towards the viewer."""
        (a, b, c), (d, e, f) = self.down.tolist(), self.right.tolist()
        return np.array((b * f - c * e, c * d - a * f, a * e - b * d))

    def at(self, right_m: float, down_m: float, out_m: float = 0.0) -> Floats:
        """The plan point at a place of the picture, lifted off it by `out_m`."""
        return np.asarray(self.corner + self.right * right_m + self.down * down_m + self.outwards * out_m)

    def moved(self, right_m: float, down_m: float, out_m: float = 0.0) -> "Plane":
        """The parallel plane whose corner is at that place."""
        return replace(self, corner=self.at(right_m, down_m, out_m))


class Light(Enum):
    """How a surface takes light: as a wall does, as leaves do (both sides), or not at all (the sky)."""

    MATT = "matt"
    LEAF = "leaf"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Surface:
    """A picture (RGB) on a plane, seen through triangles (n, 3, 2) given in metres right and down.

    `px_per_m` is the picture's scale, `anchor_px` the pixel that lies at the plane's corner, `texels_per_m` how finely
    its light is baked.
    """

    plane: Plane
    picture: Bytes
    triangles: Floats
    px_per_m: float
    anchor_px: tuple[float, float] = (0.0, 0.0)
    light: Light = Light.MATT
    texels_per_m: float = 8.0
    tags: frozenset[str] = field(default_factory=frozenset)

    @property
    def vertices(self) -> Floats:
        """Corners of the triangles in the plan frame, (n, 3, 3)."""
        u, v = self.triangles[..., :1], self.triangles[..., 1:]
        return np.asarray(self.plane.corner + u * self.plane.right + v * self.plane.down)


def rectangle(width_m: float, height_m: float, *, left_m: float = 0.0, top_m: float = 0.0) -> Floats:
    """Two triangles that make a rectangle."""
    a, b = left_m, top_m
    c, d = left_m + width_m, top_m + height_m
    return np.array([[[a, b], [c, b], [c, d]], [[a, b], [c, d], [a, d]]])


def rectangle_with_holes(width_m: float, height_m: float, holes: Sequence[tuple[float, float, float, float]]) -> Floats:
    """A rectangle less the holes (left, top, right, bottom), as the rectangles between their edges."""
    across = sorted({0.0, width_m, *(hole[0] for hole in holes), *(hole[2] for hole in holes)})
    pieces = []
    for left, right in pairwise(across):
        cuts = sorted((hole[1], hole[3]) for hole in holes if hole[0] < right and hole[2] > left)
        top = 0.0
        for cut_top, cut_bottom in [*cuts, (height_m, height_m)]:
            if cut_top > top + 1e-6:
                pieces.append(rectangle(right - left, cut_top - top, left_m=left, top_m=top))
            top = max(top, cut_bottom)
    return np.concatenate(pieces)


def fan(points: Iterable[tuple[float, float]] | Floats) -> Floats:
    """Triangles of a convex polygon."""
    p = np.asarray(list(points), dtype=np.float64)
    return np.stack([np.broadcast_to(p[0], (len(p) - 2, 2)), p[1:-1], p[2:]], axis=1)


def ears(points: Floats) -> Floats:
    """Triangles of any simple polygon (n, 2), by clipping ears."""
    p = np.asarray(points, dtype=np.float64)
    x, y = p.T
    if np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) < 0:
        p = p[::-1]
    left, found = list(range(len(p))), []
    while len(left) > 3:
        ear = next((i for i in range(len(left)) if _is_ear(p, left, i)), 0)
        found.append([p[left[ear - 1]], p[left[ear]], p[left[(ear + 1) % len(left)]]])
        del left[ear]
    return np.array([*found, p[left]])


def _is_ear(p: Floats, left: list[int], i: int) -> bool:
    a, b, c = p[left[i - 1]], p[left[i]], p[left[(i + 1) % len(left)]]
    if _twice_area(a, b, c) <= 1e-12:
        return False
    corners = {left[i - 1], left[i], left[(i + 1) % len(left)]}
    others = p[[k for k in left if k not in corners]]
    inside = (_twice_area(a, b, others) >= 0) & (_twice_area(b, c, others) >= 0) & (_twice_area(c, a, others) >= 0)
    return not bool(np.any(inside))


def _twice_area(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.asarray((b[0] - a[0]) * (c[..., 1] - a[1]) - (b[1] - a[1]) * (c[..., 0] - a[0]))
