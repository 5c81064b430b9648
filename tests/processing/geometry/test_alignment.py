"""Finding when a camera saw its path on a track."""

from collections.abc import Callable

import numpy as np
from true_way import START_S, TrueWay, trajectory_of

from ruelle.catalog.trajectory import Trajectory
from ruelle.catalog.vocabulary import Clock
from ruelle.processing.clock import SURE_S, Found, find_clock_offset, possible_zones_s
from ruelle.processing.geometry.alignment import with_fitted_turns
from ruelle.processing.geometry.cleaning import clean
from ruelle.processing.geometry.observed import Odometry

Receive = Callable[..., Trajectory]
SUMMER_S = 7200.0


def span_of(seen: Odometry) -> tuple[float, float]:
    """First and last time of a path."""
    return float(seen.time_s[0]), float(seen.time_s[-1])


def test_a_wrong_clock_in_another_zone_is_found(receive: Receive, true_way: TrueWay) -> None:
    seen = true_way.odometry().moved(SUMMER_S - 3.0)
    for seed in range(4):
        found = find_clock_offset(clean(receive(seed)), [seen], span_of(seen), Clock.LOCAL)
        assert found.sure
        assert found.found is Found.SEEN
        assert abs(found.offset_s + SUMMER_S - 3.0) < max(0.3, 3.0 * found.sigma_s)
        assert found.sigma_s < SURE_S
        assert found.doubt is None


def test_a_straight_drive_at_even_speed_tells_no_time() -> None:
    time = np.arange(0.0, 120.0)
    way = time * 6.0 + 0j
    seen = Odometry(time[:60] + START_S, way[:60] / 2.2, np.ones(60, dtype=np.complex128), np.zeros(60))
    found = find_clock_offset(clean(trajectory_of(time, way)), [seen], span_of(seen), Clock.LOCAL)
    assert not found.sure
    assert found.doubt is not None
    assert found.doubt.code == "clock-offset-unsure"


def test_without_a_path_only_the_zone_is_guessed(receive: Receive) -> None:
    track = clean(receive(0))
    span = (START_S + 10.0 + SUMMER_S, START_S + 12.0 + SUMMER_S)
    found = find_clock_offset(track, [], span, Clock.LOCAL)
    assert (found.offset_s, found.found, found.sure) == (-SUMMER_S, Found.ZONE, False)
    assert list(possible_zones_s(track.way, span, Clock.UTC)) == [0.0]


def test_turns_of_an_unknown_lens_are_scaled(receive: Receive, true_way: TrueWay) -> None:
    plain = true_way.odometry()
    seen = Odometry(plain.time_s, plain.path, plain.gaze, plain.guessed_s, turn_doubt=0.15).turned(1.1)
    fitted = with_fitted_turns(clean(receive(0, white_m=0.5, bias_m=0.0)).way, [seen])[0]
    true_turn, turn = (np.unwrap(np.angle(path.gaze)) for path in (plain, fitted))
    assert np.allclose(turn - turn[0], true_turn - true_turn[0], atol=0.06)
