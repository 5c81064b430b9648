"""From pixels to the JPEG parts of a pack, within a budget of bytes."""

import math
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import EngineError
from ruelle.catalog.model import TileLevel
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.imaging.pyramid import MCU_PX, SD_WIDTH_PX, tile_size_px

Pixels = NDArray[np.uint8]

QUALITY_FLOOR, QUALITY_CEILING = 55, 75
BYTES_PER_ORIGINAL_BYTE = 0.71
"""What all parts together may weigh beside the original."""
SMALL_PARTS_BYTES = 40_000
"""What thumbnail and preview weigh, about."""
COARSE_QUALITY_DROP = 6
"""Coarser tiles are seen for a moment while the finest arrive."""
THUMB_PX = (500, 300)
THUMB_FIELD_DEG = 95.0
PREVIEW_PX = 256
PREVIEW_CEILING_BYTES = 8_000


def encode_parts(
    picture_bgr: Pixels, levels: tuple[TileLevel, ...], projection: Projection, original_bytes: int
) -> dict[str, bytes]:
    """All JPEG parts of a picture, by name; `picture_bgr` is (height, width, 3) uint8 of any size.

    The picture is resized to the finest level if it differs. Each part is encoded once.
    """
    finest = _resized(picture_bgr, levels[0].width_px, levels[0].height_px)
    quality = _quality_within_budget(finest, levels, original_bytes)
    parts: dict[str, bytes] = {}
    image = finest
    for number, level in enumerate(levels):
        image = _resized(image, level.width_px, level.height_px)
        level_quality = quality if number == 0 else quality - COARSE_QUALITY_DROP
        for column, row, tile in _tiles(image, level):
            parts[f"tiles/{number}/{column}_{row}.jpg"] = _jpeg(
                tile, level_quality, restart_mcus=tile.shape[1] // MCU_PX
            )
    sd = _shrunk(image, SD_WIDTH_PX)
    parts["sd.jpg"] = _jpeg(sd, quality)
    parts["thumb.jpg"] = _jpeg(_thumb(sd, projection), QUALITY_CEILING)
    parts["preview.jpg"] = _preview(sd)
    return parts


def _quality_within_budget(image: Pixels, levels: tuple[TileLevel, ...], original_bytes: int) -> int:
    """The best quality between floor and ceiling whose parts are expected to fit the budget.

    Two encodings of a sample of the picture give the slope of log bytes over quality.
    """
    sample = _sample(image, levels[0])
    share = sample.size / image.size
    pixels_per_finest_pixel = sum(4.0**-number for number in range(len(levels))) + (SD_WIDTH_PX / image.shape[1]) ** 2
    budget = (BYTES_PER_ORIGINAL_BYTE * original_bytes - SMALL_PARTS_BYTES) * share / pixels_per_finest_pixel
    low, high = (len(_jpeg(sample, quality)) for quality in (QUALITY_FLOOR, QUALITY_CEILING))
    if high <= budget or high <= low:
        return QUALITY_CEILING
    reach = math.log(max(budget, 1) / low) / math.log(high / low)
    return round(QUALITY_FLOOR + max(0.0, min(1.0, reach)) * (QUALITY_CEILING - QUALITY_FLOOR))


def _sample(image: Pixels, level: TileLevel) -> Pixels:
    """One strip from zenith to nadir out of every column of tiles: detail gathers at the horizon."""
    width_px = tile_size_px(level)[0]
    strip_px = min(width_px, max(MCU_PX, width_px // 8 // MCU_PX * MCU_PX))
    return np.hstack([image[:, left : left + strip_px] for left in range(0, image.shape[1], width_px)])


def _tiles(image: Pixels, level: TileLevel) -> Iterator[tuple[int, int, Pixels]]:
    width_px, height_px = tile_size_px(level)
    for row in range(level.rows):
        for column in range(level.columns):
            yield (
                column,
                row,
                image[row * height_px : (row + 1) * height_px, column * width_px : (column + 1) * width_px],
            )


def _resized(image: Pixels, width_px: int, height_px: int) -> Pixels:
    if image.shape[1] == width_px and image.shape[0] == height_px:
        return image
    shrinks = width_px <= image.shape[1] and height_px <= image.shape[0]
    resized = cv2.resize(image, (width_px, height_px), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return np.asarray(resized, dtype=np.uint8)


def _shrunk(image: Pixels, width_px: int) -> Pixels:
    if image.shape[1] <= width_px:
        return image
    return _resized(image, width_px, round(image.shape[0] * width_px / image.shape[1]))


def _thumb(sd: Pixels, projection: Projection) -> Pixels:
    """What one sees looking ahead; for a flat picture its middle, both 500 x 300 px."""
    width_px, height_px = THUMB_PX
    if projection is Projection.FLAT:
        scale = max(width_px / sd.shape[1], height_px / sd.shape[0])
        whole = _resized(sd, max(width_px, round(sd.shape[1] * scale)), max(height_px, round(sd.shape[0] * scale)))
        left, top = (whole.shape[1] - width_px) // 2, (whole.shape[0] - height_px) // 2
        return whole[top : top + height_px, left : left + width_px]
    focal_px = width_px / 2 / math.tan(math.radians(THUMB_FIELD_DEG) / 2)
    x, y = np.meshgrid(np.arange(width_px) - (width_px - 1) / 2, np.arange(height_px) - (height_px - 1) / 2)
    longitude = np.arctan2(x, focal_px)
    latitude = np.arctan2(y, np.hypot(x, focal_px))
    u = (longitude / (2 * np.pi) + 0.5) * sd.shape[1] - 0.5
    v = (latitude / np.pi + 0.5) * sd.shape[0] - 0.5
    thumb = cv2.remap(sd, u.astype(np.float32), v.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(thumb, dtype=np.uint8)


def _preview(sd: Pixels) -> bytes:
    """A first glance of at most 8 kB."""
    small = _shrunk(sd, PREVIEW_PX)
    for quality in (60, 40, 20):
        encoded = _jpeg(small, quality)
        if len(encoded) <= PREVIEW_CEILING_BYTES:
            return encoded
    return _jpeg(_shrunk(small, PREVIEW_PX // 2), 20)


def _jpeg(image: Pixels, quality: int, *, restart_mcus: int = 0) -> bytes:
    """Baseline JPEG, 4:2:0, with the standard Huffman tables, so that tiles share them."""
    parameters = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_RST_INTERVAL, restart_mcus]
    done, encoded = cv2.imencode(".jpg", image, parameters)
    if not done:
        raise EngineError("encode-failed")
    return bytes(encoded.tobytes())
