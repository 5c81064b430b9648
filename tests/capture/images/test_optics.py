import pytest

from ruelle.capture.images.optics import field_of_view_deg, projection_of
from ruelle.capture.images.xmp import Sphere
from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Projection

WHOLE = Sphere("equirectangular")


@pytest.mark.parametrize(
    ("camera", "sphere", "size_px", "projection"),
    [
        ("", WHOLE, (400, 200), Projection.EQUIRECTANGULAR),
        ("RICOH THETA m15", None, (400, 200), Projection.EQUIRECTANGULAR),
        ("GoPro GoPro Max", None, (400, 200), Projection.EQUIRECTANGULAR),
        (" LB5", None, (400, 200), Projection.EQUIRECTANGULAR),
        ("GoPro GoPro Max", None, (400, 300), Projection.FLAT),
        ("SONY FDR-X1000V", None, (400, 200), Projection.FLAT),
        ("", Sphere("cylindrical"), (400, 200), Projection.FLAT),
    ],
)
def test_projection(camera: str, sphere: Sphere | None, size_px: tuple[int, int], projection: Projection) -> None:
    width_px, height_px = size_px
    assert projection_of(camera=camera, sphere=sphere, width_px=width_px, height_px=height_px) is projection


@pytest.mark.parametrize(
    ("camera", "sphere", "size_px", "code"),
    [
        ("", WHOLE, (400, 100), "picture-cropped"),
        ("", Sphere("equirectangular", full_width_px=800, cropped_width_px=400), (400, 200), "picture-cropped"),
        ("GoPro FUSION", None, (310, 300), "picture-unstitched"),
        ("SAMSUNG SM-C200", None, (400, 200), "picture-unstitched"),
    ],
)
def test_what_is_no_whole_sphere_is_refused(
    camera: str, sphere: Sphere | None, size_px: tuple[int, int], code: str
) -> None:
    with pytest.raises(InputError, match=code):
        projection_of(camera=camera, sphere=sphere, width_px=size_px[0], height_px=size_px[1])


@pytest.mark.parametrize(
    ("camera", "focal_mm", "size_px", "expected_deg"),
    [
        ("GoPro HERO3+ Black Edition", 15.0, (4000, 3000), 119.4),
        ("GoPro HERO7 Black", None, (1920, 1080), 116.4),
        ("SONY FDR-X1000V", None, (1920, 1080), 148.2),
        ("Canon EOS", 50.0, (6000, 4000), 39.6),
        ("Canon EOS", 50.0, (4000, 6000), 27.0),
        ("Canon EOS", 0.0, (6000, 4000), None),
        ("", None, (6000, 4000), None),
    ],
)
def test_field_of_view(
    camera: str, focal_mm: float | None, size_px: tuple[int, int], expected_deg: float | None
) -> None:
    found = field_of_view_deg(camera=camera, focal_length_35mm_mm=focal_mm, width_px=size_px[0], height_px=size_px[1])
    assert found == (None if expected_deg is None else pytest.approx(expected_deg, abs=0.1))
