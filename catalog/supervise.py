"""`ruelle up` at rest: keeps the server and the worker running, in as little memory as Python can.

Run as a script, with the standard library alone; its arguments are those of `ruelle` before the sub-command.
"""

import contextlib
import math
import os
import signal
import subprocess
import sys
import time

Child = subprocess.Popen[bytes]

POLL_S = 0.5
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
HEALTHY_AFTER_S = 60.0
"""A worker that lived so long was well: after its next death it comes back at once again."""

PATIENCE_S = 20.0
"""How long a child may take to finish what it does before it is killed."""


def pause_before(lived_s: float, pause_s: float) -> float:
    """How long to wait before a dead worker is started again: twice as long each time, unless it was well.

    >>> pause_before(0.1, 1.0), pause_before(0.1, 50.0), pause_before(3600.0, 50.0)
    (2.0, 60.0, 1.0)
    """
    return FIRST_PAUSE_S if lived_s >= HEALTHY_AFTER_S else min(2 * pause_s, LONGEST_PAUSE_S)


def main(options: list[str]) -> int:
    """Run until told to stop (0), or until the server ends (its exit code)."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    children: list[Child] = []
    try:
        return _watch(children, options)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _stop(children)


def _watch(children: list[Child], options: list[str]) -> int:
    server = _start(children, [*options, "serve"])
    worker = _start(children, [*options, "work", "--watch"])
    started_s, pause_s, due_s = time.monotonic(), FIRST_PAUSE_S / 2, math.inf
    while (ended := server.poll()) is None:
        time.sleep(POLL_S)
        if worker.poll() is not None and due_s == math.inf:
            pause_s = pause_before(time.monotonic() - started_s, pause_s)
            due_s = time.monotonic() + pause_s
        if time.monotonic() >= due_s:
            _tell(worker, signal.SIGKILL)
            children.remove(worker)
            worker = _start(children, [*options, "work", "--watch"])
            started_s, due_s = time.monotonic(), math.inf
    return ended


def _start(children: list[Child], arguments: list[str]) -> Child:
    """Start a child in a session of its own: Ctrl-C reaches us alone, and all that a child started ends with it."""
    child = subprocess.Popen([sys.executable, "-m", "ruelle.catalog.cli", *arguments], start_new_session=True)
    children.append(child)
    return child


def _stop(children: list[Child]) -> None:
    for child in children:
        _tell(child, signal.SIGTERM)
    deadline_s = time.monotonic() + PATIENCE_S
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline_s - time.monotonic()))
        _tell(child, signal.SIGKILL)
        child.wait()


def _tell(child: Child, number: signal.Signals) -> None:
    """Send a signal to a child and to what it left behind, if anything of it still runs."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
