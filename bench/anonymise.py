"""How much is missed, how much is blurred for nothing, and what it costs.

`python bench/anonymise.py [--quick] [--no-agpl]`: recall on the flat sets by the shared script, then on whole panoramas
(`street_set.py`), with CPU-s. Needs the shared data beside the project.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from street_set import Box, Street, build

from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import chart_of
from ruelle.processing.detection.detect import sight
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.regions import box_px
from ruelle.processing.detection.weights import prepare_models

SHARED = Path(__file__).parents[2] / "shared"
STREET = SHARED / "data/street"
SCRIPT = SHARED / "bench/eval_anonymise.py"
COMMAND = f"{sys.executable} -m ruelle.catalog.cli detect --json --projection flat"
FOLDER = Path(tempfile.gettempdir()) / "ruelle-bench-streets"
RUNS = (
    ("plates_eu_openalpr,plates_world_kaggle", "24,16", 1.0),
    ("plates_eu_openalpr", "24,16", 1.41),
    ("faces_crowd_masks,faces_dlib", "24", 1.0),
)
QUICK_RUNS = (("plates_eu_openalpr", "24", 1.0),)
CLASSES = {"plate": ((16, 24, 0.80), (24, 40, 0.92), (40, 400, 0.98)), "face": ((10, 20, 0.95), (20, 40, 0.98))}
"""Sizes in pixels, the width of a plate and the height of a face, and the share that must be covered."""
COVERED = 0.9
SAMPLES_A_PIXEL = 3


def recall(home: Path, quick: bool) -> Iterator[str]:
    """The lines of the evaluation script."""
    for sets, widths, stretch in QUICK_RUNS if quick else RUNS:
        options = ["--sets", sets, "--widths", widths, "--stretch", str(stretch), "--command", COMMAND]
        environment = {**os.environ, "RUELLE_HOME": str(home)}
        ran = subprocess.run(
            [sys.executable, str(SCRIPT), str(STREET), *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        yield from ran.stdout.splitlines() if ran.returncode == 0 else [ran.stderr.strip()]


@dataclass
class Tally:
    """What whole panoramas gave."""

    covered: dict[tuple[str, int, int], list[bool]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    doubtful: int = 0
    regions: int = 0
    cpu_s: list[float] = field(default_factory=list)

    def add(self, street: Street, found: dict[str, list[Box]], width_px: int) -> None:
        """Count one panorama, `found` being the boxes of each label."""
        others = 0
        for label, boxes in found.items():
            truths = [truth.box_px for truth in street.truths if truth.label == label]
            for low, high, _ in CLASSES[label]:
                group = self.covered.setdefault((label, low, high), [])
                sized = [t for t in truths if low <= t[2 if label == "plate" else 3] < high]
                group += [covered_share(t, boxes, width_px) >= COVERED for t in sized]
            known = truths + [p for p, meant in zip(street.pastes, street.labels, strict=True) if meant == label]
            others += sum(not any(touch(box, other, width_px) for other in known) for box in boxes)
        self.others.append(others)

    def lines(self) -> Iterator[str]:
        """Rows of a table."""
        yield "| whole panoramas | measured | bar |\n|---|---|---|"
        for (label, low, high), group in sorted(self.covered.items()):
            (bar,) = (bar for a, b, bar in CLASSES[label] if (a, b) == (low, high))
            yield f"| {label} {low}–{high} px covered ({len(group)}) | {np.mean(group):.3f} | ≥ {bar} |"
        yield f"| regions that cover neither, a panorama | {np.mean(self.others):.1f} | ≤ 10 |"
        yield f"| doubtful regions | {self.doubtful / max(1, self.regions):.2f} | ≤ 0.1 |"
        yield f"| CPU-s, a panorama of the set | {np.mean(self.cpu_s):.1f} | |"


def covered_share(truth: Box, boxes: list[Box], width_px: int) -> float:
    """The share of a box that lies under others."""
    x, y, width, height = truth
    columns, rows = (np.arange(max(1, round(side * SAMPLES_A_PIXEL))) + 0.5 for side in (width, height))
    across, down = np.meshgrid(x + columns * width / len(columns), y + rows * height / len(rows))
    under = np.zeros(across.shape, bool)
    for left, top, wide, high in boxes:
        away = (across - left) % width_px
        under |= (away < wide) & (down > top) & (down < top + high)
    return float(under.mean())


def touch(a: Box, b: Box, width_px: int) -> bool:
    """Whether two boxes of a panorama share a pixel."""
    turned = (b[0] - a[0]) % width_px
    return (turned < a[2] or turned + b[2] > width_px) and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def panoramas(detectors: Detectors, *, quick: bool) -> Iterator[str]:
    """Recall, other regions and CPU-s of whole panoramas."""
    tally = Tally()
    for street in list(build(STREET, FOLDER))[:: 4 if quick else 1]:
        picture = np.asarray(cv2.imread(str(street.file)), np.uint8)
        chart = chart_of(picture, Projection.EQUIRECTANGULAR)
        started = time.process_time()
        regions = sight(picture, Projection.EQUIRECTANGULAR, detectors).regions
        tally.cpu_s.append(time.process_time() - started)
        boxes = {
            label: [box for region in regions if region.label == label and (box := box_px(region, chart))]
            for label in CLASSES
        }
        tally.add(street, boxes, chart.width_px)
        tally.regions += len(regions)
        tally.doubtful += sum(region.doubtful for region in regions)
    yield from tally.lines()


def cost(detectors: Detectors) -> str:
    """A row: CPU-s of a real panorama of full size."""
    picture = np.asarray(cv2.imread(str(STREET / "pano_fr_vehicle/stra_1_1.jpg")), np.uint8)
    started = time.process_time()
    sight(picture, Projection.EQUIRECTANGULAR, detectors)
    return f"| CPU-s, {picture.shape[1]} × {picture.shape[0]} | {time.process_time() - started:.1f} | ≤ 6 |"


def main() -> None:
    """Print the tables."""
    cv2.setNumThreads(1)
    if not SCRIPT.is_file():
        print("the shared data are not on this machine")
        return
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as home:
        prepare_models(Path(home) / "models", agpl="--no-agpl" not in sys.argv)
        detectors = Detectors.load(Path(home) / "models")
        for line in (*panoramas(detectors, quick=quick), cost(detectors), "", *recall(Path(home), quick)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
