"""Uploads in pieces: what breaks off goes on, what does not fit is refused, and nothing escapes its folder."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from ruelle.catalog.disk import Disk
from ruelle.catalog.incoming import IncomingFolder
from ruelle.catalog.store import PublicStore
from ruelle.catalog.uploads import CHUNK_CEILING_BYTES, UploadState
from ruelle.viewer_api.app import create_app

Town = Any
Serving = Callable[[FastAPI], AbstractContextManager[str]]
UPLOADS = "/api/operate/uploads"


@pytest.fixture(scope="module")
def operator(own_town: Town) -> Iterator[httpx.Client]:
    """An operator."""
    with closing(own_town.client("operator")) as client:
        yield client


def announce(client: httpx.Client, *files: tuple[str, int], campaign: str = "Été 2026") -> httpx.Response:
    named = [{"name": name, "size_bytes": size_bytes} for name, size_bytes in files]
    return client.post(UPLOADS, json={"campaign": campaign, "visibility": "staff", "files": named})


def send(client: httpx.Client, upload_id: str, index: int, offset: int, piece: bytes) -> httpx.Response:
    headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
    return client.patch(f"{UPLOADS}/{upload_id}/files/{index}", content=piece, headers=headers)


def test_a_file_arrives_in_pieces_and_goes_on_where_it_broke_off(operator: httpx.Client, own_town: Town) -> None:
    content = bytes(range(256)) * 40
    answer = announce(operator, ("GS010001.JPG", len(content)), ("é 2.gpx", 3))
    upload_id = answer.json()["id"]
    assert answer.status_code == 201
    assert [file["received_bytes"] for file in answer.json()["files"]] == [0, 0]
    assert send(operator, upload_id, 0, 0, content[:4000]).headers["upload-offset"] == "4000"
    for wrong in (0, 3999, 4001):
        refused = send(operator, upload_id, 0, wrong, b"xyz")
        assert (refused.status_code, refused.headers["upload-offset"]) == (409, "4000")
    assert operator.post(f"{UPLOADS}/{upload_id}/finish").json()["code"] == "upload-incomplete"
    assert operator.get(f"{UPLOADS}/{upload_id}").json()["files"][0]["received_bytes"] == 4000
    assert send(operator, upload_id, 0, 4000, content[4000:]).status_code == 204
    assert send(operator, upload_id, 0, len(content), b"one too many").status_code == 409
    assert send(operator, upload_id, 1, 0, b"gpx").status_code == 204
    assert operator.post(f"{UPLOADS}/{upload_id}/finish").json()["state"] == "queued"
    assert operator.post(f"{UPLOADS}/{upload_id}/finish").json()["state"] == "queued"
    folder = IncomingFolder(own_town.settings, upload_id).path
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"GS010001.JPG": content, "é 2.gpx": b"gpx"}
    assert folder.stat().st_mode & 0o077 == folder.parent.stat().st_mode & 0o077 == 0
    assert send(operator, upload_id, 0, 0, b"x").json()["code"] == "upload-not-so"


def test_an_upload_outlives_the_server(operator: httpx.Client, own_town: Town, serving: Serving) -> None:
    upload_id = announce(operator, ("a.jpg", 8)).json()["id"]
    send(operator, upload_id, 0, 0, b"half")
    app = create_app(own_town.settings, own_town.catalog, PublicStore(own_town.settings))
    headers = {"Authorization": operator.headers["Authorization"]}
    with serving(app) as url, httpx.Client(base_url=url, headers=headers) as other:
        assert other.get(f"{UPLOADS}/{upload_id}").json()["files"][0]["received_bytes"] == 4
        assert send(other, upload_id, 0, 4, b"rest").status_code == 204
    assert (IncomingFolder(own_town.settings, upload_id).path / "a.jpg").read_bytes() == b"halfrest"
    job = next(each for each in operator.get("/api/operate").json()["jobs"] if each["id"] == upload_id)
    assert (job["kind"], job["state"], job["step"], job["done"], job["total"]) == (
        "upload",
        "uploading",
        "receive",
        8,
        8,
    )


def test_a_piece_that_breaks_off_leaves_nothing(
    operator: httpx.Client, own_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    upload_id = announce(operator, ("a.jpg", 100)).json()["id"]
    host, port = urlsplit(own_town.url).netloc.split(":")
    head = (
        f"PATCH {UPLOADS}/{upload_id}/files/0 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\nUpload-Offset: 0\r\n"
    )
    with socket.create_connection((host, int(port))) as wire:
        wire.sendall(f"{head}Authorization: {operator.headers['Authorization']}\r\n\r\n".encode() + b"half of it")
    assert send(operator, upload_id, 0, 0, b"whole").status_code == 204
    assert operator.get(f"{UPLOADS}/{upload_id}").json()["files"][0]["received_bytes"] == 5
    assert caplog.records == []


@pytest.mark.parametrize(
    "name",
    ["../a.jpg", "a/b.jpg", "a\\b.jpg", "..", ".hidden", "", "a\x00.jpg", "a\n.jpg", "x" * 201, "-rf.jpg", "con.jpg"],
)
def test_a_name_that_is_not_bare_and_safe_is_refused(operator: httpx.Client, own_town: Town, name: str) -> None:
    before = len(own_town.catalog.uploads.shown())
    refused = announce(operator, (name, 10))
    assert (refused.status_code, refused.json()["code"]) == (400, "upload-name-wrong")
    assert len(own_town.catalog.uploads.shown()) == before


@pytest.mark.parametrize(
    ("files", "campaign", "code"),
    [
        ((), "été", "upload-file-count"),
        ((("a.jpg", 1), ("A.JPG", 1)), "été", "upload-name-twice"),
        ((("a.jpg", 0),), "été", "upload-file-empty"),
        ((("a.jpg", 1),), "  ", "upload-campaign-wrong"),
        ((("a.jpg", 1),), "x" * 101, "upload-campaign-wrong"),
        ((("a.jpg", 1 << 49),), "été", "disk-nearly-full"),
        ((("a.jpg", -1),), "été", "bad-parameter"),
    ],
)
def test_what_cannot_be_received_is_refused_at_once(
    operator: httpx.Client, files: tuple[tuple[str, int], ...], campaign: str, code: str
) -> None:
    assert announce(operator, *files, campaign=campaign).json()["code"] == code


def test_a_piece_has_at_most_8_mib_and_other_bodies_one(operator: httpx.Client) -> None:
    upload_id = announce(operator, ("a.jpg", CHUNK_CEILING_BYTES + 10)).json()["id"]
    assert send(operator, upload_id, 0, 0, bytes(CHUNK_CEILING_BYTES + 1)).status_code == 413
    assert send(operator, upload_id, 0, 0, bytes(CHUNK_CEILING_BYTES)).status_code == 204
    assert operator.post(UPLOADS, content=b"[" + b" " * (2 << 20)).status_code == 413
    operator.delete(f"{UPLOADS}/{upload_id}")


def test_giving_up_deletes_what_has_arrived(operator: httpx.Client, own_town: Town) -> None:
    upload_id = announce(operator, ("a.jpg", 8)).json()["id"]
    send(operator, upload_id, 0, 0, b"half")
    assert operator.delete(f"{UPLOADS}/{upload_id}").status_code == 204
    assert not IncomingFolder(own_town.settings, upload_id).path.exists()
    assert own_town.catalog.uploads.read(upload_id).state is UploadState.CANCELLED
    assert send(operator, upload_id, 0, 4, b"rest").status_code == 409
    assert operator.get(f"{UPLOADS}/{'f' * 32}").status_code == 404


@pytest.mark.parametrize(
    ("used_percent", "level", "room"),
    [(84, "ok", 11), (85, "warn", 10), (94, "warn", 1), (95, "stop", 0), (99, "stop", 0)],
)
def test_the_disk_warns_and_then_stops(used_percent: int, level: str, room: int) -> None:
    disk = Disk(100, 100 - used_percent, 85, 95)
    assert (disk.level, disk.room_bytes) == (level, room)
    assert disk.days_left(0.5) == room * 2
    assert disk.days_left(0) is None
