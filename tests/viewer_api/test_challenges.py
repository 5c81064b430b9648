"""Challenges: signed, solved, in time; and the key behind them."""

import stat
from pathlib import Path

import pytest

from ruelle.catalog.errors import EngineError, InputError
from ruelle.viewer_api.challenges import EXPIRES_S, FORM_BITS, LEAST_BITS, LEAST_S, Challenges, zero_bits
from ruelle.viewer_api.secret_key import FILE_NAME, secret_key
from ruelle.viewer_api.throttle import Throttle, TooManyAttemptsError


class Clock:
    """Shows what it is told."""

    def __init__(self) -> None:
        self.now_s = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def challenges(clock: Clock) -> Challenges:
    return Challenges(b"key", clock=clock)


def solution(challenge: str) -> str:
    return next(str(n) for n in range(1 << 24) if zero_bits(challenge, str(n)) >= LEAST_BITS)


def test_work_is_accepted_while_the_challenge_lasts(challenges: Challenges, clock: Clock) -> None:
    challenge = challenges.issue(LEAST_BITS)
    nonce = solution(challenge)
    unique = challenges.solved(challenge, nonce)
    assert unique == challenges.solved(challenge, nonce) != ""
    clock.now_s += EXPIRES_S + 1
    with pytest.raises(InputError, match="challenge-expired"):
        challenges.solved(challenge, nonce)


def test_another_key_knows_nothing_of_it(challenges: Challenges, clock: Clock) -> None:
    challenge = challenges.issue(LEAST_BITS)
    with pytest.raises(InputError, match="challenge-wrong"):
        Challenges(b"other", clock=clock).solved(challenge, solution(challenge))


def test_a_form_waits_and_never_works(challenges: Challenges, clock: Clock) -> None:
    challenge = challenges.issue(FORM_BITS)
    with pytest.raises(InputError, match="challenge-wrong"):
        challenges.solved(challenge, solution(challenge))
    with pytest.raises(InputError, match="challenge-too-soon"):
        challenges.waited(challenge)
    clock.now_s += LEAST_S
    assert challenges.waited(challenge)
    with pytest.raises(InputError, match="challenge-wrong"):
        challenges.waited(challenges.issue(LEAST_BITS))


@pytest.mark.parametrize("forged", ["", ".", "...", "0.1.x", "\ud800.1.é.x", "17.9999999999.x." + "A" * 43])
def test_what_was_not_signed_here_is_refused(challenges: Challenges, forged: str) -> None:
    for check in (lambda: challenges.solved(forged, "\ud800"), lambda: challenges.waited(forged)):
        with pytest.raises(InputError, match="challenge-wrong"):
            check()


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) == 32
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    (tmp_path / FILE_NAME).write_bytes(b"short")
    assert len(secret_key(tmp_path)) == 32


def test_without_a_place_for_the_key_the_server_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="sealed-key-unwritable"):
        secret_key(tmp_path / "nowhere")


def test_of_many_at_once_no_more_pass_than_may() -> None:
    now = 0.0
    throttle = Throttle(limit=2, window_s=10, clock=lambda: now)
    throttle.take("a")
    throttle.take("a")
    with pytest.raises(TooManyAttemptsError):
        throttle.take("a")
    assert (throttle.count("a"), throttle.count("b")) == (2, 0)
    now = 11
    assert throttle.count("a") == 0
    assert len(throttle._attempts) == 0
