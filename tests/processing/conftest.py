"""What tests of the processing wing may ask for."""

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.weights import prepare_models


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `models` of a home, as `ruelle models` leaves it; not to be changed."""
    folder = tmp_path_factory.mktemp("home") / "models"
    prepare_models(folder)
    return folder


@pytest.fixture(scope="session")
def detectors(models_folder: Path) -> Detectors:
    """The detectors, started once for all tests."""
    return Detectors.load(models_folder)


@pytest.fixture
def broken_detectors(tmp_path: Path) -> Detectors:
    """Detectors of which one, of the YOLO form, breaks down on every picture."""
    nodes = [helper.make_node("Reshape", ["images", "shape"], ["boxes"])]
    shape = helper.make_tensor("shape", TensorProto.INT64, [3], [1, 5, 7])
    source = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["b", 3, "h", "w"])
    target = helper.make_tensor_value_info("boxes", TensorProto.FLOAT, ["b", 5, "n"])
    graph = helper.make_graph(nodes, "broken", [source], [target], [shape])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, {"names": "{0: 'plate'}"})
    onnx.save(model, tmp_path / "broken.onnx")
    prepare_models(tmp_path)
    return Detectors.load(tmp_path)
