"""Three panoramas of blocks of noise, in stores and in a catalog of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Camera, Drive, Footage, Item, Original, Sequence, Source
from ruelle.catalog.pose import Pose
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import ItemState, MediaKind, Projection, Visibility
from ruelle.catalog.zones import Zone, ZoneKind, ZoneOrigin, Zones
from ruelle.processing.correct import correct_all
from ruelle.processing.publish import Derived, Stores, publish_again
from ruelle.processing.settle import settle_all

SIZE_PX = (1024, 512)
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
CAMERA = Camera(Projection.EQUIRECTANGULAR, *SIZE_PX, field_of_view_deg=360.0)
SECRETS = (b"Exif\0\0", b"camera serial 4711", b"\xff\xd8thumbnail", b"xmpMM:History", b"Photoshop 3.0")
TELLTALES = b"".join(
    marker + (len(secret) + 2).to_bytes(2, "big") + secret
    for marker, secret in zip((b"\xff\xe1", b"\xff\xe1", b"\xff\xe2", b"\xff\xe1", b"\xff\xed"), SECRETS, strict=True)
)
"""Segments of a JPEG in which cameras and programs leave what is nobody's business."""


class Town:
    """Three panoramas a hand apart, of which every pixel differs from its neighbours, placed."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        self.catalog, self.stores = Catalog.open(self.settings), Stores.open(self.settings)
        self.items = [self._item(home, rank) for rank in range(3)]
        drive = Drive("drive", "spring", START, (Footage(Original("0" * 64, "a", 1, "b"), MediaKind.PICTURE, CAMERA),))
        sequence = Sequence("sequence", "drive", "spring", "Rue", START, Visibility.PUBLIC)
        self.catalog.place(drive, [sequence], self.items)

    def _item(self, home: Path, rank: int) -> Item:
        picture = np.random.default_rng(rank).integers(0, 256, (SIZE_PX[1] // 8, SIZE_PX[0] // 8, 3), np.uint8)
        path = home / f"{rank}.jpg"
        _, jpeg = cv2.imencode(".jpg", cv2.resize(picture, SIZE_PX, interpolation=cv2.INTER_NEAREST))
        path.write_bytes(jpeg.tobytes()[:2] + TELLTALES + jpeg.tobytes()[2:])
        sha256, _ = self.stores.sealed.put_file(path)
        pose = Pose(-0.37, 49.14 + rank * 0.1 / 111_200, heading_deg=0.0)
        source, at = Source(sha256, path.name), START + timedelta(seconds=rank)
        return Item(f"item-{rank}", "sequence", rank, at, pose, CAMERA, source, Visibility.PUBLIC)

    def see(self, rank: int, *zones: Zone, faint: tuple[Zone, ...] = ()) -> None:
        """Bring an item to where the derive step leaves it."""
        seen = Zones(f"item-{rank}", ("faces-1",), zones, faint)
        derivatives = publish_again(self.items[rank], seen, self.stores)
        self.catalog.settling.seen(replace(self.items[rank], state=ItemState.SEEN, derivatives=derivatives), seen)

    def blurring(self, tasks: Iterable[tuple[Item, Zones]]) -> Iterator[Derived]:
        for item, zones in tasks:
            yield Derived(replace(item, derivatives=publish_again(item, zones, self.stores)), zones)

    def settle(self) -> list[Item]:
        return list(settle_all(self.catalog, self.stores, self.blurring))

    def correct(self) -> int:
        return correct_all(self.catalog, self.settings, self.stores)

    def packs(self) -> list[str]:
        return sorted(str(p.relative_to(self.settings.home / "public")) for p in self.settings.home.rglob("*.zip"))

    def tile(self, item_id: str) -> np.ndarray:
        """The pixels of the middle of the public picture."""
        derivatives = self.catalog.item(item_id).derivatives
        assert derivatives is not None
        jpeg = self.stores.public.read_span(derivatives.pack_key, derivatives.parts["sd.jpg"])
        return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR))


def zone(name: str = "m", heading_deg: float = 0.0, **changes: object) -> Zone:
    corners = tuple((heading_deg + x * 8, y * 8.0) for x, y in ((-1, 1), (1, 1), (1, -1), (-1, -1)))
    made = Zone(name, ZoneKind.FACE, corners, ZoneOrigin.MACHINE, 0.8)
    return replace(made, **changes)  # type: ignore[arg-type]
