"""How a camera maps the world to its picture: projection and field of view, from what its makers say."""

import math
import re

from ruelle.capture.images.xmp import Sphere
from ruelle.catalog.errors import InputError
from ruelle.catalog.vocabulary import Projection

STITCHES_ITSELF = re.compile(r"theta|gopro max|ladybug|\blb[356]\b|insta360|one x|\bx[345]\b", re.IGNORECASE)
"""Cameras whose 2:1 pictures are equirectangular even where the metadata was lost."""

KEEPS_FISHEYES = re.compile(r"gear 360|sm-[cr]210|sm-c200|fusion", re.IGNORECASE)
"""Cameras whose cards hold fisheye circles: a picture without Photo Sphere metadata has not been stitched."""

FULL_FRAME_DIAGONAL_MM = math.hypot(36.0, 24.0)

FISHEYE_DIAGONALS_DEG: tuple[tuple[re.Pattern[str], float, float], ...] = (
    (re.compile(r"gopro|hero|^hd\d", re.IGNORECASE), 133.6, 149.2),
    (re.compile(r"sony.*(fdr-x|hdr-a)", re.IGNORECASE), 170.0, 170.0),
)
"""Diagonal angle of view in wide mode by the makers' data sheets: in 16:9 pictures, in 4:3 pictures."""


def projection_of(*, camera: str, sphere: Sphere | None, width_px: int, height_px: int) -> Projection:
    """The projection of a picture; `camera` is make and model on one line.

    Raises InputError("picture-unstitched") for fisheyes and ("picture-cropped") for a part of the sphere.
    """
    if sphere is not None and sphere.projection == "equirectangular":
        if not sphere.is_whole or width_px != 2 * height_px:
            raise InputError("picture-cropped", width_px=width_px, height_px=height_px)
        return Projection.EQUIRECTANGULAR
    if KEEPS_FISHEYES.search(camera):
        raise InputError("picture-unstitched", camera=camera.strip())
    if width_px == 2 * height_px and STITCHES_ITSELF.search(camera):
        return Projection.EQUIRECTANGULAR
    return Projection.FLAT


def field_of_view_deg(
    *, camera: str, focal_length_35mm_mm: float | None, width_px: int, height_px: int
) -> float | None:
    """Horizontal field of view of a flat picture, None if unknown.

    Action cameras are fisheyes (equidistant: angles grow as pixels do); for others the 35 mm equivalent, which CIPA
    defines by the diagonal, is that of a rectilinear lens.
    """
    share = max(width_px, height_px) / math.hypot(width_px, height_px)
    for pattern, wide_deg, tall_deg in FISHEYE_DIAGONALS_DEG:
        if pattern.search(camera):
            return round((tall_deg if share < 0.84 else wide_deg) * width_px / math.hypot(width_px, height_px), 1)
    if focal_length_35mm_mm is None or not 4 <= focal_length_35mm_mm <= 1000:
        return None
    half = FULL_FRAME_DIAGONAL_MM / 2 * width_px / math.hypot(width_px, height_px) / focal_length_35mm_mm
    return round(math.degrees(2 * math.atan(half)), 1)
