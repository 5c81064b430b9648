"""The supervisor keeps the server and the worker running, and takes both along when it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ruelle.catalog import supervise

PROGRAM = """
import os, signal, sys
print(sys.argv[-1], os.getpid(), *sys.argv[1:], flush=True)
if sys.argv[-1] == "--watch" and not os.path.exists("well"):
    open("well", "w").close()
    sys.exit(1)
if os.path.exists("refuse"):
    sys.exit(7)
signal.pause()
"""
"""Stands for `ruelle`: the worker dies the first time, and the server at once if so told."""


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """A child hears Ctrl-C even where the tests themselves run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def up(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The supervisor, with a program in the place of `ruelle`."""
    folder = tmp_path / "ruelle" / "catalog"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "cli.py").write_text(PROGRAM)
    environment = {"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-SEP", supervise.__file__, "--home", "town"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_dead_worker_comes_back_and_all_ends_together(up: subprocess.Popen[str], number: signal.Signals) -> None:
    assert up.stdout is not None
    started = [up.stdout.readline().split() for _ in range(3)]
    assert sorted(" ".join(line[2:]) for line in started) == [
        "--home town serve",
        "--home town work --watch",
        "--home town work --watch",
    ]
    up.send_signal(number)
    assert up.wait(30) == 0
    assert not any(alive(int(line[1])) for line in started)


def test_when_the_server_ends_so_does_all(tmp_path: Path, up: subprocess.Popen[str]) -> None:
    (tmp_path / "refuse").touch()
    assert up.wait(30) == 7
