"""Writes the mean of several exported files of one network: it hesitates less on real pictures than any of them.

python -m training.average OUTPUT.onnx ONE.onnx OTHER.onnx
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def average(paths: list[Path], output: Path) -> None:
    """All weights averaged; the files must come from the same network."""
    models = [onnx.load(str(path)) for path in paths]
    stores = [{weight.name: weight for weight in model.graph.initializer} for model in models]
    for weight in models[0].graph.initializer:
        values = [numpy_helper.to_array(store[weight.name]) for store in stores]
        if values[0].dtype in (np.float16, np.float32):
            mean = np.mean([value.astype(np.float64) for value in values], axis=0).astype(values[0].dtype)
            weight.CopyFrom(numpy_helper.from_array(mean, weight.name))
    onnx.checker.check_model(models[0])
    onnx.save(models[0], str(output))


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    options = parser.parse_args()
    average(options.models, options.output)


if __name__ == "__main__":
    main()
