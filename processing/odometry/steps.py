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

SURE = 10.5
"""A step agrees at least so well, in deviations."""
SCAN_RAD = np.radians(np.arange(-45.0, 45.1, 3.0))
NARROW_RAD = np.radians(np.arange(-8.0, 8.1, 2.0))
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
    band: Single | None
    shown: Single | None


def steps_between(looks: Iterable[Look], lens: Lens) -> list[Step]:
    """The steps between looks in order of time; doubtful ones are among them, told by their agreement."""
    steps: list[Step] = []
    before: _Seen | None = None
    for look, shown in _with_shown_ground(looks, lens):
        view = seen_from_above(look.picture, lens, shown=shown)
        seen = _Seen(look, spectrum(view), _band(look.picture) if lens.focal_px is None else None, shown)
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
        view = seen_from_above(self.seen.look.picture, self.lens, -turn_rad, self.seen.shown)
        return shift_between(self.before.spectrum, spectrum(view), view.shape, self.guess)

    def scan(self, turns_rad: Floats) -> None:
        for turn_rad in turns_rad:
            shift = self.attempt(float(turn_rad))
            if shift.agreement > self.shift.agreement:
                self.turn_rad, self.shift = float(turn_rad), shift

    def refine(self, width_rad: float) -> None:
        """Move to the top of the parabola through the agreements here and a width to both sides."""
        low, high = (self.attempt(self.turn_rad + side * width_rad).agreement for side in (-1.0, 1.0))
        bend = low - 2.0 * self.shift.agreement + high
        lean = 0.5 * (low - high) / bend if bend < 0 else 0.0
        turn_rad = self.turn_rad + width_rad * max(-1.0, min(1.0, lean))
        self.turn_rad, self.shift = turn_rad, self.attempt(turn_rad)


def _step(before: _Seen, seen: _Seen, lens: Lens, last: Step | None) -> Step:
    """Try turns around the likeliest, then more of them if none agrees, then between the best ones."""
    start_s, end_s = before.look.time_s, seen.look.time_s
    match = _Match(before, seen, lens, None)
    likely_rad = 0.0
    if last is not None and last.agreement >= SURE:
        pace = (end_s - start_s) / (last.end_s - last.start_s)
        match.guess = (last.right * pace / CELL, last.ahead * pace / CELL)
        likely_rad = last.turn_rad * pace
    if before.band is not None and seen.band is not None:
        match.scan(_turn_of_band(before.band, seen.band) + np.radians([-2.0, -1.0, 0.0, 1.0, 2.0]))
    else:
        match.scan(likely_rad + NARROW_RAD)
    if match.shift.agreement < SURE:
        match.scan(SCAN_RAD)
    for width_deg in (1.0, 0.4):
        match.refine(float(np.radians(width_deg)))
    shift = match.shift
    return Step(start_s, end_s, shift.ahead * CELL, shift.right * CELL, match.turn_rad, shift.agreement)


def _band(panorama: Grey) -> Single:
    """The scenery from the horizon up to 35 degrees, small."""
    rows = panorama.shape[0]
    band = cv2.resize(panorama[int(0.31 * rows) : int(0.5 * rows)], BAND_PX, interpolation=cv2.INTER_AREA)
    return np.asarray(band, dtype=np.float32)


def _turn_of_band(a: Single, b: Single) -> float:
    """By how much the camera turned clockwise between two bands around it, in radians."""
    product = np.fft.rfft(a, axis=1).conj() * np.fft.rfft(b, axis=1)
    product[:, 0] = 0.0
    product /= np.abs(product) + 1.0
    likeness = np.fft.irfft(product.sum(axis=0), n=a.shape[1])
    shift = int(np.argmax(np.convolve(np.tile(likeness, 3), np.hanning(7), "same")[a.shape[1] : 2 * a.shape[1]]))
    return float(-((shift / a.shape[1] + 0.5) % 1.0 - 0.5) * 2.0 * math.pi)
