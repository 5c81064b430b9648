"""The tile pyramid of a picture: which levels, how large their tiles are."""

import math

from ruelle.catalog.model import TileLevel
from ruelle.catalog.vocabulary import Projection

MCU_PX = 16
"""Side of a JPEG coded unit with 4:2:0 chroma (ITU-T T.81); tiles that are joined by bytes are multiples of it."""
TILE_PX = 512
SD_WIDTH_PX = 2048
COLUMNS_CEILING = 64
"""Photo Sphere Viewer draws at most 64 columns, a power of two."""


def plan_levels(width_px: int, height_px: int, projection: Projection) -> tuple[TileLevel, ...]:
    """Levels of a picture, the finest first; a panorama is brought to 2:1 and to whole coded units.

    A flat picture is its own single tile. Levels halve while they stay wider than the 2048 px picture.

    >>> [(level.width_px, level.columns, level.rows) for level in plan_levels(5760, 2880, Projection.EQUIRECTANGULAR)]
    [(5760, 8, 4), (2880, 4, 2)]
    """
    if projection is Projection.FLAT:
        return (TileLevel(width_px, height_px, 1, 1),)
    columns = _columns(width_px)
    tile_px = max(1, round(width_px / columns / MCU_PX)) * MCU_PX
    levels = [TileLevel(columns * tile_px, columns * tile_px // 2, columns, columns // 2)]
    while levels[-1].width_px // 2 > SD_WIDTH_PX and levels[-1].columns >= 4:
        finer = levels[-1]
        levels.append(TileLevel(finer.width_px // 2, finer.height_px // 2, finer.columns // 2, finer.rows // 2))
    return tuple(levels)


def tile_size_px(level: TileLevel) -> tuple[int, int]:
    """Width and height of every tile of a level."""
    return level.width_px // level.columns, level.height_px // level.rows


def _columns(width_px: int) -> int:
    """The power of two that brings the tile's width nearest to 512 px, by ratio."""
    power = round(math.log2(max(width_px / TILE_PX, 2)))
    return int(min(COLUMNS_CEILING, 2**power))
