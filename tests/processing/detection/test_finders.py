"""The networks, fed and read."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.processing.detection.finders import FloatArray, Yolo, rows_of_names, window_starts
from ruelle.processing.detection.regions import Label


@pytest.fixture(scope="session")
def plate_session(models_folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(models_folder / "fastanpr.onnx", options, providers=["CPUExecutionProvider"])


def test_the_plate_network_has_the_yolo_form(models_folder: Path) -> None:
    model = onnx.load(models_folder / "fastanpr.onnx")
    assert {p.key: p.value for p in model.metadata_props} == {"names": "{0: 'License_Plate'}"}
    assert len(model.graph.output) == 1


@pytest.mark.parametrize(("height", "width", "candidates"), [(64, 96, 126), (128, 32, 84)])
def test_it_takes_pictures_of_any_size(
    plate_session: onnxruntime.InferenceSession, height: int, width: int, candidates: int
) -> None:
    (boxes,) = plate_session.run(None, {"images": np.full((2, 3, height, width), 0.5, np.float32)})
    assert boxes.shape == (2, 5, candidates)
    assert ((boxes[:, 4] >= 0) & (boxes[:, 4] <= 1)).all()
    assert (boxes[:, 2:4] > 0).all()


def test_a_network_of_a_fixed_size_looks_through_windows(plate_session: onnxruntime.InferenceSession) -> None:
    asked = []

    class Fixed:
        """A network that takes one size only."""

        def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, FloatArray]) -> list[FloatArray]:
            asked.append(inputs["images"].shape)
            return list(plate_session.run(outputs, inputs))

    tile = np.random.default_rng(1).integers(0, 255, (160, 224, 3), np.uint8)
    (found,) = Yolo(Fixed(), "images", {Label.PLATE: [0]}, (96, 96)).find(tile)
    assert set(asked) == {(1, 3, 96, 96)}
    assert found.label is Label.PLATE


@given(length=st.integers(1, 3000), side=st.integers(32, 960))
def test_windows_cover_a_length(length: int, side: int) -> None:
    starts = window_starts(length, side)
    assert starts[0] == 0
    assert starts[-1] + side >= length
    assert all(b - a < side for a, b in itertools.pairwise(starts))


def test_class_names_tell_the_labels() -> None:
    assert rows_of_names("{0: 'sign', 1: 'plate', 2: 'face', 3: 'moto-plate'}") == {
        Label.PLATE: [1, 3],
        Label.FACE: [2],
    }


def test_class_names_are_never_run() -> None:
    with pytest.raises(ValueError, match="malformed"):
        rows_of_names("__import__('os').getcwd()")
