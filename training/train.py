"""Trains the detector on composed scenes for a given time, keeping a smoothed copy of its weights on disk.

python -m training.train SCENES RUN --minutes 60 --threads 2
"""

import argparse
import copy
import math
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.losses import assign, cell_places, loss
from training.network import Detector

SIDE_PX = 192
ON_PLATE, ON_FACE = 0.55, 0.25
"""How often a square is cut around a plate or a face rather than anywhere."""
KEEP_EVERY_S = 240.0
WARM_STEPS = 100


class Shards:
    """All scenes written so far; new shards are found while training runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures: dict[Path, NDArray[np.uint8]] = {}
        self._boxes: dict[Path, NDArray[np.float32]] = {}

    def look(self) -> int:
        """Open shards that are new; the number of scenes."""
        for path in sorted(self._folder.rglob("*.pictures.npy")):
            if path not in self._pictures:
                self._pictures[path] = np.load(path, mmap_mode="r")
                self._boxes[path] = np.load(str(path).replace(".pictures.", ".boxes.")).astype(np.float32)
        return sum(len(p) for p in self._pictures.values())

    def pick(self, rng: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A random scene, plates preferred, and its boxes (M, 6)."""
        path = list(self._pictures)[rng.integers(len(self._pictures))]
        rows = self._boxes[path]
        index = int(rng.integers(len(self._pictures[path])))
        if rng.random() < 0.5:
            with_plates = rows[rows[:, 5] == 0, 0]
            index = int(with_plates[rng.integers(len(with_plates))])
        return np.asarray(self._pictures[path][index]), rows[rows[:, 0] == index, 1:]


def varied(
    rng: np.random.Generator, picture: NDArray[np.uint8], boxes: NDArray[np.float32]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A square of a scene, sometimes rescaled, mirrored and in another light; boxes that it cuts are ignored."""
    boxes = boxes.copy()
    if rng.random() < 0.3:
        k = float(rng.uniform(0.82, 1.35))
        picture = np.asarray(
            cv2.resize(picture, None, fx=k, fy=k, interpolation=cv2.INTER_AREA if k < 1 else cv2.INTER_LINEAR)
        )
        boxes[:, :4] *= k
    x, y = _corner(rng, picture.shape[0] - SIDE_PX, boxes)
    picture = picture[y : y + SIDE_PX, x : x + SIDE_PX]
    boxes[:, :4] -= np.array([x, y, x, y])
    kept = np.clip(boxes[:, :4], 0, SIDE_PX)
    area = np.maximum((boxes[:, 2:4] - boxes[:, :2]).prod(axis=1), 1e-6)
    share = np.maximum(kept[:, 2:] - kept[:, :2], 0).prod(axis=1) / area
    boxes[:, :4] = kept
    boxes[share < 0.6, 5] = 1
    boxes = boxes[share > 0.15]
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
        boxes[:, [0, 2]] = SIDE_PX - boxes[:, [2, 0]]
    if rng.random() < 0.5:
        gain, lift = rng.uniform(0.7, 1.3, 3), float(rng.uniform(-15, 15))
        table = np.clip(np.arange(256)[:, None] * (gain * 0.3 + 0.7 * gain.mean()) + lift, 0, 255).astype(np.uint8)
        picture = np.asarray(cv2.LUT(np.ascontiguousarray(picture), table.reshape(1, 256, 3)))
    return np.ascontiguousarray(picture), boxes


def _corner(rng: np.random.Generator, room: int, boxes: NDArray[np.float32]) -> tuple[int, int]:
    """Where to cut a square out of a square picture that is larger by `room`."""
    chance = rng.random()
    label = 0 if chance < ON_PLATE else 1 if chance < ON_PLATE + ON_FACE else -1
    chosen = boxes[(boxes[:, 4] == label) & (boxes[:, 5] == 0)]
    if not len(chosen):
        x, y = rng.integers(0, room + 1, 2)
        return int(x), int(y)
    box = chosen[rng.integers(len(chosen))]
    corner = (box[:2] + box[2:4]) / 2 - rng.uniform(0.15, 0.85, 2) * SIDE_PX
    x, y = np.clip(corner, 0, room).astype(int)
    return int(x), int(y)


def batches(shards: Shards, size: int, seed: int) -> Iterator[tuple[Tensor, list[Tensor]]]:
    """Endless batches, made by a thread beside the training."""
    ready: queue.Queue[tuple[Tensor, list[Tensor]]] = queue.Queue(4)

    def fill() -> None:
        rng = np.random.default_rng(seed)
        while True:
            pairs = [varied(rng, *shards.pick(rng)) for _ in range(size)]
            stacked = torch.from_numpy(np.stack([p for p, _ in pairs]))
            ready.put((stacked, [torch.from_numpy(b) for _, b in pairs]))

    threading.Thread(target=fill, daemon=True).start()
    while True:
        yield ready.get()


def rate_at(progress: float, step: int, peak: float) -> float:
    """The learning rate: up quickly, level, then down along a cosine over the last 60 %."""
    warm = min(1.0, (step + 1) / WARM_STEPS)
    fall = min(1.0, max(0.0, (progress - 0.4) / 0.6))
    return peak * warm * (0.01 + 0.99 * (1 + math.cos(math.pi * fall)) / 2)


def smooth(kept: torch.nn.Module, live: torch.nn.Module, step: int) -> None:
    """Move the smoothed weights towards the live ones."""
    share = min(0.998, (1 + step) / (20 + step))
    with torch.no_grad():
        for old, new in zip(kept.state_dict().values(), live.state_dict().values(), strict=True):
            if old.dtype.is_floating_point:
                old.mul_(share).add_(new, alpha=1 - share)
            else:
                old.copy_(new)


def main() -> None:
    """Train until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=28)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--start", type=Path, help="weights to begin with")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    options.run.mkdir(parents=True, exist_ok=True)
    train(options)


def train(options: argparse.Namespace) -> None:
    """The loop: one batch after another, weights to disk every few minutes."""
    live: torch.nn.Module = Detector().to(options.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    if options.start:
        live.load_state_dict(torch.load(options.start, weights_only=True))
    kept = copy.deepcopy(live)
    optimiser = torch.optim.AdamW(live.parameters(), lr=options.rate, weight_decay=0.02)
    places, strides = cell_places(SIDE_PX)
    shards = Shards(options.scenes)
    shards.look()
    started = saved = time.monotonic()
    sums = np.zeros(3)
    for step, (pictures, boxes) in enumerate(batches(shards, options.batch, seed=int(time.time()))):
        now = time.monotonic()
        progress = (now - started) / 60 / options.minutes
        for group in optimiser.param_groups:
            group["lr"] = rate_at(progress, step, options.rate)
        moved = pictures.to(options.device).permute(0, 3, 1, 2).float() / 255
        with torch.autocast(options.device, dtype=torch.bfloat16):
            grids = live(moved.contiguous(memory_format=torch.channels_last))
        total, *parts = loss([g.cpu().float() for g in grids], assign(boxes, places, strides))
        optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(live.parameters(), 5.0)
        optimiser.step()
        smooth(kept, live, step)
        sums += [float(total.detach()), *(float(p) for p in parts)]
        if step % 50 == 49:
            print(
                f"{now - started:7.0f} s  step {step + 1:6d}  {np.round(sums / 50, 3)}  {shards.look()} scenes",
                flush=True,
            )
            sums[:] = 0
        if now - saved > KEEP_EVERY_S or progress >= 1:
            saved = now
            torch.save(kept.state_dict(), options.run / "kept.part")
            (options.run / "kept.part").rename(options.run / "kept.pt")
            torch.save(live.state_dict(), options.run / "live.pt")
        if progress >= 1:
            return


if __name__ == "__main__":
    main()
