"""What operators see and do about drives: jobs in five steps, answers, visibility, erasing."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Camera, Drive, Footage, Original
from ruelle.catalog.vocabulary import DriveState, ItemState, MediaKind, Projection, Visibility

Town = Any
STEPS = ["receive", "place", "anonymise", "review", "publish"]


def drive_of(name: str, state: DriveState, **changes: object) -> Drive:
    """A drive of one picture, captured just now."""
    original = Original(name[0] * 64, "a.jpg", 5_000_000, "image/jpeg")
    footage = Footage(original, MediaKind.PICTURE, Camera(Projection.EQUIRECTANGULAR, 5760, 2880))
    return Drive(name, f"campagne {name}", datetime.now(UTC), (footage,), state=state, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def operator(own_town: Town) -> Iterator[httpx.Client]:
    """An operator of a town with a drive in every state."""
    unsure = Failure("clock-offset-unsure", {"offset": "-7200", "sigma": "4"})
    own_town.catalog.put_drive(drive_of("attend", DriveState.WAITING, failure=unsure, found_clock_offset_s=-7200.0))
    own_town.catalog.put_drive(drive_of("brouillon", DriveState.DRAFT))
    lost = Failure("nothing-placed", {"campaign": "campagne ceinture"})
    own_town.catalog.put_drive(drive_of("ceinture", DriveState.FAILED, failure=lost))
    with closing(own_town.client("operator")) as client:
        yield client


def job(client: httpx.Client, name: str) -> dict[str, Any]:
    return next(each for each in client.get("/api/operate").json()["jobs"] if each["id"] == name)


def test_the_snapshot_has_every_job_in_five_steps(operator: httpx.Client) -> None:
    answer = operator.get("/api/operate")
    assert answer.headers["cache-control"] == "no-store"
    jobs = {each["id"]: each for each in answer.json()["jobs"]}
    assert {name: (each["state"], each["step"]) for name, each in jobs.items()} == {
        "attend": ("waiting", "place"),
        "brouillon": ("queued", "place"),
        "ceinture": ("failed", "place"),
        "drive": ("waiting", "review"),
    }
    assert all([step["name"] for step in each["steps"]] == STEPS for each in jobs.values())
    assert (jobs["drive"]["done"], jobs["drive"]["total"], jobs["drive"]["review"]) == (18, 19, 1)
    assert "cancel" in jobs["brouillon"]["actions"]
    assert "publish" not in jobs["drive"]["actions"]


def test_a_question_comes_with_its_answers_in_words(operator: httpx.Client) -> None:
    question = job(operator, "attend")["question"]
    assert "horloge" in question["problem"]
    assert question["answers"][0] == {
        "label": "Décaler de −2\N{NARROW NO-BREAK SPACE}h et reprendre",
        "clock_offset_s": -7200.0,
    }
    english = operator.get("/api/operate", headers={"Accept-Language": "en"}).json()["jobs"]
    assert any("Shift by" in str(each["question"]) for each in english)


def test_failures_say_what_is_unharmed_and_what_to_press(operator: httpx.Client, own_town: Town) -> None:
    item = own_town.catalog.item(own_town.public)
    failed = replace(
        item, state=ItemState.FAILED, derivatives=None, failure=Failure("picture-unreadable", {"file": "a.jpg"})
    )
    own_town.catalog.revise(failed)
    told = operator.get("/api/operate").json()
    picture, drive = (
        next(each for each in told["failures"] if each["drive_id"] == name) for name in ("drive", "ceinture")
    )
    assert picture["name"] == "printemps : une image"
    assert "17" in picture["unharmed"]
    assert picture["action"]["verb"] == drive["action"]["verb"] == "retry"
    assert drive["problem"] and drive["remedy"] and drive["unharmed"]
    assert told["today"]["failed"] == 1
    assert operator.post("/api/operate/drives/drive/retry").json()["step"] == "anonymise"
    own_town.catalog.revise(item)
    assert operator.get("/api/operate").json()["today"] == {"ready": 1, "failed": 1}


def test_disk_and_retention_are_told(operator: httpx.Client) -> None:
    told = operator.get("/api/operate").json()
    disk = told["disk"]
    assert disk["used_bytes"] + disk["free_bytes"] == disk["total_bytes"]
    assert disk["level"] in ("ok", "warn", "stop")
    kept = {each["drive_id"]: each for each in told["retention"]}
    assert (kept["brouillon"]["originals"], kept["brouillon"]["bytes"], kept["brouillon"]["days_left"]) == (
        1,
        5_000_000,
        60,
    )
    assert told["retention_days"] == 30


def test_what_will_be_lost_unpublished_is_warned_of(operator: httpx.Client, own_town: Town) -> None:
    old = drive_of("derelict", DriveState.WAITING)
    own_town.catalog.put_drive(replace(old, created_at=datetime.now(UTC) - timedelta(days=54)))
    failures = operator.get("/api/operate").json()["failures"]
    (warning,) = [each for each in failures if each["code"] == "retention-soon"]
    assert warning["drive_id"] == "derelict"
    assert "campagne derelict" in warning["problem"]
    own_town.catalog.put_drive(replace(old, created_at=datetime.now(UTC) - timedelta(days=50)))
    assert all(each["code"] != "retention-soon" for each in operator.get("/api/operate").json()["failures"])


def test_an_answer_puts_the_drive_back_in_line(operator: httpx.Client, own_town: Town) -> None:
    assert operator.post("/api/operate/drives/attend/answer", json={"clock_offset_s": 1e30}).status_code == 400
    answer = operator.post("/api/operate/drives/attend/answer", json={"clock_offset_s": -7200})
    assert (answer.status_code, answer.json()["state"]) == (200, "queued")
    assert own_town.catalog.drive("attend").clock_offset_s == -7200
    assert operator.post("/api/operate/drives/attend/answer", json={"clock_offset_s": 0}).status_code == 409
    assert operator.post("/api/operate/drives/nobody/answer", json={"clock_offset_s": 0}).status_code == 404


def test_a_drive_is_shown_to_all_only_when_reviewed(operator: httpx.Client, own_town: Town) -> None:
    asked = {"visibility": "public"}
    refused = operator.post("/api/operate/drives/drive/visibility", json=asked)
    assert (refused.status_code, refused.json()["code"]) == (409, "drive-not-reviewed")
    waiting = own_town.catalog.item(f"{own_town.public[:24]}{99:012d}")
    own_town.catalog.revise(replace(waiting, state=ItemState.READY))
    assert "publish" in job(operator, "drive")["actions"]
    with closing(own_town.client()) as anybody:
        assert anybody.get(f"/api/pictures/{own_town.staff}/sd.jpg").status_code == 404
        assert operator.post("/api/operate/drives/drive/visibility", json=asked).json()["visibility"] == "public"
        assert anybody.get(f"/api/pictures/{own_town.staff}/sd.jpg").status_code == 200
        operator.post("/api/operate/drives/drive/visibility", json={"visibility": "staff"})
        assert anybody.get(f"/api/pictures/{own_town.public}/sd.jpg").status_code == 404
    assert own_town.catalog.drive("drive").visibility is Visibility.STAFF


def test_a_cancelled_drive_leaves_a_begun_erasure_to_the_worker(operator: httpx.Client, own_town: Town) -> None:
    assert operator.post("/api/operate/drives/ceinture/cancel").json()["state"] == "cancelled"
    begun = own_town.catalog.custody.begun()[-1]
    assert (begun.drive_id, begun.by, begun.targets.originals) == ("ceinture", "operator", ("c" * 64,))
    record = operator.get("/api/operate/erasures").json()["erasures"][0]
    assert (record["rule"], record["finished_at"]) == ("cancelled", None)


def test_erasing_asks_for_the_name(operator: httpx.Client, own_town: Town) -> None:
    address = "/api/operate/drives/drive/erase"
    for wrong in ("", "printemp", "drive"):
        refused = operator.post(address, json={"confirm": wrong})
        assert (refused.status_code, refused.json()["code"]) == (400, "drive-name-wrong")
    originals = operator.post(
        "/api/operate/drives/brouillon/erase", json={"confirm": "campagne brouillon", "what": "originals"}
    )
    assert originals.status_code == 202
    assert job(operator, "brouillon")["failure"]["code"] == "original-erased"
    assert operator.post("/api/operate/drives/brouillon/retry").json()["code"] == "original-erased"
    assert operator.get(f"/api/pictures/{own_town.public}/sd.jpg").status_code == 200
    assert operator.post(address, json={"confirm": "printemps"}).json()["packs"] == 19
    assert operator.get(f"/api/pictures/{own_town.public}/sd.jpg").status_code == 404
    assert operator.get(f"/api/collections/{own_town.public_sequence}").status_code == 404
    assert all(each["id"] != "drive" for each in operator.get("/api/operate").json()["jobs"])
