"""Recall of one ONNX file alone on annotated pictures, judged as the project's bench judges, without its command.

python -m training.validate MODEL.onnx BENCH_SCRIPT DATA [--scale 2] [--sure 0.2 0.3]
"""

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
MARGINS = {4: (0.3, 0.45), 5: (0.15, 0.15)}
"""What is added to boxes of a score's row left and right, above and below, as shares of their size, before judging."""
MARGIN_PX = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A picture RGB, its true boxes (M, 4) x1 y1 x2 y2, and the row of the scores that counts."""

    picture: NDArray[np.uint8]
    truth: list[tuple[float, float, float, float]]
    row: int


def judge_of(script: Path) -> ModuleType:
    """The bench's own code."""
    spec = importlib.util.spec_from_file_location("bench", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script}: cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples(bench: ModuleType, folder: Path, width: int, stretch: float) -> list[Example]:
    """All pictures of a set, shrunk as the bench does it."""
    found = []
    for name, boxes in sorted(bench.annotations(folder).items()):
        image = Image.open(folder / name).convert("RGB")
        k = min(1.0, width / max(b[2] - b[0] for b in boxes)) if width else 1.0
        size = max(1, round(image.width * k * stretch)), max(1, round(image.height * k))
        sx, sy = size[0] / image.width, size[1] / image.height
        if size != image.size:
            image = image.resize(size, Image.Resampling.LANCZOS)
        truth = [(b[0] * sx, b[1] * sy, b[2] * sx, b[3] * sy) for b in boxes]
        found.append(Example(np.asarray(image), truth, 4 if folder.name.startswith("plates") else 5))
    return found


def look(session: onnxruntime.InferenceSession, example: Example, scale: int) -> Floats:
    """Boxes (N, 5) x1 y1 x2 y2 score, in the picture's pixels, the best of each place."""
    picture = example.picture
    if scale > 1:
        picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))
    below, beyond = -picture.shape[0] % 32, -picture.shape[1] % 32
    padded = cv2.copyMakeBorder(picture, 0, below, 0, beyond, cv2.BORDER_CONSTANT, value=(114, 114, 114))
    blob = padded.astype(np.float32).transpose(2, 0, 1)[None] / 255
    rows = session.run(None, {"images": blob})[0][0]
    rows = rows[:, rows[example.row] > 0.02]
    corners = np.concatenate([rows[:2] - rows[2:4] / 2, rows[:2] + rows[2:4] / 2]).T / scale
    sizes = np.column_stack([corners[:, :2], corners[:, 2:] - corners[:, :2]])
    kept = cv2.dnn.NMSBoxes(sizes.tolist(), rows[example.row].tolist(), 0.02, 0.45)
    best = np.column_stack([corners, rows[example.row]])[np.asarray(kept, int).reshape(-1)]
    grow = (best[:, 2:4] - best[:, :2]) * np.array(MARGINS[example.row]) + MARGIN_PX
    best[:, :2] -= grow
    best[:, 2:4] += grow
    return np.asarray(best, np.float32)


def report(bench: ModuleType, name: str, pairs: list[tuple[Example, Floats]], sure: float) -> None:
    """A line for each size: share hit and covered, area, and extra regions a picture."""
    rows: dict[str, list[tuple[bool, bool, float]]] = {}
    extra = 0
    for example, boxes in pairs:
        found = [tuple(b[:4]) for b in boxes if b[4] >= sure]
        extra += max(0, len(found) - len(example.truth))
        for box in example.truth:
            tall = box[3] - box[1]
            keys = ["all"] if example.row == 4 else [f"{a}-{b}" for a, b in bench.FACE_BUCKETS if a <= tall < b]
            hit, covered, ratio = bench.judge(box, found)
            for key in keys:
                rows.setdefault(key, []).append((hit, covered >= 0.9, ratio))
    for key, values in sorted(rows.items()):
        hit, covered, ratio = np.array(values, float).T
        area = np.nanmedian(ratio) if np.isfinite(ratio).any() else np.nan
        print(f"{name:34s} sure {sure:.2f} {key:8s} n={len(hit):4d} hit={hit.mean():.3f} cov90={covered.mean():.3f} "
              f"area={area:.1f} extra={extra / len(pairs):.2f}", flush=True)  # fmt: skip


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("bench", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--sure", type=float, nargs="+", default=[0.1, 0.25])
    parser.add_argument("--sets", default="plates_eu_openalpr:24,plates_eu_openalpr:16,plates_world_kaggle:24,"
                        "plates_world_kaggle:16,faces_crowd_masks:0,faces_dlib:0")  # fmt: skip
    parser.add_argument("--stretch", type=float, default=1.0)
    options = parser.parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(options.model), settings, providers=["CPUExecutionProvider"])
    bench = judge_of(options.bench)
    for entry in options.sets.split(","):
        folder, width = entry.split(":")
        found = examples(bench, options.data / folder, int(width), options.stretch)
        pairs = [(example, look(session, example, options.scale)) for example in found]
        for sure in options.sure:
            report(bench, f"{entry} x{options.scale}", pairs, sure)


if __name__ == "__main__":
    main()
