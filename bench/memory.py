"""Memory of `ruelle up` at rest and at work: proportional set size of all its processes. `python bench/memory.py`."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil

BAR_MB = 350
SETTLE_S = 8.0


def proportional_mb(process: psutil.Process) -> float:
    """Megabytes of a process, what it shares divided among the sharers."""
    return float(process.memory_full_info().pss) / 1e6


def family(root: int) -> list[psutil.Process]:
    """A process and all that it started."""
    parent = psutil.Process(root)
    return [parent, *parent.children(recursive=True)]


def main() -> None:
    """Start `ruelle up` in an empty home, let it settle, ask for a page, weigh it, print the table."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "RUELLE_HOME": home, "RUELLE_PORT": str(port), "RUELLE_WORKERS": "2"}
        command = [sys.executable, "-m", "ruelle.catalog.cli", "up"]
        up = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(SETTLE_S)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api") as answer:
                answer.read()
            rows = [(" ".join(process.cmdline()[-3:]), proportional_mb(process)) for process in family(up.pid)]
        finally:
            up.send_signal(signal.SIGINT)
            up.wait()
    print("| process | MB |\n|---|---|")
    for name, size_mb in rows:
        print(f"| `{name}` | {size_mb:.0f} |")
    print(f"| all, bar ≤ {BAR_MB} | **{sum(size_mb for _, size_mb in rows):.0f}** |")


if __name__ == "__main__":
    main()
