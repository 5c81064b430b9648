"""The watch's posts: a child is hired when there is work, and waits longer each time one breaks off."""

import sys
from pathlib import Path

import pytest

from ruelle.processing import watch
from ruelle.processing.watch import WORK_POLL_S, Post


class Clock:
    """A clock that goes on when told."""

    now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.mark.parametrize(("code", "hired"), [(0, 4), (2, 4), (6, 2)])
def test_a_child_that_broke_off_is_not_hired_again_at_once(
    code: int, hired: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, log = Clock(), tmp_path / "log"
    monkeypatch.setattr(watch, "time", clock)
    program = f"import sys; open({str(log)!r}, 'a').write('.'); sys.exit({code})"
    with Post([sys.executable, "-c", program], lambda: True, every_s=WORK_POLL_S) as post:
        for looks in range(8):
            clock.now_s = looks * WORK_POLL_S
            post.look()
            if post._child is not None:
                post._child.wait()
    assert len(log.read_text()) == hired
