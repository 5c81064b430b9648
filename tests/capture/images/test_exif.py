from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.TiffImagePlugin import IFDRational

from ruelle.capture.images.exif import Exif, read_exif


def test_place_with_its_hemispheres(card: Any) -> None:
    exif = read_exif(card.exif(gps=card.gps(-1.5, -48.25)))
    assert (exif.longitude_deg, exif.latitude_deg) == pytest.approx((-1.5, -48.25))
    assert exif.receiver_s == 1_714_979_289.0


@pytest.mark.parametrize(
    ("tags", "field", "value"),
    [
        ({5: b"\1", 6: 12.5}, "altitude_m", -12.5),
        ({31: 3.5}, "horizontal_accuracy_m", 3.5),
        ({11: 2.0}, "horizontal_accuracy_m", 10.0),
        ({12: "K", 13: 36.0}, "speed_m_s", 10.0),
        ({12: "N", 13: 3600.0}, "speed_m_s", 1852.0),
        ({12: "X", 13: 36.0}, "speed_m_s", None),
        ({16: "T", 17: 360.0}, "heading_deg", 0.0),
        ({17: IFDRational(1, 0)}, "heading_deg", None),
        ({14: "T", 15: 271.5}, "course_deg", 271.5),
    ],
)
def test_what_the_receiver_says(card: Any, tags: dict[int, object], field: str, value: float | None) -> None:
    found = getattr(read_exif(card.exif(gps=card.gps(1.0, 49.0) | tags)), field)
    assert found == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    "change",
    [{9: "V"}, {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, {2: (91.0, 0.0, 0.0)}, {2: (IFDRational(1, 0), 0.0, 0.0)}],
)
def test_a_receiver_that_does_not_know_gives_no_place(card: Any, change: dict[int, object]) -> None:
    exif = read_exif(card.exif(gps=card.gps(1.0, 49.0) | change))
    assert (exif.longitude_deg, exif.latitude_deg) == (None, None)


def test_the_next_best_date_stands_in_for_a_bad_one(card: Any) -> None:
    exif = read_exif(card.exif({0x0132: "2024:05:06 07:08:09"}, {0x9003: "0000:00:00 00:00:00"}))
    assert exif.shown is not None
    assert exif.shown.time_s == 1_714_979_289.0


def test_camera_orientation_and_lens(card: Any) -> None:
    exif = read_exif(card.exif({0x010F: "RICOH   \0", 0x0110: "THETA V", 0x0112: 6}, {0xA405: 24}))
    assert (exif.make, exif.model, exif.orientation, exif.focal_length_35mm_mm) == ("RICOH", "THETA V", 6, 24.0)


def test_an_impossible_orientation_is_upright(card: Any) -> None:
    assert read_exif(card.exif({0x0112: 77})).orientation == 1


@pytest.mark.parametrize("tiff", [b"", b"II*\0", b"garbage", b"MM\0*\xff\xff\xff\xff"])
def test_a_broken_tiff_says_nothing(tiff: bytes) -> None:
    assert read_exif(tiff) == Exif()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_wrong_bytes_never_raise(card: Any, changes: list[tuple[int, int]]) -> None:
    tiff = bytearray(
        card.exif({0x010F: "GoPro"}, {0x9003: "2024:05:06 07:08:09", 0x9291: "5"}, card.gps(1.0, 49.0) | {17: 12.5})
    )
    for at, value in changes:
        tiff[at % len(tiff)] = value
    read_exif(bytes(tiff))
