"""The two face networks as ONNX graphs, taken from the files of the packages that carry them."""

import ast

import onnx

from ruelle.catalog.errors import InputError


def centerface_graph(data: bytes) -> bytes:
    """CenterFace for pictures of any size (sides multiples of 32), input `input.1`, outputs `537`, `538`, `539`.

    The original fixes the size and lists its weights as inputs, which forbids the runtime to fold them; without the
    landmarks, which nobody needs here, it runs twice as fast.
    """
    model = onnx.load_from_string(data)
    graph = model.graph
    weights = {weight.name for weight in graph.initializer}
    _keep(graph.input, [value for value in graph.input if value.name not in weights])
    _keep(graph.output, [value for value in graph.output if value.name != "540"])
    del graph.value_info[:]
    for value, sides in (
        (graph.input[0], ("height", "width")),
        *((output, ("rows", "columns")) for output in graph.output),
    ):
        batch, _, high, wide = value.type.tensor_type.shape.dim
        batch.dim_param, high.dim_param, wide.dim_param = "batch", *sides
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def retinaface_graph(source: bytes) -> bytes:
    """RetinaFace, input `input`, outputs `loc`, `conf`, from the Python file that holds it as one literal.

    The file is parsed, never run. Raises InputError (model-unexpected).
    """
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            literal = statement.value.value
            if isinstance(literal, bytes):
                model = onnx.load_from_string(literal)
                _keep(model.graph.output, [value for value in model.graph.output if value.name != "landmarks"])
                return bytes(model.SerializeToString(deterministic=True))
    raise InputError("model-unexpected", file="retinaface/weights.py")


def _keep(values: "list[onnx.ValueInfoProto]", kept: "list[onnx.ValueInfoProto]") -> None:
    """Replace what a repeated field holds."""
    del values[:]
    values.extend(kept)
