"""Real cars and passers-by set into real streets at known places: what a detector meets, with the truth known.

Close-range sets flatter every detector: a plate that fills a picture is easy, the same plate at twenty metres in a
panorama is not. Built from the shared data into a folder beside them in the cache, the same on every machine.
"""

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from defusedxml import ElementTree
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Equirectangular, Pinhole

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]

STREETS = (
    "geovisio_1",
    "geovisio_2",
    "geovisio_3",
    "geovisio_4",
    "stra_1_1",
    "stra_1_2",
    "toulouse_3d16947c",
    "toulouse_4e13d11f",
)
ROUNDS = 2
"""How often each street is used, every time turned and peopled otherwise."""
PLATES_A_STREET, PEOPLE_A_STREET = 12, 9
PLATE_WIDTHS_PX = ((16, 24), (24, 40), (40, 90))
FACE_HEIGHTS_PX = ((10, 20), (20, 40))
CAMERA_M, PLATE_M, FACE_M = 2.4, 0.5, 1.6
"""Heights above the road."""
PLATE_WIDE_M, FACE_HIGH_M = 0.52, 0.22
SLOPE_DEG = 3.0
QUALITY = 92
EDGE_SHARE = 0.4
CAR_REACH, PERSON_REACH = (2.0, 5.0), (2.5, 5.0)
"""How much is cut out around a plate, or a face, in its own widths."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Annotated boxes (x1, y1, x2, y2) of one picture, and which of them is to be set into a street."""

    file: Path
    boxes: tuple[Box, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands where in a panorama: a label and a box x, y, width, height in pixels; x may pass the seam."""

    label: str
    box_px: Box


@dataclass(frozen=True, slots=True)
class Street:
    """A panorama of the set.

    `pastes` are the rectangles set in, `labels` what each was cut out for: more of that label may stand in it.
    """

    file: Path
    street: str
    turn: float
    truths: tuple[Truth, ...]
    pastes: tuple[Box, ...]
    labels: tuple[str, ...]


def annotations(folder: Path) -> dict[str, tuple[Box, ...]]:
    """Boxes (x1, y1, x2, y2) of each picture of a shared set."""
    found: dict[str, list[Box]] = {}
    for table in folder.glob("*.csv"):
        for row in csv.DictReader(table.read_text("utf-8").splitlines()):
            if "xmin" in row:
                box = tuple(float(row[key]) for key in ("xmin", "ymin", "xmax", "ymax"))
            else:
                x, y, w, h = (float(row[key]) for key in "xywh")
                box = (x, y, x + w, y + h)
            found.setdefault(row["file"], []).append((box[0], box[1], box[2], box[3]))
    if (folder / "faces.xml").exists():
        for image in ElementTree.fromstring((folder / "faces.xml").read_text("utf-8")).iter("image"):
            for node in image.iter("box"):
                x, y, w, h = (float(node.attrib[key]) for key in ("left", "top", "width", "height"))
                found.setdefault(Path(image.attrib["file"]).name, []).append((x, y, x + w, y + h))
    return {name: tuple(boxes) for name, boxes in sorted(found.items()) if (folder / name).exists()}


def things(shared_street: Path, sets: tuple[str, ...], *, side: int, least_px: float) -> list[Thing]:
    """Everything in some sets whose width (`side` 2) or height (3) is at least `least_px`."""
    seen = []
    for name in sets:
        for file, boxes in annotations(shared_street / name).items():
            for index, box in enumerate(boxes):
                if box[side] - box[side - 2] >= least_px:
                    seen.append(Thing(shared_street / name / file, boxes, index))
    return seen


class _Builder:
    """Sets things into one street, none over another."""

    def __init__(self, picture: Pixels, rng: np.random.Generator) -> None:
        self.picture = picture
        self.chart = Equirectangular(picture.shape[1], picture.shape[0])
        self.rng = rng
        self.truths: list[Truth] = []
        self.pastes: list[Box] = []
        self.labels: list[str] = []

    def place(self, thing: Thing, label: str, size_px: float) -> bool:
        """Set a thing in so that its plate is `size_px` wide, or its face so high; False if no place was found."""
        span_deg = size_px / self.chart.width_px * 360
        wide_m, high_m = (PLATE_WIDE_M, PLATE_M) if label == "plate" else (FACE_HIGH_M, FACE_M)
        far_m = wide_m / (2 * math.tan(math.radians(span_deg) / 2))
        pitch = -math.degrees(math.atan2(CAMERA_M - high_m, far_m)) + self.rng.uniform(-SLOPE_DEG, SLOPE_DEG)
        cut, boxes = self._cut_out(thing, label, size_px, pitch)
        for _ in range(30):
            view = self._view(cut, self.rng.uniform(-180, 180), pitch)
            if self._lay(cut, view):
                self.labels.append(label)
                self.truths += [Truth(label, self._box_around(view, box)) for box in boxes]
                return True
        return False

    def _cut_out(self, thing: Thing, label: str, size_px: float, pitch: float) -> tuple[Pixels, list[Box]]:
        """The thing with what surrounds it, at the scale of the panorama, and its annotated boxes."""
        picture = np.asarray(cv2.imread(str(thing.file)), np.uint8)
        x1, y1, x2, y2 = thing.boxes[thing.chosen]
        reach = self.rng.uniform(*(CAR_REACH if label == "plate" else PERSON_REACH)) * (x2 - x1)
        left, right = max(0, int(x1 - reach)), min(picture.shape[1], int(x2 + reach))
        top, bottom = max(0, int(y1 - reach)), min(picture.shape[0], int(y2 + reach))
        own_px = (x2 - x1) if label == "plate" else (y2 - y1)
        k = size_px / own_px * (math.cos(math.radians(pitch)) if label == "plate" else 1.0)
        size = max(8, round((right - left) * k)), max(8, round((bottom - top) * k))
        cut = np.asarray(cv2.resize(picture[top:bottom, left:right], size, interpolation=cv2.INTER_AREA), np.uint8)
        sx, sy = size[0] / (right - left), size[1] / (bottom - top)
        moved = [((a - left) * sx, (b - top) * sy, (c - left) * sx, (d - top) * sy) for a, b, c, d in thing.boxes]
        return cut, [box for box in moved if _well_inside(box, size)]

    def _view(self, cut: Pixels, heading: float, pitch: float) -> Pinhole:
        height, width = cut.shape[:2]
        focal_px = self.chart.width_px / (2 * math.pi)
        return Pinhole(width, height, 2 * math.degrees(math.atan(width / 2 / focal_px)), heading, pitch)

    def _box_around(self, view: Pinhole, box: Box) -> Box:
        x1, y1, x2, y2 = box
        edge = np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2], [(x1 + x2) / 2, y1], [(x1 + x2) / 2, y2]])
        at = self.chart.points(view.directions(edge))
        middle = self.chart.points(view.directions(np.array([(x1 + x2) / 2, (y1 + y2) / 2])))[0]
        x = middle + (at[:, 0] - middle + self.chart.width_px / 2) % self.chart.width_px - self.chart.width_px / 2
        return float(x.min()), float(at[:, 1].min()), float(np.ptp(x)), float(np.ptp(at[:, 1]))

    def _lay(self, cut: Pixels, view: Pinhole) -> bool:
        """Lay a flat view into the sphere, with a hard or a soft edge, unless something stands there."""
        box = self._box_around(view, (0.0, 0.0, float(view.width_px), float(view.height_px)))
        if any(_overlap(box, other, self.chart.width_px) for other in self.pastes):
            return False
        columns = np.arange(math.floor(box[0]) - 1, math.ceil(box[0] + box[2]) + 2)
        rows = np.arange(max(0, math.floor(box[1]) - 1), min(self.chart.height_px, math.ceil(box[1] + box[3]) + 2))
        grid = np.stack(np.meshgrid(columns + 0.5, rows + 0.5), axis=-1)
        x, y = np.moveaxis(view.points(self.chart.directions(grid)), -1, 0).astype(np.float32) - np.float32(0.5)
        laid = cv2.remap(cut, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        inside = np.minimum(np.minimum(x + 0.5, view.width_px - 0.5 - x), np.minimum(y + 0.5, view.height_px - 0.5 - y))
        soft = self.rng.choice([1.0, 3.0])
        veil = np.clip(inside / soft, 0, 1)[..., None]
        place = np.ix_(rows, columns % self.chart.width_px)
        self.picture[place] = np.rint(laid * veil + self.picture[place] * (1 - veil)).astype(np.uint8)
        self.pastes.append(box)
        return True


def _well_inside(box: Box, size: tuple[int, int]) -> bool:
    """Whether a box stands clear of the edge, where things are cut in two or fade into the street."""
    x1, y1, x2, y2 = box
    clear = EDGE_SHARE * min(x2 - x1, y2 - y1) + 1
    return min(x1, y1, size[0] - x2, size[1] - y2) >= clear


def _overlap(a: Box, b: Box, turn_px: int) -> bool:
    return any(
        a[0] < b[0] + b[2] + t and b[0] + t < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for t in (0, turn_px, -turn_px)
    )


def build(shared_street: Path, folder: Path) -> Iterator[Street]:
    """Every panorama of the set, written to `folder` where it does not lie there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    plates = things(shared_street, ("plates_eu_openalpr", "plates_world_kaggle"), side=2, least_px=40)
    faces = things(shared_street, ("faces_crowd_masks", "faces_dlib"), side=3, least_px=10)
    for index, (number, name) in enumerate((n, s) for n in range(ROUNDS) for s in STREETS):
        file = folder / f"{name}_{number}.jpg"
        listing = file.with_suffix(".json")
        if not listing.exists():
            street = _peopled(shared_street / "pano_fr_vehicle" / f"{name}.jpg", file, plates, faces, seed=index)
            listing.write_text(json.dumps(asdict(street), default=str))
        yield _street(json.loads(listing.read_text()))


def _peopled(source: Path, file: Path, plates: list[Thing], faces: list[Thing], *, seed: int) -> Street:
    rng = np.random.default_rng(seed)
    picture = np.asarray(cv2.imread(str(source)), np.uint8)
    turn = float(rng.uniform())
    builder = _Builder(np.roll(picture, round(turn * picture.shape[1]), axis=1), rng)
    for i in range(PLATES_A_STREET):
        low, high = PLATE_WIDTHS_PX[i % len(PLATE_WIDTHS_PX)]
        builder.place(_some(plates, rng, side=2, least_px=high), "plate", rng.uniform(low, high))
    for i in range(PEOPLE_A_STREET):
        low, high = FACE_HEIGHTS_PX[i % len(FACE_HEIGHTS_PX)]
        builder.place(_some(faces, rng, side=3, least_px=high * 0.8), "face", rng.uniform(low, high))
    cv2.imwrite(str(file), builder.picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return Street(file, source.stem, turn, tuple(builder.truths), tuple(builder.pastes), tuple(builder.labels))


def _some(group: list[Thing], rng: np.random.Generator, *, side: int, least_px: float) -> Thing:
    """One of a group that is large enough to be shrunk."""
    large = [t for t in group if t.boxes[t.chosen][side] - t.boxes[t.chosen][side - 2] >= least_px]
    return large[int(rng.integers(len(large)))]


def _street(entry: dict[str, Any]) -> Street:
    truths = tuple(Truth(t["label"], _box(t["box_px"])) for t in entry["truths"])
    pastes = tuple(map(_box, entry["pastes"]))
    return Street(Path(entry["file"]), entry["street"], entry["turn"], truths, pastes, tuple(entry["labels"]))


def _box(sides: list[float]) -> Box:
    x, y, width, height = sides
    return x, y, width, height
