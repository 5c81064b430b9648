"""The pages in a real browser, against the server of the small town; the checks are web_viewer's own."""

import os
import subprocess
from pathlib import Path

from flows.town import Town

WEB_VIEWER = Path(__file__).parents[2] / "web_viewer"


def test_the_pages_work_in_a_browser(town: Town, address: str) -> None:
    password = town.ruelle("account", "add", "operator", "--role", "admin").stdout.split()[-1]
    done = subprocess.run(
        ["npm", "run", "test:browser"],
        cwd=WEB_VIEWER,
        env={**os.environ, "RUELLE_URL": address, "RUELLE_OPERATOR": f"operator\n{password}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
