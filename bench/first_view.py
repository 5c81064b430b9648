"""Bytes until something is seen, cold, code included: `python bench/first_view.py` after `make demo`.

Serves the demo's town (or RUELLE_HOME). First paint, with the blurred preview, is what the answers weigh on the wire;
the sharp panorama is counted by the viewer's own browser test.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import brotli

ROOT = Path(__file__).parents[1]
PAINT_BAR_KB, SHARP_BAR_KB = 30, 1200
FIRST = "/api/search?limit=2"
"""What the page asks for when its address names no picture."""


def fetch(url: str, encoding: str) -> tuple[int, bytes]:
    """What came over the wire in bytes, and what it means."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request) as answer:
        sent = bytes(answer.read())
        packed = answer.headers["Content-Encoding"] == "br"
    return len(sent), brotli.decompress(sent) if packed else sent


def before_first_paint(url: str) -> Iterator[str]:
    """The paths that a browser asks for until it shows the preview: page, sheet, scripts, settings, picture."""
    page = fetch(f"{url}/", "br")[1].decode()
    yield "/"
    yield from re.findall(r'<link rel="stylesheet"[^>]* href="([^"]+)"', page)
    waiting = re.findall(r'<script type="module"[^>]* src="([^"]+)"', page)
    while waiting:
        path = waiting.pop()
        yield path
        code = fetch(url + path, "br")[1].decode()
        waiting += [f"/assets/{name}" for name in re.findall(r'(?:from|import)\s*"\./([^"]+)"', code)]
    yield "/api/configuration"
    yield FIRST
    preview = json.loads(fetch(url + FIRST, "br")[1])["features"][0]["assets"]["preview"]["href"]
    yield f"{urlsplit(preview).path}?{urlsplit(preview).query}"


def print_first_paint(url: str) -> None:
    """Every answer with its weight, packed one way and the other."""
    rows = [
        (path, *(fetch(url + path, encoding)[0] for encoding in ("gzip", "br"))) for path in before_first_paint(url)
    ]
    print("| first paint, cold | kB with gzip | kB with Brotli |\n|---|---|---|")
    for path, *sizes in rows:
        print(f"| `{path.partition('?')[0]}` | {sizes[0] / 1000:.1f} | {sizes[1] / 1000:.1f} |")
    totals = [sum(row[column] for row in rows) / 1000 for column in (1, 2)]
    print(f"| all; bar ≤ {PAINT_BAR_KB} kB with gzip | **{totals[0]:.1f}** | **{totals[1]:.1f}** |\n")


def sharp_kb(url: str) -> int | None:
    """What the browser counted until the panorama was sharp; None if it could not."""
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


def answers(url: str) -> bool:
    """Whether the server is up."""
    try:
        return bool(fetch(f"{url}/api/health", "identity")[0])
    except OSError:
        return False


@contextmanager
def served(home: str) -> Iterator[str]:
    """The address of a home while it is served."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", home, "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        while not answers(url):
            if server.poll() is not None:
                sys.exit(f"the server of {home} stopped")
            time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Print the tables."""
    home = os.environ.get("RUELLE_HOME", str(ROOT / "demo-home"))
    if not Path(home, "catalog.sqlite").is_file():
        print("make demo first")
        return
    with served(home) as url:
        print_first_paint(url)
        size_kb = sharp_kb(url)
    seconds = "–" if size_kb is None else f"{size_kb * 8 / 10_000:.1f}"
    print("| first panorama, cold | kB | s at 10 Mbit/s |\n|---|---|---|")
    print(f"| bar ≤ {SHARP_BAR_KB} kB | **{size_kb or '–'}** | {seconds} |")


if __name__ == "__main__":
    main()
