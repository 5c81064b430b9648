"""Receiving: an upload that is complete becomes drives, by the command `ruelle capture` in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure
from ruelle.catalog.incoming import ABANDONED_AFTER_S, IncomingFolder, leftovers
from ruelle.catalog.model import Dropped
from ruelle.catalog.settings import Settings
from ruelle.catalog.uploads import Upload, UploadState

TRACKS = (".gpx", ".nmea", ".csv", ".json", ".txt", ".log")
"""What may be a track: capture reads one only where it is named, and leaves aside what is none."""

REASON_CEILING = 300
JUST_MADE_S = 60.0
"""A folder is made before its upload is noted."""

_WANTED = (UploadState.UPLOADING, UploadState.QUEUED, UploadState.RUNNING, UploadState.FAILED)


def receive_all(catalog: Catalog, settings: Settings) -> None:
    """Capture every upload that waits, or was being captured when somebody pulled the plug."""
    for upload in catalog.uploads.in_state(UploadState.QUEUED, UploadState.RUNNING):
        running = catalog.uploads.advance(upload.id, UploadState.QUEUED, UploadState.RUNNING, to=UploadState.RUNNING)
        receive(running, catalog, settings)


def receive(upload: Upload, catalog: Catalog, settings: Settings) -> None:
    """Capture one upload and delete its folder; it is kept where the machine was at fault, for another try.

    Killed at any moment, it can be run again: capture knows what it has sealed already.
    """
    folder = IncomingFolder(settings, upload.id)
    command = [
        sys.executable,
        "-m",
        "ruelle.catalog.cli",
        "--home",
        str(settings.home),
        "--language",
        settings.language,
    ]
    tracks = [str(folder.path / file.name) for file in upload.files if file.name.lower().endswith(TRACKS)]
    asked = [f"--campaign={upload.campaign}", f"--visibility={upload.visibility}", "--json"]
    done = subprocess.run(
        [*command, "capture", *asked, "--", str(folder.path), *tracks], capture_output=True, check=False
    )
    report = _report(done.stdout)
    if report is None:
        failure = Failure("upload-capture-failed", {"reason": _reason(done.stderr) or str(done.returncode)})
        catalog.uploads.end(upload, UploadState.FAILED, failure=failure)
        return
    dropped = tuple(_dropped(report["refused"]))
    folder.remove()
    if report["drives"]:
        catalog.uploads.end(upload, UploadState.DONE, dropped=dropped)
    else:
        catalog.uploads.end(upload, UploadState.FAILED, failure=Failure("upload-nothing-usable"), dropped=dropped)


def give_up_abandoned(catalog: Catalog, settings: Settings) -> None:
    """Delete the files of uploads to which nothing has come for a day, and those that belong to none."""
    for upload in abandoned(catalog, settings):
        catalog.uploads.end(upload, UploadState.CANCELLED, failure=Failure("upload-abandoned"))
    wanted = {upload.id for upload in catalog.uploads.in_state(*_WANTED)}
    for upload_id in leftovers(settings):
        folder = IncomingFolder(settings, upload_id)
        if upload_id not in wanted and folder.idle_s() > JUST_MADE_S:
            folder.remove()


def abandoned(catalog: Catalog, settings: Settings) -> list[Upload]:
    """The uploads to which nothing has come for a day, and those that failed and nobody took up again."""
    left = catalog.uploads.in_state(UploadState.UPLOADING, UploadState.FAILED)
    now = datetime.now(UTC)
    return [
        each for each in left if min(_age_s(each, now), IncomingFolder(settings, each.id).idle_s()) > ABANDONED_AFTER_S
    ]


def _age_s(upload: Upload, now: datetime) -> float:
    return (now - upload.created_at).total_seconds()


def _report(output: bytes) -> dict[str, Any] | None:
    """What capture printed; None where it broke off before."""
    try:
        report: dict[str, Any] = json.loads(output)
    except ValueError:
        return None
    return report


def _reason(errors: bytes) -> str:
    """The problem that the command told before its remedy, or else the last line that it wrote."""
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    told = [line.partition(":")[2].strip() for line in lines if line.startswith("Probl")]
    return (told or lines[-1:] or [""])[-1][:REASON_CEILING].rstrip(".")


def _dropped(refused: list[dict[str, Any]]) -> Iterator[Dropped]:
    for line in refused:
        yield Dropped(line["file"], Failure(line["code"], line["details"]))
