"""What the scenery at the horizon tells: roughly how far the camera turned from one picture to the next."""

import math

import cv2
import numpy as np

from ruelle.processing.odometry.ground import Grey, Lens, Single

TOP = 0.31
"""Of a sphere the scenery up to 35 degrees above the horizon is looked at."""
STRIP = 0.08
"""Of a flat picture so much above and below its middle, a share of its height."""
BAND_PX = (512, 64)


def likely_turn_rad(before: Grey, after: Grey, lens: Lens) -> float:
    """By how much the camera turned clockwise, within a few degrees: things nearby mislead."""
    a, b = _band(before, lens), _band(after, lens)
    return _turn_of_ring(a, b) if lens.focal_px is None else -_moved_px(a, b) / lens.focal_px


def _band(picture: Grey, lens: Lens) -> Single:
    top, bottom = (TOP, 0.5) if lens.focal_px is None else (0.5 - STRIP, 0.5 + STRIP)
    rows = slice(int(top * picture.shape[0]), int(bottom * picture.shape[0]))
    size = BAND_PX if lens.focal_px is None else (picture.shape[1] // 2, (rows.stop - rows.start) // 2)
    return np.asarray(cv2.resize(picture[rows], size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _moved_px(a: Single, b: Single) -> float:
    """How far the scenery moved right between two bands of half the picture's width, in pixels of the picture."""
    window = cv2.createHanningWindow((a.shape[1], a.shape[0]), cv2.CV_32F)
    (right, _), _ = cv2.phaseCorrelate(a, b, window)
    return 2.0 * float(right)


def _turn_of_ring(a: Single, b: Single) -> float:
    """The turn in radians between two bands that close around the camera."""
    product = np.fft.rfft(a, axis=1).conj() * np.fft.rfft(b, axis=1)
    product[:, 0] = 0.0
    product /= np.abs(product) + 1.0
    likeness = np.fft.irfft(product.sum(axis=0), n=a.shape[1])
    shift = int(np.argmax(np.convolve(np.tile(likeness, 3), np.hanning(7), "same")[a.shape[1] : 2 * a.shape[1]]))
    return float(-((shift / a.shape[1] + 0.5) % 1.0 - 0.5) * 2.0 * math.pi)
