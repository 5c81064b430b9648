"""Nothing that was blurred comes back, nothing else is touched, and there is no way round."""

import copy
import csv
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruelle.catalog.model import Anonymisation
from ruelle.catalog.vocabulary import Projection
from ruelle.catalog.zones import UNKNOWN, Decision, ZoneKind, Zones
from ruelle.processing.anonymise import AnonymisedPicture, anonymise
from ruelle.processing.blur import CELLS_ACROSS, COLOUR_NOISE, FEATHER, blur
from ruelle.processing.detection.charts import Chart, Equirectangular, Pinhole
from ruelle.processing.detection.detect import sight
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.regions import Label, Region, box_px, inward_normals, regions_from_boxes
from ruelle.processing.outlines import machine_zones

Mask = np.ndarray
PANORAMA, FLAT = Equirectangular(512, 256), Pinhole(320, 240)


def noise(chart: Chart) -> np.ndarray:
    """A picture of which every pixel differs from its neighbours."""
    return np.random.default_rng(3).integers(0, 256, (chart.height_px, chart.width_px, 3), np.uint8)


def region_at(chart: Chart, x: float, y: float, width: float, height: float) -> Region:
    quad = np.array([[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]])
    return regions_from_boxes(Label.FACE, chart.directions(quad), np.ones(1, np.float32))[0]


def inside(chart: Chart, region: Region, beyond_deg: float = 0.0) -> Mask:
    """The pixels whose middle lies in a region, or at most so far beyond its edges."""
    column, row = np.meshgrid(np.arange(chart.width_px) + 0.5, np.arange(chart.height_px) + 0.5)
    directions = chart.directions(np.stack([column, row], axis=-1))
    return np.asarray((directions @ inward_normals(region).T >= -np.sin(np.radians(beyond_deg))).all(axis=-1))


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of the fine detail of two pictures' pixels."""
    return float(np.corrcoef(a.astype(float).ravel(), b.astype(float).ravel())[0, 1])


def detail(picture: np.ndarray) -> np.ndarray:
    return np.asarray(np.abs(cv2.Laplacian(picture.astype(np.float32), cv2.CV_32F)).max(axis=-1))


@settings(max_examples=25, deadline=None)
@given(x=st.floats(0, 511), y=st.floats(20, 200), width=st.floats(16, 80), height=st.floats(16, 40))
def test_no_detail_survives_and_the_rest_is_untouched(x: float, y: float, width: float, height: float) -> None:
    region = region_at(PANORAMA, x, y, width, height)
    original = noise(PANORAMA)
    picture = original.copy()
    blur(picture, PANORAMA, [region])
    core = inside(PANORAMA, region)
    assert likeness(picture[core], original[core]) < 0.35
    assert np.median(detail(np.roll(picture, 256, axis=1))[np.roll(core, 256, axis=1)]) < 8
    far = ~inside(PANORAMA, region, 1.01 * FEATHER * min(region.size_deg))
    assert (picture[far] == original[far]).all()


def test_two_pictures_that_differ_in_detail_alone_become_the_same() -> None:
    region = region_at(FLAT, 100, 100, 60, 60)
    _, _, width, height = box_px(region.grown(FEATHER), FLAT) or (0.0,) * 4
    side = 24
    tiles = np.indices((FLAT.height_px, FLAT.width_px)).sum(axis=0) % 2 * 200 + 20
    picture = np.repeat(tiles[..., None], 3, axis=2).astype(np.uint8)
    other = 240 - picture
    for one in (picture, other):
        blur(one, FLAT, [region])
    core = inside(FLAT, region)
    assert max(width, height) / CELLS_ACROSS < side
    assert np.abs(picture[core].astype(int) - other[core]).max() <= 12 + 5 * COLOUR_NOISE


@pytest.mark.parametrize("pitch_deg", [88.0, -88.0])
def test_a_region_over_a_pole_is_blurred_whole(pitch_deg: float) -> None:
    view = Pinhole(200, 200, 90.0, 30.0, pitch_deg)
    region = region_at(view, 60, 60, 80, 80)
    original = noise(PANORAMA)
    picture = original.copy()
    blur(picture, PANORAMA, [region])
    core = inside(PANORAMA, region)
    assert core[0 if pitch_deg > 0 else -1].all()
    assert likeness(picture[core], original[core]) < 0.35


def test_a_region_that_the_picture_does_not_show_changes_nothing() -> None:
    picture = noise(FLAT)
    before = picture.copy()
    blur(picture, FLAT, [region_at(PANORAMA, 0, 100, 20, 20)])
    assert (picture == before).all()


def test_a_region_over_the_edge_of_a_flat_picture_is_blurred_to_the_edge() -> None:
    picture = noise(FLAT)
    before = picture.copy()
    blur(picture, FLAT, [region_at(FLAT, -20, 50, 60, 60)])
    assert likeness(picture[52:108, :38], before[52:108, :38]) < 0.35
    assert (picture[:, 60:] == before[:, 60:]).all()


def zones_seen(picture: np.ndarray, detectors: Detectors) -> Zones:
    seen = sight(picture, Projection.FLAT, detectors)
    return Zones("item", detectors.identities, machine_zones(seen.regions))


def test_only_anonymise_makes_an_anonymised_picture() -> None:
    pixels = np.zeros((32, 32, 3), np.uint8)
    claim = Anonymisation(("nobody",), 0, 0)
    with pytest.raises(TypeError):
        AnonymisedPicture(pixels, claim)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="only anonymise"):
        AnonymisedPicture(pixels, claim, object())
    picture = anonymise(pixels, Projection.FLAT, Zones("item", ("faces-1",)))
    with pytest.raises((TypeError, ValueError)):
        replace(picture, pixels=pixels)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        picture.pixels = pixels  # type: ignore[misc]
    assert copy.copy(picture).anonymisation == picture.anonymisation


def test_a_picture_whose_zones_are_unknown_cannot_be_anonymised() -> None:
    with pytest.raises(ValueError, match="not known"):
        anonymise(np.zeros((32, 32, 3), np.uint8), Projection.FLAT, Zones("item", (UNKNOWN,)))


def test_a_real_plate_is_found_counted_and_gone(shared: Path, detectors: Detectors) -> None:
    folder = shared / "street/plates_eu_openalpr"
    row = next(csv.DictReader((folder / "plates.csv").read_text("utf-8").splitlines()))
    k = 60 / float(row["w"])
    original = cv2.resize(cv2.imread(str(folder / row["file"])), None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
    zones = zones_seen(original, detectors)
    picture = anonymise(original.copy(), Projection.FLAT, zones)
    x, y, width, height = (round(float(row[name]) * k) for name in "xywh")
    plate = np.s_[y : y + height, x : x + width]
    assert picture.anonymisation.plates >= 1
    assert (picture.anonymisation.detectors, picture.anonymisation.zones_digest) == (detectors.identities, zones.digest)
    assert np.median(detail(picture.pixels)[plate]) < 0.2 * np.median(detail(original)[plate])
    lifted = [zone.id for zone in zones.zones if zone.kind is ZoneKind.PLATE]
    for name in lifted:
        zones = zones.decided(name, Decision.LIFT)
    clear = anonymise(original.copy(), Projection.FLAT, zones)
    assert clear.anonymisation.plates == 0
    assert (clear.pixels[plate] == original[plate]).all()
