"""A YOLOv8 detector as an ONNX graph, written layer by layer from the arrays of its checkpoint."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import ArrayLike, NDArray
from onnx import TensorProto, helper, numpy_helper

from ruelle.catalog.errors import InputError
from ruelle.processing.detection.checkpoint import Layer

Attribute = int | float | str | list[int]
OPSET = 17
IR_VERSION = 8


def yolo_graph(model: Layer) -> bytes:
    """Serialise the detector `model` as ONNX, batch normalisation folded into the convolutions.

    Input `images`: (B, 3, H, W) RGB float32 in 0..1, H and W multiples of 32. Output `boxes`: (B, 4 + classes, N), rows
    centre x, centre y, width, height in pixels of the input, then one score per class. Architecture: Jocher et al.,
    YOLOv8 (2023). Raises InputError (checkpoint-unexpected) on a layer that YOLOv8 does not have.
    """
    graph = _Graph()
    outputs: list[str] = []
    current = "images"
    for index, layer in enumerate(model.attribute("model").children()):
        sources = layer.attribute("f")
        named = [
            outputs[source % index] if index else current
            for source in (sources if isinstance(sources, list) else [sources])
        ]
        current = _emit_layer(graph, layer, named)
        outputs.append(current)
    return graph.serialise(current, model.attribute("names"))


class _Graph:
    """The nodes and weights of a graph being written."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def node(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """Append a node of one output; returns the name of its output."""
        return self.split(operator, inputs, 1, **attributes)[0]

    def split(self, operator: str, inputs: tuple[str, ...], count: int, **attributes: Attribute) -> list[str]:
        """Append a node of `count` outputs; returns their names."""
        names = [f"{operator}_{len(self._nodes)}_{i}" for i in range(count)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def constant(self, values: ArrayLike, dtype: type[np.generic]) -> str:
        """Store an array; returns its name."""
        name = f"weight_{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(values, dtype, order="C"), name))
        return name

    def serialise(self, output: str, class_names: Mapping[int, str]) -> bytes:
        """The whole as bytes; the class names travel in the metadata, as the makers of YOLO write them."""
        self._nodes.append(helper.make_node("Identity", [output], ["boxes"]))
        shape = ["batch", 4 + len(class_names), "candidates"]
        graph = helper.make_graph(
            self._nodes,
            "yolov8",
            [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, "height", "width"])],
            [helper.make_tensor_value_info("boxes", TensorProto.FLOAT, shape)],
            self._weights,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        helper.set_model_props(model, {"names": repr(dict(class_names))})
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString(deterministic=True))


def _emit_layer(graph: _Graph, layer: Layer, inputs: list[str]) -> str:
    match layer.kind:
        case "Conv":
            return _emit_conv(graph, layer, inputs[0])
        case "C2f":
            return _emit_c2f(graph, layer, inputs[0])
        case "SPPF":
            return _emit_sppf(graph, layer, inputs[0])
        case "Upsample":
            scales = graph.constant(
                [1, 1, layer.attribute("scale_factor"), layer.attribute("scale_factor")], np.float32
            )
            return graph.node(
                "Resize", inputs[0], "", scales, mode="nearest", coordinate_transformation_mode="asymmetric"
            )
        case "Concat":
            return graph.node("Concat", *inputs, axis=1)
        case "Detect":
            return _emit_detect(graph, layer, inputs)
        case other:
            raise InputError("checkpoint-unexpected", found=other)


def _emit_conv(graph: _Graph, layer: Layer, x: str) -> str:
    """Convolution, batch normalisation folded in, then SiLU."""
    norm = layer.attribute("bn")
    gain = _wide(norm, "weight") / np.sqrt(_wide(norm, "running_var") + norm.attribute("eps"))
    bias = _wide(norm, "bias") - _wide(norm, "running_mean") * gain
    conv = layer.attribute("conv")
    y = _emit_plain_conv(graph, conv, x, weight=_wide(conv, "weight") * gain[:, None, None, None], bias=bias)
    return graph.node("Mul", y, graph.node("Sigmoid", y))


def _emit_plain_conv(graph: _Graph, conv: Layer, x: str, *, weight: NDArray[Any], bias: NDArray[Any]) -> str:
    return graph.node(
        "Conv",
        x,
        graph.constant(weight, np.float32),
        graph.constant(bias, np.float32),
        kernel_shape=list(conv.attribute("kernel_size")),
        strides=list(conv.attribute("stride")),
        pads=list(conv.attribute("padding")) * 2,
        group=conv.attribute("groups"),
    )


def _emit_c2f(graph: _Graph, layer: Layer, x: str) -> str:
    """A split convolution whose second half runs through bottlenecks, all stages kept."""
    half = layer.attribute("c")
    sizes = graph.constant([half, half], np.int64)
    stages = graph.split("Split", (_emit_conv(graph, layer.attribute("cv1"), x), sizes), 2, axis=1)
    for block in layer.attribute("m").children():
        y = _emit_conv(graph, block.attribute("cv2"), _emit_conv(graph, block.attribute("cv1"), stages[-1]))
        stages.append(graph.node("Add", stages[-1], y) if block.attribute("add") else y)
    return _emit_conv(graph, layer.attribute("cv2"), graph.node("Concat", *stages, axis=1))


def _emit_sppf(graph: _Graph, layer: Layer, x: str) -> str:
    """Three poolings in a row, all kept."""
    pool = layer.attribute("m")
    size, padding = pool.attribute("kernel_size"), pool.attribute("padding")
    stages = [_emit_conv(graph, layer.attribute("cv1"), x)]
    for _ in range(3):
        stages.append(graph.node("MaxPool", stages[-1], kernel_shape=[size] * 2, strides=[1, 1], pads=[padding] * 4))
    return _emit_conv(graph, layer.attribute("cv2"), graph.node("Concat", *stages, axis=1))


def _emit_detect(graph: _Graph, layer: Layer, inputs: list[str]) -> str:
    """The anchor-free head: distances to the four sides as distributions, and a score per class."""
    bins, classes = layer.attribute("reg_max"), layer.attribute("nc")
    branches = zip(layer.attribute("cv2").children(), layer.attribute("cv3").children(), inputs, strict=True)
    levels = []
    for (to_box, to_class, x), stride in zip(branches, layer.attribute("stride"), strict=True):
        sides = _emit_sides(graph, _emit_branch(graph, to_box, x), bins)
        scores = graph.node("Sigmoid", _emit_branch(graph, to_class, x))
        box = _emit_box(graph, sides, _emit_grid(graph, x), float(stride))
        flat = graph.constant([0, classes, -1], np.int64)
        levels.append(graph.node("Concat", box, graph.node("Reshape", scores, flat), axis=1))
    return graph.node("Concat", *levels, axis=2)


def _emit_branch(graph: _Graph, branch: Layer, x: str) -> str:
    *convs, last = branch.children()
    for conv in convs:
        x = _emit_conv(graph, conv, x)
    return _emit_plain_conv(graph, last, x, weight=_wide(last, "weight"), bias=_wide(last, "bias"))


def _emit_sides(graph: _Graph, x: str, bins: int) -> str:
    """(B, 4 * bins, h, w) distributions to their means, (B, 4, h * w), in cells (Li et al., 2020)."""
    split = graph.node("Reshape", x, graph.constant([0, 4, bins, -1], np.int64))
    weights = graph.constant(np.arange(bins).reshape(1, 1, bins, 1), np.float32)
    mean = graph.node("Mul", graph.node("Softmax", split, axis=2), weights)
    return graph.node("ReduceSum", mean, graph.constant([2], np.int64), keepdims=0)


def _emit_grid(graph: _Graph, x: str) -> str:
    """The cell centres of a feature map, (1, 2, h * w): x, then y, in cells."""
    shape = graph.node("Shape", x)
    height, width = (graph.node("Gather", shape, graph.constant(axis, np.int64), axis=0) for axis in (2, 3))
    zero, one, half = graph.constant(0, np.int64), graph.constant(1, np.int64), graph.constant(0.5, np.float32)
    plane = graph.node(
        "Concat", *(graph.node("Unsqueeze", size, graph.constant([0], np.int64)) for size in (height, width)), axis=0
    )
    rows = []
    for size, form in ((width, [1, -1]), (height, [-1, 1])):
        steps = graph.node("Cast", graph.node("Range", zero, size, one), to=TensorProto.FLOAT)
        line = graph.node("Reshape", graph.node("Add", steps, half), graph.constant(form, np.int64))
        rows.append(graph.node("Reshape", graph.node("Expand", line, plane), graph.constant([1, 1, -1], np.int64)))
    return graph.node("Concat", *rows, axis=1)


def _emit_box(graph: _Graph, sides: str, grid: str, stride: float) -> str:
    """Distances left, top, right, bottom in cells to centre and size in pixels, (B, 4, h * w)."""
    low, high = graph.split("Split", (sides, graph.constant([2, 2], np.int64)), 2, axis=1)
    shift = graph.node("Mul", graph.node("Sub", high, low), graph.constant(0.5, np.float32))
    cells = graph.node("Concat", graph.node("Add", grid, shift), graph.node("Add", low, high), axis=1)
    return graph.node("Mul", cells, graph.constant(stride, np.float32))


def _wide(layer: Layer, name: str) -> NDArray[np.float64]:
    values: NDArray[Any] = layer.attribute(name)
    return values.astype(np.float64)
