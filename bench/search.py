"""A search of 100 pictures among 50,000: CPU and bytes of the answer, in-process through ASGI."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.types import ASGIApp, Message

from ruelle.catalog import model
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.keys import identifier
from ruelle.catalog.pose import Pose
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.catalog.vocabulary import DriveState, ItemState, Projection, Visibility
from ruelle.viewer_api.app import create_app

ITEMS, PER_SEQUENCE, LIMIT, RUNS = 50_000, 250, 100, 40
BAR_MS, BAR_KB = 15, 200
PEER = "GeoVisio 2.15.1: 53 ms, 742 kB"
START = datetime(2026, 4, 14, 8, tzinfo=UTC)
LEVELS = (model.TileLevel(5760, 2880, 12, 6), model.TileLevel(2880, 1440, 6, 3))
CAMERA = model.Camera(Projection.EQUIRECTANGULAR, 5760, 2880, "GoPro", "GoPro Max", 360.0)


def sequence_items(number: int) -> Iterator[model.Item]:
    """One street from west to east, 4 m between pictures, 20 m north of the last one."""
    tiles = [f"tiles/{z}/{c}_{r}.jpg" for z, at in enumerate(LEVELS) for c in range(at.columns) for r in range(at.rows)]
    parts = {
        name: model.Span(60_000 * rank, 60_000)
        for rank, name in enumerate(["sd.jpg", "thumb.jpg", "preview.jpg", *tiles])
    }
    for rank in range(PER_SEQUENCE):
        item_id = identifier("item", number, rank)
        key = f"{item_id[:2]}/{item_id.replace('-', '') * 2}"
        yield model.Item(
            id=item_id,
            sequence_id=identifier("sequence", number),
            rank=rank,
            captured_at=START + timedelta(seconds=number * 2000 + 2 * rank),
            pose=Pose(-0.4 + 5.5e-5 * rank, 49.1 + 1.8e-4 * number, 31.25, 90.25, 0.42, -0.31, 1.52, 2.0),
            camera=CAMERA,
            source=model.Source("ab" * 32, f"GS__{rank:06d}.JPG"),
            visibility=Visibility.PUBLIC,
            state=ItemState.READY,
            derivatives=model.Derivatives(key, parts, LEVELS, model.Anonymisation(("a", "b"), 1, 1)),
        )


def fill(catalog: Catalog) -> None:
    """200 sequences of 250 pictures, and an address every 50 m."""
    for number in range(ITEMS // PER_SEQUENCE):
        drive = model.Drive(f"drive-{number}", "2026", START, (), state=DriveState.PLACED)
        title = f"Rue numéro {number}"
        sequence = model.Sequence(identifier("sequence", number), drive.id, "2026", title, START, Visibility.PUBLIC)
        catalog.place(drive, [sequence], sequence_items(number))
    catalog.replace_addresses(
        model.Address(str(2 * house), f"Rue numéro {number}", "Bourg", -0.4 + 6.9e-4 * house, 49.1 + 1.8e-4 * number)
        for number in range(ITEMS // PER_SEQUENCE)
        for house in range(20)
    )


async def ask(app: ASGIApp, query: str, encoding: str) -> int:
    """Answer one request in-process; the length of the body in bytes."""
    path = "/api/search"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"ruelle.mairie.example"), (b"accept-encoding", encoding.encode())],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
    }
    length = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal length
        length += len(message.get("body", b""))
        if message["type"] == "http.response.start" and message["status"] != 200:
            raise RuntimeError(f"{query}: {message['status']}")

    await app(scope, receive, send)
    return length


async def measure(app: ASGIApp, query: str, encoding: str = "identity") -> tuple[float, float]:
    """Median CPU milliseconds and kilobytes of one answer."""
    spent_ms, length = [], 0
    for _ in range(RUNS):
        started = time.process_time()
        length = await ask(app, query, encoding)
        spent_ms.append(1000 * (time.process_time() - started))
    return statistics.median(spent_ms), length / 1000


async def table(app: ASGIApp) -> None:
    """Print the table."""
    print(f"| search among {ITEMS:,} pictures | CPU-ms | kB |\n|---|---|---|")
    print(f"| bar; {PEER} | ≤ {BAR_MS} | ≤ {BAR_KB} |")
    for name, bbox, encoding in (
        (f"bbox, a quarter of the town, limit={LIMIT}", "-0.4,49.1,-0.39,49.12", "identity"),
        (f"bbox, one street, limit={LIMIT}", "-0.4,49.1089,-0.38,49.1091", "identity"),
        (f"bbox, everything, limit={LIMIT}", "-1,49,0,50", "identity"),
        ("the first one again, compressed (br)", "-0.4,49.1,-0.39,49.12", "br"),
    ):
        cpu_ms, size_kb = await measure(app, f"bbox={bbox}&limit={LIMIT}", encoding)
        print(f"| {name} | **{cpu_ms:.1f}** | **{size_kb:.0f}** |")


def main() -> None:
    """Fill a temporary home and measure."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), town_name="Bourg-en-Plaine")
        catalog = Catalog.open(settings)
        fill(catalog)
        asyncio.run(table(create_app(settings, catalog, PublicStore(settings))))
        catalog.close()


if __name__ == "__main__":
    main()
