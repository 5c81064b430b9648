"""Draws licence plates of many countries as flat pictures, with dirt, frame and wear."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]
"""Red, green, blue; pictures here are RGB."""
LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
DIGITS = "0123456789"
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSansNarrow-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
)
WHITE, YELLOW, BLACK, BLUE, RED, GREEN = (
    (238, 238, 236), (242, 196, 30), (22, 22, 24), (20, 60, 160), (170, 20, 30), (30, 110, 60),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a plate looks: size in millimetres, colours, bands at its ends and the pattern of its text.

    In a pattern `A` is a letter, `0` a digit, `|` a new line; everything else stands for itself.
    """

    size_mm: tuple[int, int]
    ground: Colour
    ink: Colour
    patterns: tuple[str, ...]
    left_band: Colour | None = None
    right_band: Colour | None = None
    weight: float = 1.0


STYLES = (
    Style((520, 110), WHITE, BLACK, ("AA-000-AA",), BLUE, BLUE, weight=5),
    Style((520, 110), WHITE, BLACK, ("0000 AA 00", "000 AAA 14"), BLUE, weight=1),
    Style((520, 110), YELLOW, BLACK, ("0000 AA 14", "000 AAA 50"), weight=1),
    Style((520, 110), BLACK, (205, 205, 205), ("000 AA 14",), weight=0.5),
    Style((275, 200), WHITE, BLACK, ("AA 000|AA", "AA-000|AA"), BLUE, BLUE, weight=1),
    Style((210, 130), WHITE, BLACK, ("AA 000|AA", "AA-000|AA"), BLUE, BLUE, weight=1),
    Style((520, 110), WHITE, BLACK, ("A AA 000", "AA-AA 000", "0A0 0000", "AAA 000", "AA 000 AA"), BLUE, weight=6),
    Style((520, 110), WHITE, BLACK, ("AA-000AA", "AA 000 A", "A00 000", "AAA-000"), weight=1.5),
    Style((520, 110), WHITE, RED, ("0-AAA-000",), BLUE, weight=0.7),
    Style((520, 110), YELLOW, BLACK, ("AA-000-A", "AA00 AAA", "0-AAA-00"), BLUE, weight=1.2),
    Style((520, 111), YELLOW, BLACK, ("AA00 AAA",), weight=0.7),
    Style((340, 220), WHITE, BLACK, ("AA 00|0000", "AA|000 AA", "0A0|0000"), BLUE, weight=0.8),
    Style((280, 200), WHITE, BLACK, ("AA00|000", "AA|000 AA", "AA 000|0000"), weight=1.0),
    Style((305, 152), WHITE, (25, 35, 110), ("AAA 0000", "0AAA000", "000-AAA"), weight=2),
    Style((305, 152), (225, 215, 170), (30, 40, 80), ("AAA 000", "000 AAA"), weight=0.6),
    Style((305, 152), (40, 60, 120), (225, 220, 190), ("AAA 000",), weight=0.4),
    Style((500, 120), WHITE, BLACK, ("AA 00 AA 0000", "AA00AA0000"), weight=2),
    Style((500, 120), YELLOW, BLACK, ("AA 00 A 0000",), weight=0.8),
    Style((340, 200), WHITE, BLACK, ("AA 00 AA|0000", "AA 00|AA 0000"), weight=1),
    Style((340, 200), YELLOW, BLACK, ("AA 00 A|0000",), weight=0.6),
    Style((400, 130), (200, 202, 204), BLACK, ("AAA-0000", "AAA 0A00"), weight=0.8),
    Style((440, 140), BLUE, WHITE, ("AA 00000", "A 00A00"), weight=0.8),
    Style((480, 140), (120, 200, 140), BLACK, ("AA000000",), weight=0.4),
    Style((520, 110), BLACK, WHITE, ("AAA 0000", "A 0000 AA"), weight=0.7),
    Style((520, 110), WHITE, BLACK, ("0000 AAA", "00000 A", "A 00000"), weight=0.7),
    Style((340, 170), WHITE, BLACK, ("0000|AAA", "00-00|0000", "00-000|00"), weight=1),
    Style((335, 155), WHITE, BLACK, ("00-00", "000 00-00"), weight=0.8),
    Style((335, 155), GREEN, WHITE, ("00-00",), weight=0.4),
)
_WEIGHTS = np.array([style.weight for style in STYLES])
PX_PER_MM = 0.5


def draw_plate(rng: np.random.Generator) -> Picture:
    """A plate, (H, W, 3) RGB at `PX_PER_MM`, with frame, screws and dirt as they come."""
    style = STYLES[rng.choice(len(STYLES), p=_WEIGHTS / _WEIGHTS.sum())]
    picture = plate_of(style, rng)
    for spoil, chance in ((_screws, 0.3), (_frame, 0.45), (_dirt, 0.5), (_sheen, 0.4)):
        if rng.random() < chance:
            picture = spoil(rng, picture)
    return picture


def plate_of(style: Style, rng: np.random.Generator) -> Picture:
    """A clean plate of a style."""
    wide, high = (round(side * PX_PER_MM) for side in style.size_mm)
    image = Image.new("RGB", (wide, high), style.ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, wide - 1, high - 1), outline=style.ink if rng.random() < 0.6 else style.ground, width=2)
    band = round(44 * PX_PER_MM) if style.size_mm[1] < 150 else round(36 * PX_PER_MM)
    left = _band(pen, style.left_band, (0, 0, band, high))
    right = _band(pen, style.right_band, (wide - band, 0, wide, high))
    lines = text_of(style.patterns[rng.integers(len(style.patterns))], rng).split("|")
    path = FONTS[rng.integers(len(FONTS))]
    free = wide - left - right - round(16 * PX_PER_MM)
    for row, line in enumerate(lines):
        tall = round(high / len(lines) * rng.uniform(0.68, 0.86))
        text = _line(path, line, tall, (style.ink, style.ground))
        if text.width > free:
            text = text.resize((free, tall))
        place = left + (wide - left - right - text.width) // 2
        image.paste(text, (place, round((row + 0.5) * high / len(lines) - tall / 2)))
    return np.asarray(image).copy()


def text_of(pattern: str, rng: np.random.Generator) -> str:
    """A pattern filled with random letters and digits."""
    kinds: dict[str, Callable[[], str]] = {
        "A": lambda: LETTERS[rng.integers(len(LETTERS))],
        "0": lambda: DIGITS[rng.integers(10)],
    }
    return "".join(kinds[mark]() if mark in kinds else mark for mark in pattern)


def _band(pen: ImageDraw.ImageDraw, colour: Colour | None, box: tuple[int, int, int, int]) -> int:
    if colour is None:
        return 0
    pen.rectangle(box, fill=colour)
    x1, y1, x2, y2 = box
    middle, third = (x1 + x2) // 2, (y2 - y1) // 3
    pen.ellipse((x1 + 5, y1 + third - 6, x2 - 5, y1 + third + 6), outline=(220, 200, 60), width=2)
    pen.rectangle((middle - 4, y2 - third, middle + 4, y2 - third + 9), fill=(235, 235, 235))
    return x2 - x1


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(path, size) if Path(path).exists() else ImageFont.load_default(size)


def _line(path: str, text: str, tall: int, colours: tuple[Colour, Colour]) -> Image.Image:
    """One line of text whose capitals are `tall` pixels high."""
    ink, ground = colours
    font = _font(path, round(tall * 1.35))
    x1, y1, x2, y2 = font.getbbox(text)
    image = Image.new("RGB", (round(x2 - x1), round(y2 - y1)), ground)
    ImageDraw.Draw(image).text((-x1, -y1), text, font=font, fill=ink)
    return image.resize((max(1, round(image.width * tall / image.height)), tall))


def _screws(rng: np.random.Generator, picture: Picture) -> Picture:
    high, wide = picture.shape[:2]
    for x in (0.12, 0.88):
        cv2.circle(picture, (round(x * wide), round(rng.uniform(0.2, 0.8) * high)), 3, (90, 90, 90), -1)
    return picture


def _frame(rng: np.random.Generator, picture: Picture) -> Picture:
    """The dealer's frame around a plate, thicker below; part of what is to be covered, for it may name the town."""
    side, below = (int(v) for v in rng.integers((2, 3), (6, 12)))
    shade = int(rng.choice([25, 60, 180]))
    framed = cv2.copyMakeBorder(picture, side, below, side, side, cv2.BORDER_CONSTANT, value=(shade, shade, shade))
    return np.asarray(framed, np.uint8)


def _dirt(rng: np.random.Generator, picture: Picture) -> Picture:
    rough = cv2.resize(rng.random((4, 12)).astype(np.float32), picture.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    share = np.clip(rough * rng.uniform(0.2, 0.9), 0, 0.8)[..., None]
    mud = rng.uniform((60, 55, 45), (140, 130, 110))
    return np.asarray(picture * (1 - share) + mud * share, np.uint8)


def _sheen(rng: np.random.Generator, picture: Picture) -> Picture:
    """Light that falls unevenly: a gradient or the sharp edge of a shadow."""
    high, wide = picture.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    angle = rng.uniform(0, 2 * np.pi)
    ramp = across * np.cos(angle) + down * np.sin(angle) * rng.uniform(0.2, 1)
    steep = rng.uniform(1, 20)
    factor = 1 + rng.uniform(-0.45, 0.2) / (1 + np.exp(-ramp * steep))
    return np.asarray(np.clip(picture * factor[..., None], 0, 255), np.uint8)
