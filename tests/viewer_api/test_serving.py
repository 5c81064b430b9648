"""The command serves, says where, and ends when told."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
from click.testing import CliRunner

from ruelle.catalog.errors import EngineError
from ruelle.catalog.settings import Settings
from ruelle.viewer_api.cli import serve

START = "import sys; from pathlib import Path; from ruelle.catalog.settings import Settings; \
from ruelle.viewer_api.cli import serve; serve(sys.argv[2:], obj=Settings(home=Path(sys.argv[1]), language='fr'))"


def test_a_taken_address_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = ["--port", str(taken.getsockname()[1])]
        outcome = CliRunner().invoke(serve, options, obj=Settings(home=tmp_path))
    assert isinstance(outcome.exception, EngineError)
    assert outcome.exception.failure.code == "address-taken"
    assert not list(tmp_path.iterdir())


def test_it_serves_until_told_to_stop(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", START, str(tmp_path), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        assert server.stdout
        told = [server.stdout.readline() for _ in range(3)]
        password = re.search(r"mot de passe : (\S+)", told[0])
        assert password
        assert told[2].strip().endswith(f"http://127.0.0.1:{port}/")
        answer = httpx.post(
            f"http://127.0.0.1:{port}/api/auth/login", json={"name": "admin", "password": password[1]}, timeout=30
        )
        assert answer.json()["account"]["role"] == "admin"
        server.send_signal(signal.SIGINT)
        assert server.stdout.read() == ""
    assert server.returncode == 0
