"""How much is missed, and what it costs: recall on annotated pictures, and CPU-s per panorama.

`python bench/anonymise.py [--quick]`; the recall needs the shared data and its script beside the project.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.detect import detect
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.weights import prepare_models

SHARED = Path(__file__).parents[2] / "shared"
STREET = SHARED / "data/street"
SCRIPT = SHARED / "bench/eval_anonymise.py"
COMMAND = f"{sys.executable} -m ruelle.catalog.cli detect --json --projection flat"
WIDTHS_PX = (4096, 5760)
RUNS = (
    ("plates_eu_openalpr,plates_world_kaggle", "24,16", 1.0),
    ("plates_eu_openalpr", "24,16", 1.41),
    ("faces_crowd_masks,faces_dlib", "24", 1.0),
)
QUICK_RUNS = (("plates_eu_openalpr", "24", 1.0),)


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


def cost(detectors: Detectors) -> Iterator[str]:
    """Rows of a table: CPU-s and regions found of real panoramas, at several widths."""
    yield "| panorama | width px | CPU-s | regions |\n|---|---|---|---|"
    pictures = [
        cv2.imread(str(STREET / "pano_fr_vehicle" / name)) for name in ("geovisio_1.jpg", "toulouse_3d16947c.jpg")
    ]
    detect(np.zeros((1024, 2048, 3), np.uint8), Projection.EQUIRECTANGULAR, detectors)
    for picture, name in zip(pictures, ("unblurred, 2021", "car roof, already blurred"), strict=True):
        for width_px in WIDTHS_PX:
            sized = np.asarray(cv2.resize(picture, (width_px, width_px // 2), interpolation=cv2.INTER_AREA), np.uint8)
            started = time.process_time()
            regions = detect(sized, Projection.EQUIRECTANGULAR, detectors)
            yield f"| {name} | {width_px} | {time.process_time() - started:.1f} | {len(regions)} |"


def main() -> None:
    """Print both tables."""
    cv2.setNumThreads(1)
    if not SCRIPT.is_file():
        print("the shared data are not on this machine")
        return
    with tempfile.TemporaryDirectory() as home:
        prepare_models(Path(home) / "models")
        for line in (*cost(Detectors.load(Path(home) / "models")), "", *recall(Path(home), "--quick" in sys.argv)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
