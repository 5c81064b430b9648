"""Façades: a wall, what frames its openings, and the windows, doors and shutters that go into them."""

from dataclasses import dataclass

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.textures.lettering import write
from ruelle.processing.sample.textures.masonry import MASONRY, WALL_PX_PER_M
from ruelle.processing.sample.textures.noise import Colour, box, grainy, plain, shaded, shift_colour, toned

STONE: Colour = (226, 214, 188)


@dataclass(frozen=True, slots=True)
class Opening:
    """A window, door or shop front in a façade, in metres from the wall's top-left corner."""

    kind: str
    left_m: float
    top_m: float
    width_m: float
    height_m: float

    @property
    def edges_m(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left_m, self.top_m, self.left_m + self.width_m, self.top_m + self.height_m


@dataclass(frozen=True, slots=True)
class Wall:
    """What a wall is made of; `number` is written on a plaque beside the door."""

    masonry: str
    colour: Colour
    frame: Colour
    floor_tops_m: tuple[float, ...]
    quoins: bool
    number: str = ""


def facade(rng: np.random.Generator, wall: Wall, size_m: tuple[float, float], openings: tuple[Opening, ...]) -> Bytes:
    """Draw a façade (RGB, WALL_PX_PER_M) whose openings are left to be filled by other pictures."""
    shape = (round(size_m[1] * WALL_PX_PER_M), round(size_m[0] * WALL_PX_PER_M))
    picture = _wall(rng, wall, shape)
    if wall.quoins:
        _quoins(rng, picture, wall.frame)
    for top in wall.floor_tops_m:
        _moulding(picture, top, 0.16, wall.frame)
    _moulding(picture, 0.0, 0.30, wall.frame)
    for opening in openings:
        _surround(rng, picture, opening, wall.frame)
    if wall.number:
        door = next((o for o in openings if o.kind == "door"), openings[0])
        _plaque(picture, wall.number, door)
    _downpipe(picture)
    return picture


def _wall(rng: np.random.Generator, wall: Wall, shape: tuple[int, int]) -> Bytes:
    if wall.masonry != "timber":
        return MASONRY[wall.masonry](rng, shape, wall.colour)
    split = round(max(wall.floor_tops_m, default=0.0) * WALL_PX_PER_M)
    above = MASONRY["timber"](rng, (max(split, 1), shape[1]), wall.colour)
    below = MASONRY["limestone"](rng, (shape[0] - max(split, 1), shape[1]), (214, 198, 166))
    return np.concatenate([above, below])


def _quoins(rng: np.random.Generator, picture: Bytes, colour: Colour) -> None:
    step = round(0.31 * WALL_PX_PER_M)
    for row, top in enumerate(range(0, len(picture), step)):
        reach = round((0.42 if row % 2 else 0.27) * WALL_PX_PER_M)
        tone = shift_colour(rng, colour, 0.03)
        for part in (picture[top : top + step - 1, :reach], picture[top : top + step - 1, -reach:]):
            part[:] = tone
            part[-1:] = np.array(tone) * 0.8


def _moulding(picture: Bytes, top_m: float, height_m: float, colour: Colour) -> None:
    top, bottom = round(top_m * WALL_PX_PER_M), round((top_m + height_m) * WALL_PX_PER_M)
    profile = np.interp(np.linspace(0, 1, max(bottom - top, 1)), [0, 0.15, 0.3, 0.8, 1], [1.08, 1.05, 0.97, 0.93, 0.72])
    band = picture[top:bottom]
    band[:] = np.clip(np.array(colour) * profile[: len(band), None, None], 0, 255)
    below = picture[bottom : bottom + round(0.12 * WALL_PX_PER_M)]
    below[:] = below * np.linspace(0.72, 1.0, len(below))[:, None, None]


def _surround(rng: np.random.Generator, picture: Bytes, opening: Opening, colour: Colour) -> None:
    left, top, right, bottom = (edge * WALL_PX_PER_M for edge in opening.edges_m)
    side, head = 0.16 * WALL_PX_PER_M, 0.22 * WALL_PX_PER_M
    tone = shift_colour(rng, colour, 0.02)
    box(picture, left - side, top - head, right + side, bottom, colour=tone)
    step = round(0.31 * WALL_PX_PER_M)
    for row in range(round(top), round(bottom), step):
        shade = toned(tone, 0.8)
        box(picture, left - side, row, right + side, row + 1, colour=shade)
    key = 0.13 * WALL_PX_PER_M
    middle = (left + right) / 2
    box(picture, middle - key, top - head * 1.25, middle + key, top, colour=shift_colour(rng, colour, 0.03))
    below = slice(round(bottom + 2), round(bottom + 0.55 * WALL_PX_PER_M))
    part = picture[below, max(0, round(left - side)) : round(right + side)]
    streak = cv2.GaussianBlur(rng.uniform(0, 0.20, (1, part.shape[1])).astype(np.float32), (7, 1), 0)
    fade = np.linspace(1, 0, len(part), dtype=np.float32)[:, None]
    part[:] = shaded(part, -streak * fade)


def _plaque(picture: Bytes, number: str, door: Opening) -> None:
    x, y = (door.left_m + door.width_m + 0.20) * WALL_PX_PER_M, (door.top_m + 0.25) * WALL_PX_PER_M
    width, height = 0.20 * WALL_PX_PER_M, 0.15 * WALL_PX_PER_M
    if x + width < picture.shape[1]:
        box(picture, x, y, x + width, y + height, colour=(240, 240, 236))
        box(picture, x + 1, y + 1, x + width - 1, y + height - 1, colour=(28, 52, 122))
        write(picture, number, (x + 2, y + 2, x + width - 2, y + height - 2), (245, 245, 240), weight=0.06)


def _downpipe(picture: Bytes) -> None:
    x = picture.shape[1] - round(0.14 * WALL_PX_PER_M)
    profile = np.interp(np.arange(6), [0, 2, 5], [0.72, 1.0, 0.55])
    picture[:, x : x + 6] = np.array((142, 146, 148)) * profile[None, :, None]
    picture[:, x + 6 : x + 8] = picture[:, x + 6 : x + 8] * 0.8


def window(rng: np.random.Generator, size_m: tuple[float, float], frame: Colour) -> Bytes:
    """A two-leaf window: glass that mirrors a sky, curtains behind, wooden bars before."""
    height, width = (round(side * WALL_PX_PER_M * 1.25) for side in (size_m[1], size_m[0]))
    glass = _glass(rng, (height, width))
    bar = max(4, round(0.055 * WALL_PX_PER_M * 1.25))
    box(glass, 0, 0, width, bar, colour=frame)
    box(glass, 0, height - bar * 1.3, width, height, colour=frame)
    for x in (0, (width - bar) / 2, width - bar):
        box(glass, x, 0, x + bar, height, colour=frame)
    for k in (1, 2):
        y = height * k / 3
        box(glass, 0, y, width, y + bar * 0.5, colour=frame)
    glass[:, (width - bar) // 2 + bar : (width - bar) // 2 + bar + 2] //= 2
    glass[: bar + 3, :] = (glass[: bar + 3, :] * 0.75).astype(np.uint8)
    return glass


def _glass(rng: np.random.Generator, shape: tuple[int, int]) -> Bytes:
    """Glass that mirrors the sky above and the houses across the street below; often curtains behind it."""
    height, width = shape
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    roofs = rng.uniform(0.35, 0.75) + rng.uniform(-0.35, 0.35) * across
    sky = np.clip((roofs - down) / 0.10, 0, 1)
    glass = np.array((52, 56, 60)) * (1 - sky) + np.array((124, 146, 168)) * sky
    streak = np.clip(1 - 7 * np.abs(across - 0.5 * down - rng.uniform(0.0, 0.6)), 0, 1)
    glass = glass * (0.82 + 0.12 * down) + 26 * streak
    if rng.random() < 0.7:
        fold = 0.9 + 0.1 * np.sin(np.arange(width) * rng.uniform(0.5, 0.8))[None, :, None]
        cloth = np.array(shift_colour(rng, (214, 210, 202), 0.05)) * fold
        side = np.abs(across * 2 - 1) > rng.uniform(0.35, 0.7) + 0.12 * (1 - down)
        glass = np.where(side, 0.62 * cloth + 0.38 * glass, glass)
    return np.asarray(np.clip(glass, 0, 255), np.uint8)


def shutter(rng: np.random.Generator, size_m: tuple[float, float], colour: Colour) -> Bytes:
    """A louvred shutter of painted wood."""
    height, width = (round(side * WALL_PX_PER_M * 1.25) for side in (size_m[1], size_m[0]))
    picture = plain((height, width), colour)
    slat = 0.05 * WALL_PX_PER_M * 1.25
    light = np.where((np.arange(height) / slat) % 1 < 0.4, -0.25, 0.04)[:, None] * np.ones((1, width))
    edge = max(3, round(0.06 * WALL_PX_PER_M))
    light[:, :edge], light[:, -edge:] = 0.05, 0.0
    for y in (0, (height - edge) // 2, height - edge):
        light[y : y + edge] = 0.05
    return grainy(rng, shaded(picture, light.astype(np.float32)), 0.02)


def door(rng: np.random.Generator, size_m: tuple[float, float], colour: Colour) -> Bytes:
    """A panelled front door under a small window."""
    scale = WALL_PX_PER_M * 1.25
    height, width = (round(side * scale) for side in (size_m[1], size_m[0]))
    picture = plain((height, width), colour)
    top = round(0.38 * scale)
    picture[4 : top - 4, 4 : width - 4] = _glass(rng, (top - 8, width - 8))
    for rows, lift in (((0.45, 1.15), 0.06), ((1.28, size_m[1] - 0.15), -0.03)):
        for a, b in ((0.10, 0.46), (0.54, 0.90)):
            panel = (a * width, rows[0] * scale, b * width, rows[1] * scale)
            box(picture, *panel, colour=toned(colour, 0.66))
            inner = (panel[0] + 3, panel[1] + 3, panel[2] - 1, panel[3] - 1)
            box(picture, *inner, colour=toned(colour, 1.06 + lift))
    box(picture, 0.86 * width, 1.2 * scale, 0.91 * width, 1.34 * scale, colour=(206, 178, 96))
    picture[-round(0.06 * scale) :] = (120, 112, 100)
    return grainy(rng, picture, 0.025)


def shop_front(rng: np.random.Generator, size_m: tuple[float, float], words: str, colour: Colour) -> Bytes:
    """A painted wooden shop front: sign board, display window, glazed door."""
    height, width = (round(side * WALL_PX_PER_M) for side in (size_m[1], size_m[0]))
    picture = grainy(rng, plain((height, width), colour), 0.02)
    board = round(0.62 * WALL_PX_PER_M)
    box(picture, 0, board - 5, width, board, colour=toned(colour, 0.55))
    write(picture, words, (width * 0.06, board * 0.2, width * 0.94, board * 0.76), (242, 226, 180), weight=0.03)
    for a, b, sill in ((0.04, 0.30, 0.55), (0.32, 0.66, 0.55), (0.72, 0.95, 0.12)):
        bottom = height - round(sill * WALL_PX_PER_M)
        pane = picture[board + 8 : bottom, round(a * width) : round(b * width)]
        pane[:] = _glass(rng, (pane.shape[0], pane.shape[1]))
        _display(rng, pane, sill)
    return picture


def _display(rng: np.random.Generator, pane: Bytes, sill: float) -> None:
    """Goods on two shelves behind the glass of a shop."""
    if sill < 0.3:
        return
    height, width = pane.shape[:2]
    family = ((196, 148, 88), (176, 60, 58), (92, 132, 88), (216, 206, 180))[int(rng.integers(4))]
    for level in (0.66, 0.97):
        x, bottom = 5.0, level * height
        box(pane, 0, bottom, width, bottom + 3, colour=(96, 84, 70))
        while x < width - 14:
            size = (rng.uniform(0.10, 0.24) * WALL_PX_PER_M, rng.uniform(0.10, 0.26) * WALL_PX_PER_M)
            goods = shift_colour(rng, family, 0.16)
            box(pane, x, bottom - size[1], min(width - 4, x + size[0]), bottom, colour=goods)
            box(
                pane,
                x,
                bottom - size[1],
                min(width - 4, x + size[0]),
                bottom - size[1] + 2,
                colour=shift_colour(rng, (236, 228, 208), 0.05),
            )
            x += size[0] + rng.uniform(1, 6)


def gable(rng: np.random.Generator, wall: Wall, size_m: tuple[float, float]) -> Bytes:
    """A side wall: plain render or the masonry of the house."""
    shape = (round(size_m[1] * WALL_PX_PER_M), round(size_m[0] * WALL_PX_PER_M))
    kind = "render" if wall.masonry == "timber" else wall.masonry
    drawn = MASONRY[kind](rng, shape, shift_colour(rng, wall.colour, 0.03))
    return np.asarray(cv2.resize(drawn, (shape[1] // 2, shape[0] // 2), interpolation=cv2.INTER_AREA))
