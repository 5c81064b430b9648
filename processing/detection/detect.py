"""Finding all that must not be recognised in one picture, as regions of the viewing sphere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import EngineError
from ruelle.catalog.vocabulary import Projection
from ruelle.processing.detection.charts import Chart, Pinhole, chart_of
from ruelle.processing.detection.closer import Ballot, Views, Zoom, poll
from ruelle.processing.detection.detectors import RUNTIME_ERRORS, Detectors
from ruelle.processing.detection.finders import Finder
from ruelle.processing.detection.regions import Label, Region, merged
from ruelle.processing.detection.survey import survey
from ruelle.processing.detection.tiling import PANORAMA_SWEEP, Sweep

Pixels = NDArray[np.uint8]

MOST_AT_FIRST = 2000
BREAKDOWNS: tuple[type[Exception], ...] = (MemoryError, cv2.error, *RUNTIME_ERRORS)


class DetectionError(EngineError):
    """A picture on which a network broke down or ran out of memory: it must never be published unseen."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen in one picture, margins included, the surest of each label first.

    `regions` are to be blurred; the `faint` ones only if neighbouring frames agree.
    """

    regions: tuple[Region, ...]
    faint: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a region of a label can look like, and how far the blur reaches beyond it (a share of its size, and pixels).

    `largest_deg` holds for panoramas, where angles are known.
    """

    narrowest: float
    widest: float
    largest_deg: float
    margin: float
    margin_px: float = 1.0

    def fits(self, region: Region, chart: Chart) -> bool:
        """Whether a region has a possible shape and size."""
        width, height = region.size_deg
        shapely = height > 0 and self.narrowest <= width / height <= self.widest
        return shapely and (not chart.wraps or width <= self.largest_deg)


@dataclass(frozen=True, slots=True)
class Levels:
    """The scores from which a region is blurred, and below which a person should look at it; `faint` is kept aside."""

    faint: float
    sure: float
    plain: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How closer looks at a label go: one at everything, more at what is left; and what they decide."""

    first: Zoom
    further: tuple[Zoom, ...]
    most: int
    worth_more: float
    around: Levels
    flat: Levels


FORMS = {
    Label.FACE: Form(narrowest=0.35, widest=2.0, largest_deg=40.0, margin=0.15),
    Label.PLATE: Form(narrowest=0.6, widest=9.0, largest_deg=25.0, margin=0.15, margin_px=0.3),
    Label.PERSON: Form(narrowest=0.1, widest=3.0, largest_deg=120.0, margin=0.15),
}
PLANS = {
    Label.FACE: Plan(
        first=Zoom(24, 96),
        further=(Zoom(28, 128, mirrored=True), Zoom(40, 160)),
        most=450,
        worth_more=0.2,
        around=Levels(faint=0.3, sure=0.48, plain=0.53),
        flat=Levels(faint=0.3, sure=0.52, plain=0.55),
    ),
    Label.PLATE: Plan(
        first=Zoom(48, 160),
        further=(Zoom(56, 192, mirrored=True), Zoom(80, 256)),
        most=150,
        worth_more=0.12,
        around=Levels(faint=0.2, sure=0.38, plain=0.43),
        flat=Levels(faint=0.1, sure=0.17, plain=0.22),
    ),
}


def sight(picture_bgr: Pixels, projection: Projection, detectors: Detectors, sweep: Sweep = PANORAMA_SWEEP) -> Sighting:
    """Look at a picture (H, W, 3) BGR for all that must not be recognised: once all over, then closer.

    Raises EngineError: DetectionError (detection-failed) when a network breaks down, and as `Detectors.load`.
    """
    chart = chart_of(picture_bgr, projection)
    try:
        judged = list(_judged(picture_bgr, chart, detectors.finders, sweep))
    except BREAKDOWNS as error:
        raise DetectionError("detection-failed", reason=type(error).__name__) from error
    whole = [_grown(region, chart) for region in judged]
    sure = (
        replace(region, doubtful=region.score < _levels(region, chart).plain)
        for region in whole
        if region.score >= _levels(region, chart).sure
    )
    return Sighting(tuple(sure), tuple(r for r in whole if r.score < _levels(r, chart).sure))


def detect(
    picture_bgr: Pixels, projection: Projection, detectors: Detectors, sweep: Sweep = PANORAMA_SWEEP
) -> tuple[Region, ...]:
    """The regions of a picture that are to be blurred; see `sight`."""
    return sight(picture_bgr, projection, detectors, sweep).regions


def _judged(picture: Pixels, chart: Chart, finders: tuple[Finder, ...], sweep: Sweep) -> Iterator[Region]:
    """Everything seen that has a possible form, each thing once, by the score that closer looks gave it."""
    seen = merged(
        region for region in survey(picture, chart, finders, sweep) if FORMS[region.label].fits(region, chart)
    )
    views = Views(picture, chart)
    for label in Label:
        group = [region for region in seen if region.label is label]
        looked = _closer(views, group, [f for f in finders if label in f.labels]) if label in PLANS else group
        yield from (r for r in merged(looked) if FORMS[label].fits(r, chart) and r.score >= _levels(r, chart).faint)


def _surest(seen: Iterable[Region]) -> list[Region]:
    """Each thing once, and of each label no more than could ever be looked at: time has its bounds on any picture."""
    ranked = sorted(seen, key=lambda region: -region.score)
    return merged(r for label in Label for r in islice((r for r in ranked if r.label is label), MOST_AT_FIRST))


def _closer(views: Views, group: Sequence[Region], finders: Sequence[Finder]) -> list[Region]:
    """Candidates of one label, the surest first, as closer looks judge them; those soon done away with are left out."""
    if not group:
        return []
    plan = PLANS[group[0].label]
    label = group[0].label
    voters = [finder for finder in finders if label in finder.votes] or finders
    first = [(finder, plan.first) for finder in voters if label in finder.surveys] or [(voters[0], plan.first)]
    further = [(f, zoom) for f in voters for zoom in (plan.first, *plan.further) if (f, zoom) not in first]
    ballots = [Ballot(region) for region in islice(group, plan.most)]
    poll(ballots, views, first)
    left = [ballot for ballot in ballots if ballot.verdict().score >= plan.worth_more]
    poll(left, views, further)
    return [ballot.verdict() for ballot in left]


def _levels(region: Region, chart: Chart) -> Levels:
    plan = PLANS.get(region.label)
    if plan is None:
        return Levels(0.5, 0.5, 0.5)
    return plan.around if chart.wraps else plan.flat


def _grown(region: Region, chart: Chart) -> Region:
    """A region with its margin."""
    form = FORMS[region.label]
    return region.grown(form.margin, form.margin_px * _pixel_deg(chart))


def _pixel_deg(chart: Chart) -> float:
    """The angle that one pixel spans in the middle of a picture."""
    if isinstance(chart, Pinhole):
        return float(np.degrees(1 / chart.focal_px))
    return 360 / chart.width_px
