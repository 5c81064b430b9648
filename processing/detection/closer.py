"""A second look at what was seen: each candidate alone, upright, and at the size that suits the networks best."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.processing.detection.charts import Chart, Equirectangular, Floats, Pinhole
from ruelle.processing.detection.finders import FAINTEST, GREY_BGR, Finder, Found
from ruelle.processing.detection.regions import Label, Region

Pixels = NDArray[np.uint8]

SAME_OVERLAP = 0.3
"""A finding that shares so much with a candidate means the same thing."""
WITHIN_SHARE, WITHIN_LEAST = 0.8, 0.1
"""So does one that lies within it: what was seen tilted, as from above, has an upright box much larger than itself."""
VOTES_THAT_COUNT = 4
SHEET_COLUMNS, SHEET_ROWS = 8, 4
STEEPEST_DEG = 70.0
WIDEST_DEG = 100.0


@dataclass(frozen=True, slots=True)
class Zoom:
    """How a candidate is shown: its size (the height of a face, the width of a plate) and its surroundings."""

    size_px: int
    side_px: int
    mirrored: bool = False


@dataclass(slots=True)
class Ballot:
    """A candidate, and what networks say of it: a score each, and the directions (4, 3) of the corners they see."""

    candidate: Region
    scores: list[float] = field(default_factory=list)
    corners: list[Floats] = field(default_factory=list)

    def verdict(self) -> Region:
        """The mean of the surest votes' evidence, the candidate's own among them, and where the surest look saw it.

        A face takes the candidate's own place in as well: a blur that is a little too wide shows less of it.

        Evidence is the logarithm of the odds, so that one network that is sure outweighs one that hesitates; the votes
        against are left out, for no network knows every kind of face. A mean of places is worse: in a crowd the
        networks do not always mean the same face.
        """
        scores = np.sort(np.clip([self.candidate.score, *self.scores], 0.001, 0.999))[-VOTES_THAT_COUNT:]
        score = 1 / (1 + math.exp(-float(np.log(scores / (1 - scores)).mean())))
        if max(self.scores, default=0.0) <= FAINTEST:
            return replace(self.candidate, score=score)
        surest = self.corners[int(np.argmax(self.scores))]
        if self.candidate.label is Label.FACE:
            return Region.around(Label.FACE, np.concatenate([surest, self.candidate.directions]), score)
        return Region.facing(self.candidate.label, surest, score)


class Views:
    """A picture at several sizes, from which flat views are cut."""

    def __init__(self, picture_bgr: Pixels, chart: Chart) -> None:
        self.chart = chart
        self._levels = [picture_bgr]

    def cut(self, view: Pinhole) -> Pixels:
        """The picture as a narrow flat view shows it, told from its middle; its edge goes on where the picture ends."""
        origin, slopes = self._lay_of(view)
        level = max(0, int(math.log2(max(float(np.linalg.norm(slopes[:, 1])), 1.0))))
        picture = self._level(level)
        scale = picture.shape[0] / self._levels[0].shape[0]
        origin, slopes, middle = origin * scale, slopes * scale, np.array([view.width_px, view.height_px]) / 2
        reach = np.abs(slopes) @ middle + 2
        low, high = np.floor(origin - reach).astype(int), np.ceil(origin + reach).astype(int)
        patch = cv2.warpAffine(
            self._part(picture, low, high),
            np.column_stack([slopes, origin - low - 0.5 - slopes @ (middle - 0.5)]),
            (view.width_px, view.height_px),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(patch, np.uint8)

    def _lay_of(self, view: Pinhole) -> tuple[Floats, Floats]:
        """Where in the picture the middle of a view lies, (2,), and how far its pixels are apart, (2, 2), by column."""
        step = view.width_px / 4
        middle = np.array([view.width_px, view.height_px]) / 2
        points = self.chart.points(
            view.directions(middle + step * np.array([[-1, 0], [1, 0], [0, -1], [0, 1], [0, 0]]))
        )
        if isinstance(self.chart, Equirectangular):
            turn = self.chart.width_px
            points[:, 0] = points[4, 0] + (points[:, 0] - points[4, 0] + turn / 2) % turn - turn / 2
        return points[4], np.stack([points[1] - points[0], points[3] - points[2]], axis=1) / (2 * step)

    def _level(self, level: int) -> Pixels:
        """The picture halved so many times."""
        while len(self._levels) <= level and min(self._levels[-1].shape[:2]) > 1:
            high, wide = self._levels[-1].shape[:2]
            half = cv2.resize(self._levels[-1], (max(1, wide // 2), max(1, high // 2)), interpolation=cv2.INTER_AREA)
            self._levels.append(np.asarray(half, np.uint8))
        return self._levels[min(level, len(self._levels) - 1)]

    def _part(self, picture: Pixels, low: NDArray[np.int_], high: NDArray[np.int_]) -> Pixels:
        """A rectangle, from (x, y) to (x, y), that may go beyond the picture: around the sphere, or along its edge."""
        (left, top), (right, bottom) = low, high
        height, width = picture.shape[:2]
        if left >= 0 and top >= 0 and right <= width and bottom <= height:
            return picture[top:bottom, left:right]
        rows = np.clip(np.arange(top, bottom), 0, height - 1)
        columns = np.arange(left, right)
        columns = columns % width if self.chart.wraps else np.clip(columns, 0, width - 1)
        return np.asarray(picture[rows[:, None], columns], np.uint8)


def poll(ballots: Sequence[Ballot], views: Views, looks: Iterable[tuple[Finder, Zoom]]) -> None:
    """Ask networks about candidates of one label, each shown alone at a zoom.

    A candidate that cannot be shown so, being too wide or too near a pole, gets no further vote.
    """
    for finder, zoom in looks:
        shown = [(ballot, view) for ballot in ballots if (view := _view(ballot.candidate, zoom))]
        for start in range(0, len(shown), SHEET_COLUMNS * SHEET_ROWS):
            part = shown[start : start + SHEET_COLUMNS * SHEET_ROWS]
            votes = dict(_votes(part, finder, _sheet(views, [view for _, view in part], zoom), zoom))
            for place, (ballot, _) in enumerate(part):
                score, corners = votes.get(place, (FAINTEST, ballot.candidate.directions))
                ballot.scores.append(score)
                ballot.corners.append(corners)


def _votes(
    part: Sequence[tuple[Ballot, Pinhole]], finder: Finder, sheet: Pixels, zoom: Zoom
) -> Iterator[tuple[int, tuple[float, Floats]]]:
    """Of each view of a sheet in which a network sees what the candidate means: its score, and the corners it sees."""
    for place, found in _findings(finder, sheet, zoom):
        if place >= len(part):
            continue
        ballot, view = part[place]
        if found.label is ballot.candidate.label:
            box, score = _same(found, _box_in(view, ballot.candidate))
            if score > FAINTEST:
                yield place, (score, view.directions(_quad(box)))


def _view(region: Region, zoom: Zoom) -> Pinhole | None:
    """The flat view in which a region has the size of the zoom."""
    size_deg = region.size_deg[1 if region.label is Label.FACE else 0]
    heading, pitch = region.centre_deg
    if abs(pitch) > STEEPEST_DEG or not 0 < size_deg < WIDEST_DEG:
        return None
    focal_px = zoom.size_px / (2 * math.tan(math.radians(size_deg) / 2))
    reach_deg = 2 * math.degrees(math.atan(zoom.side_px / 2 / focal_px))
    return Pinhole(zoom.side_px, zoom.side_px, reach_deg, heading, pitch) if reach_deg < WIDEST_DEG else None


def _sheet(views: Views, cuts: Sequence[Pinhole], zoom: Zoom) -> Pixels:
    """Many small views side by side: one run of a network instead of many."""
    side = zoom.side_px
    rows, columns = -(-len(cuts) // SHEET_COLUMNS), min(len(cuts), SHEET_COLUMNS)
    sheet = np.full((rows * side, columns * side, 3), GREY_BGR, np.uint8)
    for i, cut in enumerate(cuts):
        row, column = divmod(i, SHEET_COLUMNS)
        patch = views.cut(cut)
        sheet[row * side : (row + 1) * side, column * side : (column + 1) * side] = (
            patch[:, ::-1] if zoom.mirrored else patch
        )
    return sheet


def _findings(finder: Finder, sheet: Pixels, zoom: Zoom) -> Iterator[tuple[int, Found]]:
    """What a network sees in each view of a sheet, in pixels of that view."""
    side = zoom.side_px
    for found in finder.find(sheet):
        centre = (found.corners_px[:, :2] + found.corners_px[:, 2:]) / 2 // side
        place = (centre[:, 1] * SHEET_COLUMNS + centre[:, 0]).astype(int)
        inside = (centre >= 0).all(axis=1) & (centre[:, 0] < sheet.shape[1] // side)
        for i in np.unique(place[inside]):
            here = inside & (place == i)
            row, column = divmod(int(i), SHEET_COLUMNS)
            corners = found.corners_px[here] - np.array([column, row, column, row], np.float32) * side
            if zoom.mirrored:
                corners = np.stack([side - corners[:, 2], corners[:, 1], side - corners[:, 0], corners[:, 3]], axis=1)
            yield int(i), Found(found.label, corners, found.scores[here])


def _same(found: Found, box: Floats) -> tuple[Floats, float]:
    """The surest finding that means the candidate, as box and score; score 0 if there is none."""
    corners = found.corners_px.astype(np.float64)
    low, high = np.maximum(corners[:, :2], box[:2]), np.minimum(corners[:, 2:], box[2:])
    shared = np.clip(high - low, 0, None).prod(axis=1)
    own, areas = (box[2:] - box[:2]).prod(), (corners[:, 2:] - corners[:, :2]).prod(axis=1)
    within = (shared >= WITHIN_SHARE * areas) & (areas >= WITHIN_LEAST * own)
    scores = np.where(within | (shared >= SAME_OVERLAP * (areas + own - shared)), found.scores, 0.0)
    best = int(scores.argmax())
    return corners[best], float(scores[best])


def _box_in(view: Pinhole, region: Region) -> Floats:
    """The upright box x1, y1, x2, y2 around a region in a view."""
    points = view.points(region.directions)
    return np.concatenate([points.min(axis=0), points.max(axis=0)])


def _quad(box: Floats) -> Floats:
    return np.asarray(box[[0, 1, 2, 1, 2, 3, 0, 3]].reshape(4, 2))
