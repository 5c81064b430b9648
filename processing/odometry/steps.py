"""From one look to the next: how far the camera went and turned; and the path that such steps make."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import cv2
import numpy as np

from ruelle.processing.geometry.frames import Floats
from ruelle.processing.odometry.ground import CELL, Grey, Lens, Single, seen_from_above, shown_ground
from ruelle.processing.odometry.register import Shift, shift_between, spectrum

SURE = 12.0
"""A step agrees at least so well, in deviations."""
SCAN_RAD = np.radians(np.arange(-45.0, 45.1, 3.0))
FEW_RAD = np.radians([-2.0, -1.0, 0.0, 1.0, 2.0])
AROUND_RAD = np.radians([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5])
LOST = 9.0
"""Below this all turns are tried, and the next step does not go by this one."""
STRIP, CENTRE, LEVEL_AGAIN = 0.08, 0.25, 0.8
"""Half the height of the strip; the share of its width that lies straight ahead, where driving on moves nothing; and
what is kept of a tilt from look to look, as a vehicle soon levels again."""
LONG_RUN = 4.0
"""Heights of the camera driven before what is left over counts."""
HANDFUL = 24
BAND_PX = (512, 64)
NOWHERE = Shift(0.0, 0.0, -np.inf)


@dataclass(frozen=True, slots=True)
class Look:
    """A small grey picture and when the camera's clock says it was taken, in s."""

    time_s: float
    picture: Grey


@dataclass(frozen=True, slots=True)
class Step:
    """The camera went `ahead` and `right` (in its heights, as it looked before) and turned clockwise by `turn_rad`."""

    start_s: float
    end_s: float
    ahead: float
    right: float
    turn_rad: float
    agreement: float


@dataclass(frozen=True, slots=True)
class _Seen:
    look: Look
    spectrum: Floats
    band: Single
    shown: Single | None
    horizon_px: float


def steps_between(looks: Iterable[Look], lens: Lens) -> list[Step]:
    """The steps between looks in order of time; doubtful ones are among them, told by their agreement."""
    steps: list[Step] = []
    before: _Seen | None = None
    sunk_all_px = gone = 0.0
    for look, shown in _with_shown_ground(looks, lens):
        band = _band(look.picture, lens)
        horizon_px = 0.0
        if before is not None and lens.focal_px is not None:
            ahead = steps[-1].ahead if steps else 0.0
            sunk_px = _moved_px(before.band, band, CENTRE)[1]
            # A vehicle does not pitch for ever: what is left over in the long run comes with driving on.
            swell_px = sunk_all_px / (gone + LONG_RUN) * ahead
            sunk_all_px, gone = sunk_all_px + sunk_px, gone + ahead
            horizon_px = LEVEL_AGAIN * (before.horizon_px + sunk_px - swell_px)
        view = seen_from_above(look.picture, lens, shown=shown, horizon_px=horizon_px)
        seen = _Seen(look, spectrum(view), band, shown, horizon_px)
        if before is not None and look.time_s > before.look.time_s:
            steps.append(_step(before, seen, lens, steps[-1] if steps else None))
        before = seen
    return steps


def _with_shown_ground(looks: Iterable[Look], lens: Lens) -> Iterator[tuple[Look, Single | None]]:
    """Each look with where the ground shows past the vehicle, learnt from a handful of looks at a time."""
    shown: Single | None = None
    looks = iter(looks)
    while handful := list(islice(looks, HANDFUL)):
        learnt = shown_ground([seen_from_above(look.picture, lens) for look in handful])
        shown = shown if learnt is None else learnt
        yield from ((look, shown) for look in handful)


@dataclass(slots=True)
class _Match:
    """The search for the turn under which the ground of two looks agrees best."""

    before: _Seen
    seen: _Seen
    lens: Lens
    guess: tuple[float, float] | None
    turn_rad: float = 0.0
    shift: Shift = NOWHERE

    def attempt(self, turn_rad: float) -> Shift:
        seen = self.seen
        view = seen_from_above(seen.look.picture, self.lens, -turn_rad, shown=seen.shown, horizon_px=seen.horizon_px)
        return shift_between(self.before.spectrum, spectrum(view), view.shape, self.guess)

    def scan(self, turns_rad: Floats) -> None:
        for turn_rad in turns_rad:
            shift = self.attempt(float(turn_rad))
            if shift.agreement > self.shift.agreement:
                self.turn_rad, self.shift = float(turn_rad), shift

    def refine(self) -> None:
        """Move to the top of the parabola through the agreements around."""
        turns = self.turn_rad + AROUND_RAD
        agreements = [self.shift.agreement if turn == self.turn_rad else self.attempt(turn).agreement for turn in turns]
        bend, slope, _ = np.polyfit(AROUND_RAD, agreements, 2)
        if bend < 0:
            self.turn_rad += float(np.clip(-slope / (2.0 * bend), AROUND_RAD[0], AROUND_RAD[-1]))
            self.shift = self.attempt(self.turn_rad)


def _step(before: _Seen, seen: _Seen, lens: Lens, last: Step | None) -> Step:
    """Try turns around the likeliest, then more of them if none agrees, then between the best ones."""
    start_s, end_s = before.look.time_s, seen.look.time_s
    match = _Match(before, seen, lens, None)
    if last is not None and last.agreement >= LOST:
        pace = (end_s - start_s) / (last.end_s - last.start_s)
        match.guess = (last.right * pace / CELL, last.ahead * pace / CELL)
    if lens.focal_px is None:
        match.scan(_turn_of_band(before.band, seen.band) + FEW_RAD)
    else:
        match.scan(-_moved_px(before.band, seen.band)[0] / lens.focal_px + FEW_RAD)
    if match.shift.agreement < LOST:
        match.scan(SCAN_RAD)
    match.refine()
    shift = match.shift
    return Step(start_s, end_s, shift.ahead * CELL, shift.right * CELL, match.turn_rad, shift.agreement)


def _band(picture: Grey, lens: Lens) -> Single:
    """The scenery at the horizon, small: of a sphere up to 35 degrees above it, else a strip on both sides of it."""
    top, bottom = (0.31, 0.5) if lens.focal_px is None else (0.5 - STRIP, 0.5 + STRIP)
    rows = slice(int(top * picture.shape[0]), int(bottom * picture.shape[0]))
    size = BAND_PX if lens.focal_px is None else (picture.shape[1] // 2, (rows.stop - rows.start) // 2)
    return np.asarray(cv2.resize(picture[rows], size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _moved_px(a: Single, b: Single, share: float = 1.0) -> tuple[float, float]:
    """How far the scenery moved right and down between two strips of flat pictures, in pixels of the picture."""
    margin = int((1.0 - share) / 2.0 * a.shape[1])
    a, b = (strip[:, margin : strip.shape[1] - margin] for strip in (a, b))
    window = cv2.createHanningWindow((a.shape[1], a.shape[0]), cv2.CV_32F)
    (right, down), _ = cv2.phaseCorrelate(a, b, window)
    return 2.0 * right, 2.0 * down


def _turn_of_band(a: Single, b: Single) -> float:
    """By how much the camera turned clockwise between two bands around it, in radians."""
    product = np.fft.rfft(a, axis=1).conj() * np.fft.rfft(b, axis=1)
    product[:, 0] = 0.0
    product /= np.abs(product) + 1.0
    likeness = np.fft.irfft(product.sum(axis=0), n=a.shape[1])
    shift = int(np.argmax(np.convolve(np.tile(likeness, 3), np.hanning(7), "same")[a.shape[1] : 2 * a.shape[1]]))
    return float(-((shift / a.shape[1] + 0.5) % 1.0 - 0.5) * 2.0 * math.pi)
