"""Small packs as the derive step writes them, made with OpenCV for the tests of a wing that has none."""

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import cv2
import httpx
import numpy as np
import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from pystac_client import Client
from pystac_client.stac_api_io import StacApiIO

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import (
    Account,
    Address,
    Anonymisation,
    Camera,
    Derivatives,
    Drive,
    Item,
    Sequence,
    Source,
    Span,
    TileLevel,
)
from ruelle.catalog.pose import Pose
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.catalog.vocabulary import DriveState, ItemState, Projection, Role, Visibility
from ruelle.viewer_api.app import create_app

TILE_PX = 64
LEVELS = (TileLevel(256, 128, 4, 2), TileLevel(128, 64, 2, 1))
ANONYMISATION = Anonymisation(("none-needed",), 0, 0)


def picture(width_px: int, height_px: int, seed: int = 1) -> np.ndarray:
    """Smooth colours with some grain, uint8 BGR (height, width, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (6, 12, 3), dtype=np.uint8)
    smooth = cv2.resize(coarse, (width_px, height_px), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    return np.clip(smooth + rng.integers(-6, 6, smooth.shape), 0, 255).astype(np.uint8)


def jpeg(pixels: np.ndarray, restart_mcu: int = 0, quality: int = 80) -> bytes:
    """A baseline 4:2:0 JPEG with the standard tables."""
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_RST_INTERVAL, restart_mcu]
    return cv2.imencode(".jpg", pixels, options)[1].tobytes()


def level_tiles(level: TileLevel, seed: int = 1) -> dict[tuple[int, int], bytes]:
    """The tiles of one level by column and row."""
    whole, wide, high = picture(level.width_px, level.height_px, seed), level.width_px // level.columns, TILE_PX
    return {
        (column, row): jpeg(whole[row * high : (row + 1) * high, column * wide : (column + 1) * wide], wide // 16)
        for row in range(level.rows)
        for column in range(level.columns)
    }


@cache
def pack(seed: int = 1) -> tuple[bytes, dict[str, Span]]:
    """A stored ZIP of the parts of one picture, and where they lie."""
    parts = {"sd.jpg": jpeg(picture(128, 64, seed)), "thumb.jpg": jpeg(picture(50, 30, seed))}
    parts["preview.jpg"] = jpeg(picture(32, 16, seed))
    for number, level in enumerate(LEVELS):
        tiles = level_tiles(level, seed)
        parts |= {f"tiles/{number}/{column}_{row}.jpg": tile for (column, row), tile in tiles.items()}
    file = io.BytesIO()
    spans = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
            spans[name] = Span(file.tell() - len(data), len(data))
    return file.getvalue(), spans


def ready_item(item_id: str, sequence_id: str, rank: int, pose: Pose, **changes: object) -> Item:
    """An item that is ready, with the spans of a pack of its own under the key `ab/<item id>`."""
    _, spans = pack()
    values: dict[str, object] = {
        "captured_at": datetime(2026, 4, 14, 8, 42, rank % 60, 120_000, tzinfo=UTC),
        "camera": Camera(Projection.EQUIRECTANGULAR, 5760, 2880, "GoPro", "Max", 360.0),
        "source": Source("ab" * 32, f"GS__{rank:04d}.JPG"),
        "visibility": Visibility.PUBLIC,
        "state": ItemState.READY,
        "derivatives": Derivatives(f"ab/{item_id}", spans, LEVELS, ANONYMISATION),
    }
    return Item(id=item_id, sequence_id=sequence_id, rank=rank, pose=pose, **(values | changes))  # type: ignore[arg-type]


STREET, COMMUNE = "Rue du Prieuré", "Bourg-en-Plaine"
PUBLIC_SEQUENCE, STAFF_SEQUENCE = "0a000000-0000-5000-8000-00000000000a", "0b000000-0000-5000-8000-00000000000b"
PUBLIC_COUNT = 14
PASSWORD = "un mot de passe"


def item_id(sequence_id: str, rank: int) -> str:
    """The id of an item of the test town."""
    return f"{sequence_id[:24]}{rank:012d}"


@dataclass(frozen=True, slots=True)
class Town:
    """A served installation: two sequences side by side, one public and one for staff."""

    url: str
    settings: Settings
    catalog: Catalog
    public: str = item_id(PUBLIC_SEQUENCE, 3)
    staff: str = item_id(STAFF_SEQUENCE, 2)
    public_sequence: str = PUBLIC_SEQUENCE
    staff_sequence: str = STAFF_SEQUENCE

    def client(self, name: str | None = None) -> httpx.Client:
        """An anonymous client, or one that has logged in with its token."""
        client = httpx.Client(base_url=self.url, headers={"Accept-Language": "fr"}, timeout=30)
        if name:
            answer = client.post("/api/auth/login", json={"name": name, "password": PASSWORD})
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return client


def fill(settings: Settings, catalog: Catalog) -> None:
    """Two sequences, their packs, addresses and accounts."""
    start = datetime(2026, 4, 14, 8, 42, tzinfo=UTC)
    drive = Drive("drive", "printemps", start, (), state=DriveState.PLACED)
    sequences = [
        Sequence(PUBLIC_SEQUENCE, drive.id, drive.campaign, "Matin", start, Visibility.PUBLIC),
        Sequence(STAFF_SEQUENCE, drive.id, drive.campaign, "Soir", start, Visibility.STAFF),
    ]
    runs = ((PUBLIC_SEQUENCE, PUBLIC_COUNT, Visibility.PUBLIC, 0.0), (STAFF_SEQUENCE, 4, Visibility.STAFF, 5e-5))
    items = [
        ready_item(
            item_id(sequence_id, rank),
            sequence_id,
            rank,
            Pose(-0.3702 + 5e-5 * rank, 49.1825 + aside, 12.5, 90.0, horizontal_accuracy_m=1.5),
            visibility=visibility,
        )
        for sequence_id, count, visibility, aside in runs
        for rank in range(1, count + 1)
    ]
    waiting = ready_item(item_id(PUBLIC_SEQUENCE, 99), PUBLIC_SEQUENCE, 99, Pose(-0.37, 49.1825))
    items.append(replace(waiting, state=ItemState.REVIEW))
    catalog.place(drive, sequences, items)
    store = PublicStore(settings)
    for item in items:
        assert item.derivatives
        store.put_pack(item.derivatives.pack_key, pack()[0], ANONYMISATION)
    houses = (("2", 3), ("4", 7), ("12", 12))
    catalog.replace_addresses(
        Address(number, STREET, COMMUNE, -0.3702 + 5e-5 * beside, 49.1824) for number, beside in houses
    )
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    roles = {"agent": Role.AGENT, "habitant": Role.RESIDENT, "operator": Role.OPERATOR, "second": Role.OPERATOR}
    for name, role in {**roles, "admin": Role.ADMIN}.items():
        catalog.put_account(Account(name, name, role, hasher.hash(PASSWORD)))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application while it is served on loopback."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="session")
def serving() -> Callable[[FastAPI], AbstractContextManager[str]]:
    """How to serve another application."""
    return served


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A small town, served."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), town_name="Bourg", accent="#8a3420")
    catalog = Catalog.open(settings)
    fill(settings, catalog)
    with served(create_app(settings, catalog, PublicStore(settings))) as url:
        yield Town(url, settings, catalog)
    catalog.close()


@pytest.fixture(scope="module")
def own_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same town for the tests of one file that change it."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), town_name="Bourg", contact="mairie@bourg.example")
    catalog = Catalog.open(settings)
    fill(settings, catalog)
    with served(create_app(settings, catalog, PublicStore(settings))) as url:
        yield Town(url, settings, catalog)
    catalog.close()


@pytest.fixture
def walker(town: Town) -> Iterator[Client]:
    """pystac-client at the door."""
    client = Client.open(f"{town.url}/api")
    yield client
    assert isinstance(client._stac_io, StacApiIO)
    client._stac_io.session.close()


@pytest.fixture(scope="session")
def anybody(town: Town) -> Iterator[httpx.Client]:
    """An anonymous visitor."""
    with closing(town.client()) as client:
        yield client


@pytest.fixture(scope="session")
def agent(town: Town) -> Iterator[httpx.Client]:
    """An agent of the town hall."""
    with closing(town.client("agent")) as client:
        yield client


@pytest.fixture(scope="session")
def level() -> TileLevel:
    """The finest level of every test pack."""
    return LEVELS[0]


@pytest.fixture(scope="session")
def tiles(level: TileLevel) -> dict[tuple[int, int], bytes]:
    """The tiles of that level by column and row."""
    return level_tiles(level)


@pytest.fixture(scope="session")
def item() -> Item:
    """One ready panorama."""
    return ready_item("11111111-1111-5111-8111-111111111111", "sequence", 1, Pose(-0.3702, 49.1825, 12.5, 109.25))
