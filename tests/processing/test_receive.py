"""Uploads become drives by themselves, whatever is among the files and whenever the plug is pulled."""

import io
import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.incoming import ABANDONED_AFTER_S, IncomingFolder
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import SealedStore, sealed_key
from ruelle.catalog.uploads import Upload, UploadFile, UploadState
from ruelle.catalog.vocabulary import Visibility
from ruelle.processing.chores import PURGED, do_chores, has_chores, has_daily_chores

GPS_IFD, EXIF_IFD = 0x8825, 0x8769


def picture(second: int) -> bytes:
    """A small JPEG that knows where and when it was taken."""
    tags = Image.Exif()
    tags.get_ifd(EXIF_IFD).update({0x9003: f"2026:05:04 08:00:{second:02}"})
    time_of_day = (8.0, 0.0, float(second))
    gps = {1: "N", 2: (49.0, 10.0, 0.1 * second), 3: "W", 4: (0.0, 22.0, 0.0), 7: time_of_day, 29: "2026:05:04"}
    tags.get_ifd(GPS_IFD).update(gps)
    file = io.BytesIO()
    Image.new("RGB", (400, 200), (second, 90, 90)).save(file, "JPEG", exif=tags)
    return file.getvalue()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that was purged today."""
    settings = Settings(home=tmp_path / "home", language="fr")
    settings.home.mkdir()
    (settings.home / PURGED).touch()
    return settings


@pytest.fixture
def catalog(settings: Settings) -> Catalog:
    """Its catalog."""
    return Catalog.open(settings)


def arrived(catalog: Catalog, settings: Settings, files: dict[str, bytes]) -> Upload:
    """An upload all of whose files have arrived."""
    named = tuple(UploadFile(name, len(content)) for name, content in files.items())
    upload = Upload(uuid.uuid4().hex, "-Été 2026", Visibility.PUBLIC, "ann", datetime.now(UTC), named)
    folder = IncomingFolder(settings, upload.id)
    folder.make()
    for file in named:
        folder.append(file, 0, files[file.name])
    catalog.uploads.announce(upload)
    return catalog.uploads.advance(upload.id, UploadState.UPLOADING, to=UploadState.QUEUED)


def test_an_upload_becomes_a_drive_and_its_folder_goes(catalog: Catalog, settings: Settings) -> None:
    upload = arrived(catalog, settings, {"1.jpg": picture(1), "2.jpg": picture(2), "bad.jpg": b"\xff\xd8 broken"})
    assert has_chores(catalog)
    do_chores(catalog, settings)
    done = catalog.uploads.read(upload.id)
    assert (done.state, [out.name for out in done.dropped]) == (UploadState.DONE, ["bad.jpg"])
    (drive,) = catalog.drives()
    assert (drive.campaign, drive.visibility, len(drive.footage)) == ("-Été 2026", Visibility.PUBLIC, 2)
    assert not IncomingFolder(settings, upload.id).path.exists()
    sealed = SealedStore(settings)
    assert all(sealed.exists(sealed_key(footage.original.sha256)) for footage in drive.footage)
    assert not has_chores(catalog)


def test_a_track_that_was_sent_along_counts(catalog: Catalog, settings: Settings) -> None:
    points = "".join(
        f'<trkpt lat="{49.2 + 1e-5 * at}" lon="-0.37"><time>2026-05-04T08:00:{at:02}Z</time></trkpt>'
        for at in range(60)
    )
    gpx = f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{points}</trkseg></trk></gpx>'
    arrived(catalog, settings, {"1.jpg": picture(1), "ride.gpx": gpx.encode()})
    do_chores(catalog, settings)
    (drive,) = catalog.drives()
    assert drive.trajectory is not None
    assert len(drive.trajectory.fixes) == 60


def test_what_holds_nothing_usable_says_so(catalog: Catalog, settings: Settings) -> None:
    upload = arrived(catalog, settings, {"bad.jpg": b"\xff\xd8 broken"})
    do_chores(catalog, settings)
    done = catalog.uploads.read(upload.id)
    assert done.failure is not None
    assert (done.state, done.failure.code, len(done.dropped)) == (UploadState.FAILED, "upload-nothing-usable", 1)
    assert not IncomingFolder(settings, upload.id).path.exists()


def test_where_the_machine_is_at_fault_the_files_stay_for_another_try(catalog: Catalog, settings: Settings) -> None:
    upload = arrived(catalog, settings, {"1.jpg": picture(1)})
    (settings.home / "ruelle.toml").write_text("port = 'broken'", "utf-8")
    do_chores(catalog, settings)
    failed = catalog.uploads.read(upload.id)
    assert failed.failure is not None
    assert (failed.state, failed.failure.code) == (UploadState.FAILED, "upload-capture-failed")
    assert "ruelle.toml" in failed.failure.details["reason"]
    (settings.home / "ruelle.toml").unlink()
    catalog.uploads.advance(upload.id, UploadState.FAILED, to=UploadState.QUEUED)
    do_chores(catalog, settings)
    assert catalog.uploads.read(upload.id).state is UploadState.DONE
    assert len(catalog.drives()) == 1


def test_a_worker_killed_while_receiving_is_taken_over(catalog: Catalog, settings: Settings) -> None:
    upload = arrived(catalog, settings, {f"{second}.jpg": picture(second) for second in range(20)})
    command = [sys.executable, "-m", "ruelle.catalog.cli", "--home", str(settings.home), "work", "--chores"]
    worker = subprocess.Popen(command, start_new_session=True)
    while catalog.uploads.read(upload.id).state is UploadState.QUEUED:
        assert worker.poll() is None
        time.sleep(0)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert catalog.uploads.read(upload.id).state is UploadState.RUNNING
    assert IncomingFolder(settings, upload.id).path.exists()
    while has_chores(catalog):  # until the kernel has let go of the lock of the dead
        do_chores(catalog, settings)
    assert catalog.uploads.read(upload.id).state is UploadState.DONE
    assert [len(drive.footage) for drive in catalog.drives()] == [20]


def test_an_upload_that_nobody_goes_on_with_is_given_up_after_a_day(catalog: Catalog, settings: Settings) -> None:
    file, begun_at = UploadFile("1.jpg", 10), datetime.now(UTC) - timedelta(days=3)
    upload = Upload(uuid.uuid4().hex, "été", Visibility.STAFF, "ann", begun_at, (file,))
    folder = IncomingFolder(settings, upload.id)
    folder.make()
    folder.append(file, 0, b"half")
    catalog.uploads.announce(upload)
    do_chores(catalog, settings)
    assert folder.received_bytes() == {file.name: 4}
    long_ago = datetime.now(UTC).timestamp() - ABANDONED_AFTER_S - 1
    for path in (folder.path / file.name, folder.path):
        os.utime(path, (long_ago, long_ago))
    assert has_daily_chores(catalog, settings)
    do_chores(catalog, settings)
    assert not folder.path.exists()
    given_up = catalog.uploads.read(upload.id)
    assert given_up.failure is not None
    assert (given_up.state, given_up.failure.code) == (UploadState.CANCELLED, "upload-abandoned")


def test_the_worker_purges_once_a_day(catalog: Catalog, settings: Settings, tmp_path: Path) -> None:
    stray = tmp_path / "stray.jpg"
    stray.write_bytes(b"left by a capture that was killed")
    key = sealed_key(SealedStore(settings).put_file(stray)[0])
    old = datetime.now(UTC).timestamp() - 2 * 86_400
    os.utime(settings.home / "sealed" / key, (old, old))
    do_chores(catalog, settings)
    assert SealedStore(settings).exists(key), "it was purged today already"
    os.utime(settings.home / PURGED, (old, old))
    assert has_daily_chores(catalog, settings)
    do_chores(catalog, settings)
    assert not SealedStore(settings).exists(key)
    assert not has_daily_chores(catalog, settings)
