"""Cars seen from the side, the front and the back, their glass and wheels, and their French plates."""

from functools import lru_cache

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.textures.lettering import write
from ruelle.processing.sample.textures.noise import Colour, box, disc, fill, plain, stroke, toned

CAR_PX_PER_M = 110
PLATE_PX_PER_M = 640
PLATE_SIZE_M = (0.52, 0.11)
_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"


def registration(rng: np.random.Generator) -> str:
    """A registration of the French system of 2009: two letters, three digits, two letters."""
    letters = ["".join(_LETTERS[i] for i in rng.integers(len(_LETTERS), size=2)) for _ in range(2)]
    return f"{letters[0]}-{rng.integers(1, 1000):03d}-{letters[1]}"


def plate(words: str) -> Bytes:
    """A plate: black on white between two blue bands, with the ring of stars, F and 14."""
    width, height = (round(side * PLATE_PX_PER_M) for side in PLATE_SIZE_M)
    picture = plain((height, width), (246, 246, 242))
    band = round(0.042 * PLATE_PX_PER_M)
    box(picture, 0, 0, band, height, colour=(24, 62, 148))
    box(picture, width - band, 0, width, height, colour=(24, 62, 148))
    for k in range(12):
        angle = k * np.pi / 6
        disc(picture, (band / 2 + 7 * np.cos(angle), height * 0.3 + 7 * np.sin(angle)), (1, 1), (244, 206, 60))
    write(picture, "F", (3, height * 0.56, band - 3, height * 0.9), (250, 250, 250), weight=0.04)
    write(picture, "14", (width - band + 3, height * 0.60, width - 3, height * 0.88), (250, 250, 250), weight=0.04)
    write(picture, words, (band + 6, height * 0.17, width - band - 6, height * 0.83), (14, 14, 16), weight=0.055)
    cv2.rectangle(picture, (0, 0), (width - 1, height - 1), (40, 40, 42), 1)
    return picture


def body_side(outline: Floats, wheels_m: tuple[float, float], size_m: tuple[float, float], colour: Colour) -> Bytes:
    """The lower body from the side (front at the left): doors, handles, arches; glass is drawn apart."""
    width, height = (round(side * CAR_PX_PER_M) for side in size_m)
    picture = plain((height, width), colour)
    down = np.linspace(0, 1, height)[:, None, None]
    sheen = np.interp(down, [0, 0.28, 0.42, 0.55, 0.8, 1.0], [1.05, 1.12, 1.22, 0.98, 0.84, 0.62])
    picture[:] = np.clip(picture * sheen, 0, 255)
    dark = toned(colour, 0.45)
    top = float(outline[:, 1].min()) * CAR_PX_PER_M
    for x in (0.36, 0.56, 0.76):
        stroke(picture, np.array([(x * width, top), (x * width - 2, height * 0.88)]), dark, 1)
    for x in (0.53, 0.73):
        box(picture, x * width, top + 12, x * width + 16, top + 17, colour=toned(colour, 0.72))
    stroke(picture, np.array([(0.12 * width, height * 0.58), (0.9 * width, height * 0.52)]), toned(colour, 0.8), 2)
    box(picture, 0, height * 0.88, width, height, colour=(38, 38, 40))
    fill(
        picture,
        [(0, height * 0.36), (0.07 * width, height * 0.34), (0.085 * width, height * 0.46), (0, height * 0.50)],
        (222, 226, 230),
    )
    fill(
        picture,
        [(width, height * 0.32), (0.95 * width, height * 0.32), (0.94 * width, height * 0.5), (width, height * 0.5)],
        (166, 22, 24),
    )
    for x in wheels_m:
        disc(
            picture,
            (x * CAR_PX_PER_M, height - 0.10 * CAR_PX_PER_M),
            (0.38 * CAR_PX_PER_M, 0.40 * CAR_PX_PER_M),
            (20, 20, 22),
        )
    return picture


def glass_side(size_m: tuple[float, float], pillars: tuple[float, ...], colour: Colour) -> Bytes:
    """The upper body from the side: panes between pillars (fractions of the length) under the roof's edge."""
    width, height = (round(side * CAR_PX_PER_M) for side in size_m)
    picture = _pane((height, width))
    box(picture, 0, 0, width, height * 0.10, colour=colour)
    for x in pillars:
        box(picture, x * width - 4, 0, x * width + 4, height, colour=(24, 24, 26))
    box(picture, 0, height * 0.96, width, height, colour=(30, 30, 32))
    return picture


def glass_across(size_m: tuple[float, float], colour: Colour) -> Bytes:
    """A windscreen or a rear window between its pillars."""
    width, height = (round(side * CAR_PX_PER_M) for side in size_m)
    picture = _pane((height, width))
    edge = round(0.05 * CAR_PX_PER_M)
    for left in (0, width - edge):
        box(picture, left, 0, left + edge, height, colour=colour)
    box(picture, 0, 0, width, 3, colour=toned(colour, 0.7))
    box(picture, edge, height - 5, width - edge, height, colour=(26, 26, 28))
    return picture


def _pane(shape: tuple[int, int]) -> Bytes:
    down = np.linspace(0, 1, shape[0])[:, None, None]
    across = np.linspace(-1, 1, shape[1])[None, :, None]
    mirror = np.clip(1 - 3 * np.abs(across + 0.5 - down), 0, 1) * 0.35 + (1 - down) * 0.30
    return np.asarray((np.array((34, 40, 46)) * (1 - mirror) + np.array((186, 202, 216)) * mirror), np.uint8)


def front(size_m: tuple[float, float], colour: Colour) -> Bytes:
    """The face of a car: lamps, grille, bumper."""
    width, height, picture = _end(size_m, colour)
    box(picture, 0.26 * width, 0.20 * height, 0.74 * width, 0.36 * height, colour=(26, 26, 28))
    for k in range(4):
        box(
            picture,
            0.27 * width,
            (0.22 + 0.035 * k) * height,
            0.73 * width,
            (0.232 + 0.035 * k) * height,
            colour=(120, 122, 126),
        )
    disc(picture, (0.5 * width, 0.25 * height), (0.045 * width, 0.055 * height), (196, 198, 202))
    for left in (0.02, 0.74):
        fill(
            picture,
            [
                (left * width, 0.16 * height),
                ((left + 0.24) * width, 0.20 * height),
                ((left + 0.22) * width, 0.36 * height),
                ((left + 0.02) * width, 0.36 * height),
            ],
            (214, 220, 226),
        )
        disc(picture, ((left + 0.11) * width, 0.27 * height), (0.05 * width, 0.06 * height), (246, 248, 250))
    box(picture, 0.12 * width, 0.74 * height, 0.88 * width, 0.86 * height, colour=(30, 30, 32))
    return picture


def back(size_m: tuple[float, float], colour: Colour) -> Bytes:
    """The back of a car: red lamps, boot lid, bumper."""
    width, height, picture = _end(size_m, colour)
    for left in (0.015, 0.785):
        fill(
            picture,
            [
                (left * width, 0.08 * height),
                ((left + 0.2) * width, 0.10 * height),
                ((left + 0.19) * width, 0.32 * height),
                (left * width, 0.36 * height),
            ],
            (176, 20, 24),
        )
        box(picture, (left + 0.03) * width, 0.26 * height, (left + 0.16) * width, 0.31 * height, colour=(236, 200, 190))
    stroke(picture, np.array([(0.06 * width, 0.60 * height), (0.94 * width, 0.60 * height)]), toned(colour, 0.4), 2)
    disc(picture, (0.5 * width, 0.16 * height), (0.04 * width, 0.05 * height), (206, 208, 212))
    box(picture, 0.04 * width, 0.82 * height, 0.96 * width, height, colour=(34, 34, 36))
    return picture


def _end(size_m: tuple[float, float], colour: Colour) -> tuple[int, int, Bytes]:
    width, height = (round(side * CAR_PX_PER_M) for side in size_m)
    down = np.linspace(0, 1, height)[:, None, None]
    light = np.interp(down, [0, 0.5, 1], [1.12, 0.98, 0.72])
    picture = np.clip(plain((height, width), colour) * light, 0, 255).astype(np.uint8)
    box(picture, 0, height * 0.93, width, height, colour=(32, 32, 34))
    return width, height, picture


def top(size_m: tuple[float, float], colour: Colour) -> Bytes:
    """A painted sheet that mirrors the sky: bonnet, roof, boot."""
    width, height = (max(8, round(side * CAR_PX_PER_M)) for side in size_m)
    across = np.linspace(-1, 1, width)[None, :, None]
    shine = 1.05 + 0.20 * np.exp(-((across * 2.2) ** 2)) - 0.12 * np.abs(across) ** 4
    picture = np.clip(plain((height, width), colour) * shine + 10, 0, 255).astype(np.uint8)
    cv2.rectangle(picture, (0, 0), (width - 1, height - 1), toned(colour, 0.6), 1)
    return picture


@lru_cache(maxsize=1)
def wheel() -> Bytes:
    """A wheel 0.64 m wide: tyre, rim, five spokes."""
    side = round(0.64 * CAR_PX_PER_M)
    picture = plain((side, side), (26, 26, 28))
    middle = (side / 2, side / 2)
    disc(picture, middle, (side * 0.36, side * 0.36), (168, 170, 174))
    disc(picture, middle, (side * 0.31, side * 0.31), (60, 60, 64))
    for k in range(5):
        angle = k * 2 * np.pi / 5
        tip = (side / 2 + side * 0.33 * np.cos(angle), side / 2 + side * 0.33 * np.sin(angle))
        stroke(picture, np.array([middle, tip]), (186, 188, 192), 6)
    disc(picture, middle, (side * 0.07, side * 0.07), (150, 152, 156))
    return picture
