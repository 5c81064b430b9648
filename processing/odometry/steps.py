"""From one look to the next: how far the camera went and turned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

import numpy as np

from ruelle.processing.geometry.frames import Floats
from ruelle.processing.odometry.ground import CELL, Eye, Grey, Lens, Single, Stance, seen_from_above, shown_ground
from ruelle.processing.odometry.register import Shift, Spectrum, shift_between, spectrum
from ruelle.processing.odometry.scenery import likely_turn_rad
from ruelle.processing.odometry.settle import settle

SURE = 12.0
"""A step agrees at least so well, in deviations; below it all turns are tried."""
SCAN_RAD = np.radians(np.arange(-45.0, 45.1, 3.0))
FEW_RAD = np.radians([-3.0, 0.0, 3.0])
LOST = 9.0
"""Below this the next step does not go by this one, nor by the tilt that it found."""
LEVEL_AGAIN = 0.8
"""What is kept of a tilt from look to look, as a vehicle soon levels again."""
TRIES, SAME = 2, 2.0 * CELL
"""Looks have settled where they agree best, or so near to it."""
HANDFUL = 24
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
    """A look from above; the stance of its eye tells only the tilt."""

    time_s: float
    eye: Eye
    lens: Lens

    @property
    def tilt_soon(self) -> Stance:
        """How the camera is likely tilted at the next look."""
        tilt = self.eye.stance
        return Stance(pitch_rad=LEVEL_AGAIN * tilt.pitch_rad, roll_rad=LEVEL_AGAIN * tilt.roll_rad)


def steps_between(looks: Iterable[Look], lens: Lens) -> list[Step]:
    """The steps between looks in order of time; doubtful ones are among them, told by their agreement."""
    steps: list[Step] = []
    before: _Seen | None = None
    for look, shown in _with_shown_ground(looks, lens):
        seen = _Seen(look.time_s, Eye(look.picture, before.tilt_soon if before else Stance(), shown), lens)
        if before is not None and look.time_s > before.time_s:
            step, tilt = _step(before, seen, steps[-1] if steps else None)
            steps.append(step)
            seen = replace(seen, eye=replace(seen.eye, stance=tilt))
        before = seen
    return steps


def _with_shown_ground(looks: Iterable[Look], lens: Lens) -> Iterator[tuple[Look, Single | None]]:
    """Each look with where the ground shows past the vehicle, learnt from a handful of looks at a time."""
    shown: Single | None = None
    looks = iter(looks)
    while handful := list(islice(looks, HANDFUL)):
        learnt = shown_ground([seen_from_above(Eye(look.picture), lens) for look in handful])
        shown = shown if learnt is None else learnt
        yield from ((look, shown) for look in handful)


@dataclass(slots=True)
class _Match:
    """The search for the turn under which the ground of two looks agrees best."""

    before: Eye
    seen: Eye
    lens: Lens
    guess: tuple[float, float] | None
    turn_rad: float = 0.0
    shift: Shift = NOWHERE

    def scan(self, turns_rad: Floats) -> None:
        """Keep the best of these turns if it is better than any so far."""
        there = self._view(self.before)
        for turn_rad in turns_rad:
            turned = replace(self.seen, stance=replace(self.seen.stance, turn_rad=float(turn_rad)))
            shift = shift_between(there, self._view(turned), self.guess)
            if shift.agreement > self.shift.agreement:
                self.turn_rad, self.shift = float(turn_rad), shift

    def settled(self) -> tuple[Stance, float]:
        """Where the camera stands by the best turn so far, made fine, and how well both looks agree then."""
        for _ in range(TRIES):
            right, ahead = self.shift.right * CELL, self.shift.ahead * CELL
            guess = replace(self.seen.stance, right=right, ahead=ahead, turn_rad=self.turn_rad)
            before, after = settle(self.before, replace(self.seen, stance=guess), self.lens)
            found = after.stance
            turned = replace(after, stance=replace(found, right=0.0, ahead=0.0))
            shift = shift_between(self._view(before), self._view(turned), self.guess)
            if np.hypot(shift.right * CELL - found.right, shift.ahead * CELL - found.ahead) < SAME:
                return found, shift.agreement
            self.turn_rad, self.shift = found.turn_rad, shift
        return found, 0.0

    def _view(self, eye: Eye) -> Spectrum:
        return spectrum(seen_from_above(eye, self.lens))


def _step(before: _Seen, seen: _Seen, last: Step | None) -> tuple[Step, Stance]:
    """The step to what is seen now, and the tilt now: by turns around the likeliest, by all turns if none agrees."""
    start_s, end_s = before.time_s, seen.time_s
    match = _Match(before.eye, seen.eye, seen.lens, None)
    if last is not None and last.agreement >= LOST:
        pace = (end_s - start_s) / (last.end_s - last.start_s)
        match.guess = (last.right * pace / CELL, last.ahead * pace / CELL)
    match.scan(likely_turn_rad(before.eye.picture, seen.eye.picture, seen.lens) + FEW_RAD)
    found, agreement = match.settled()
    if agreement < SURE:
        match.scan(SCAN_RAD)
        found, agreement = max((found, agreement), match.settled(), key=itemgetter(1))
    tilt = found if agreement >= LOST else seen.eye.stance
    step = Step(start_s, end_s, found.ahead, found.right, found.turn_rad, agreement)
    return step, Stance(pitch_rad=tilt.pitch_rad, roll_rad=tilt.roll_rad)
