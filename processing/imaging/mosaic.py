"""Tiles of one level put back together."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.model import TileLevel
from ruelle.processing.imaging.pyramid import tile_size_px

Pixels = NDArray[np.uint8]


def join(tiles: Mapping[tuple[int, int], Pixels], level: TileLevel) -> Pixels:
    """The picture (H, W, 3) of a level from its tiles by (column, row)."""
    width_px, height_px = tile_size_px(level)
    whole = np.zeros((level.height_px, level.width_px, 3), np.uint8)
    for (column, row), tile in tiles.items():
        whole[row * height_px : (row + 1) * height_px, column * width_px : (column + 1) * width_px] = tile
    return whole
