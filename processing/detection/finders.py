"""The networks that find things in one tile: what goes in, and how their outputs become boxes."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.regions import Label

FloatArray = NDArray[np.float32]
GREY_BGR = (114, 114, 114)
"""What YOLO models see beyond the edge of a picture in their training."""
ANY_EVEN = 0.25
FAINTEST = 0.08
"""Below this a network might as well have said nothing.

Scores mean the same for every network: at 0.5 it is as often right as wrong, going by small things in real streets.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What one network saw in one tile: corners (N, 4) as x1, y1, x2, y2 in pixels of the tile, and scores (N,)."""

    label: Label
    corners_px: FloatArray
    scores: FloatArray


class Finder(Protocol):
    """A network ready to look at tiles whose sides are multiples of 32."""

    @property
    def labels(self) -> frozenset[Label]:
        """What it can find."""
        ...

    @property
    def surveys(self) -> frozenset[Label]:
        """What it earns its time with on a whole panorama."""
        ...

    @property
    def votes(self) -> frozenset[Label]:
        """What it judges well enough to be asked again, about what it or another has seen."""
        ...

    def find(self, tile_bgr: NDArray[np.uint8]) -> tuple[Found, ...]:
        """Everything in a tile, (H, W, 3) BGR, from `FAINTEST` on; overlapping boxes remain."""
        ...


class Session(Protocol):
    """The part of `onnxruntime.InferenceSession` that finders use."""

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, FloatArray]) -> list[FloatArray]:
        """Run the network on named inputs."""
        ...


class CenterFace:
    """Faces as peaks of a heat map with a size each (Xu et al., CenterFace, 2019)."""

    labels = surveys = votes = frozenset({Label.FACE})
    _EVEN = 0.15
    _CELL_PX = 4

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, tile_bgr: NDArray[np.uint8]) -> tuple[Found, ...]:
        """See `Finder.find`."""
        blob = cv2.dnn.blobFromImage(tile_bgr, swapRB=True)
        heat, size, offset = self._session.run(["537", "538", "539"], {"input.1": blob})
        row, column = np.nonzero(heat[0, 0] >= faintest(self._EVEN))
        high, wide = np.exp(size[0, :, row, column]).T * self._CELL_PX / 2
        down, right = offset[0, :, row, column].T
        x, y = (column + right + 0.5) * self._CELL_PX, (row + down + 0.5) * self._CELL_PX
        corners = np.stack([x - wide, y - high, x + wide, y + high], axis=1).astype(np.float32)
        return (Found(Label.FACE, corners, levelled(heat[0, 0, row, column], self._EVEN)),)


class RetinaFace:
    """Faces from anchors of two sizes on three grids (Deng et al., RetinaFace, 2020)."""

    labels = votes = frozenset({Label.FACE})
    surveys: frozenset[Label] = frozenset()
    _EVEN = 0.3
    _MEAN_BGR = (104.0, 117.0, 123.0)
    _GRIDS = ((8, (16, 32)), (16, (64, 128)), (32, (256, 512)))
    _CENTRE_VARIANCE, _SIZE_VARIANCE = 0.1, 0.2

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, tile_bgr: NDArray[np.uint8]) -> tuple[Found, ...]:
        """See `Finder.find`."""
        blob = cv2.dnn.blobFromImage(tile_bgr, mean=self._MEAN_BGR)
        moves, classes = self._session.run(["loc", "conf"], {"input": blob})
        (sure,) = np.nonzero(classes[0, :, 1] >= faintest(self._EVEN))
        anchors = self._anchors(sure, tile_bgr.shape[0], tile_bgr.shape[1])
        move = moves[0, sure]
        centre = anchors[:, :2] + move[:, :2] * self._CENTRE_VARIANCE * anchors[:, 2:]
        half = anchors[:, 2:] * np.exp(move[:, 2:] * self._SIZE_VARIANCE) / 2
        corners = np.concatenate([centre - half, centre + half], axis=1).astype(np.float32)
        return (Found(Label.FACE, corners, levelled(classes[0, sure, 1], self._EVEN)),)

    def _anchors(self, indices: NDArray[np.intp], height_px: int, width_px: int) -> NDArray[np.float64]:
        """Centre and size, (N, 4) px, of the anchors with these indices; two anchors follow each other in a cell."""
        anchors = np.zeros((len(indices), 4))
        start = 0
        for stride, sizes in self._GRIDS:
            columns, rows = -(-width_px // stride), -(-height_px // stride)
            end = start + columns * rows * len(sizes)
            here = (indices >= start) & (indices < end)
            cell, which = np.divmod(indices[here] - start, len(sizes))
            anchors[here, 0] = (cell % columns + 0.5) * stride
            anchors[here, 1] = (cell // columns + 0.5) * stride
            anchors[here, 2:] = np.asarray(sizes)[which][:, None]
            start = end
        return anchors


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a network plays: see `Finder`; `even` is the score at which it is as often right as wrong."""

    surveys: frozenset[Label]
    votes: frozenset[Label]
    even: float


class Yolo:
    """Any detector of the YOLO form: (1, 4 + classes, N), rows centre x, centre y, width, height, then scores."""

    def __init__(
        self,
        session: Session,
        input_name: str,
        rows_of: Mapping[Label, Sequence[int]],
        fixed_px: tuple[int, int] | None = None,
        *,
        part: Part | None = None,
    ) -> None:
        """`rows_of` says which classes mean which label; `fixed_px` is the only (height, width) it takes, if any.

        Without a `part` of its own it does all it can.
        """
        self._session = session
        self._input_name = input_name
        self._rows_of = {label: [4 + row for row in rows] for label, rows in rows_of.items()}
        self._fixed_px = fixed_px
        self.labels = frozenset(rows_of)
        part = part or Part(self.labels, self.labels, ANY_EVEN)
        self._even, self.surveys, self.votes = part.even, part.surveys, part.votes

    def find(self, tile_bgr: NDArray[np.uint8]) -> tuple[Found, ...]:
        """See `Finder.find`."""
        windows = [(0, 0, tile_bgr)] if self._fixed_px is None else list(_windows(tile_bgr, *self._fixed_px))
        boxes = np.concatenate([self._boxes(window, x, y) for x, y, window in windows], axis=1)
        return tuple(self._of(label, rows, boxes) for label, rows in self._rows_of.items())

    def _boxes(self, window_bgr: NDArray[np.uint8], x_px: int, y_px: int) -> FloatArray:
        blob = cv2.dnn.blobFromImage(window_bgr, scalefactor=1 / 255, swapRB=True)
        (boxes,) = self._session.run(None, {self._input_name: blob})
        boxes[:, :2] += np.array([[x_px], [y_px]], np.float32)
        return np.asarray(boxes[0], np.float32)

    def _of(self, label: Label, rows: Sequence[int], boxes: FloatArray) -> Found:
        scores = boxes[rows].max(axis=0)
        sure = scores >= faintest(self._even)
        centre, half = boxes[:2, sure], boxes[2:4, sure] / 2
        corners = np.concatenate([centre - half, centre + half]).T
        return Found(label, corners, levelled(scores[sure], self._even))


def levelled(scores: FloatArray, even: float) -> FloatArray:
    """Scores of a network on the common scale, `even` being the score at which it is as often right as wrong.

    >>> levelled(np.array([0.15, 1.0], np.float32), even=0.15).round(2).tolist()
    [0.5, 1.0]
    """
    odds = np.clip(scores, 1e-6, 1 - 1e-6) / (1 - np.clip(scores, 1e-6, 1 - 1e-6)) * (1 - even) / even
    return np.asarray(odds / (1 + odds), np.float32)


def faintest(even: float) -> float:
    """The score of a network that is `FAINTEST` on the common scale."""
    odds = FAINTEST / (1 - FAINTEST) * even / (1 - even)
    return odds / (1 + odds)


def _windows(
    tile_bgr: NDArray[np.uint8], height_px: int, width_px: int
) -> Iterator[tuple[int, int, NDArray[np.uint8]]]:
    """Windows of one size that cover a tile, with their left and top; grey beyond the tile."""
    high, wide = tile_bgr.shape[:2]
    for top in window_starts(high, height_px):
        for left in window_starts(wide, width_px):
            part = tile_bgr[top : top + height_px, left : left + width_px]
            below, beyond = height_px - part.shape[0], width_px - part.shape[1]
            whole = cv2.copyMakeBorder(part, 0, below, 0, beyond, cv2.BORDER_CONSTANT, value=GREY_BGR)
            yield left, top, np.asarray(whole, np.uint8)


def window_starts(length_px: int, side_px: int) -> list[int]:
    """Where windows of one side begin so that they cover a length, each overlapping the next by a tenth at least."""
    count = max(1, -(-(length_px - side_px // 10) // (side_px - side_px // 10)))
    return [round(i * (length_px - side_px) / (count - 1)) for i in range(count)] if count > 1 else [0]


def rows_of_names(names: str) -> dict[Label, list[int]]:
    """Which class rows mean which label, from the class names as YOLO models carry them.

    >>> rows_of_names("{0: 'sign', 1: 'License_Plate', 2: 'plate-moto'}")
    {<Label.PLATE: 'plate'>: [1, 2]}
    """
    known: Any = ast.literal_eval(names)
    rows: dict[Label, list[int]] = {}
    for index, name in known.items():
        for label in Label:
            if label.value in str(name).lower():
                rows.setdefault(label, []).append(int(index))
    return rows
