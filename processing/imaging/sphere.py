"""A panorama as the whole sphere: twice as wide as high."""

import numpy as np
from numpy.typing import NDArray

from ruelle.catalog.errors import InputError

Pixels = NDArray[np.uint8]

SHAPE_TOLERANCE = 0.02
"""A picture this near to 2:1 is one; resizing to the pyramid takes up the rest."""


def whole_sphere(picture_bgr: Pixels, name: str) -> Pixels:
    """The picture padded to 2:1 with black above and below; InputError if it is higher than a sphere.

    A panorama that lacks sky and ground is taken as centred on the horizon.
    """
    height_px, width_px = picture_bgr.shape[:2]
    missing_px = width_px / 2 - height_px
    if abs(missing_px) <= SHAPE_TOLERANCE * width_px / 2:
        return picture_bgr
    if missing_px < 0:
        raise InputError("not-a-sphere", file=name, width=width_px, height=height_px)
    sphere = np.zeros((width_px // 2, width_px, 3), np.uint8)
    top_px = (width_px // 2 - height_px) // 2
    sphere[top_px : top_px + height_px] = picture_bgr
    return sphere
