"""Road signs, street names, notices."""

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.textures.lettering import write
from ruelle.processing.sample.textures.noise import Colour, box, disc, fill, plain

SIGN_PX_PER_M = 220
_RED: Colour = (190, 24, 32)
_WHITE: Colour = (244, 244, 240)
_BLUE: Colour = (22, 62, 142)


def octagon(size: float) -> Floats:
    """Corners (8, 2) of the octagon in a square of that side."""
    cut = size * (1 - np.sqrt(0.5)) / 1.0
    a, b = cut, size - cut
    return np.array([(a, 0), (b, 0), (size, a), (size, b), (b, size), (a, size), (0, b), (0, a)])


def circle(size: float, count: int = 28) -> Floats:
    """Corners (count, 2) of a circle in a square of that side."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return size / 2 * (1 + np.stack([np.cos(angle), np.sin(angle)], axis=-1))


def stop() -> Bytes:
    """The stop sign, 0.8 m."""
    side = round(0.8 * SIGN_PX_PER_M)
    picture = plain((side, side), _WHITE)
    fill(picture, octagon(side * 0.95) + side * 0.025, _RED)
    write(picture, "STOP", (side * 0.12, side * 0.34, side * 0.88, side * 0.66), _WHITE, weight=0.07)
    return picture


def limit(words: str) -> Bytes:
    """A speed limit, 0.65 m."""
    side = round(0.65 * SIGN_PX_PER_M)
    picture = plain((side, side), _RED)
    disc(picture, (side / 2, side / 2), (side * 0.36, side * 0.36), _WHITE)
    write(picture, words, (side * 0.24, side * 0.30, side * 0.76, side * 0.70), (20, 20, 20), weight=0.07)
    return picture


def crossing() -> Bytes:
    """The blue square of a pedestrian crossing, 0.6 m."""
    side = round(0.6 * SIGN_PX_PER_M)
    picture = plain((side, side), _WHITE)
    box(picture, 4, 4, side - 4, side - 4, colour=_BLUE)
    fill(picture, [(side * 0.5, side * 0.12), (side * 0.88, side * 0.84), (side * 0.12, side * 0.84)], _WHITE)
    ink = (20, 20, 24)
    disc(picture, (side * 0.51, side * 0.37), (side * 0.035, side * 0.035), ink)
    fill(
        picture,
        [
            (side * 0.48, side * 0.42),
            (side * 0.54, side * 0.42),
            (side * 0.55, side * 0.58),
            (side * 0.47, side * 0.58),
        ],
        ink,
    )
    for foot in (0.42, 0.62):
        fill(
            picture,
            [
                (side * 0.48, side * 0.57),
                (side * 0.54, side * 0.57),
                (side * (foot + 0.03), side * 0.74),
                (side * (foot - 0.02), side * 0.74),
            ],
            ink,
        )
    for k in range(4):
        box(picture, side * (0.2 + 0.16 * k), side * 0.76, side * (0.28 + 0.16 * k), side * 0.81, colour=ink)
    return picture


def street_name(name: str) -> Bytes:
    """A street's name in white on blue enamel with a green edge, 0.9 by 0.4 m."""
    height, width = round(0.40 * SIGN_PX_PER_M), round(0.9 * SIGN_PX_PER_M)
    picture = plain((height, width), (30, 92, 62))
    box(picture, 4, 4, width - 4, height - 4, colour=_WHITE)
    box(picture, 6, 6, width - 6, height - 6, colour=(20, 48, 116))
    kind, rest = name.split(" ", 1)
    write(picture, kind, (14, height * 0.14, width - 14, height * 0.40), _WHITE, weight=0.05)
    write(picture, rest, (14, height * 0.46, width - 14, height * 0.86), _WHITE, weight=0.05)
    return picture


def notice_board(rng: np.random.Generator) -> Bytes:
    """A town's notice board with pinned sheets, 1.5 by 1.0 m."""
    height, width = SIGN_PX_PER_M, round(1.5 * SIGN_PX_PER_M)
    picture = plain((height, width), (62, 44, 32))
    box(picture, 8, 34, width - 8, height - 8, colour=(186, 160, 118))
    write(picture, "INFORMATIONS MUNICIPALES", (30, 8, width - 30, 28), (236, 220, 170), weight=0.04)
    for k in range(6):
        x, y = 20 + (k % 3) * 102 + rng.uniform(-5, 5), 44 + (k // 3) * 84 + rng.uniform(-4, 4)
        paper: Colour = ((248, 248, 244), (250, 236, 150), (196, 226, 246), (248, 204, 196))[int(rng.integers(4))]
        box(picture, x, y, x + 84, y + 74, colour=paper)
        write(
            picture,
            ("MARCHE", "FETE", "CONSEIL", "AVIS", "LOTO", "TRAVAUX")[k],
            (x + 8, y + 6, x + 76, y + 22),
            (60, 40, 80),
            weight=0.05,
        )
        for line in range(5):
            box(picture, x + 10, y + 30 + 8 * line, x + rng.uniform(50, 76), y + 32 + 8 * line, colour=(120, 120, 124))
    return picture
