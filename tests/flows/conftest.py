"""A small town made once a session by the commands themselves: sample drive, capture, models, work, serve."""

import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flows.town import Town, captured_town, drive_in


@pytest.fixture(scope="session")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample drive, not captured."""
    return drive_in(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, drive: Path) -> Town:
    """The sample drive, published."""
    town = captured_town(tmp_path_factory.mktemp("town"), drive)
    assert town.ruelle("addresses", str(drive / "addresses.csv")).returncode == 0
    done = town.ruelle("work", "--until-idle")
    assert done.returncode == 0, done.stderr
    return town


@pytest.fixture(scope="session")
def address(town: Town) -> Iterator[str]:
    """The town's server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    server = subprocess.Popen(
        town.command("serve", "--port", str(port)), env=town.environment, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    told = iter(server.stdout.readline, "")
    assert any(f":{port}" in line for line in told), "the server stopped before it said its address"
    url = f"http://127.0.0.1:{port}"
    _wait_for(url, server)
    yield url
    server.terminate()
    server.wait()
    server.stdout.close()


def _wait_for(url: str, server: subprocess.Popen[str]) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api/health") as answer:
                assert answer.status == 200
                return
        except OSError:
            continue
    raise AssertionError("the server stopped before it answered")
