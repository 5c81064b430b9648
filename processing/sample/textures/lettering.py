"""Words on signs, plates and shop fronts, in the one typeface that Pillow carries."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ruelle.processing.sample.arrays import Bytes
from ruelle.processing.sample.textures.noise import Colour


def write(
    picture: Bytes,
    words: str,
    area: tuple[float, float, float, float],
    colour: Colour,
    *,
    weight: float = 0.0,
) -> None:
    """Write words (no accents: the typeface has none) as large as fits in an area (left, top, right, bottom; pixels).

    `weight` thickens the strokes by a fraction of the height.
    """
    left, top, right, bottom = area
    height, oversize = bottom - top, 3
    font = ImageFont.load_default(height * oversize * 1.25)
    stroke = max(0, round(weight * height * oversize))
    x0, y0, x1, y1 = font.getbbox(words, stroke_width=stroke)
    ink = Image.new("L", (int(x1 - x0) + 2, int(y1 - y0) + 2))
    ImageDraw.Draw(ink).text((1 - x0, 1 - y0), words, fill=255, font=font, stroke_width=stroke)
    scale = min((right - left) / ink.width, height / ink.height)
    size = (max(1, round(ink.width * scale)), max(1, round(ink.height * scale)))
    mask = np.asarray(ink.resize(size, Image.Resampling.LANCZOS), np.float32)[..., None] / 255
    x, y = round((left + right - size[0]) / 2), round((top + bottom - size[1]) / 2)
    part = picture[y : y + size[1], x : x + size[0]]
    part[:] = part * (1 - mask[: len(part), : part.shape[1]]) + np.array(colour) * mask[: len(part), : part.shape[1]]
