"""The proof: every public file of the sample drive, and no pixel of what had to be blurred shows the original.

The same parts are made of the original unblurred, and of a picture in which what the truth tells is white. Where that
is white, fine detail of the original must be gone from the public part; elsewhere it must be there, or the test would
prove nothing.
"""

import io
import json
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import cv2
import exifread
import numpy as np
import pytest
from flows.town import Town
from numpy.typing import NDArray

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Projection
from ruelle.catalog.zones import Zones
from ruelle.processing.detection.charts import Equirectangular
from ruelle.processing.detection.regions import inward_normals
from ruelle.processing.imaging.encode import encode_parts
from ruelle.processing.originals import original_of
from ruelle.processing.outlines import outline_of
from ruelle.processing.publish import Stores

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Box = Mapping[str, float]

WINDOW_PX = 3
DETAILED = 5.0
"""Grey levels of fine detail, one sigma in a window, from which on a window of the original could be recognised."""
SURVIVES = 0.3
"""A share of the detail, by variance, that a window of a public picture may keep; JPEG alone makes as much."""


@dataclass(frozen=True)
class Panorama:
    """One item, its public parts, and the same parts unblurred and as a mask of what had to be blurred."""

    item: Item
    public: dict[str, bytes]
    unblurred: dict[str, bytes]
    truth: dict[str, bytes]
    boxes: int


def boxes_of(drive: Path) -> dict[str, list[Box]]:
    """The faces at least 8 px high and the plates at least 16 px wide that are not mostly hidden, by file name."""
    pictures = json.loads((drive / "truth.json").read_text("utf-8"))["pictures"]
    return {Path(picture["file"]).name: [box for box in picture["boxes"] if counts(box)] for picture in pictures}


def counts(box: Box) -> bool:
    width_px, height_px = box["right_px"] - box["left_px"], box["bottom_px"] - box["top_px"]
    large = height_px >= 8 and width_px >= 4 if box["kind"] == "face" else width_px >= 16
    return large and box["visible"] >= 0.5


def pixels_of(box: Box) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels of a box; columns may pass the seam."""
    rows = np.arange(round(box["top_px"]), round(box["bottom_px"]))
    columns = np.arange(round(box["left_px"]), round(box["right_px"]))
    return rows, columns


def is_covered(box: Box, zones: Zones, size_px: tuple[int, int]) -> bool:
    """Whether zones hide at least nine tenths of a box."""
    rows, columns = pixels_of(box)
    points = np.stack(np.meshgrid(columns + 0.5, rows + 0.5), axis=-1)
    directions = Equirectangular(*size_px).directions(points)
    under = [(directions @ inward_normals(outline_of(zone)).T >= 0).all(axis=-1) for zone in zones.blurred]
    return bool(under) and float(np.any(under, axis=0).mean()) >= 0.9


@pytest.fixture(scope="module")
def panoramas(town: Town, drive: Path) -> list[Panorama]:
    settings = Settings(home=town.home)
    catalog, stores, boxes = Catalog.open(settings), Stores.open(settings), boxes_of(drive)
    items = [catalog.item(path.parent.name) for path in town.packs()]
    found = [panorama(item, catalog.zones(item.id), boxes[item.source.name], stores) for item in items]
    catalog.close()
    return found


def panorama(item: Item, zones: Zones, boxes: list[Box], stores: Stores) -> Panorama:
    assert item.derivatives is not None
    decoded = original_of(item, stores.sealed)
    size_px = decoded.pixels.shape[1], decoded.pixels.shape[0]
    white = np.zeros_like(decoded.pixels)
    covered = [box for box in boxes if is_covered(box, zones, size_px)]
    for box in covered:
        rows, columns = pixels_of(box)
        white[np.ix_(rows, columns % size_px[0])] = 255
    levels = item.derivatives.levels
    unblurred, truth = (
        encode_parts(pixels, levels, Projection.EQUIRECTANGULAR, decoded.original_bytes)
        for pixels in (decoded.pixels, white)
    )
    with ZipFile(io.BytesIO(stores.public.read(item.derivatives.pack_key))) as pack:
        public = {name: pack.read(name) for name in pack.namelist() if name.endswith(".jpg")}
    return Panorama(item, public, unblurred, truth, len(covered))


def grey(jpeg: bytes) -> NDArray[np.float32]:
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE), np.float32)


def detail(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """The variance of what is finer than a pixel or two, in a window around each pixel."""
    fine = picture - cv2.GaussianBlur(picture, (0, 0), 1.0)
    return np.asarray(cv2.blur(fine * fine, (WINDOW_PX, WINDOW_PX)))


def survival(public: bytes, unblurred: bytes, where: Mask) -> NDArray[np.float32]:
    """The share of the original's detail that a public picture keeps, of every detailed window that lies in a mask."""
    original, shown = detail(grey(unblurred)), detail(grey(public))
    whole = cv2.erode(where.astype(np.uint8), np.ones((WINDOW_PX, WINDOW_PX), np.uint8), borderValue=0).astype(bool)
    detailed = whole & (original >= DETAILED**2)
    return np.asarray(shown[detailed] / original[detailed], np.float32)


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and payload of each segment before the scan."""
    at = 2
    while jpeg[at + 1] != 0xDA:
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield jpeg[at + 1], jpeg[at + 4 : at + 2 + length]
        at += 2 + length


def test_what_had_to_be_blurred_is_there_to_be_proved(panoramas: list[Panorama], drive: Path) -> None:
    boxes = boxes_of(drive)
    wanted = sum(len(boxes[one.item.source.name]) for one in panoramas)
    assert wanted >= 5
    assert sum(one.boxes for one in panoramas) >= 0.8 * wanted


def test_no_detail_of_a_face_or_plate_is_left_in_any_public_part(panoramas: list[Panorama]) -> None:
    hidden, elsewhere = [], []
    for one in panoramas:
        assert set(one.public) == set(one.unblurred)
        for name, jpeg in one.public.items():
            inside = grey(one.truth[name]) > 200
            hidden.append(survival(jpeg, one.unblurred[name], inside))
            elsewhere.append(
                survival(jpeg, one.unblurred[name], ~cv2.dilate(inside.astype(np.uint8), None).astype(bool))
            )
    gone, kept = np.concatenate(hidden), np.concatenate(elsewhere)
    assert len(gone) > 200
    assert gone.max() <= SURVIVES
    assert np.median(kept) > 0.9


def test_the_whole_picture_over_http_shows_no_more_than_its_tiles(panoramas: list[Panorama], address: str) -> None:
    for one in panoramas:
        if one.item.state != "ready" or one.item.derivatives is None:
            continue
        with urllib.request.urlopen(f"{address}/api/pictures/{one.item.id}/hd.jpg") as answer:
            whole = answer.read()
        level = one.item.derivatives.levels[0]
        picture, (height_px, width_px) = grey(whole), (level.height_px // level.rows, level.width_px // level.columns)
        for column in range(level.columns):
            for row in range(level.rows):
                tile = grey(one.public[f"tiles/0/{column}_{row}.jpg"])
                cut = picture[row * height_px : (row + 1) * height_px, column * width_px : (column + 1) * width_px]
                assert np.abs(cut - tile)[4:-4, 4:-4].max() <= 2
        tags = exifread.process_file(io.BytesIO(whole))
        assert {"GPS GPSLatitude", "EXIF DateTimeOriginal"} <= set(tags)
        assert not [tag for tag in tags if "Thumbnail" in tag or "MakerNote" in tag or "Serial" in tag]
        assert b"GPano" in whole
        assert b"xmpMM:History" not in whole


def test_no_public_part_carries_more_than_a_picture(panoramas: list[Panorama]) -> None:
    plain = {0xE0, 0xDB, 0xC0, 0xC4, 0xDD}
    for one in panoramas:
        for name, jpeg in one.public.items():
            assert {marker for marker, _ in segments(jpeg)} <= plain, name
