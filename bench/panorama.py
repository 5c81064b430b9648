"""CPU and bytes per panorama, capture to published tiles, without anonymisation: `python bench/panorama.py [FOLDER]`.

Every picture of 5760 x 2880 px in the folder is captured, placed, decoded, tiled, packed and published, in an empty
home.
"""

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import cv2
from PIL import Image

from ruelle.capture.ingest import capture_drive
from ruelle.capture.request import CaptureRequest
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Anonymisation, Original
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore, SealedStore
from ruelle.catalog.vocabulary import DriveState
from ruelle.processing.imaging.decode import decode_picture
from ruelle.processing.imaging.encode import encode_parts
from ruelle.processing.imaging.pack import build_pack
from ruelle.processing.imaging.pyramid import plan_levels
from ruelle.processing.imaging.sphere import whole_sphere
from ruelle.processing.place import place_drive

DEFAULT = Path(__file__).parents[2] / "shared/data/street/pano_fr_vehicle"
SIZE_PX = (5760, 2880)
NOBODY_LOOKED = Anonymisation(("bench: nobody looked",), faces=0, plates=0)
BAR_CPU_S, BAR_BYTES = 0.30, 0.75
PEER = "GeoVisio 2.15.1: 0.574 CPU-s, 1.47"


def panoramas(folder: Path) -> tuple[Path, ...]:
    """The pictures of the bar's size in a folder."""
    return tuple(path for path in sorted(folder.glob("*.jpg")) if Image.open(path).size == SIZE_PX)


def codec_s(paths: tuple[Path, ...]) -> float:
    """CPU seconds of one decode and one encode alone, a picture."""
    started = time.process_time()
    for path in paths:
        cv2.imencode(".jpg", cv2.imread(str(path)), [cv2.IMWRITE_JPEG_QUALITY, 75])
    return (time.process_time() - started) / len(paths)


def publish_all(paths: tuple[Path, ...], home: Path) -> tuple[dict[str, float], int, int]:
    """CPU seconds of each stage over all pictures, bytes of the originals and of the packs."""
    settings = Settings(home=home)
    catalog, sealed, public = Catalog.open(settings), SealedStore(settings), PublicStore(settings)
    clock = [time.process_time()]
    capture_drive(CaptureRequest(paths), catalog, sealed)
    clock.append(time.process_time())
    for drive in catalog.drives(DriveState.DRAFT):
        placement = place_drive(drive, sealed)
        catalog.place(placement.drive, placement.sequences, placement.items)
    clock.append(time.process_time())
    originals_bytes = packs_bytes = 0
    for item in catalog.pending_items():
        data = sealed.read(Original(item.source.sha256, item.source.name, 0, "").key)
        pixels = whole_sphere(decode_picture(data, item.source.name), item.source.name)
        levels = plan_levels(pixels.shape[1], pixels.shape[0], item.camera.projection)
        pack = build_pack(encode_parts(pixels, levels, item.camera.projection, len(data)), levels, NOBODY_LOOKED)
        public.put_pack(f"{item.id}.zip", pack, NOBODY_LOOKED)
        originals_bytes, packs_bytes = originals_bytes + len(data), packs_bytes + len(pack)
    clock.append(time.process_time())
    spent = (after - before for before, after in pairwise(clock))
    stages = dict(zip(("capture", "place", "tiles and publishing"), spent, strict=True))
    return stages, originals_bytes, packs_bytes


def main() -> None:
    """Print the table."""
    cv2.setNumThreads(1)
    paths = panoramas(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    codec = codec_s(paths)
    with tempfile.TemporaryDirectory() as home:
        stages, originals_bytes, packs_bytes = publish_all(paths, Path(home))
    total = sum(stages.values()) / len(paths)
    print(f"| {len(paths)} panoramas of {SIZE_PX[0]} x {SIZE_PX[1]} | CPU-s each |\n|---|---|")
    for name, seconds in stages.items():
        print(f"| {name} | {seconds / len(paths):.3f} |")
    print(f"| all (bar ≤ {BAR_CPU_S:.2f}; {PEER}) | **{total:.3f}** |")
    print(f"| JPEG decode + encode alone | {codec:.3f} |")
    print(f"| bytes of derivatives / original (bar ≤ {BAR_BYTES}) | **{packs_bytes / originals_bytes:.2f}** |")


if __name__ == "__main__":
    main()
