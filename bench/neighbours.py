"""What neighbouring frames add to the detectors, on the sample drive: `python bench/neighbours.py [HOME DRIVE]`.

Without arguments a sample drive is made and worked on, some minutes of CPU; HOME is an installation that did so before.
A face counts from 8 px high and 4 px wide (narrower, it is a line), a plate from 16 px wide, if not half hidden.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.detection.charts import Equirectangular
from ruelle.processing.detection.regions import inward_normals
from ruelle.processing.neighbours import Frame, helped
from ruelle.processing.outlines import outline_of

Box = Mapping[str, float]
CLOCK_OFFSET_S = "-7197"
COVERED = 0.9
SAMPLES = (np.arange(16) + 0.5) / 16
BAR = 0.98


@dataclass(frozen=True, slots=True)
class Seen:
    """One panorama: what the detectors saw, what its neighbours made of it, and the truth."""

    before: Zones
    after: Zones
    chart: Equirectangular
    boxes: list[Box]


def made(folder: Path) -> tuple[Path, Path]:
    """A home in which the sample drive has been worked on, and the drive."""
    home, drive = folder / "home", folder / "drive"
    track = ("--track", str(drive / "track.gpx"), "--clock-offset", CLOCK_OFFSET_S, "--campaign", "bench")
    for arguments in (
        ("sample", "drive", str(drive), "--no-video"),
        ("models",),
        ("capture", str(drive / "pictures"), *track),
        ("work", "--until-idle"),
    ):
        command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", str(home), *arguments]
        subprocess.run(command, check=True, capture_output=True)
    return home, drive


def items(catalog: Catalog, home: Path) -> list[Item]:
    """Every item that has a pack."""
    return [catalog.item(pack.parent.name) for pack in sorted((home / "public").rglob("*.zip"))]


def as_detected(zones: Zones) -> Zones:
    """What the detectors alone saw."""
    raised = tuple(zone for zone in zones.zones if zone.origin is ZoneOrigin.NEIGHBOUR and zone.id.startswith("m"))
    machine = tuple(zone for zone in zones.zones if zone.origin is ZoneOrigin.MACHINE)
    faint = tuple(replace(zone, origin=ZoneOrigin.MACHINE) for zone in raised)
    return replace(zones, zones=machine, faint=(*faint, *zones.faint))


def look(home: Path, drive: Path) -> tuple[list[Seen], float]:
    """All panoramas, and the CPU seconds that the neighbours' help takes for each."""
    catalog = Catalog.open(Settings(home=home))
    pictures = json.loads((drive / "truth.json").read_text("utf-8"))["pictures"]
    boxes = {Path(picture["file"]).name: picture["boxes"] for picture in pictures}
    frames = [Frame(item, as_detected(catalog.zones(item.id))) for item in items(catalog, home)]
    catalog.close()
    started_s = time.process_time()
    after = [helped(frame, around(frame, frames)) for frame in frames]
    spent_s = (time.process_time() - started_s) / len(frames)
    charts = [Equirectangular(frame.item.camera.width_px, frame.item.camera.height_px) for frame in frames]
    return [
        Seen(frame.zones, zones, chart, boxes[frame.item.source.name])
        for frame, zones, chart in zip(frames, after, charts, strict=True)
    ], spent_s


def around(frame: Frame, frames: Iterable[Frame]) -> list[Frame]:
    """The two frames before and the two behind in the same sequence."""
    item = frame.item
    return [
        other
        for other in frames
        if other.item.sequence_id == item.sequence_id and 1 <= abs(other.item.rank - item.rank) <= 2
    ]


def size_px(box: Box) -> tuple[float, float]:
    """Width and height."""
    return box["right_px"] - box["left_px"], box["bottom_px"] - box["top_px"]


def matters(box: Box, kind: ZoneKind) -> bool:
    """Whether a box counts."""
    width_px, height_px = size_px(box)
    large = width_px >= 16 if kind is ZoneKind.PLATE else height_px >= 8 and width_px >= 4
    return box["kind"] == kind and large and box["visible"] >= 0.5


def covered(box: Box, zones: Sequence[Zone], chart: Equirectangular) -> bool:
    """Whether nine tenths of a box lie under zones."""
    width_px, height_px = size_px(box)
    x, y = np.meshgrid(box["left_px"] + SAMPLES * width_px, box["top_px"] + SAMPLES * height_px)
    directions = chart.directions(np.stack([x, y], axis=-1))
    under = [(directions @ inward_normals(outline_of(zone)).T >= 0).all(axis=-1) for zone in zones]
    return bool(under) and float(np.any(under, axis=0).mean()) >= COVERED


def is_false(zone: Zone, seen: Seen) -> bool:
    """Whether no face or plate of the truth, however small or hidden, has its middle under a zone."""
    normals = inward_normals(outline_of(zone).grown(0.1))
    middles = [[(box["left_px"] + box["right_px"]) / 2, (box["top_px"] + box["bottom_px"]) / 2] for box in seen.boxes]
    directions = seen.chart.directions(np.array(middles).reshape(-1, 2))
    return not bool((directions @ normals.T >= 0).all(axis=-1).any())


def coverage(kind: ZoneKind, panoramas: Sequence[Seen]) -> str:
    """One row: how many faces or plates are covered, before and after."""
    boxes = [(box, seen) for seen in panoramas for box in seen.boxes if matters(box, kind)]
    before = sum(covered(box, seen.before.blurred, seen.chart) for box, seen in boxes)
    after = sum(covered(box, seen.after.blurred, seen.chart) for box, seen in boxes)
    shares = [f"{count / len(boxes):.3f} ({count} of {len(boxes)})" for count in (before, after)]
    return f"| {kind}s covered, cov90 (bar ≥ {BAR}) | {shares[0]} | **{shares[1]}** |"


def per_panorama(name: str, counts: Iterable[tuple[int, int]]) -> str:
    """One row: the means of what was counted before and after in each panorama."""
    before, after = np.mean(list(counts), axis=0)
    return f"| {name} a panorama | {before:.2f} | {after:.2f} |"


def rows(panoramas: Sequence[Seen]) -> Iterable[str]:
    """The table, but for the time."""
    yield f"| {len(panoramas)} panoramas | detectors | with neighbours |\n|---|---|---|"
    yield from (coverage(kind, panoramas) for kind in (ZoneKind.FACE, ZoneKind.PLATE))
    yield per_panorama("zones", ((len(s.before.blurred), len(s.after.blurred)) for s in panoramas))
    yield per_panorama("false zones", ((falses(s.before, s), falses(s.after, s)) for s in panoramas))
    yield per_panorama("doubts", ((doubts(s.before), doubts(s.after)) for s in panoramas))


def falses(zones: Zones, seen: Seen) -> int:
    """How many zones hide nothing of the truth."""
    return sum(is_false(zone, seen) for zone in zones.blurred)


def doubts(zones: Zones) -> int:
    """How many zones a person would have to look at."""
    return sum(zone.undecided for zone in zones.zones)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        home, drive = map(Path, sys.argv[1:3]) if len(sys.argv) > 2 else made(Path(folder))
        panoramas, spent_s = look(home, drive)
    for row in rows(panoramas):
        print(row)
    print(f"| CPU-s a panorama | | {spent_s:.3f} |")


if __name__ == "__main__":
    main()
