"""From footage to the answers of the server, by the commands that an operator types."""

import io
import json
import os
import shutil
import signal
import subprocess
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from flows.town import Town, captured_town, states


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())


def get(url: str) -> Any:
    return json.loads(fetch(url))


def size_of(data: bytes) -> tuple[int, int]:
    height_px, width_px = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)).shape[:2]
    return width_px, height_px


def test_every_picture_is_published_or_says_why_not(town: Town, drive: Path) -> None:
    pictures = len(list((drive / "pictures").glob("*.jpg")))
    dropped = {dropped["name"] for dropped in town.status()["dropped"]}
    assert states(town)["ready"] >= 3
    assert sum(states(town).values()) == pictures - len(dropped)
    assert set(states(town)) <= {"ready", "review"}
    assert len(town.packs()) == sum(states(town).values())


def test_positions_are_near_the_truth(address: str, drive: Path) -> None:
    truth = {Path(p["file"]).name: p for p in json.loads((drive / "truth.json").read_text("utf-8"))["pictures"]}
    for feature in get(f"{address}/api/search?limit=100")["features"]:
        picture = truth[feature["properties"]["original_file:name"]]
        longitude_deg, latitude_deg = feature["geometry"]["coordinates"][:2]
        east_m = (longitude_deg - picture["longitude_deg"]) * 111_320 * np.cos(np.radians(latitude_deg))
        north_m = (latitude_deg - picture["latitude_deg"]) * 111_320
        assert np.hypot(east_m, north_m) <= 8


def test_a_panorama_can_be_walked_to_and_seen(address: str) -> None:
    landing = get(f"{address}/api")
    search = next(link["href"] for link in landing["links"] if link["rel"] == "search")
    item = get(f"{search}?limit=1")["features"][0]
    sizes = {name: size_of(fetch(asset["href"])) for name, asset in item["assets"].items()}
    assert sizes["hd"] == (2048, 1024)
    assert sizes["sd"] == (2048, 1024)
    assert sizes["thumb"] == (500, 300)
    previous = next(link["href"] for link in item["links"] if link["rel"] == "prev")
    assert get(previous)["collection"] == item["collection"]


def test_no_metadata_of_the_camera_survives(town: Town) -> None:
    for path in town.packs():
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as pack:
            for name in pack.namelist():
                if name.endswith(".jpg"):
                    head = pack.read(name)[:4096]
                    assert b"Exif" not in head, name
                    assert b"http://ns.adobe.com" not in head, name


def test_detectors_looked_at_every_panorama(town: Town) -> None:
    manifests = [json.loads(zipfile.ZipFile(path).read("manifest.json"))["anonymisation"] for path in town.packs()]
    assert all(len(manifest["detectors"]) >= 2 for manifest in manifests)
    assert sum(manifest["faces"] + manifest["plates"] for manifest in manifests) > len(manifests)


def test_running_again_changes_nothing(town: Town, drive: Path) -> None:
    assert town.ruelle("work", "--until-idle").returncode == 0, "what people asked for in other tests comes first"
    before = {path: path.stat().st_mtime_ns for path in town.packs()}
    again = town.ruelle("capture", str(drive / "pictures"), "--track", str(drive / "track.gpx"), "--campaign", "Essai")
    assert again.returncode == 0, again.stderr
    assert town.ruelle("work", "--until-idle").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in town.packs()} == before


def test_a_killed_worker_leaves_nothing_half_public_and_running_again_completes(tmp_path: Path, drive: Path) -> None:
    town = captured_town(tmp_path / "home", drive)
    work = subprocess.Popen(
        town.command("work", "--until-idle"), env=town.environment, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while work.poll() is None and not town.packs():
        pass
    if work.poll() is None:
        os.killpg(work.pid, signal.SIGKILL)
    work.wait()
    for path in town.packs():
        assert zipfile.ZipFile(path).testzip() is None
    assert town.ruelle("work", "--until-idle").returncode == 0
    assert set(states(town)) <= {"ready", "review"}


def test_without_models_nothing_is_published_and_nothing_is_lost(tmp_path: Path, drive: Path) -> None:
    town = captured_town(tmp_path / "home", drive)
    shutil.rmtree(town.home / "models")
    refused = town.ruelle("work", "--until-idle")
    assert refused.returncode == 6
    assert "ruelle models" in refused.stderr
    assert town.packs() == []
    assert set(states(town)) == {"placed"}


@pytest.mark.parametrize("path", ["/", "/rues", "/api/docs", "/api/map/style.json", "/api/streets"])
def test_pages_answer(address: str, path: str) -> None:
    assert len(fetch(address + path)) > 50
