"""Networks in 8-bit integers: the same weights, rounded, at less than half the time on processors made for it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

CALIBRATION = Path(__file__).with_name("calibration.jpg")
"""Views of the project's own sample street, side by side: what the networks' numbers look like when they work."""
CELL_PX = 320, 240
OPSET = 17
QUIET = 3
OPERATORS = ["Conv", "ConvTranspose", "Mul", "Sigmoid", "Add", "Concat", "MaxPool", "Resize", "Relu", "Clip", "Split"]
CPUINFO = Path("/proc/cpuinfo")
INSTRUCTIONS = ("avx512_vnni", "avx_vnni", "asimddp")


def pays() -> bool:
    """Whether this processor multiplies 8-bit integers without losing carries; others are no faster and less exact."""
    try:
        words = set(CPUINFO.read_text("utf-8").split())
    except OSError:
        return False
    return not words.isdisjoint(INSTRUCTIONS)


def quick_graph(data: bytes, white: float) -> bytes:
    """An ONNX network with 8-bit weights and activations but for its last layers, where small numbers count.

    It takes red first, in numbers from 0 to `white`. The range of every number in between is read from pictures of the
    project's own sample street.
    """
    onnxruntime.set_default_logger_severity(QUIET)
    model = onnx.load_from_string(data)
    words = {entry.key: entry.value for entry in model.metadata_props}
    feed = Feed(model.graph.input[0].name, white)
    if model.opset_import[0].version < OPSET:
        model = version_converter.convert_version(model, OPSET)
    model.ir_version = 8
    with tempfile.TemporaryDirectory() as folder:
        plain, ready, quick = (Path(folder) / name for name in ("plain.onnx", "ready.onnx", "quick.onnx"))
        onnx.save(model, plain)
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        model = onnx.load(ready)
        for index, node in enumerate(model.graph.node):
            node.name = node.name or f"{node.op_type}_{index}"
        quantize_static(
            model,
            str(quick),
            feed,
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=OPERATORS,
            nodes_to_exclude=_last_nodes(model.graph),
        )
        model = onnx.load(quick)
    onnx.helper.set_model_props(model, words)
    return bytes(model.SerializeToString(deterministic=True))


def _last_nodes(graph: Any) -> list[str]:  # noqa: ANN401 - the classes of ONNX have no types
    """Names of the nodes after which no convolution comes."""
    last: list[str] = []
    before_a_convolution: set[str] = set()
    for node in reversed(graph.node):
        follows = not before_a_convolution.isdisjoint(node.output)
        if not follows:
            last.append(node.name)
        if follows or node.op_type == "Conv":
            before_a_convolution.update(node.input)
    return last


class Feed(CalibrationDataReader):  # type: ignore[misc]
    """Shows a network the calibration picture, view by view, red first, in numbers from 0 to `white`."""

    def __init__(self, input_name: str, white: float) -> None:
        self._blobs = ({input_name: cv2.dnn.blobFromImage(v, white / 255, swapRB=True)} for v in _calibration_views())

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next input; None at the end."""
        return next(self._blobs, None)


def _calibration_views() -> Iterator[NDArray[np.uint8]]:
    sheet = np.asarray(cv2.imread(str(CALIBRATION)), np.uint8)
    wide, high = CELL_PX
    for top in range(0, sheet.shape[0], high):
        for left in range(0, sheet.shape[1], wide):
            view = sheet[top : top + high, left : left + wide]
            yield np.asarray(cv2.resize(view, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
