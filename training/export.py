"""Writes trained weights as ONNX in the YOLO form, and says how fast that runs.

python -m training.export RUN/kept.pt OUTPUT.onnx
"""

import argparse
import hashlib
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.network import CLASSES, Detector, Exported, Step


def fused(detector: Detector) -> Detector:
    """The same detector with every normalisation folded into its convolution."""
    for module in list(detector.modules()):
        if isinstance(module, Step):
            convolution, norm = module[0], module[1]
            module[0] = nn.utils.fuse_conv_bn_eval(convolution, norm)  # type: ignore[type-var, arg-type]
            module[1] = nn.Identity()
    return detector


def export(weights: Path, output: Path) -> None:
    """One file, heights and widths that are multiples of 32."""
    detector = Detector()
    detector.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))
    network = Exported(fused(detector.eval())).eval()
    axes = {"images": {2: "height", 3: "width"}, "output0": {2: "cells"}}
    torch.onnx.export(
        network, (torch.zeros(1, 3, 64, 96),), str(output), input_names=["images"], output_names=["output0"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(output))
    model.producer_name, model.producer_version, model.doc_string = "ruelle", "", "Plates and faces; EUPL-1.2"
    for key, value in {"names": str(dict(enumerate(CLASSES))), "license": "EUPL-1.2", "stride": "32"}.items():
        model.metadata_props.add(key=key, value=value)
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(output))
    check(network, output)


def halve(model: onnx.ModelProto) -> None:
    """Keep large weights in half the bytes; they become 32 bits again when the file is loaded."""
    casts = []
    for weight in list(model.graph.initializer):
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 256:
            continue
        small = numpy_helper.from_array(values.astype(np.float16), weight.name + "_half")
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(small)
        casts.append(helper.make_node("Cast", [small.name], [weight.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)


def check(network: Exported, output: Path) -> None:
    """Compare with PyTorch on noise and print size, digest and speed on one thread."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(output), settings, providers=["CPUExecutionProvider"])
    noise = torch.rand(1, 3, 96, 160)
    with torch.no_grad():
        apart = np.abs(session.run(None, {"images": noise.numpy()})[0] - network(noise).numpy()).max()
    tile = np.random.default_rng(0).random((1, 3, 640, 960), np.float32)
    times = []
    for _ in range(6):
        began = time.process_time()
        session.run(None, {"images": tile})
        times.append(time.process_time() - began)
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    print(
        f"{output.stat().st_size / 1e6:.2f} MB sha256 {digest} differs {apart:.4f} {min(times) / 0.6144:.3f} CPU-s/Mpx"
    )


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    export(options.weights, options.output)


if __name__ == "__main__":
    main()
