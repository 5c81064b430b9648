"""What `ruelle detect` tells of pictures: the rectangles that would be blurred, or why a picture cannot be read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ruelle.catalog.errors import Failure, InputError
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import Chart, chart_of
from ruelle.processing.detection.detect import detect
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.regions import Label, Region, box_px
from ruelle.processing.imaging.decode import decode_picture

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """An upright rectangle of a picture, x, y, width and height in pixels, that would be blurred."""

    label: Label
    box_px: Box
    score: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was seen in one file, or the failure to read it."""

    file: Path
    rectangles: tuple[Rectangle, ...] = ()
    failure: Failure | None = None

    def as_json(self) -> str:
        """One line: `{"file": …, "regions": [{"label", "bbox_px", "score"}, …]}`, with `error` if it failed."""
        regions = [
            {"label": r.label, "bbox_px": [round(side, 1) for side in r.box_px], "score": round(r.score, 3)}
            for r in self.rectangles
        ]
        error = {"error": self.failure.code} if self.failure else {}
        return json.dumps({"file": str(self.file), "regions": regions, **error}, ensure_ascii=False)

    def as_text(self) -> str:
        """One line for people: how many of each label."""
        counts = Counter(rectangle.label.value for rectangle in self.rectangles)
        return f"{self.file}: " + (", ".join(f"{label} {count}" for label, count in sorted(counts.items())) or "–")


def reports(files: Iterable[Path], projection: Projection | None, detectors: Detectors) -> Iterator[Report]:
    """A report of each picture in turn; a picture twice as wide as high is a panorama unless `projection` says."""
    for file in files:
        try:
            yield Report(file, _rectangles(file, projection, detectors))
        except InputError as error:
            yield Report(file, failure=error.failure)


def _rectangles(file: Path, projection: Projection | None, detectors: Detectors) -> tuple[Rectangle, ...]:
    try:
        picture = decode_picture(file.read_bytes(), file.name)
    except OSError as error:
        raise InputError("picture-unreadable", file=file.name) from error
    height_px, width_px = picture.shape[:2]
    if projection is None:
        projection = Projection.EQUIRECTANGULAR if width_px == 2 * height_px else Projection.FLAT
    regions = detect(picture, projection, detectors)
    return tuple(rectangle for region in regions for rectangle in _parts(region, chart_of(picture, projection)))


def _parts(region: Region, chart: Chart) -> Iterator[Rectangle]:
    """The rectangle of a region within the picture; two where it crosses the seam."""
    box = box_px(region, chart)
    if box is None:
        return
    for turn in (0, chart.width_px, -chart.width_px) if chart.wraps else (0,):
        left, right = max(0.0, box[0] + turn), min(float(chart.width_px), box[0] + turn + box[2])
        top, bottom = max(0.0, box[1]), min(float(chart.height_px), box[1] + box[3])
        if left < right and top < bottom:
            yield Rectangle(region.label, (left, top, right - left, bottom - top), region.score)
