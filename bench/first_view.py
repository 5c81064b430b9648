"""Bytes until the first panorama is seen, cold, code included: `python bench/first_view.py` after `make demo`.

Serves the demo's town (or RUELLE_HOME) and lets the viewer's own browser test count what comes over the wire.
"""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BAR_KB = 1200


def counted_kb(url: str) -> int | None:
    """What the browser counted; None if it could not."""
    done = subprocess.run(
        ["npm", "run", "test:browser", "--", "-t", "comes sharp"],
        cwd=ROOT / "web_viewer",
        env={**os.environ, "RUELLE_URL": url, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"first panorama: (\d+) kB", done.stdout)
    return int(found[1]) if found else None


def main() -> None:
    """Print the table."""
    home = os.environ.get("RUELLE_HOME", str(ROOT / "demo-home"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", home, "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        with socket.socket() as probe:
            while server.poll() is None and probe.connect_ex(("127.0.0.1", port)):
                time.sleep(0.1)
        size_kb = counted_kb(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()
    seconds = "–" if size_kb is None else f"{size_kb * 8 / 10_000:.1f}"
    print("| first panorama, cold | kB | s at 10 Mbit/s |\n|---|---|---|")
    print(f"| bar ≤ {BAR_KB} kB | **{size_kb or '– (make demo first)'}** | {seconds} |")


if __name__ == "__main__":
    main()
