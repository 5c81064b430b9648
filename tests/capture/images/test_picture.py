import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ruelle.capture.images.picture import Picture, describe_picture
from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Clock, Projection


def describe(path: Path) -> Picture:
    with path.open("rb") as stream:
        return describe_picture(stream)


def test_a_panorama_made_here(card: Any) -> None:
    picture = describe_picture(io.BytesIO(card.located(size_px=(400, 200))))
    assert picture.fix is not None
    assert (picture.camera.projection, picture.camera.field_of_view_deg) == (Projection.EQUIRECTANGULAR, 360.0)
    assert (picture.start_s, picture.clock, picture.fix.time_s) == (1_714_979_289.0, Clock.UTC, 1_714_979_289.0)


@pytest.mark.parametrize(
    ("angles", "heading_deg"),
    [
        ({"PoseHeadingDegrees": 0.0, "PosePitchDegrees": 0.0, "PoseRollDegrees": 0.0}, None),
        ({"PoseHeadingDegrees": 0.0, "PosePitchDegrees": 1.5}, 0.0),
        ({"PoseHeadingDegrees": -90.0}, 270.0),
        ({}, None),
    ],
)
def test_three_zeros_are_no_heading(card: Any, angles: dict[str, float], heading_deg: float | None) -> None:
    data = card.jpeg(tiff=card.exif(gps=card.gps(1.0, 49.0)), xmp=card.xmp(ProjectionType="equirectangular", **angles))
    assert describe_picture(io.BytesIO(data)).heading_deg == heading_deg


def test_a_header_that_claims_too_many_pixels_is_refused(card: Any) -> None:
    with pytest.raises(InputError, match="picture-too-large"):
        describe_picture(io.BytesIO(card.located(size_px=(60_000, 30_000))))


def test_a_picture_cut_short_is_refused(card: Any) -> None:
    with pytest.raises(InputError, match="file-truncated"):
        describe_picture(io.BytesIO(card.located(ending=b"")))


def test_gopro_max(shared: Path) -> None:
    picture = describe(shared / "street/pano_fr_vehicle/geovisio_1.jpg")
    assert picture.fix is not None
    assert (picture.fix.longitude_deg, picture.fix.latitude_deg) == pytest.approx((1.91918544, 49.00688962))
    assert (picture.start_s, picture.clock) == (1_627_550_214.0, Clock.UTC)
    assert picture.heading_deg == pytest.approx(349.058, abs=1e-3)
    assert picture.fix.speed_m_s == pytest.approx(0.266, abs=1e-3)


def test_gopro_max_without_compass(shared: Path) -> None:
    assert describe(shared / "street/pano_fr_vehicle/toulouse_3d16947c.jpg").heading_deg is None


def test_ladybug_with_an_iso_date(shared: Path) -> None:
    picture = describe(shared / "street/pano_fr_vehicle/stra_1_1.jpg")
    assert (picture.camera.model, picture.camera.projection) == ("LB5", Projection.EQUIRECTANGULAR)
    assert picture.start_s == pytest.approx(1_627_495_081.848, abs=1e-3)
    assert picture.heading_deg == pytest.approx(233.73)


def test_theta_with_a_tilt(shared: Path) -> None:
    picture = describe(shared / "street/pano_exif_variety/img_Ricoh_Theta.jpg")
    assert (picture.heading_deg, picture.pitch_deg, picture.roll_deg) == (270.0, 1.0, 3.0)
    assert (picture.camera.make, picture.camera.model) == ("RICOH", "RICOH THETA m15")


def test_pixel_whose_fix_is_older_than_the_picture(shared: Path) -> None:
    picture = describe(shared / "street/pano_exif_variety/d1.jpg")
    assert picture.start_s == pytest.approx(1_600_008_341.767, abs=1e-3)
    assert (picture.heading_deg, picture.clock) == (67.0, Clock.UTC)


def test_sony_action_camera(shared: Path) -> None:
    starts_s = [describe(shared / f"street/seq_actioncam_gps/e{rank}.jpg").start_s or 0 for rank in range(1, 6)]
    assert [b - a for a, b in pairwise(starts_s)] == [2.0] * 4
    first = describe(shared / "street/seq_actioncam_gps/e1.jpg")
    assert first.fix is not None
    assert (first.fix.course_deg, first.fix.horizontal_accuracy_m) == (271.14, pytest.approx(5.6))
    assert (first.heading_deg, first.camera.projection) == (None, Projection.FLAT)


def test_gopro_time_lapse_on_local_time(shared: Path) -> None:
    picture = describe(shared / "street/seq_gopro_timelapse_gpx/G0010043.JPG")
    assert (picture.fix, picture.start_s, picture.clock) == (None, 1_399_222_925.0, Clock.LOCAL)
