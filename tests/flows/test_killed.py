"""A worker that is killed anywhere leaves nothing public that was not blurred, and running again completes.

The work runs in a process of its own, in which one call is replaced by the end of the process.
"""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from flows.town import Town, captured_town, drive_in, states

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.settings import Settings

KILLED = 9
WORK = """
import importlib, os, sys
from pathlib import Path
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.settings import Settings
from ruelle.processing.engine.cluster import Done
from ruelle.processing.progress import ConsoleProgress
from ruelle.processing.work import work_until_idle

home, room, name = sys.argv[1:]
if name:
    module, _, owner = room.partition(":")
    there = importlib.import_module(module)
    setattr(getattr(there, owner) if owner else there, name, lambda *_, **__: os._exit(9))


class Alone:
    def map(self, function, arguments):
        return (Done(argument, function(argument)) for argument in arguments)


settings = Settings(home=Path(home))
with ConsoleProgress("en") as progress:
    work_until_idle(Catalog.open(settings), settings, Alone(), progress)
"""

KILLS = (
    ("ruelle.processing.derive", "publish"),
    ("ruelle.catalog.database.settling:Settling", "seen"),
    ("ruelle.catalog.database.settling:Settling", "settled"),
)
"""Between detection and blur, between pack and catalog, between blur and settling."""


def work(town: Town, room: str = "", name: str = "") -> int:
    command = [sys.executable, "-c", WORK, str(town.home), room, name]
    return subprocess.run(command, env=town.environment, stderr=subprocess.DEVNULL, check=False).returncode


def blurred_zones(town: Town) -> dict[str, str]:
    """Of each pack in the public store, by item, the digest of the zones that are blurred in it."""
    manifests = {path.parent.name: json.loads(ZipFile(path).read("manifest.json")) for path in town.packs()}
    return {item_id: manifest["anonymisation"]["zones_digest"] for item_id, manifest in manifests.items()}


def test_nothing_is_shown_early_and_nothing_is_lost(tmp_path: Path) -> None:
    town = captured_town(tmp_path / "home", drive_in(tmp_path, pictures=2, width_px=1024))
    for kill in KILLS:
        assert work(town, *kill) == KILLED
        assert set(states(town)) <= {"placed", "seen"}
    assert work(town) == 0
    assert set(states(town)) <= {"ready", "review"}
    catalog = Catalog.open(Settings(home=town.home))
    blurred = blurred_zones(town)
    assert len(town.packs()) == len(blurred) == sum(states(town).values()) >= 2
    assert blurred == {item_id: catalog.zones(item_id).digest for item_id in blurred}
    catalog.close()
