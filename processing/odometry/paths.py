"""The path that steps make, one after the other."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ruelle.processing.geometry.observed import Odometry
from ruelle.processing.odometry.ground import Lens
from ruelle.processing.odometry.steps import SURE, Step

LIKELY = 6.0
"""A step that agrees so well is believed if the one beside it tells the same."""
CALM_S2, CALM_RAD_S = 1.3, 0.35
LONGEST_STEP_S = 5.0
LONGEST_GUESS_S = 2.5
JUMP_S2 = 3.5
"""No vehicle speeds up or brakes by more than so many heights of its camera per second squared."""
FLAT_TURN_DOUBT = 0.15


def paths(steps: Iterable[Step], lens: Lens) -> tuple[Odometry, ...]:
    """The paths that steps make, in heights of the camera, broken where more than a step or two are doubtful."""
    flat = lens.focal_px is not None
    believed = _guessed(_doubted(list(steps)))
    runs: list[list[Step]] = [[]]
    for step in believed:
        if step.agreement <= 0 or step.end_s - step.start_s > LONGEST_STEP_S:
            runs.append([])
        else:
            runs[-1].append(step)
    return tuple(_path(run, FLAT_TURN_DOUBT if flat else 0.0) for run in runs if len(run) >= 2)


def _doubted(steps: list[Step]) -> list[Step]:
    """Steps with no agreement left where they agree badly, or change speed as no vehicle does.

    A step that agrees only so-so is believed if it goes on like a believed neighbour.
    """
    sure = [step.agreement >= SURE for step in steps]
    for k in range(1, len(steps) - 1):
        if all(sure[k - 1 : k + 2]):
            here, before, after = steps[k], steps[k - 1], steps[k + 1]
            sure[k] = _alike(here, before, JUMP_S2) or _alike(here, after, JUMP_S2)
    for order in (range(1, len(steps)), range(len(steps) - 2, -1, -1)):
        for k in order:
            near = k - 1 if order.step > 0 else k + 1
            if not sure[k] and sure[near] and steps[k].agreement >= LIKELY:
                sure[k] = _alike(steps[k], steps[near], CALM_S2) and abs(_turn_rate(steps[k], steps[near])) < CALM_RAD_S
    return [
        replace(step, agreement=max(step.agreement, SURE)) if good else replace(step, agreement=0.0)
        for step, good in zip(steps, sure, strict=True)
    ]


def _alike(a: Step, b: Step, jump_s2: float) -> bool:
    """Whether a vehicle can go from one step's speed to the other's, in heights per second squared."""
    a_s, b_s = a.end_s - a.start_s, b.end_s - b.start_s
    return abs(a.ahead / a_s - b.ahead / b_s) <= jump_s2 * max(a_s, b_s)


def _turn_rate(a: Step, b: Step) -> float:
    return a.turn_rad / (a.end_s - a.start_s) - b.turn_rad / (b.end_s - b.start_s)


def _guessed(steps: list[Step]) -> list[Step]:
    """A short doubtful step between two sure ones goes on as they do; it keeps a token of agreement."""
    filled = list(steps)
    for k in range(1, len(steps) - 1):
        before, here, after = steps[k - 1 : k + 2]
        interval_s = here.end_s - here.start_s
        if here.agreement <= 0 < min(before.agreement, after.agreement) and interval_s <= LONGEST_GUESS_S:
            rates = [
                (step.ahead / t, step.right / t, step.turn_rad / t)
                for step, t in ((each, each.end_s - each.start_s) for each in (before, after))
            ]
            ahead, right, turn_rad = (interval_s * (a + b) / 2.0 for a, b in zip(*rates, strict=True))
            filled[k] = replace(here, ahead=ahead, right=right, turn_rad=turn_rad, agreement=SURE / 2.0)
    return filled


def _path(steps: list[Step], turn_doubt: float) -> Odometry:
    gaze = 1j * np.exp(-1j * np.concatenate([[0.0], np.cumsum([step.turn_rad for step in steps])]))
    went = np.array([step.ahead - 1j * step.right for step in steps]) * gaze[:-1]
    return Odometry(
        np.array([steps[0].start_s, *(step.end_s for step in steps)]),
        np.concatenate([[0j], np.cumsum(went)]),
        gaze,
        np.concatenate(
            [[0.0], np.cumsum([step.end_s - step.start_s if step.agreement < SURE else 0.0 for step in steps])]
        ),
        turn_doubt,
    )
