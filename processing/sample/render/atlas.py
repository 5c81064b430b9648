"""All pictures of a scene in one, with its halved copies beside it: one lookup reads any at any scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats, Integers

LEVELS = 6
_MARGIN_PX = 16


@dataclass(frozen=True, slots=True)
class Atlas:
    """One picture (RGB) of LEVELS halvings; level k starts at `level_corners_px[k]`, `corners_px` is keyed by id()."""

    image: Bytes
    corners_px: Mapping[int, tuple[int, int]]
    level_corners_px: Floats


def build_atlas(pictures: Sequence[Bytes]) -> Atlas:
    """Pack the pictures on shelves with a margin that repeats their edges, then halve the whole again and again."""
    distinct = {id(picture): picture for picture in pictures}
    sizes = np.array([(p.shape[1] + 2 * _MARGIN_PX, p.shape[0] + 2 * _MARGIN_PX) for p in distinct.values()])
    corners, height = shelve(sizes, int(np.ceil(max(8192, sizes[:, 0].max()) / 64) * 64))
    width = int(np.ceil(max(8192, sizes[:, 0].max()) / 64) * 64)
    height = int(np.ceil(height / 64) * 64)
    image = np.zeros((height, width + width // 2, 3), np.uint8)
    for picture, (x, y), (w, h) in zip(distinct.values(), corners, sizes, strict=True):
        cv2.copyMakeBorder(
            picture,
            *(_MARGIN_PX,) * 4,
            borderType=cv2.BORDER_REPLICATE,
            dst=image[y : y + h, x : x + w],
        )
    starts = [(0, 0)]
    level = image[:height, :width]
    for k in range(1, LEVELS):
        half = cv2.resize(level, (level.shape[1] // 2, level.shape[0] // 2), interpolation=cv2.INTER_AREA)
        top = height - (height >> (k - 1))
        image[top : top + half.shape[0], width : width + half.shape[1]] = half
        level = half
        starts.append((width, top))
    places = {key: (int(x) + _MARGIN_PX, int(y) + _MARGIN_PX) for key, (x, y) in zip(distinct, corners, strict=True)}
    return Atlas(image, places, np.array(starts, np.float32))


def shelve(sizes: Integers, width: int) -> tuple[Integers, int]:
    """Corners (n, 2) of rectangles (n, 2: width, height) laid on shelves, tallest first, and the height they fill."""
    corners = np.zeros_like(sizes)
    x = y = shelf = 0
    for i in np.argsort(-sizes[:, 1], kind="stable"):
        w, h = (int(value) for value in sizes[i])
        if x + w > width:
            x, y, shelf = 0, y + shelf, 0
        corners[i] = x, y
        x, shelf = x + w, max(shelf, h)
    return corners, y + shelf
