"""The ground seen from above: asphalt, markings, damage, kerbs and pavements."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.road import Defect, Kerb, Mark
from ruelle.processing.sample.textures.noise import Colour, cloudy, fill, grainy, plain, shaded, stroke

ROAD_PX_PER_M = 80
_WHITE: Colour = (232, 231, 224)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of the plan, in metres, that one picture covers; its up is plan y, or plan -x if it is `turned`."""

    left_m: float
    bottom_m: float
    right_m: float
    top_m: float
    turned: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        across, along = round(self.size_m[0] * ROAD_PX_PER_M), round(self.size_m[1] * ROAD_PX_PER_M)
        return along, across

    @property
    def size_m(self) -> tuple[float, float]:
        """The picture's width and height."""
        size = (self.right_m - self.left_m, self.top_m - self.bottom_m)
        return size[::-1] if self.turned else size

    @property
    def axes(self) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
        """The picture's top-left corner in the plan, its right and its down."""
        if self.turned:
            return (self.left_m, self.bottom_m), (0.0, 1.0), (1.0, 0.0)
        return (self.left_m, self.top_m), (1.0, 0.0), (0.0, -1.0)

    def holds(self, point: Floats) -> bool:
        """Whether a plan point lies in the rectangle."""
        return bool(self.left_m <= point[0] < self.right_m and self.bottom_m <= point[1] < self.top_m)

    def metres(self, points: Floats) -> Floats:
        """Metres right and down (..., 2) of plan points (..., 2)."""
        corner, right, down = (np.array(axis) for axis in self.axes)
        return np.stack([(points - corner) @ right, (points - corner) @ down], axis=-1)

    def pixels(self, points: Floats) -> Floats:
        """Pixels (..., 2) of plan points (..., 2)."""
        return self.metres(points) * ROAD_PX_PER_M


@dataclass(frozen=True, slots=True)
class Ground:
    """All that lies flat: asphalt polygons, kerbs, markings, damage, and iron covers (x, y, radius in metres)."""

    carriageways: tuple[Floats, ...]
    kerbs: tuple[Kerb, ...]
    marks: tuple[Mark, ...]
    defects: tuple[Defect, ...]
    covers: tuple[tuple[float, float, float], ...]
    wheel_paths: tuple[Floats, ...]


def draw_ground(rng: np.random.Generator, sheet: Sheet, ground: Ground) -> Bytes:
    """Draw one sheet (RGB, ROAD_PX_PER_M)."""
    picture = _drifting(rng, _tiled(_pavement_tile(rng), sheet), 0.05)
    road = np.zeros(sheet.shape, np.uint8)
    for polygon in ground.carriageways:
        fill(road, sheet.pixels(polygon), 255)
    asphalt = _drifting(rng, _tiled(_asphalt_tile(rng), sheet), 0.07)
    asphalt = _worn(asphalt, sheet, ground.wheel_paths)
    for defect in ground.defects:
        _damage(rng, asphalt, sheet, defect)
    _paint_marks(rng, asphalt, sheet, ground.marks)
    for cover in ground.covers:
        _cover(asphalt, sheet, cover)
    cv2.copyTo(asphalt, road, picture)
    for kerb in ground.kerbs:
        _kerb_stones(rng, picture, sheet, kerb)
    return picture


def _asphalt_tile(rng: np.random.Generator) -> Bytes:
    side = 1024
    stones = cv2.GaussianBlur(rng.normal(0, 1, (side, side)).astype(np.float32), (0, 0), 0.8) * 0.20
    bright = (rng.random((side, side)) > 0.985).astype(np.float32) * 0.28
    coarse = cloudy(rng, (side, side), (5, 12)) * 0.09
    return shaded(plain((side, side), (130, 128, 126)), stones + bright + coarse)


def _pavement_tile(rng: np.random.Generator) -> Bytes:
    side = 1024
    grain = cv2.GaussianBlur(rng.normal(0, 1, (side, side)).astype(np.float32), (0, 0), 1.0) * 0.12
    picture = shaded(plain((side, side), (168, 158, 147)), grain + cloudy(rng, (side, side), (9, 40)) * 0.05)
    for k in range(0, side, 128):
        picture[k : k + 2] = picture[k : k + 2] * 0.8
        picture[:, k : k + 2] = picture[:, k : k + 2] * 0.84
    return picture


def _tiled(tile: Bytes, sheet: Sheet) -> Bytes:
    height, width = sheet.shape
    side = len(tile)
    picture = np.empty((height, width, 3), np.uint8)
    turned = np.ascontiguousarray(tile[::-1, ::-1])
    for top in range(0, height, side):
        for left in range(0, width, side):
            part = picture[top : top + side, left : left + side]
            part[:] = (tile, turned)[(top + left) // side % 2][: part.shape[0], : part.shape[1]]
    return picture


def _drifting(rng: np.random.Generator, picture: Bytes, amount: float) -> Bytes:
    """Broad light and dark areas."""
    height, width = picture.shape[:2]
    return shaded(picture, cloudy(rng, (height // 16, width // 16), (40, 14, 5)) * amount)


def _worn(picture: Bytes, sheet: Sheet, paths: Iterable[Floats]) -> Bytes:
    height, width = sheet.shape
    small = np.zeros((height // 8, width // 8), np.float32)
    for path in paths:
        cv2.polylines(small, [np.round(sheet.pixels(path) / 8).astype(np.int32)], False, 1.0, 6)
    return shaded(picture, 0.09 * cv2.GaussianBlur(small, (0, 0), 2.2))


def _damage(rng: np.random.Generator, picture: Bytes, sheet: Sheet, defect: Defect) -> None:
    points = sheet.pixels(defect.polygon)
    low, high = np.floor(points.min(axis=0) - 12).astype(int), np.ceil(points.max(axis=0) + 12).astype(int)
    height, width = sheet.shape
    if high[0] <= 0 or high[1] <= 0 or low[0] >= width or low[1] >= height:
        return
    low, high = np.maximum(low, 0), np.minimum(high, (width, height))
    part = picture[low[1] : high[1], low[0] : high[0]]
    local = points - low
    if defect.curve is not None:
        curve = sheet.pixels(defect.curve) - low
        stroke(part, curve + 0.8, (138, 137, 134), 3)
        stroke(part, curve, (38, 37, 36), max(1, round(defect.width_m * ROAD_PX_PER_M)))
    elif defect.kind == "patch":
        _patch(rng, part, local)
    elif defect.kind == "pothole":
        _pothole(rng, part, local)
    else:
        _crazing(rng, part, local)


def _patch(rng: np.random.Generator, part: Bytes, local: Floats) -> None:
    mask = np.zeros(part.shape[:2], np.uint8)
    fill(mask, local, 255)
    tone = plain(part.shape[:2], (78, 77, 77) if rng.random() < 0.7 else (128, 126, 122))
    cv2.copyTo(grainy(rng, tone, 0.13), mask, part)
    stroke(part, np.concatenate([local, local[:1]]), (44, 43, 43), 3)


def _pothole(rng: np.random.Generator, part: Bytes, local: Floats) -> None:
    middle = local.mean(axis=0)
    for size, colour in ((1.18, (128, 124, 118)), (1.0, (62, 58, 54)), (0.72, (78, 72, 64))):
        mask = np.zeros(part.shape[:2], np.uint8)
        fill(mask, middle + (local - middle) * size, 255)
        cv2.copyTo(grainy(rng, plain(part.shape[:2], colour), 0.24), mask, part)


def _crazing(rng: np.random.Generator, part: Bytes, local: Floats) -> None:
    mask = np.zeros(part.shape[:2], np.uint8)
    fill(mask, local, 255)
    height, width = len(part), len(part[0])
    net = cv2.Subdiv2D((0, 0, width, height))
    spacing = 0.11 * ROAD_PX_PER_M
    spots = [(x, y) for x in np.arange(2, width - 2, spacing) for y in np.arange(2, height - 2, spacing)]
    for x, y in spots:
        place = np.clip(rng.normal((x, y), spacing * 0.25), 1, (width - 2, height - 2))
        net.insert((float(place[0]), float(place[1])))
    cracked = part.copy()
    for cell in net.getVoronoiFacetList([])[0]:
        stroke(cracked, np.concatenate([cell, cell[:1]]), (46, 45, 44), 1)
    cv2.copyTo(cracked, mask, part)


def _paint_marks(rng: np.random.Generator, picture: Bytes, sheet: Sheet, marks: Iterable[Mark]) -> None:
    worn = cloudy(rng, (1024, 1024), (64, 9, 3))
    keep = np.clip(1.05 - 0.9 * np.clip(worn - 0.38, 0, 1), 0.15, 0.94)
    height, width = sheet.shape
    for mark in marks:
        points = sheet.pixels(mark.polygon)
        low = np.maximum(np.floor(points.min(axis=0)).astype(int) - 1, 0)
        high = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 1, (width, height))
        if np.any(high <= low):
            continue
        mask = np.zeros(high[::-1] - low[::-1], np.uint8)
        fill(mask, points - low, 255)
        wear = np.take(
            np.take(keep, np.arange(low[1], high[1]), 0, mode="wrap"), np.arange(low[0], high[0]), 1, mode="wrap"
        )
        alpha = (mask / 255.0 * wear)[..., None]
        part = picture[low[1] : high[1], low[0] : high[0]]
        part[:] = part * (1 - alpha) + np.array(_WHITE) * alpha


def _cover(picture: Bytes, sheet: Sheet, cover: tuple[float, float, float]) -> None:
    x, y = (float(value) for value in sheet.pixels(np.array(cover[:2])))
    radius = cover[2] * ROAD_PX_PER_M
    if not (radius < x < sheet.shape[1] - radius and radius < y < sheet.shape[0] - radius):
        return
    for size, tone in ((1.12, 66), (1.0, 94), (0.9, 74)):
        cv2.circle(picture, (round(x), round(y)), round(radius * size), (tone, tone - 2, tone - 5), -1, cv2.LINE_AA)
    step = max(4, round(0.055 * ROAD_PX_PER_M))
    for i in range(-8, 9):
        for j in range(-8, 9):
            if (i * i + j * j) * step * step < (0.8 * radius) ** 2 and (i + j) % 2 == 0:
                cv2.circle(picture, (round(x + i * step), round(y + j * step)), 1, (112, 110, 106), -1)


def _kerb_stones(rng: np.random.Generator, picture: Bytes, sheet: Sheet, kerb: Kerb) -> None:
    inwards = kerb.wall_side - kerb.road_side
    inwards = inwards / np.maximum(np.linalg.norm(inwards, axis=1, keepdims=True), 1e-6)
    for a, b, da, db in zip(kerb.road_side, kerb.road_side[1:], inwards, inwards[1:], strict=False):
        length = float(np.hypot(*(b - a)))
        for k in range(max(1, round(length))):
            n = max(1, round(length))
            ends = [a + (b - a) * ((k + e) / n) for e in (0.01, 0.99)]
            stone = np.array([ends[0], ends[1], ends[1] + db * 0.16, ends[0] + da * 0.16])
            tone = int(rng.normal(176, 9))
            fill(picture, sheet.pixels(stone), (tone, tone - 3, tone - 8))
            gutter = np.array([ends[0], ends[1], ends[1] - db * 0.22, ends[0] - da * 0.22])
            tone = int(rng.normal(122, 6))
            fill(picture, sheet.pixels(gutter), (tone, tone - 2, tone - 4))
