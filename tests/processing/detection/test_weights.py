"""The models folder: prepared once, proved whole each time, refused otherwise."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from ruelle.catalog.errors import EngineError, InputError
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.quick import CALIBRATION
from ruelle.processing.detection.regions import Label
from ruelle.processing.detection.weights import LIST_NAME, listed_models, prepare_models


@pytest.fixture
def own_models(models_folder: Path, tmp_path: Path) -> Path:
    """A models folder that a test may spoil."""
    return Path(shutil.copytree(models_folder, tmp_path / "models"))


def test_faces_and_plates_have_detectors_with_licences(models_folder: Path) -> None:
    models = {model.name: model for model in listed_models(models_folder)}
    assert {"face", "plate"} == {label for model in models.values() for label in model.labels}
    assert models["centerface"].licence == models["retinaface"].licence == "MIT"
    assert models["fastanpr"].licence.startswith("AGPL-3.0")


def test_preparing_again_changes_nothing(own_models: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in own_models.glob("*.onnx")}
    models = prepare_models(own_models)
    assert models == listed_models(own_models)
    assert before == {path: path.stat().st_mtime_ns for path in own_models.glob("*.onnx")}


@pytest.mark.parametrize("name", ["centerface.onnx", "fastanpr.onnx", LIST_NAME])
def test_a_missing_file_is_refused_by_name(own_models: Path, name: str) -> None:
    (own_models / name).unlink()
    with pytest.raises(EngineError) as refused:
        Detectors.load(own_models)
    assert refused.value.failure.code == "model-missing"
    assert refused.value.failure.details["file"].endswith(name)
    assert refused.value.failure.details["command"] == "ruelle models"


def flip_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("spoil", [flip_a_byte, cut_in_half])
def test_a_damaged_file_is_refused_then_made_anew(own_models: Path, spoil: Callable[[Path], None]) -> None:
    spoil(own_models / "retinaface.onnx")
    with pytest.raises(EngineError) as refused:
        Detectors.load(own_models)
    assert refused.value.failure.code == "model-damaged"
    prepare_models(own_models)
    assert len(Detectors.load(own_models).identities) == 4


def test_a_file_damaged_after_loading_is_not_started(own_models: Path) -> None:
    detectors = Detectors.load(own_models)
    for name in ("fastanpr.onnx", "fastanpr.quick"):
        flip_a_byte(own_models / name)
    with pytest.raises(EngineError):
        _ = detectors.finders


def test_a_list_without_plates_is_refused(own_models: Path) -> None:
    path = own_models / LIST_NAME
    path.write_text(json.dumps([entry for entry in json.loads(path.read_text()) if "plate" not in entry["labels"]]))
    with pytest.raises(EngineError) as refused:
        Detectors.load(own_models)
    assert refused.value.failure.details["label"] == "plate"


def test_the_agpl_network_can_be_left_out(own_models: Path) -> None:
    assert "fastanpr" not in {model.name for model in prepare_models(own_models, agpl=False)}
    (finder,) = [f for f in Detectors.load(own_models).finders if Label.PLATE in f.labels]
    assert Label.PLATE in finder.surveys


def test_a_list_without_a_face_network_is_refused(own_models: Path) -> None:
    path = own_models / LIST_NAME
    path.write_text(json.dumps([entry for entry in json.loads(path.read_text()) if entry["name"] != "centerface"]))
    with pytest.raises(EngineError) as refused:
        Detectors.load(own_models)
    assert refused.value.failure.code == "model-package-missing"


@pytest.mark.parametrize("quick", [False, True])
def test_both_forms_of_a_network_see_the_same(models_folder: Path, quick: bool) -> None:
    detectors = Detectors.load(models_folder, quick=quick)
    sheet = np.asarray(cv2.imread(str(CALIBRATION)), np.uint8)[:480, :640]
    plates = [f for finder in detectors.finders for f in finder.find(sheet) if f.label is Label.PLATE]
    best = max(plates, key=lambda found: float(found.scores.max(initial=0)))
    left, top, *_ = best.corners_px[best.scores.argmax()]
    assert (left, top) == pytest.approx((500, 134), abs=8)
    assert all("8 bit" in identity for identity in detectors.identities if "anpr" in identity) is quick


def test_a_list_that_is_no_list_is_damaged(own_models: Path) -> None:
    (own_models / LIST_NAME).write_text('[{"name": "x"}]')
    with pytest.raises(EngineError) as refused:
        Detectors.load(own_models)
    assert refused.value.failure.code == "model-damaged"
    assert prepare_models(own_models, force=True)


def test_an_operator_drops_in_a_model(own_models: Path) -> None:
    shutil.copy(own_models / "fastanpr.onnx", own_models / "town.onnx")
    models = {model.name: model for model in prepare_models(own_models)}
    assert models["town"].labels == ("plate",)
    assert any(identity.startswith("town ") for identity in Detectors.load(own_models).identities)


@pytest.mark.parametrize("data", [b"", b"not a network"])
def test_a_dropped_file_that_is_no_detector_is_refused(own_models: Path, data: bytes) -> None:
    (own_models / "town.onnx").write_bytes(data)
    with pytest.raises(InputError) as refused:
        prepare_models(own_models)
    assert refused.value.failure.code == "model-unexpected"


def test_a_face_network_is_no_yolo(own_models: Path) -> None:
    shutil.copy(own_models / "retinaface.onnx", own_models / "town.onnx")
    with pytest.raises(InputError):
        prepare_models(own_models)
