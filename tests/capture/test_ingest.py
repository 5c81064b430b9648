import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ruelle.capture.ingest import capture_drive
from ruelle.capture.request import CaptureReport, CaptureRequest
from ruelle.catalog import store
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.erasures import ErasureRule
from ruelle.catalog.errors import EngineError, Failure
from ruelle.catalog.model import Drive
from ruelle.catalog.store import SealedStore
from ruelle.catalog.vocabulary import Clock, DriveState, MediaKind, Visibility

LOCAL_NOON = "2024:05:06 12:00:00"


class House:
    """A catalog, a sealed store and a card, and the one command that joins them."""

    def __init__(self, catalog: Catalog, sealed: SealedStore, folder: Path) -> None:
        self.catalog, self.sealed, self.folder = catalog, sealed, folder

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def capture(self, *tracks: Path, **asked: Any) -> CaptureReport:
        return capture_drive(CaptureRequest((self.folder,), tracks, **asked), self.catalog, self.sealed)

    def only_drive(self) -> Drive:
        (drive,) = self.catalog.drives()
        return drive


@pytest.fixture
def house(catalog: Catalog, sealed: SealedStore, tmp_path: Path) -> House:
    folder = tmp_path / "card"
    folder.mkdir()
    return House(catalog, sealed, folder)


def codes(report: CaptureReport) -> dict[str, str]:
    return {dropped.name: dropped.failure.code for dropped in report.dropped}


def test_located_pictures_become_a_draft_drive_and_are_sealed(house: House, card: Any) -> None:
    data = card.located()
    house.put("a.jpg", data)
    house.put("b.jpg", card.located(clock="2024:05:06 07:08:11"))
    report = house.capture()
    drive = house.only_drive()
    assert (report.captured, report.known, report.dropped) == (2, 0, ())
    assert (drive.state, drive.campaign, drive.spacing_m) == (DriveState.DRAFT, "2024-05-06", 4.0)
    assert (drive.visibility, drive.clock_offset_s, drive.trajectory) == (Visibility.STAFF, None, None)
    first = drive.footage[0]
    assert (first.original.name, first.kind, first.clock) == ("a.jpg", MediaKind.PICTURE, Clock.UTC)
    assert house.sealed.read(first.original.key) == data


def test_what_is_asked_is_recorded(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    house.capture(campaign="Spring", clock_offset_s=-3.5, spacing_m=8.0, visibility=Visibility.PUBLIC)
    drive = house.only_drive()
    assert (drive.campaign, drive.clock_offset_s, drive.spacing_m) == ("Spring", -3.5, 8.0)
    assert drive.visibility is Visibility.PUBLIC


def test_the_same_command_twice_changes_nothing(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    house.put("broken.jpg", b"")
    house.capture(clock_offset_s="auto", visibility=Visibility.PUBLIC)
    placed = replace(house.only_drive(), state=DriveState.PLACED, found_clock_offset_s=1.0)
    house.catalog.put_drive(placed)
    report = house.capture(clock_offset_s="auto", visibility=Visibility.PUBLIC)
    assert (report.captured, report.known, [drive.revised for drive in report.drives]) == (0, 1, [False])
    assert house.only_drive() == placed


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ({"clock_offset_s": 12.0}, "clock_offset_s", 12.0),
        ({"visibility": Visibility.PUBLIC}, "visibility", Visibility.PUBLIC),
        ({"spacing_m": 2.0}, "spacing_m", 2.0),
        ({"campaign": "Other"}, "campaign", "Other"),
    ],
)
def test_asking_something_else_of_known_originals_revises_their_drive(
    house: House, card: Any, asked: dict[str, Any], field: str, value: object
) -> None:
    house.put("a.jpg", card.located())
    house.capture(clock_offset_s=5.0)
    waiting = replace(house.only_drive(), state=DriveState.WAITING, failure=Failure("clock-doubtful"))
    house.catalog.put_drive(waiting)
    report = house.capture(**asked)
    assert [drive.revised for drive in report.drives] == [True]
    assert house.only_drive() == replace(waiting, state=DriveState.DRAFT, failure=None, **{field: value})


def test_a_track_given_later_revises_the_drive(house: House, card: Any, tmp_path: Path) -> None:
    house.put("a.jpg", card.located())
    house.capture()
    track = tmp_path / "ride.gpx"
    track.write_text(card.gpx([(1.0, 49.0, "2024-05-06T07:08:00Z"), (1.0, 49.1, "2024-05-06T07:09:00Z")]))
    house.capture(track)
    trajectory = house.only_drive().trajectory
    assert trajectory is not None
    assert len(trajectory.fixes) == 2


def test_new_files_beside_known_ones_make_a_drive_of_their_own(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    house.capture()
    house.put("b.jpg", card.located(clock="2024:05:06 07:08:11"))
    report = house.capture()
    assert (report.captured, report.known, len(house.catalog.drives())) == (1, 1, 2)


def test_the_same_picture_under_two_names_is_captured_once(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    house.put("copy.jpg", card.located())
    house.put("elsewhere/a.jpg", card.located())
    house.capture()
    assert [each.original.name for each in house.only_drive().footage] == ["a.jpg"]


def test_bad_files_are_named_and_the_others_go_on(house: House, card: Any, video_bytes: Any) -> None:
    house.put("good.jpg", card.located())
    house.put("cut.jpg", card.located(ending=b""))
    house.put("zero.jpg", b"")
    house.put("huge.jpg", card.located(size_px=(60_000, 30_000)))
    house.put("nowhere.jpg", card.jpeg(tiff=card.exif(exif={0x9003: LOCAL_NOON})))
    house.put("undated.jpg", card.jpeg(tiff=card.exif(gps=card.gps(1.0, 49.0, None))))
    house.put("cut.mp4", video_bytes()[:-40])
    house.put("zero.mp4", b"")
    house.put("scan.png", b"\x89PNG\r\n\x1a\n")
    house.put(".DS_Store", b"junk")
    house.put("GX010001.THM", card.located())
    report = house.capture()
    assert codes(report) == {
        "cut.jpg": "file-truncated",
        "zero.jpg": "file-empty",
        "huge.jpg": "picture-too-large",
        "nowhere.jpg": "file-without-position",
        "undated.jpg": "picture-without-date",
        "cut.mp4": "file-truncated",
        "zero.mp4": "file-empty",
        "scan.png": "file-unsupported",
    }
    assert all(dropped.failure.details["file"] == dropped.name for dropped in report.dropped)
    assert sorted(ignored.name for ignored in report.ignored) == [".DS_Store", "GX010001.THM"]
    drive = house.only_drive()
    assert [each.original.name for each in drive.footage] == ["good.jpg"]
    assert drive.dropped == report.dropped


def test_pictures_without_gps_are_covered_by_a_track(house: House, card: Any) -> None:
    house.put("a.jpg", card.jpeg(tiff=card.exif(exif={0x9003: LOCAL_NOON})))
    track = house.put("ride.gpx", card.gpx([(1.0, 49.0, "2024-05-06T10:00:00Z"), (1.0, 49.1, "2024-05-06T10:01:00Z")]))
    report = house.capture(track)
    drive = house.only_drive()
    assert (codes(report), report.ignored) == ({}, ())
    assert drive.trajectory is not None
    assert (drive.footage[0].clock, drive.footage[0].fix) == (Clock.LOCAL, None)


def test_a_track_that_does_not_overlap_publishes_nothing(house: House, card: Any) -> None:
    house.put("a.jpg", card.jpeg(tiff=card.exif(exif={0x9003: LOCAL_NOON})))
    track = house.put("ride.gpx", card.gpx([(1.0, 49.0, "2023-05-06T10:00:00Z")]))
    report = house.capture(track)
    assert codes(report) == {"a.jpg": "track-elsewhere"}
    assert report.dropped[0].failure.details["track_start"] == "2023-05-06 10:00:00"
    assert house.catalog.drives() == []
    assert not list((house.folder.parent / "home/sealed").rglob("*/*"))


def test_a_bad_track_is_named_and_located_pictures_go_on(house: House, card: Any, tmp_path: Path) -> None:
    house.put("a.jpg", card.located())
    house.put("nowhere.jpg", card.jpeg(tiff=card.exif(exif={0x9003: LOCAL_NOON})))
    bomb = tmp_path / "bomb.gpx"
    bomb.write_text('<!DOCTYPE g [<!ENTITY a "x">]><gpx version="1.1">&a;</gpx>')
    report = house.capture(bomb, tmp_path / "gone.gpx")
    assert codes(report) == {
        "bomb.gpx": "track-dangerous",
        "gone.gpx": "file-unreadable",
        "nowhere.jpg": "file-without-position",
    }
    assert report.captured == 1


def test_a_track_in_the_folder_is_left_aside_unless_it_is_named(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    track = house.put("ride.gpx", card.gpx([(1.0, 49.0, "2024-05-06T07:08:09Z")]))
    report = house.capture()
    assert [ignored.failure.code for ignored in report.ignored] == ["track-not-named"]
    request = CaptureRequest((house.folder, track))
    capture_drive(request, house.catalog, house.sealed)
    assert house.only_drive().trajectory is not None


def test_a_video_with_a_track_beside_it(house: House, video_bytes: Any) -> None:
    house.put("a.mp4", video_bytes(creation_time="2024-05-06T12:00:00.000000Z"))
    track = house.put("ride.csv", "time,lat,lon\n2024-05-06T10:00:00Z,49,1\n2024-05-06T10:00:09Z,49.1,1\n")
    house.capture(track)
    (footage,) = house.only_drive().footage
    assert (footage.kind, footage.original.media_type, footage.duration_s) == (MediaKind.VIDEO, "video/mp4", 1.0)


def test_hostile_names_become_bare(house: House, card: Any) -> None:
    house.put("..\\..\\evil\n.jpg", card.located())
    house.put(os.fsdecode(b"caf\xe9.jpg"), card.located(clock="2024:05:06 07:08:12"))
    house.capture()
    assert [each.original.name for each in house.only_drive().footage] == [".._.._evil_.jpg", "caf\ufffd.jpg"]


def test_a_read_only_folder_is_only_read(house: House, card: Any) -> None:
    path = house.put("a.jpg", card.located())
    path.chmod(0o444)
    house.folder.chmod(0o555)
    before = (sorted(house.folder.iterdir()), path.stat().st_mtime_ns)
    try:
        assert house.capture().captured == 1
        assert (sorted(house.folder.iterdir()), path.stat().st_mtime_ns) == before
    finally:
        house.folder.chmod(0o755)


def test_a_full_disk_stops_and_running_again_resumes(house: House, card: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house.put("a/1.jpg", card.located())
    house.put("b/2.jpg", card.located(clock="2024:05:06 07:08:11"))
    pour = store._pour

    def full_at_the_second(path: Path, sink: Any) -> tuple[str, int]:
        if path.name == "2.jpg":
            raise OSError(errno.ENOSPC, "No space left on device")
        return pour(path, sink)

    with monkeypatch.context() as patch, pytest.raises(EngineError, match="disk-full"):
        patch.setattr(store, "_pour", full_at_the_second)
        house.capture()
    assert [each.original.name for each in house.only_drive().footage] == ["1.jpg"]
    report = house.capture()
    assert (report.captured, report.known) == (1, 1)


def test_an_empty_folder_says_so(house: House) -> None:
    assert codes(house.capture()) == {"card": "nothing-to-capture"}


def test_everything_real_is_captured_or_refused_with_a_reason(
    shared: Path, catalog: Catalog, sealed: SealedStore
) -> None:
    street = shared / "street"
    report = capture_drive(CaptureRequest((street,)), catalog, sealed)
    footage = [path for path in street.rglob("*") if path.suffix.lower() in (".jpg", ".mp4", ".png")]
    assert report.captured + report.known + len(report.dropped) == len(footage)
    captured = {each.original.name for drive in catalog.drives() for each in drive.footage}
    assert captured >= {
        *(f"geovisio_{rank}.jpg" for rank in (1, 2, 3, 4)),
        *(f"e{rank}.jpg" for rank in (1, 2, 3, 4, 5)),
        *("stra_1_1.jpg", "stra_1_2.jpg", "toulouse_3d16947c.jpg", "toulouse_4e13d11f.jpg"),
        *("img_Ricoh_Theta.jpg", "d1.jpg", "hero5-trimmed.mp4", "max-heromode.mp4"),
    }
    reasons = {dropped.failure.code for dropped in report.dropped}
    assert reasons == {"file-without-position", "picture-unstitched", "video-projection-unknown", "file-unsupported"}
    assert capture_drive(CaptureRequest((street,)), catalog, sealed).captured == 0


def test_the_real_time_lapse_and_its_track(shared: Path, catalog: Catalog, sealed: SealedStore) -> None:
    folder = shared / "street/seq_gopro_timelapse_gpx"
    capture_drive(CaptureRequest((folder,), (folder / "2014-05-04-Venice.gpx",)), catalog, sealed)
    (drive,) = catalog.drives()
    assert [each.original.name for each in drive.footage] == ["G0010043.JPG", "G0010044.JPG"]
    assert drive.trajectory is not None
    assert len(drive.trajectory.fixes) == 3068


def test_a_card_captured_again_brings_an_erased_drive_back(house: House, card: Any) -> None:
    house.put("a.jpg", card.located())
    house.capture()
    drive = house.only_drive()
    house.catalog.place(replace(drive, state=DriveState.PLACED), (), ())
    begun = house.catalog.custody.give_up_originals(drive.id, ErasureRule.ASKED, "ann")
    assert house.sealed.erase(drive.footage[0].original.key)
    house.catalog.custody.finish(begun)
    report = house.capture()
    back = house.only_drive()
    assert (report.known, report.drives[0].revised) == (1, True)
    assert (back.id, back.state) == (drive.id, DriveState.DRAFT)
    assert back.created_at > drive.created_at, "it is kept anew from now on"
    assert house.sealed.exists(drive.footage[0].original.key)
    assert [kept.drive_id for kept in house.catalog.custody.kept()] == [drive.id]
