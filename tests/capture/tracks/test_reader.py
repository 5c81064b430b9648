from pathlib import Path
from typing import Any

import pytest

from ruelle.capture.tracks import reader
from ruelle.capture.tracks.reader import merged, read_track
from ruelle.catalog.errors import InputError
from ruelle.catalog.trajectory import Fix, Trajectory


def test_the_content_decides_and_not_the_name(card: Any, tmp_path: Path) -> None:
    path = tmp_path / "ride.csv"
    path.write_text(card.gpx([(1.0, 49.0, "2024-05-06T07:08:09Z")]))
    assert len(read_track(path).trajectory.fixes) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"hello", "track-unknown"),
        (b"DEVC\0\1\xff\xff", "telemetry-malformed"),
        (b"time,lat,lon\n0,49,1\n", "track-without-fix"),
    ],
)
def test_a_file_that_is_no_track_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "ride.gpx"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_track(path)
    assert (caught.value.failure.code, caught.value.failure.details["file"]) == (code, "ride.gpx")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-unreadable"):
        read_track(tmp_path / "gone.gpx")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ride.gpx"
    path.write_text("<gpx>")
    monkeypatch.setattr(reader, "TRACK_CEILING_BYTES", 4)
    with pytest.raises(InputError, match="track-too-large"):
        read_track(path)


def test_tracks_merge_in_order_of_time() -> None:
    a, b, c = (Fix(time_s, 1.0, 49.0) for time_s in (1.0, 2.0, 3.0))
    assert merged([Trajectory((b,)), Trajectory((a, c))]) == Trajectory((a, b, c))
    assert merged([]) is None


def test_every_real_track_is_read_or_refused(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "street").rglob("*")):
        if path.suffix in (".gpx", ".raw"):
            try:
                read_track(path)
            except InputError as error:
                refused[path.name] = error.failure.details["refused"]
    assert refused == {"hero6.raw": "no-lock × 17"}


def test_real_gopro_payloads(shared: Path) -> None:
    hero7 = read_track(shared / "street/video_gpmf/gopro-telemetry_hero7.raw").trajectory
    assert (len(hero7.fixes), hero7.start_s) == (308, 1_546_533_214.094)
    hero5 = read_track(shared / "street/video_gpmf/hero5.raw").trajectory
    assert hero5.fixes[0].speed_m_s == 0.167
