"""Placing drives: a toy drive by its track, and the real footage of all kinds."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from toy_street import panorama
from true_way import FRAME, START_S, TrueWay, trajectory_of

from ruelle.capture.ingest import capture_drive
from ruelle.capture.request import CaptureRequest
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.model import Camera, Drive, Footage, Original
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import SealedStore
from ruelle.catalog.trajectory import Fix, Trajectory
from ruelle.catalog.vocabulary import Clock, DriveState, MediaKind, Projection
from ruelle.processing.geometry.frames import turn_deg
from ruelle.processing.place import Placement, place_drive

WRONG_S = 3.0
SPHERE = Camera(Projection.EQUIRECTANGULAR, 1024, 512, "Toy", "Sphere", 360.0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty home."""
    return Settings(home=tmp_path / "home")


def true_way() -> TrueWay:
    """Fifty seconds: off, a bend, a stop of eight seconds, on."""
    time = np.arange(0.0, 50.0, 0.1)
    speed = np.interp(time, [0, 4, 18, 21, 29, 33, 45, 49, 50], [0, 6, 6, 0, 0, 6, 6, 0, 0])
    turn = np.interp(time, [0, 9, 10, 13, 14], [0, 0, -0.4, -0.4, 0])
    gaze = np.exp(1j * (1.0 + np.cumsum(turn) * 0.1))
    return TrueWay(time, np.cumsum(speed * gaze) * 0.1, gaze)


def track_of(way: TrueWay) -> Trajectory:
    """A noisy track with one false fix, from before the first picture until after the last."""
    rng = np.random.default_rng(2)
    time = np.arange(-10.0, 60.0)
    place = way.at(time) + rng.normal(0, 1.5, len(time)) + 1j * rng.normal(0, 1.5, len(time))
    place[30] += 50.0
    return trajectory_of(time, place)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What the camera took, once a second from the first second on."""
    way, folder = true_way(), tmp_path_factory.mktemp("pictures")
    paths = [folder / f"{k:03d}.jpg" for k in range(1, 48)]
    for k, path in enumerate(paths, start=1):
        place, gaze = complex(way.at(np.array([float(k)]))[0]), way.gaze[k * 10]
        cv2.imwrite(str(path), panorama(place, float(np.pi / 2 - np.angle(gaze))))
    return paths


@pytest.fixture
def drive(settings: Settings, pictures: list[Path]) -> Drive:
    """The pictures sealed, by a clock that is three seconds slow, and a track."""
    sealed, footage = SealedStore(settings), []
    for k, path in enumerate(pictures, start=1):
        sha256, size_bytes = sealed.put_file(path)
        original = Original(sha256, path.name, size_bytes, "image/jpeg")
        footage.append(Footage(original, MediaKind.PICTURE, SPHERE, START_S + k - WRONG_S, Clock.UTC))
    return Drive("drive", "Essai", datetime(2026, 1, 1, tzinfo=UTC), tuple(footage), track_of(true_way()))


def test_a_drive_is_placed_by_its_track_and_what_its_camera_saw(drive: Drive, settings: Settings) -> None:
    placement = place_drive(drive, SealedStore(settings))
    assert placement.drive.state is DriveState.PLACED
    assert placement.drive.found_clock_offset_s == pytest.approx(WRONG_S, abs=0.3)
    assert len(placement.sequences) == 1
    way, off, turned = true_way(), [], []
    for item in placement.items:
        k = float(item.source.name[:3])
        plane = FRAME.metric_from_wgs84(np.array([[item.pose.longitude_deg, item.pose.latitude_deg]]))[0]
        off.append(complex(*plane) - complex(way.at(np.array([k]))[0]))
        assert item.pose.heading_deg is not None
        turned.append(abs(float(turn_deg(90.0 - np.degrees(np.angle(way.gaze[int(k) * 10])), item.pose.heading_deg))))
    assert np.abs(off).max() < 4.0
    assert np.percentile(np.abs(np.diff(off)), 95) < 0.4
    assert np.percentile(turned, 95) < 5.0
    reasons = {out.failure.code for out in placement.drive.dropped}
    assert reasons <= {"standing", "duplicate"}
    assert len(placement.items) + len(placement.drive.dropped) == len(drive.footage)


def test_placing_again_changes_nothing(drive: Drive, settings: Settings) -> None:
    first = place_drive(drive, SealedStore(settings))
    again = place_drive(first.drive, SealedStore(settings))
    assert again == first


def test_two_pictures_do_not_tell_the_time(drive: Drive, settings: Settings) -> None:
    placement = place_drive(replace(drive, footage=drive.footage[:2]), SealedStore(settings))
    assert placement.drive.state is DriveState.WAITING
    assert placement.drive.failure is not None
    assert placement.drive.failure.code == "clock-offset-unsure"
    answered = place_drive(
        replace(placement.drive, footage=drive.footage[4:6], clock_offset_s=WRONG_S), SealedStore(settings)
    )
    assert answered.drive.state is DriveState.PLACED
    assert answered.drive.failure is None
    assert len(answered.items) == 2


def test_pictures_outside_the_track_are_dropped_with_their_reason(drive: Drive, settings: Settings) -> None:
    few = drive.footage[::8]
    late = replace(drive, footage=few, clock_offset_s=30.0)
    placement = place_drive(late, SealedStore(settings))
    assert {out.failure.code for out in placement.drive.dropped} >= {"outside-track"}
    far = place_drive(replace(drive, footage=few, clock_offset_s=1e5), SealedStore(settings))
    assert far.drive.state is DriveState.FAILED
    assert far.drive.failure is not None
    assert far.drive.failure.code == "nothing-placed"


def test_a_picture_alone_keeps_its_fix_and_has_no_heading(drive: Drive, settings: Settings) -> None:
    fix = Fix(drive.footage[0].start_s or 0.0, -0.37, 49.14)
    alone = replace(drive, footage=(replace(drive.footage[0], fix=fix),), trajectory=None)
    (item,) = place_drive(alone, SealedStore(settings)).items
    assert (item.pose.longitude_deg, item.pose.latitude_deg, item.pose.heading_deg) == (-0.37, 49.14, None)


def captured(settings: Settings, *paths: Path, tracks: tuple[Path, ...] = ()) -> list[Placement]:
    """Capture files, then place every drive that came of it."""
    catalog, sealed = Catalog.open(settings), SealedStore(settings)
    capture_drive(CaptureRequest(paths, tracks, "auto"), catalog, sealed)
    return [place_drive(drive, sealed) for drive in catalog.drives(DriveState.DRAFT)]


def test_real_panoramas_keep_their_own_positions(shared: Path, settings: Settings) -> None:
    placements = captured(settings, *sorted((shared / "street/pano_fr_vehicle").glob("*.jpg")))
    items = {item.source.name: item for placement in placements for item in placement.items}
    assert {"geovisio_1.jpg", "geovisio_4.jpg", "stra_1_1.jpg"} <= items.keys()
    assert items["stra_1_1.jpg"].captured_at.isoformat().startswith("2021-07-28T17:58:01.848")
    assert items["geovisio_1.jpg"].pose.heading_deg == pytest.approx(349.06, abs=0.01)


def test_a_real_time_lapse_of_two_pictures_asks_for_the_clock(shared: Path, settings: Settings) -> None:
    folder = shared / "street/seq_gopro_timelapse_gpx"
    (placement,) = captured(settings, *sorted(folder.glob("*.JPG")), tracks=tuple(folder.glob("*.gpx")))
    assert placement.drive.state is DriveState.WAITING
    assert placement.drive.found_clock_offset_s is not None
    assert placement.drive.found_clock_offset_s % 900 == 0


def test_a_real_video_with_gps_gives_frames_along_its_way(shared: Path, settings: Settings) -> None:
    (placement,) = captured(settings, shared / "street/video_gpmf/max-heromode.mp4")
    assert placement.drive.state is DriveState.PLACED
    times = [item.source.frame_time_s for item in placement.items]
    assert len(times) >= 3
    assert all(a < b for a, b in pairwise(times) if a is not None and b is not None)
