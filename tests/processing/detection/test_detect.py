"""What is found in real pictures, and where."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from defusedxml import ElementTree

from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection import cli
from ruelle.processing.detection.charts import Equirectangular, Pinhole, chart_of
from ruelle.processing.detection.detect import DetectionError, detect
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.regions import Label, box_px

Pixels = np.ndarray
Box = tuple[float, float, float, float]


def plates(shared: Path, width_px: int, count: int) -> list[tuple[Pixels, Box]]:
    """Cars, shrunk until the plate is `width_px` wide, and the box of the plate."""
    folder = shared / "street/plates_eu_openalpr"
    rows = list(csv.DictReader((folder / "plates.csv").read_text("utf-8").splitlines()))[:count]
    seen = []
    for row in rows:
        x, y, width, height = (float(row[name]) for name in "xywh")
        k = width_px / width
        picture = cv2.resize(cv2.imread(str(folder / row["file"])), None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
        seen.append((picture, (x * k, y * k, width * k, height * k)))
    return seen


def covered(box: Box, found: list[Box]) -> float:
    """The share of a box that lies under the best rectangle."""
    x, y, width, height = box
    shares = [
        max(0.0, min(x + width, fx + fw) - max(x, fx)) * max(0.0, min(y + height, fy + fh) - max(y, fy))
        for fx, fy, fw, fh in found
    ]
    return max(shares, default=0.0) / (width * height)


def boxes(picture: Pixels, projection: Projection, detectors: Detectors, label: Label) -> list[Box]:
    chart = chart_of(picture, projection)
    regions = detect(picture, projection, detectors)
    return [box for region in regions if region.label is label and (box := box_px(region, chart))]


def test_plates_of_real_cars_are_covered(shared: Path, detectors: Detectors) -> None:
    cars = plates(shared, 32, 20)
    shares = [covered(box, boxes(picture, Projection.FLAT, detectors, Label.PLATE)) for picture, box in cars]
    assert np.mean([share >= 0.9 for share in shares]) >= 0.9


def test_faces_of_real_people_are_covered(shared: Path, detectors: Detectors) -> None:
    folder = shared / "street/faces_dlib"
    shares = []
    for image in list(ElementTree.fromstring((folder / "faces.xml").read_text("utf-8")).iter("image"))[:2]:
        picture = np.asarray(cv2.imread(str(folder / image.attrib["file"])), np.uint8)
        found = boxes(picture, Projection.FLAT, detectors, Label.FACE)
        for face in image.iter("box"):
            left, top, width, height = (float(face.attrib[side]) for side in ("left", "top", "width", "height"))
            shares.append(covered((left, top, width, height), found))
    assert len(shares) > 5
    assert min(shares) >= 0.85


@pytest.fixture(scope="module")
def panorama(shared: Path) -> tuple[Pixels, list[Box]]:
    """A grey sphere with a car over the seam and one below, seen from above; and the boxes of their plates."""
    (across, plate), (under, low) = plates(shared, 40, 2)
    sphere = np.full((1024, 2048, 3), 120, np.uint8)
    height, width = across.shape[:2]
    left, top = round(2048 - plate[0] - plate[2] / 2), 560 - round(plate[1])
    sphere[top : top + height, np.arange(left, left + width) % 2048] = across
    return _with_car_below(sphere, under, low, [(left + plate[0], top + plate[1], plate[2], plate[3])])


def _with_car_below(sphere: Pixels, car: Pixels, plate: Box, known: list[Box]) -> tuple[Pixels, list[Box]]:
    """Lay a car into a sphere as a flat view from above; its plate faces the camera."""
    chart, view = Equirectangular(2048, 1024), Pinhole(car.shape[1], car.shape[0], 50.0, 60.0, -58.0)
    column, row = np.meshgrid(np.arange(2048) + 0.5, np.arange(1024) + 0.5)
    x, y = np.moveaxis(view.points(chart.directions(np.stack([column, row], axis=-1))), -1, 0).astype(np.float32) - 0.5
    laid = cv2.remap(car, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    shown = (x > 0) & (x < car.shape[1] - 1) & (y > 0) & (y < car.shape[0] - 1)
    sphere[shown] = laid[shown]
    left, top, width, height = plate
    corners = np.array([[left, top], [left + width, top], [left + width, top + height], [left, top + height]])
    at = chart.points(view.directions(corners))
    low, high = at.min(axis=0), at.max(axis=0)
    return sphere, [*known, (low[0], low[1], high[0] - low[0], high[1] - low[1])]


def test_plates_across_the_seam_and_far_below_are_covered(
    panorama: tuple[Pixels, list[Box]], detectors: Detectors
) -> None:
    picture, (across, below) = panorama
    found = boxes(picture, Projection.EQUIRECTANGULAR, detectors, Label.PLATE)
    everywhere = [(x + turn, y, w, h) for x, y, w, h in found for turn in (-2048, 0, 2048)]
    assert covered(across, everywhere) >= 0.9
    assert covered(below, everywhere) >= 0.9
    assert len(found) <= 6


def test_a_picture_on_which_a_network_breaks_down_is_an_error(broken_detectors: Detectors) -> None:
    with pytest.raises(DetectionError) as refused:
        detect(np.zeros((64, 64, 3), np.uint8), Projection.FLAT, broken_detectors)
    assert refused.value.failure.code == "detection-failed"


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (33, 31)])
def test_tiny_and_odd_pictures_pass(size: tuple[int, int], detectors: Detectors) -> None:
    picture = np.zeros((*size, 3), np.uint8)
    assert detect(picture, Projection.FLAT, detectors) == ()


def test_the_command_prints_a_line_a_picture_and_goes_on(shared: Path, models_folder: Path, tmp_path: Path) -> None:
    (picture, plate), *_ = plates(shared, 32, 1)
    good, bad, gone = tmp_path / "car.png", tmp_path / "cut.jpg", tmp_path / "gone.jpg"
    cv2.imwrite(str(good), picture)
    bad.write_bytes(b"\xff\xd8\xff\xe0 cut short")
    settings = Settings.model_validate({"home": models_folder.parent, "language": "en"})
    ran = CliRunner().invoke(
        cli.detect, [str(bad), str(good), str(gone), "--json", "--projection", "flat"], obj=settings
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 2
    assert [answer["file"] for answer in answers] == [str(bad), str(good), str(gone)]
    assert [answer.get("error") for answer in answers] == ["picture-unreadable", None, "picture-unreadable"]
    assert covered(plate, [tuple(r["bbox_px"]) for r in answers[1]["regions"] if r["label"] == "plate"]) >= 0.9
    assert "cut.jpg" in ran.stderr
