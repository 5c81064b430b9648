"""The street page in a real browser, against the server of the small town; the checks are web_viewer's own."""

import os
import subprocess
from pathlib import Path

WEB_VIEWER = Path(__file__).parents[2] / "web_viewer"


def test_the_street_page_works_in_a_browser(address: str) -> None:
    done = subprocess.run(
        ["npm", "run", "test:browser"],
        cwd=WEB_VIEWER,
        env={**os.environ, "RUELLE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
