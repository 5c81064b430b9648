"""From a correction in review to new public tiles: seconds, and CPU seconds. `python bench/correction.py [PANORAMA]`.

`ruelle work --watch` waits as it does in a town hall; the panorama is brought to 8192 x 4096 px.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import cv2
import psutil
from PIL import Image

from ruelle.capture.ingest import capture_drive
from ruelle.capture.request import CaptureRequest
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Item
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import DriveState, ItemState
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.originals import original_key
from ruelle.processing.place import place_drive
from ruelle.processing.publish import Stores, publish_again

DEFAULT = Path(__file__).parents[2] / "shared/data/street/pano_fr_vehicle/geovisio_1.jpg"
WIDTH_PX = 8192
BAR_S = 3.0
SETTLES_S = 6.0


def published(settings: Settings, panorama: Path, folder: Path) -> Item:
    """The panorama in the catalog, READY, as detectors that found nothing would leave it."""
    large = folder / "large.jpg"
    picture = Image.open(panorama)
    picture.resize((WIDTH_PX, WIDTH_PX // 2)).save(large, quality=90, exif=picture.info["exif"])
    catalog, stores = Catalog.open(settings), Stores.open(settings)
    capture_drive(CaptureRequest((large,)), catalog, stores.sealed)
    for drive in catalog.drives(DriveState.DRAFT):
        placement = place_drive(drive, stores.sealed)
        catalog.place(placement.drive, placement.sequences, placement.items)
    (item,) = catalog.pending_items()
    zones = Zones(item.id, ("bench: nobody looked",))
    item = replace(item, derivatives=publish_again(item, zones, stores), state=ItemState.SEEN)
    return catalog.settling.settled(item, zones)


@contextmanager
def watching(settings: Settings) -> Iterator[psutil.Process]:
    """A worker that waits."""
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", str(settings.home), "work", "--watch"]
    worker = subprocess.Popen(command, start_new_session=True)
    time.sleep(SETTLES_S)
    yield psutil.Process(worker.pid)
    os.killpg(worker.pid, 15)
    worker.wait()


def cpu_s(worker: psutil.Process) -> float:
    """CPU seconds of a process and of all that it started, the dead included."""
    family = [worker, *worker.children(recursive=True)]
    return sum(sum(process.cpu_times()[:4]) for process in family)


def correct(catalog: Catalog, item_id: str, number: int) -> float:
    """Ask for one zone more, and wait until the item shows a new pack; seconds."""
    before = catalog.item(item_id).derivatives
    corners = ((number, 5.0), (number + 4.0, 5.0), (number + 4.0, 0.0), (number, 0.0))
    zone = Zone(f"p{number}", ZoneKind.OTHER, corners, ZoneOrigin.PERSON)
    started_s = time.monotonic()
    catalog.ask_correction(catalog.zones(item_id).with_zone(zone))
    while catalog.item(item_id).derivatives == before or catalog.corrections():
        time.sleep(0.01)
    return time.monotonic() - started_s


def main() -> None:
    """Print the table."""
    panorama = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not panorama.is_file():
        print("the shared data are not on this machine: name a panorama with a position")
        return
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home")
        item = published(settings, panorama, Path(folder))
        catalog = Catalog.open(settings)
        print(f"| correction of {WIDTH_PX} x {WIDTH_PX // 2} px (bar ≤ {BAR_S:.0f} s) | s | CPU-s |\n|---|---|---|")
        with watching(settings) as worker:
            for number, name in enumerate(("the first in a while", "the next", "the next", "its original erased")):
                if name == "its original erased":
                    Stores.open(settings).sealed.erase(original_key(item))
                spent_s = cpu_s(worker)
                taken_s = correct(catalog, item.id, 10 * number)
                print(f"| {name} | **{taken_s:.2f}** | {cpu_s(worker) - spent_s:.2f} |", flush=True)
        catalog.close()


if __name__ == "__main__":
    main()
