from pathlib import Path
from typing import Any

import pytest

from ruelle.capture.tracks.gpmf import blocks
from ruelle.capture.tracks.reading import Reason
from ruelle.capture.video import Payload, describe_video, own_gps
from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Clock, Projection

NOW_S = 1_800_000_000.0
PLACES = [(1.0993, 49.4431), (1.0994, 49.4432)]
START_S = 1_714_979_289.0


def payloads(data: list[bytes]) -> list[Payload]:
    return [Payload(float(rank), 1.0, block) for rank, each in enumerate(data) for block in blocks(each)]


def test_the_clock_is_the_median_so_that_a_late_first_payload_does_no_harm(card: Any) -> None:
    utc = [b"240506070808.000", b"240506070810.000", b"240506070811.000"]
    start_s, reading = own_gps(payloads([card.gps5(PLACES, each) for each in utc]), NOW_S)
    assert start_s == START_S
    assert reading.trajectory is not None
    assert [fix.time_s - START_S for fix in reading.trajectory.fixes] == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]


def test_payloads_without_lock_count_for_nothing(card: Any) -> None:
    data = [card.gps5(PLACES, b"150101000000.000", lock=0), card.gps5(PLACES, b"240506070810.000")]
    start_s, reading = own_gps(payloads(data), NOW_S)
    assert start_s == START_S
    assert reading.refused == {Reason.NO_LOCK: 2}


def test_without_any_lock_there_is_no_clock(card: Any) -> None:
    start_s, reading = own_gps(payloads([card.gps5(PLACES, lock=0)]), NOW_S)
    assert (start_s, reading.trajectory) == (None, None)


def test_gps9_gives_the_clock_by_its_samples(card: Any) -> None:
    data = [card.gps9([(*PLACES[0], 25_690.0, 3), (*PLACES[1], 25_690.1, 3)])]
    start_s, reading = own_gps(payloads(data), NOW_S)
    assert start_s == START_S + 1
    assert reading.trajectory is not None
    assert reading.trajectory.end_s == pytest.approx(START_S + 1.1)


def test_a_plain_video_shows_local_time(video_bytes: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(video_bytes(creation_time="2024-05-06T07:08:09.000000Z"))
    video = describe_video(path, NOW_S)
    assert (video.start_s, video.clock, video.trajectory) == (START_S, Clock.LOCAL, None)
    assert (video.camera.width_px, video.camera.height_px, video.duration_s) == (64, 36, 1.0)


def test_a_creation_time_of_1970_is_none(video_bytes: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(video_bytes(creation_time="1970-01-01T00:00:09.000000Z"))
    assert describe_video(path, NOW_S).start_s is None


def test_a_2_to_1_video_without_spherical_metadata_is_refused(video_bytes: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(video_bytes((128, 64)))
    with pytest.raises(InputError, match="video-projection-unknown"):
        describe_video(path, NOW_S)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_video_cut_short_is_refused(video_bytes: Any, tmp_path: Path, share: float) -> None:
    data = video_bytes()
    path = tmp_path / "a.mp4"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError, match="file-truncated"):
        describe_video(path, NOW_S)


def test_boxes_that_hold_nonsense_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\0\0\0\x10ftypmp41\0\0\0\0" + b"\0\0\1\0moov" + b"\xff" * 248)
    with pytest.raises(InputError, match="video-without-picture"):
        describe_video(path, NOW_S)


def test_hero5(shared: Path) -> None:
    video = describe_video(shared / "street/video_gpmf/hero5-trimmed.mp4", NOW_S)
    assert (video.start_s, video.clock) == (pytest.approx(1_492_450_262.992), Clock.UTC)
    assert video.trajectory is not None
    assert len(video.trajectory.fixes) == 36
    first = video.trajectory.fixes[0]
    assert (first.longitude_deg, first.latitude_deg) == pytest.approx((-117.3273542, 33.1264969))


def test_max_in_hero_mode_has_an_hour_of_its_own_and_utc_from_gps(shared: Path) -> None:
    video = describe_video(shared / "street/video_gpmf/max-heromode.mp4", NOW_S)
    assert (video.start_s, video.clock) == (pytest.approx(1_574_120_715.425), Clock.UTC)
    assert (video.camera.make, video.camera.model) == ("GoPro", "GoPro Max")
    assert video.camera.projection is Projection.FLAT
    assert video.trajectory is not None
    assert video.trajectory.fixes[0].horizontal_accuracy_m == pytest.approx(7.7)
