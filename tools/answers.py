"""Starts the server on a free port, asks for the pages that a visitor would see, and says whether they answered."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE_S = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the server listens; raise if it stops instead."""
    while server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(PATIENCE_S)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server stopped before it answered")


def fetch(url: str) -> bytes:
    """The body of an answer; an error status raises."""
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        return bytes(answer.read())


def check(base: str) -> None:
    """Walk from the page to a picture as a browser would."""
    pages = {path: len(fetch(base + path)) for path in ("/", "/rues", "/api", "/api/map/style.json")}
    found = json.loads(fetch(f"{base}/api/search?limit=1"))["features"]
    if not found:
        raise SystemExit("nothing was published")
    for name, asset in found[0]["assets"].items():
        pages[name] = len(fetch(asset["href"]))
    for page, size_bytes in pages.items():
        print(f"{page:24} {size_bytes:>9,} bytes")


def main() -> None:
    """Serve, check, stop."""
    port = free_port()
    server = subprocess.Popen(["ruelle", "serve", "--port", str(port)], env=os.environ)
    try:
        wait_for(server, port)
        check(f"http://127.0.0.1:{port}")
    except urllib.error.URLError as error:
        sys.exit(f"a page did not answer: {error}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
