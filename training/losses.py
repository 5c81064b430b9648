"""Which cells of the grids answer for which box, and how wrong their answers are."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.network import CLASSES, STRIDES, decode

SIDE_RANGES = ((0.0, 30.0), (20.0, 72.0), (52.0, 1e9))
"""Longest sides, px, that each grid answers for; they overlap."""
CORE, REACH = 0.3, 0.62
"""A cell answers if its middle lies within this share of the box's size, or of a stride, from the box's centre."""
GROWN_PX = 1.0
"""Boxes are compared this much larger on each side, for a pixel matters less than it would to tiny boxes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """For every cell of a batch (B, N): corners of its box (B, N, 4), class or -1, which scores count (B, N, C)."""

    corners: Tensor
    labels: Tensor
    counts: Tensor


def cell_places(side_px: int) -> tuple[Tensor, Tensor]:
    """Middles (N, 2), px, and strides (N,) of all cells of a square picture."""
    places, strides = [], []
    for stride in STRIDES:
        line = (torch.arange(side_px // stride) + 0.5) * stride
        row, column = torch.meshgrid(line, line, indexing="ij")
        places.append(torch.stack([column.flatten(), row.flatten()], dim=1))
        strides.append(torch.full((len(places[-1]),), float(stride)))
    return torch.cat(places), torch.cat(strides)


def assign(boxes: list[Tensor], places: Tensor, strides: Tensor) -> Wanted:
    """Boxes of each picture, (M, 6) as `training.scenes` writes them, laid out on the cells."""
    corners, labels, counts = [], [], []
    for rows in boxes:
        one = _assign_one(rows, places, strides)
        corners.append(one.corners)
        labels.append(one.labels)
        counts.append(one.counts)
    return Wanted(torch.stack(corners), torch.stack(labels), torch.stack(counts))


def _assign_one(rows: Tensor, places: Tensor, strides: Tensor) -> Wanted:
    corners, labels = torch.zeros(len(places), 4), torch.full((len(places),), -1)
    counts = torch.ones(len(places), len(CLASSES))
    area = (rows[:, 2] - rows[:, 0]) * (rows[:, 3] - rows[:, 1])
    for row in rows[area.argsort(descending=True)]:
        box, label, ignored = row[:4], int(row[4]), bool(row[5])
        size, centre = box[2:] - box[:2], (box[2:] + box[:2]) / 2
        away = (places - centre).abs()
        inside = (away <= size / 2 + 0.5).all(dim=1)
        counts[inside, label] = 0
        if ignored:
            continue
        core = (away <= torch.maximum(size * CORE, strides[:, None] * REACH)).all(dim=1)
        longest = float(size.max())
        for stride, (low, high) in zip(STRIDES, SIDE_RANGES, strict=True):
            if low <= longest < high:
                mine = core & (strides == stride)
                corners[mine], labels[mine] = box, label
                counts[mine] = 1
    return Wanted(corners, labels, counts)


def overlap(first: Tensor, second: Tensor) -> tuple[Tensor, Tensor]:
    """Intersection over union and its complete form (with distance) of corner boxes (K, 4), both grown a little."""
    grow = torch.tensor([-GROWN_PX, -GROWN_PX, GROWN_PX, GROWN_PX])
    a, b = first + grow, second + grow
    size_a, size_b = (a[:, 2:] - a[:, :2]).clamp(min=1e-3), b[:, 2:] - b[:, :2]
    common = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(dim=1)
    shared = common / (size_a.prod(dim=1) + size_b.prod(dim=1) - common)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).square().sum(dim=1)
    apart = ((a[:, 2:] + a[:, :2] - b[:, 2:] - b[:, :2]) / 2).square().sum(dim=1)
    return shared, shared - apart / hull


def loss(grids: list[Tensor], wanted: Wanted) -> tuple[Tensor, Tensor, Tensor]:
    """Total, score and box losses of a batch."""
    logits = torch.cat([g[:, :2].flatten(2) for g in grids], dim=2).transpose(1, 2).float()
    boxes = torch.cat([decode(g, s).flatten(2) for g, s in zip(grids, STRIDES, strict=True)], dim=2).transpose(1, 2)
    found = wanted.labels >= 0
    target = torch.zeros_like(logits)
    box_loss = logits.sum() * 0
    count = max(1.0, float(found.sum()))
    if found.any():
        centre, size = boxes[found][:, :2], boxes[found][:, 2:]
        seen, truth = torch.cat([centre - size / 2, centre + size / 2], dim=1), wanted.corners[found]
        shared, complete = overlap(seen, truth)
        sides = (size.log() - (truth[:, 2:] - truth[:, :2]).clamp(min=1).log()).abs().sum(dim=1)
        box_loss = (2 * (1 - complete) + 0.25 * sides).sum() / count
        target[found, wanted.labels[found]] = 0.35 + 0.65 * shared.detach().clamp(0, 1)
    sure = logits.sigmoid()
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    focus = (target - sure).abs().square() * torch.where(target > 0, 1.0, 0.75)
    score_loss = (entropy * focus * wanted.counts).sum() / count * 4
    return score_loss + box_loss, score_loss.detach(), box_loss.detach()
