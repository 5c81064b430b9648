"""Puts vehicles, people and clutter onto streets and photographs them: the pictures that the detector learns from.

python -m training.scenes BACKGROUNDS HEADS OUTPUT --shards 10 --scenes 400 --seed 1
"""

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.clutter import draw_clutter
from training.optics import photograph, shrunk
from training.plates import draw_plate
from training.vehicles import Vehicle, draw_vehicle

Picture = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]
SIDE_PX = 320
PLATE, FACE = 0, 1
HIDDEN, IGNORED = 0.7, 0.3
"""Share of a box that others cover, above which it is not labelled at all, or neither wanted nor punished."""
SMALLEST_PX = (7.5, 4.5)
"""The least width of a plate and height of a face that are asked for."""


@dataclass(slots=True)
class Scene:
    """A picture being put together at `zoom` times its last size, `stretch` times narrower; boxes in its own pixels."""

    picture: Picture
    zoom: float
    stretch: float
    boxes: list[Floats] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)

    def paste(self, sprite: Picture, left: int, top: int) -> None:
        """Lay an RGBA sprite over the picture and note what it hides."""
        high, wide = self.picture.shape[:2]
        x1, y1 = max(0, left), max(0, top)
        x2, y2 = min(wide, left + sprite.shape[1]), min(high, top + sprite.shape[0])
        if x2 <= x1 or y2 <= y1:
            return
        part = sprite[y1 - top : y2 - top, x1 - left : x2 - left]
        share = part[..., 3:].astype(np.float32) / 255
        below = self.picture[y1:y2, x1:x2]
        self.picture[y1:y2, x1:x2] = (part[..., :3] * share + below * (1 - share)).astype(np.uint8)
        for i, box in enumerate(self.boxes):
            a, b, c, d = (int(v) for v in (box[0] - x1, box[1] - y1, box[2] - x1 + 1, box[3] - y1 + 1))
            seen = share[max(0, b) : max(0, d), max(0, a) : max(0, c), 0]
            area = max(1.0, float((box[2] - box[0]) * (box[3] - box[1])))
            self.covered[i] += float(seen.sum()) / area

    def add(self, box: Floats, label: int) -> None:
        """Note a box x1 y1 x2 y2."""
        self.boxes.append(box.astype(np.float32))
        self.labels.append(label)
        self.covered.append(0.0)


class Props:
    """Everything that scenes are made of; vehicles are drawn anew little by little."""

    def __init__(self, backgrounds: Path, heads: Path, rng: np.random.Generator) -> None:
        """`backgrounds` holds pictures, `heads` the sprites of `training.heads`."""
        self.rng = rng
        self.streets = [cv2.cvtColor(cv2.imread(str(p)), cv2.COLOR_BGR2RGB) for p in sorted(backgrounds.glob("*.png"))]
        area = np.array([min(s.shape[0] * s.shape[1], 6e6) for s in self.streets])
        self._odds = area**0.5 / (area**0.5).sum()
        stores = [np.load(path) for path in sorted(heads.glob("*.npz"))]
        self.heads = np.concatenate([s["sprites"] for s in stores])[..., [2, 1, 0, 3]]
        self.faces = np.concatenate([s["boxes"] for s in stores])
        self.away = np.concatenate([s["away"] for s in stores])
        self._vehicles = [draw_vehicle(rng, self.street((300, 400), 1.0)) for _ in range(60)]

    def street(self, shape: tuple[int, int], scale: float) -> Picture:
        """A piece of some background, shrunk by `scale`."""
        whole = self.streets[self.rng.choice(len(self.streets), p=self._odds)]
        high, wide = min(round(shape[0] * scale), whole.shape[0]), min(round(shape[1] * scale), whole.shape[1])
        y, x = self.rng.integers(0, whole.shape[0] - high + 1), self.rng.integers(0, whole.shape[1] - wide + 1)
        part = whole[y : y + high, x : x + wide]
        if self.rng.random() < 0.5:
            part = part[:, ::-1]
        return np.asarray(cv2.resize(part, shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)

    def vehicle(self) -> Vehicle:
        """A vehicle, drawn before or now."""
        if self.rng.random() < 0.4:
            new = draw_vehicle(self.rng, self.street((300, 400), float(self.rng.uniform(0.5, 2))))
            self._vehicles[self.rng.integers(len(self._vehicles))] = new
            return new
        return self._vehicles[self.rng.integers(len(self._vehicles))]


def compose(props: Props) -> tuple[Picture, Floats]:
    """A photograph (SIDE_PX, SIDE_PX, 3) RGB and its boxes (N, 6): x1 y1 x2 y2, label, 1 where it is to be ignored."""
    rng = props.rng
    zoom = float(rng.uniform(1.0, 1.7))
    stretch = 1.0 if rng.random() < 0.6 else float(rng.uniform(1.0, 2.0))
    shape = round(SIDE_PX * zoom), round(SIDE_PX * zoom / stretch)
    ground = props.street(shape, float(np.exp(rng.uniform(-0.9, 1.1)))) if rng.random() < 0.88 else _haze(rng, shape)
    scene = Scene(ground.copy(), zoom, stretch)
    for _ in range(int(rng.choice([0, 1, 3, 6], p=[0.4, 0.25, 0.2, 0.15]))):
        _put_clutter(scene, rng)
    kind = rng.random()
    if kind < 0.6:
        _park(scene, props, int(rng.choice([1, 2, 4, 7])))
    if kind > 0.5:
        _gather(scene, props, int(rng.choice([2, 5, 10, 20, 36])))
    if rng.random() < 0.12:
        _put_bare_plate(scene, rng)
    picture = photograph(rng, shrunk(rng, scene.picture, (SIDE_PX, SIDE_PX)))
    return picture, finished(scene)


def _haze(rng: np.random.Generator, shape: tuple[int, int]) -> Picture:
    coarse = rng.uniform(0, 255, (int(rng.integers(2, 9)), int(rng.integers(2, 9)), 3)) * rng.uniform(0, 1)
    coarse = coarse + rng.uniform(0, 255, 3) * 0.5
    smooth = cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_LINEAR) + rng.normal(
        0, rng.uniform(0, 12), (*shape, 3)
    )
    return np.asarray(np.clip(smooth, 0, 255), np.uint8)


def _fitted(sprite: Picture, scale: float, angle_deg: float, points: Floats) -> tuple[Picture, Floats]:
    """A sprite at another scale, turned by a little, and points of it moved along."""
    size = max(2, round(sprite.shape[1] * scale)), max(2, round(sprite.shape[0] * scale))
    alpha = sprite[..., 3:].astype(np.float32) / 255
    weighted = np.concatenate([sprite[..., :3] * alpha, alpha * 255], axis=2)
    small = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    moved = points * np.array([size[0] / sprite.shape[1], size[1] / sprite.shape[0]])
    if abs(angle_deg) > 0.5:
        turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), angle_deg, 1.0)
        small = cv2.warpAffine(small, turn, size, flags=cv2.INTER_LINEAR)
        moved = moved @ turn[:, :2].T + turn[:, 2]
    colours = small[..., :3] / np.maximum(small[..., 3:] / 255, 1e-3)
    return np.dstack([np.clip(colours, 0, 255), small[..., 3]]).astype(np.uint8), moved.astype(np.float32)


def _park(scene: Scene, props: Props, count: int) -> None:
    """Vehicles, the far ones first; their plates between 8 and 120 px wide at last."""
    rng = props.rng
    widths = np.sort(np.exp(rng.uniform(np.log(8), np.log(56), count)))
    if rng.random() < 0.12:
        widths[-1] = rng.uniform(56, 130)
    for width in widths:
        vehicle = props.vehicle()
        across = float(vehicle.corners[:, 0].max() - vehicle.corners[:, 0].min())
        scale = float(width) * scene.zoom / scene.stretch / across
        sprite, corners = _fitted(vehicle.picture, scale, float(rng.normal(0, 3)), vehicle.corners)
        if rng.random() < 0.5:
            sprite = sprite[:, ::-1]
            corners = corners * np.array([-1, 1]) + np.array([sprite.shape[1], 0])
        middle = corners.mean(axis=0)
        x, y = rng.uniform(-0.02, 1.02, 2) * scene.picture.shape[1::-1]
        left, top = int(x - middle[0]), int(y - middle[1])
        _shadow(scene, sprite, left, top, rng)
        scene.paste(sprite, left, top)
        corners = corners + np.array([left, top])
        scene.add(np.concatenate([corners.min(axis=0), corners.max(axis=0)]), PLATE)


def _shadow(scene: Scene, sprite: Picture, left: int, top: int, rng: np.random.Generator) -> None:
    dark = np.zeros((max(3, sprite.shape[0] // 5), round(sprite.shape[1] * 1.1), 4), np.uint8)
    axes = (dark.shape[1] / 2, dark.shape[0] / 2), (dark.shape[1] - 1.0, dark.shape[0] - 1.0), 0
    cv2.ellipse(dark, axes, (12, 12, 14, int(rng.integers(60, 230))), -1, cv2.LINE_AA)
    scene.paste(dark, left - round(sprite.shape[1] * 0.05), top + sprite.shape[0] - dark.shape[0] * 2 // 3)


def _gather(scene: Scene, props: Props, count: int) -> None:
    """People, the far ones first, alone or in rows; their faces between 4.5 and 90 px high at last."""
    rng = props.rng
    level, near = rng.uniform(0.1, 0.8), float(np.exp(rng.uniform(np.log(6), np.log(40))))
    heights = near * np.exp(rng.normal(0, 0.35, count))
    if count < 4 and rng.random() < 0.2:
        heights[0] = rng.uniform(40, 90)
    for height in np.sort(np.clip(heights, 4, 95)):
        index = int(rng.integers(len(props.heads)))
        box = props.faces[index].reshape(2, 2)
        scale = float(height) * scene.zoom / float(box[1, 1] - box[0, 1])
        corners = np.array([box[0], (box[1, 0], box[0, 1]), box[1], (box[0, 0], box[1, 1])], np.float32)
        sprite, corners = _fitted(_with_body(rng, props.heads[index]), scale, float(rng.normal(0, 4)), corners)
        if rng.random() < 0.5:
            sprite = sprite[:, ::-1]
            corners = corners * np.array([-1, 1]) + np.array([sprite.shape[1], 0])
        middle = corners.mean(axis=0)
        x = rng.uniform(0, 1) * scene.picture.shape[1]
        y = np.clip(level + rng.normal(0, 0.12), 0, 1) * scene.picture.shape[0] + height
        left, top = int(x - middle[0]), int(y - middle[1])
        scene.paste(sprite, left, top)
        corners = corners + np.array([left, top])
        if not props.away[index]:
            scene.add(np.concatenate([corners.min(axis=0), corners.max(axis=0)]), FACE)


def _with_body(rng: np.random.Generator, head: Picture) -> Picture:
    """A head and shoulders with something like a body below."""
    body = np.repeat(head[-1:], int(head.shape[0] * rng.uniform(0, 1.6)), axis=0)
    if len(body):
        folds = cv2.resize(rng.uniform(0.75, 1.1, (6, 5)).astype(np.float32), body.shape[1::-1])[..., None]
        body[..., :3] = np.clip(body[..., :3] * folds, 0, 255)
    return np.concatenate([head, body])


def _put_clutter(scene: Scene, rng: np.random.Generator) -> None:
    sprite = draw_clutter(rng)
    scale = float(np.exp(rng.uniform(np.log(8), np.log(120)))) * scene.zoom / sprite.shape[1]
    sprite, _ = _fitted(sprite, scale, float(rng.normal(0, 4)), np.zeros((1, 2), np.float32))
    sprite[..., :3] = np.clip(sprite[..., :3] * rng.uniform(0.5, 1.0), 0, 255)
    x, y = (rng.uniform(-0.05, 0.95, 2) * scene.picture.shape[1::-1]).astype(int)
    scene.paste(sprite, int(x), int(y))


def _put_bare_plate(scene: Scene, rng: np.random.Generator) -> None:
    """A plate on a dark panel and nothing else of a car: a tow bar, a trailer, a car cut off by the picture's edge."""
    plate = draw_plate(rng)
    width = float(np.exp(rng.uniform(np.log(9), np.log(90)))) * scene.zoom / scene.stretch
    panel = np.full(
        (plate.shape[0] * 3, plate.shape[1] * 2, 4),
        (*(rng.uniform(0.2, 1) * rng.integers(10, 200, 3)).astype(int), 255),
        np.uint8,
    )
    top, left = plate.shape[0], plate.shape[1] // 2
    panel[top : top + plate.shape[0], left : left + plate.shape[1], :3] = plate
    x2, y2 = left + plate.shape[1], top + plate.shape[0]
    corners = np.array([(left, top), (x2, top), (x2, y2), (left, y2)], np.float32)
    sprite, corners = _fitted(panel, width / plate.shape[1], float(rng.normal(0, 5)), corners)
    at = (rng.uniform(0, 0.9, 2) * scene.picture.shape[1::-1]).astype(int)
    scene.paste(sprite, int(at[0]), int(at[1]))
    corners = corners + at
    scene.add(np.concatenate([corners.min(axis=0), corners.max(axis=0)]), PLATE)


def finished(scene: Scene) -> Floats:
    """Boxes in pixels of the last picture, without what is hidden or outside."""
    scale = np.array([scene.stretch / scene.zoom, 1 / scene.zoom] * 2, np.float32)
    rows = []
    for box, label, covered in zip(scene.boxes, scene.labels, scene.covered, strict=True):
        whole = box * scale
        kept = np.clip(whole, 0, SIDE_PX)
        size, kept_size = whole[2:] - whole[:2], np.maximum(kept[2:] - kept[:2], 0)
        gone = max(covered, 1 - float(kept_size.prod() / max(size.prod(), 1e-6)))
        small = size[label] < SMALLEST_PX[label]
        if gone < HIDDEN:
            rows.append([*kept, label, float(small or gone > IGNORED)])
    return np.array(rows, np.float32).reshape(-1, 6)


def main() -> None:
    """Write shards: `pictures` (N, S, S, 3), `boxes` (M, 6) and `counts` (N,) of boxes."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("backgrounds", "heads", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--scenes", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.output.mkdir(parents=True, exist_ok=True)
    props = Props(options.backgrounds, options.heads, np.random.default_rng(options.seed))
    for shard in range(options.shards):
        pairs = [compose(props) for _ in range(options.scenes)]
        boxes = np.concatenate([b for _, b in pairs])
        path = options.output / f"{options.seed:03d}_{shard:03d}"
        np.save(
            f"{path}.boxes.npy", np.column_stack([np.repeat(np.arange(len(pairs)), [len(b) for _, b in pairs]), boxes])
        )
        np.save(f"{path}.part.npy", np.stack([p for p, _ in pairs]))
        Path(f"{path}.part.npy").rename(f"{path}.pictures.npy")


if __name__ == "__main__":
    main()
