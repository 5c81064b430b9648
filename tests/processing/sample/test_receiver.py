"""The receiver errs as it should: noise, bias, one outlier, one gap."""

import numpy as np
import pytest

from ruelle.processing.sample.receiver import AFTER_S, BEFORE_S, receive, wander
from ruelle.processing.sample.world import plan_motion


def test_errors_have_the_size_of_noise_and_bias_together() -> None:
    motion = plan_motion(14)
    errors = []
    for seed in range(40):
        track = receive(motion, -BEFORE_S, seed=seed)
        truth = np.array([motion.place_m(float(time)) for time in track.times_s])
        kept = track.times_s != track.outlier_s
        errors.append((track.points - truth)[kept, :2])
    assert np.std(np.concatenate(errors)) == pytest.approx(np.hypot(2.0, 2.0), rel=0.12)


def test_the_bias_wanders_slowly() -> None:
    bias = np.concatenate([wander(np.random.default_rng(seed), 400) for seed in range(20)])
    assert np.std(bias) == pytest.approx(2.0, rel=0.15)
    assert np.std(np.diff(bias[:400], axis=0)) < 0.4


def test_one_fix_is_50_m_off_and_ten_seconds_are_missing() -> None:
    motion = plan_motion(14)
    track = receive(motion, -BEFORE_S, seed=14)
    far = [
        float(time)
        for time, point in zip(track.times_s, track.points, strict=True)
        if np.hypot(*(point - motion.place_m(float(time)))[:2]) > 30
    ]
    assert far == [track.outlier_s]
    steps = np.diff(track.times_s)
    assert sorted(set(steps.tolist())) == [1.0, 10.0]
    assert int((steps == 10).sum()) == 1
    assert track.gap_s[1] - track.gap_s[0] == 10
    assert track.times_s[-1] > motion.duration_s + AFTER_S - 2


def test_the_same_seed_gives_the_same_track() -> None:
    motion = plan_motion(14)
    first, second = (receive(motion, 0.0, seed=3) for _ in range(2))
    np.testing.assert_array_equal(first.points, second.points)
