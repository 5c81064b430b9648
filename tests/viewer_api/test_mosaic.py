"""The joined picture decodes to the pixels of its tiles."""

import io
from collections.abc import Mapping

import cv2
import exifread
import numpy as np
import pytest

from ruelle.catalog.errors import EngineError
from ruelle.catalog.model import Item, TileLevel
from ruelle.viewer_api.mosaic import join_tiles, parse_header
from ruelle.viewer_api.picture_metadata import metadata_segments

Tiles = Mapping[tuple[int, int], bytes]


def decode(jpeg: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


def joined(tiles: Tiles, level: TileLevel, metadata: bytes = b"") -> bytes:
    return b"".join(join_tiles(lambda column, row: tiles[column, row], level, metadata))


def test_the_joined_picture_is_its_tiles_side_by_side(tiles: Tiles, level: TileLevel) -> None:
    whole = decode(joined(tiles, level))
    assert whole.shape == (level.height_px, level.width_px, 3)
    wide, high, edge = level.width_px // level.columns, level.height_px // level.rows, 2
    for (column, row), tile in tiles.items():
        there = whole[row * high : (row + 1) * high, column * wide : (column + 1) * wide]
        inside = np.s_[edge:-edge, edge:-edge]
        np.testing.assert_array_equal(there[inside], decode(tile)[inside])


def test_luminance_is_equal_up_to_the_edges(tiles: Tiles, level: TileLevel) -> None:
    grey = cv2.imdecode(np.frombuffer(joined(tiles, level), np.uint8), cv2.IMREAD_GRAYSCALE)
    rows = [
        [cv2.imdecode(np.frombuffer(tiles[c, r], np.uint8), cv2.IMREAD_GRAYSCALE) for c in range(4)] for r in range(2)
    ]
    np.testing.assert_array_equal(grey, np.vstack([np.hstack(row) for row in rows]))


def test_a_joined_picture_can_be_parsed_again(tiles: Tiles, level: TileLevel) -> None:
    header = parse_header(joined(tiles, level))
    assert (header.width_px, header.height_px) == (level.width_px, level.height_px)
    assert header.restart_interval_mcu == parse_header(tiles[0, 0]).restart_interval_mcu


def test_it_carries_fresh_time_and_place(tiles: Tiles, level: TileLevel, item: Item) -> None:
    jpeg = joined(tiles, level, metadata_segments(item, level))
    tags = exifread.process_file(io.BytesIO(jpeg), details=False)
    assert str(tags["EXIF DateTimeOriginal"]) == "2026:04:14 08:42:01"
    assert str(tags["Image Model"]) == "Max"
    assert str(tags["GPS GPSLatitudeRef"]) == "N"
    assert str(tags["GPS GPSLongitudeRef"]) == "W"
    degrees, minutes, seconds = (float(part) for part in tags["GPS GPSLatitude"].values)
    assert degrees + minutes / 60 + seconds / 3600 == pytest.approx(item.pose.latitude_deg, abs=1e-8)
    assert float(tags["GPS GPSImgDirection"].values[0]) == 109.25
    assert b'GPano:FullPanoWidthPixels="256"' in jpeg
    assert decode(jpeg).shape == (level.height_px, level.width_px, 3)


def test_tiles_of_another_quality_are_refused(tiles: Tiles, level: TileLevel) -> None:
    other = cv2.imencode(".jpg", decode(tiles[1, 0]), [cv2.IMWRITE_JPEG_QUALITY, 60, cv2.IMWRITE_JPEG_RST_INTERVAL, 4])
    with pytest.raises(EngineError, match="tiles-not-joinable"):
        joined({**tiles, (1, 0): other[1].tobytes()}, level)


def test_tiles_without_restarts_are_refused(tiles: Tiles, level: TileLevel) -> None:
    plain = cv2.imencode(".jpg", decode(tiles[0, 0]))[1].tobytes()
    with pytest.raises(EngineError, match="tiles-not-joinable"):
        joined({**tiles, (0, 0): plain}, level)


@pytest.mark.parametrize("bytes_", [b"", b"\xff\xd8", b"\xff\xd8\xff\xda\x00\x02", b"not a picture"])
def test_what_is_no_jpeg_is_refused(tiles: Tiles, level: TileLevel, bytes_: bytes) -> None:
    with pytest.raises(EngineError, match="tile-unreadable"):
        joined({**tiles, (0, 0): bytes_}, level)


def test_a_truncated_tile_is_refused(tiles: Tiles, level: TileLevel) -> None:
    with pytest.raises(EngineError, match="tiles-not-joinable"):
        joined({**tiles, (3, 1): tiles[3, 1][:-40]}, level)
