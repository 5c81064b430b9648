"""How a camera sees itself move: a drive over a painted plain, whose truth is known."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pytest
from toy_street import CAMERA_M, flat, panorama

from ruelle.processing.geometry.observed import Odometry
from ruelle.processing.odometry.ground import Lens
from ruelle.processing.odometry.paths import paths
from ruelle.processing.odometry.steps import Look, Step, steps_between

FOCAL_PX = 480.0
SPHERE, AHEAD = Lens(1024, 512), Lens(960, 540, FOCAL_PX)
STEP_S = {SPHERE: 1.0, AHEAD: 0.3}


def way(interval_s: float) -> Iterator[tuple[float, complex, float]]:
    """Time, place and heading of a drive that starts, bends to the right and brakes."""
    place, heading = 0j, 0.4
    for k in range(10):
        yield k * interval_s, place, heading
        gone_m = (4.0, 5.0, 6.0, 6.0, 6.0, 6.0, 6.0, 5.0, 4.0)[min(k, 8)] * interval_s
        turn = 0.15 * interval_s if 3 <= k <= 6 else 0.0
        place += gone_m * np.exp(1j * (np.pi / 2 - heading - turn / 2))
        heading += turn


def looks(lens: Lens) -> list[Look]:
    """What the camera sees on its way."""
    focal_px = lens.focal_px
    return [
        Look(time_s, panorama(place, heading) if focal_px is None else flat(place, heading, focal_px=focal_px))
        for time_s, place, heading in way(STEP_S[lens])
    ]


def went_as(
    true: Iterable[tuple[float, complex, float]], steps: list[Step], *, within_m: float, within_rad: float
) -> None:
    """Check every step against the truth."""
    for step, (before, after) in zip(steps, pairwise(true), strict=True):
        went = (after[1] - before[1]) * np.exp(-1j * (np.pi / 2 - before[2]))
        assert (step.ahead - 1j * step.right) * CAMERA_M == pytest.approx(went, abs=within_m)
        assert step.turn_rad == pytest.approx(after[2] - before[2], abs=within_rad)


@pytest.mark.parametrize("lens", [SPHERE, AHEAD], ids=["sphere", "flat"])
def test_steps_are_seen_within_centimetres(lens: Lens) -> None:
    went_as(way(STEP_S[lens]), steps_between(looks(lens), lens), within_m=0.05, within_rad=0.005)


def test_a_camera_that_nods_sees_the_same_steps() -> None:
    true = list(way(STEP_S[AHEAD]))
    nods_rad = [0.008 * (-1) ** k for k in range(len(true))]
    shots = [
        Look(time_s, flat(place, heading, focal_px=FOCAL_PX, pitch_rad=nod_rad))
        for (time_s, place, heading), nod_rad in zip(true, nods_rad, strict=True)
    ]
    went_as(true, steps_between(shots, AHEAD), within_m=0.05, within_rad=0.005)


def test_a_camera_mounted_aslant_is_found_out_after_a_few_steps() -> None:
    true = list(way(STEP_S[AHEAD]))
    shots = [Look(time_s, flat(place, turn, focal_px=FOCAL_PX, pitch_rad=-0.05)) for time_s, place, turn in true]
    went_as(true[4:], steps_between(shots, AHEAD)[4:], within_m=0.05, within_rad=0.005)


@pytest.mark.parametrize("lens", [SPHERE, AHEAD], ids=["sphere", "flat"])
def test_the_path_is_that_of_the_vehicle(lens: Lens) -> None:
    true = list(way(STEP_S[lens]))
    (path,) = paths(steps_between(looks(lens), lens), lens)
    places, gazes = (np.array([each[i] for each in true]) for i in (1, 2))
    turned = path.path * CAMERA_M * np.exp(1j * (np.pi / 2 - gazes[0])) / path.gaze[0]
    assert np.abs(turned - places).max() < 0.05 * np.abs(np.diff(places)).sum()
    assert np.abs(np.angle(path.gaze / path.gaze[0]) + gazes - gazes[0]).max() < 0.04


def step(k: int, ahead: float, agreement: float, turn_rad: float = 0.0) -> Step:
    """A step of one second."""
    return Step(float(k), k + 1.0, ahead, 0.0, turn_rad, agreement)


def only(found: tuple[Odometry, ...]) -> Odometry:
    """The one path."""
    (path,) = found
    return path


def test_a_doubtful_step_is_guessed_from_its_neighbours() -> None:
    steps = [step(k, 3.0, 30.0) for k in range(6)]
    steps[3] = step(3, -9.0, 3.0, turn_rad=1.0)
    path = only(paths(steps, SPHERE))
    assert np.allclose(np.abs(np.diff(path.path)), 3.0)
    assert path.guessed_s.tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_a_sure_step_that_no_vehicle_makes_is_not_believed() -> None:
    steps = [step(k, 3.0, 30.0) for k in range(6)]
    steps[3] = step(3, 12.0, 30.0)
    assert np.allclose(np.abs(np.diff(only(paths(steps, SPHERE)).path)), 3.0)


def test_a_path_breaks_where_too_much_is_doubtful() -> None:
    steps = [step(k, 3.0, 1.0 if k in (3, 4) else 30.0) for k in range(8)]
    assert [len(path.time_s) for path in paths(steps, SPHERE)] == [4, 4]
