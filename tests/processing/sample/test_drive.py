"""The files of a drive, as others will read them."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import exifread
import gpxpy
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from ruelle.catalog.errors import EngineError
from ruelle.processing.sample.cli import sample
from ruelle.processing.sample.drive import make_drive
from ruelle.processing.sample.film import film_video
from ruelle.processing.sample.options import DriveOptions
from ruelle.processing.sample.truth import Truth
from ruelle.processing.sample.world import World

SmallDrive = tuple[Path, Truth]


def test_pictures_carry_exif_and_gpano_and_no_position(small_drive: SmallDrive) -> None:
    folder, truth = small_drive
    paths = sorted((folder / "pictures").iterdir())
    assert [f"pictures/{path.name}" for path in paths] == [taken.file for taken in truth.pictures]
    for path, taken in zip(paths, truth.pictures, strict=True):
        with path.open("rb") as file:
            tags = exifread.process_file(file)
        assert str(tags["Image Make"]) == "Ruelle"
        assert not any(name.startswith("GPS") for name in tags)
        shown = f"{tags['EXIF DateTimeOriginal']}.{tags['EXIF SubSecTimeOriginal']}"
        clock = datetime.strptime(shown, "%Y:%m:%d %H:%M:%S.%f").replace(tzinfo=UTC)
        late = timedelta(seconds=truth.clock_offset_s - truth.zone_s)
        assert abs(clock + late - datetime.fromisoformat(taken.time_utc)) < timedelta(milliseconds=2)
        with Image.open(path) as picture:
            assert picture.size == (1024, 512)
            assert b'ProjectionType="equirectangular"' in picture.info["xmp"]
            assert b'FullPanoWidthPixels="1024"' in picture.info["xmp"]
            assert b"Heading" not in picture.info["xmp"]


def test_the_track_is_gpx_in_utc_around_the_drive(small_drive: SmallDrive) -> None:
    folder, truth = small_drive
    points = gpxpy.parse((folder / "track.gpx").read_text()).tracks[0].segments[0].points
    times = [point.time for point in points if point.time]
    first = datetime.fromisoformat(truth.pictures[0].time_utc)
    assert times == sorted(times)
    assert times[0] < first - timedelta(seconds=15)
    assert datetime.fromisoformat(truth.outlier_utc) in times
    assert abs(points[0].longitude - truth.origin_longitude_deg) < 0.001


def test_addresses_are_a_bal_of_the_commune(small_drive: SmallDrive) -> None:
    with (small_drive[0] / "addresses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) > 40
    assert {row["commune_insee"] for row in rows} == {"14271"}
    assert len({row["cle_interop"] for row in rows}) == len(rows)
    assert len({row["voie_nom"] for row in rows}) == 2
    assert all(abs(float(row["lat"]) - 49.148) < 0.002 for row in rows)


def test_the_truth_beside_the_pictures_is_the_truth_returned(small_drive: SmallDrive) -> None:
    folder, truth = small_drive
    written = json.loads((folder / "truth.json").read_text())
    assert written["clock_offset_s"] == 3.0
    assert [taken["file"] for taken in written["pictures"]] == [taken.file for taken in truth.pictures]
    assert written["pictures"][0]["heading_deg"] == pytest.approx(truth.pictures[0].heading_deg, abs=1e-5)
    assert {distance["name"].split(",")[0] for distance in written["distances"]} >= {"carriageway width", "kerb height"}
    assert len(written["defects"]) == 26


def test_fisheyes_look_forward_and_backward(small_drive: SmallDrive) -> None:
    folder = small_drive[0] / "fisheye"
    front, back = json.loads((folder / "rig.json").read_text())["cameras"]
    assert np.allclose(np.array(front["rig_from_camera"]), np.eye(4))
    assert np.allclose(np.array(back["rig_from_camera"])[:3, 2], [0, 0, -1])
    for camera in (front, back):
        with Image.open(folder / f"{camera['name']}.jpg") as picture:
            pixels = np.asarray(picture)
        assert pixels.shape[:2] == (camera["height_px"], camera["width_px"])
        assert pixels[0, 0].max() < 20
        assert pixels[len(pixels) // 2, len(pixels) // 2].max() > 20


def test_the_same_seed_gives_the_same_bytes(small_drive: SmallDrive, tmp_path: Path) -> None:
    make_drive(tmp_path, DriveOptions(pictures=1, width_px=1024, video=False), threads=1)
    for same in ("pictures/RUE_0001.jpg", "track.gpx", "addresses.csv", "fisheye/back.jpg"):
        assert (tmp_path / same).read_bytes() == (small_drive[0] / same).read_bytes(), same


def test_a_video_has_its_size_rate_and_local_creation_time(world: World, tmp_path: Path) -> None:
    told: list[int] = []
    path = tmp_path / "video.mp4"
    film_video(world, path, [10.0, 10.1, 10.2], 256, rate_hz=10, threads=1, done=lambda: told.append(1))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
        assert container.metadata["creation_time"].startswith("2026-06-18T14:31:11")
        assert stream.average_rate == 10
    assert [frame.shape for frame in frames] == [(144, 256, 3)] * 3
    assert len(told) == 3
    assert np.abs(frames[0].astype(int) - frames[2]).mean() > 1


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(EngineError) as caught:
        make_drive(blocker, DriveOptions(pictures=1, width_px=256, video=False))
    assert caught.value.failure.code == "sample-not-written"


def test_the_command_refuses_no_pictures(tmp_path: Path) -> None:
    answer = CliRunner().invoke(sample, ["drive", str(tmp_path / "x"), "--pictures", "0"])
    assert answer.exit_code == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("options", [{"pictures": 41}, {"width_px": 1000}, {"width_px": 64}])
def test_impossible_options_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="picture"):
        DriveOptions(**options)  # type: ignore[arg-type]
