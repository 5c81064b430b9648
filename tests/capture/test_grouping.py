from dataclasses import replace
from pathlib import Path

from ruelle.capture.described import Described
from ruelle.capture.grouping import drives_of, follow_chapters, spread_seconds
from ruelle.catalog.model import Camera
from ruelle.catalog.trajectory import Fix
from ruelle.catalog.vocabulary import Clock, MediaKind, Projection

CAMERA = Camera(Projection.FLAT, 400, 300, "GoPro", "HERO7")


def picture(name: str, start_s: float | None, folder: str = "a") -> Described:
    return Described(Path(folder) / name, name, MediaKind.PICTURE, CAMERA, start_s)


def video(name: str, start_s: float, clock: Clock = Clock.LOCAL) -> Described:
    return Described(Path(name), name, MediaKind.VIDEO, CAMERA, start_s, clock, duration_s=60.0)


def test_one_drive_for_each_folder_and_camera() -> None:
    other = replace(picture("3.jpg", 30.0), camera=replace(CAMERA, model="Theta"))
    groups = drives_of([picture("2.jpg", 20.0), picture("1.jpg", 10.0), other, picture("4.jpg", 5.0, "b")])
    assert [[file.name for file in group] for group in groups] == [["1.jpg", "2.jpg"], ["3.jpg"], ["4.jpg"]]


def test_pictures_of_one_second_are_spread_by_name() -> None:
    files = [picture("a10.jpg", 100.0), picture("a9.jpg", 100.0), picture("b.jpg", 101.0)]
    (group,) = drives_of(files)
    assert [(file.name, file.start_s) for file in group] == [("a9.jpg", 100.0), ("a10.jpg", 100.5), ("b.jpg", 101.0)]


def test_the_fix_moves_with_the_picture_and_finer_clocks_are_left() -> None:
    located = replace(picture("b.jpg", 100.0), fix=Fix(100.0, 1.0, 49.0))
    assert [file.fix.time_s for file in spread_seconds([located, located]) if file.fix] == [100.0, 100.5]
    fine = [picture("a.jpg", 100.25), picture("b.jpg", 100.25)]
    assert spread_seconds(fine) == fine
    undated = [picture("a.jpg", None), picture("b.jpg", None)]
    assert spread_seconds(undated) == undated


def test_chapters_that_state_one_start_follow_each_other() -> None:
    files = [video("GX020007.MP4", 1000.0), video("GX010007.MP4", 1000.0), video("GX010008.MP4", 1000.0)]
    assert [file.start_s for file in follow_chapters(files)] == [1060.0, 1000.0, 1000.0]


def test_chapters_with_their_own_start_or_utc_are_left() -> None:
    files = [video("GX010007.MP4", 1000.0), video("GX020007.MP4", 1060.5), video("GX030007.MP4", 1000.0, Clock.UTC)]
    assert follow_chapters(files) == files
