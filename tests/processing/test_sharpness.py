"""Sharpness falls with blur."""

import cv2
import numpy as np

from ruelle.processing.sharpness import sharpness


def test_blur_is_less_sharp() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (90, 160), dtype=np.uint8)
    blurred = [np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8) for sigma in (0.5, 1.0, 2.0)]
    values = [sharpness(each) for each in (picture, *blurred)]
    assert values == sorted(values, reverse=True)
