"""The carriageways, the kerbs and pavements, and the land around."""

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.road import Kerb
from ruelle.processing.sample.scene.houses import horizontal
from ruelle.processing.sample.scene.shapes import DOWN, painted
from ruelle.processing.sample.scene.surface import Plane, Surface, rectangle
from ruelle.processing.sample.street import JUNCTION_X_M, KERB_HEIGHT_M, SECOND_END_Y_M, SECOND_START_Y_M
from ruelle.processing.sample.textures.foliage import grass
from ruelle.processing.sample.textures.ground import ROAD_PX_PER_M, Ground, Sheet, draw_ground

SHEETS = (
    Sheet(-24.0, -6.5, JUNCTION_X_M - 9, 11.5),
    Sheet(JUNCTION_X_M - 9, SECOND_START_Y_M - 2, JUNCTION_X_M + 9, SECOND_END_Y_M + 6, turned=True),
)


def build_ground(rng: np.random.Generator, ground: Ground) -> list[Surface]:
    """Two painted sheets at road level, cut again at pavement level, kerb stones between, grass all around."""
    surfaces = []
    for sheet in SHEETS:
        picture = draw_ground(rng, sheet, ground)
        corner, right, down = (np.array([*axis, 0.0]) for axis in sheet.axes)
        low, high = Plane(corner, right, down), Plane(corner + np.array([0, 0, KERB_HEIGHT_M]), right, down)
        surfaces.append(Surface(low, picture, rectangle(*sheet.size_m), ROAD_PX_PER_M, texels_per_m=11))
        pavement = [_strip(kerb, sheet) for kerb in ground.kerbs]
        surfaces.append(Surface(high, picture, np.concatenate(pavement), ROAD_PX_PER_M, texels_per_m=11))
    for kerb in ground.kerbs:
        surfaces += _kerb_faces(kerb)
    land = horizontal(-180, 240, -0.03)
    return [*surfaces, Surface(land, grass(rng), rectangle(480, 480), 512 / 480, texels_per_m=0.25)]


def _strip(kerb: Kerb, sheet: Sheet) -> Floats:
    """Triangles of a pavement in the metres of a sheet; a piece belongs to the sheet that holds its middle."""
    triangles = []
    for a, b, c, d in zip(kerb.road_side, kerb.road_side[1:], kerb.wall_side[1:], kerb.wall_side, strict=False):
        if sheet.holds((a + b) / 2):
            quad = sheet.metres(np.array([a, b, c, d]))
            triangles += [[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]]
    return np.array(triangles).reshape(-1, 3, 2)


def _kerb_faces(kerb: Kerb) -> list[Surface]:
    surfaces = []
    for a, b, wall in zip(kerb.road_side, kerb.road_side[1:], kerb.wall_side, strict=False):
        length = float(np.hypot(*(b - a)))
        along = np.append((b - a) / length, 0.0)
        towards_wall = np.append(wall - a, 0.0)
        corner = np.append(a, KERB_HEIGHT_M)
        if np.dot(np.cross(DOWN, along), towards_wall) > 0:
            along, corner = -along, np.append(b, KERB_HEIGHT_M)
        surfaces.append(
            painted(Plane(corner, along, DOWN), rectangle(length, KERB_HEIGHT_M), (168, 165, 158), texels_per_m=6)
        )
    return surfaces
