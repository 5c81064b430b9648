"""A small town, and the commands that an operator would type for it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLOCK_OFFSET_S = "-7197"
"""The sample camera shows French summer time, 3 s late."""


@dataclass(frozen=True)
class Town:
    """A home folder, the drive it was made from, and the commands to work on it."""

    home: Path
    drive: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "RUELLE_HOME": str(self.home), "RUELLE_LANGUAGE": "en", "RUELLE_WORKERS": "2"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ruelle.catalog.cli", *arguments]

    def ruelle(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )

    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.ruelle("status", "--json").stdout))

    def packs(self) -> list[Path]:
        return sorted((self.home / "public").rglob("*.zip"))


def states(town: Town) -> dict[str, int]:
    """How many items are in which state."""
    return {state: count for campaign in town.status()["campaigns"] for state, count in campaign["items"].items()}


def drive_in(folder: Path, *, pictures: int = 9, width_px: int = 2048) -> Path:
    """A sample drive of a few small pictures, without a video."""
    drive = folder / "drive"
    options = ["--pictures", str(pictures), "--width", str(width_px), "--no-video"]
    command = [sys.executable, "-m", "ruelle.catalog.cli", "sample", "drive", str(drive), *options]
    subprocess.run(command, check=True, capture_output=True)
    return drive


def captured_town(home: Path, drive: Path) -> Town:
    """The drive captured for the public, the models ready, nothing derived yet."""
    town = Town(home, drive)
    track = ("--track", str(drive / "track.gpx"), "--clock-offset", CLOCK_OFFSET_S)
    done = town.ruelle("capture", str(drive / "pictures"), *track, "--campaign", "Essai", "--visibility", "public")
    assert done.returncode == 0, done.stderr
    assert town.ruelle("models").returncode == 0
    return town
