"""How sharp a picture is, and which moments of a video are worth keeping."""

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


def sharpness(picture: Grey) -> float:
    """Variance of the Laplacian of a small grey picture: falls with blur; compare pictures of one size only.

    Source: Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy (2000).
    """
    return float(cv2.Laplacian(picture, cv2.CV_32F).var())
