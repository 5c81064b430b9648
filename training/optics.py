"""What cameras do to a picture: defocus, motion, sharpening, colour, noise and JPEG."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
KERNELS = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)


def photograph(rng: np.random.Generator, picture: Picture) -> Picture:
    """The picture, (H, W, 3) RGB, as some camera would have kept it."""
    if rng.random() < 0.5:
        picture = _array(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.25, 1.1))))
    if rng.random() < 0.15:
        picture = _moved(rng, picture)
    picture = _toned(rng, picture)
    if rng.random() < 0.35:
        soft = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.6, 1.5)))
        gain = float(rng.uniform(0.2, 1.0))
        picture = _array(cv2.addWeighted(picture, 1 + gain, soft, -gain, 0))
    if rng.random() < 0.5:
        picture = _noisy(rng, picture)
    if rng.random() < 0.75:
        picture = compressed(picture, int(rng.integers(45, 97)))
    return picture


def shrunk(rng: np.random.Generator, picture: Picture, size: tuple[int, int]) -> Picture:
    """The picture at another size (width, height), through one of the kernels that programs use."""
    return _array(cv2.resize(picture, size, interpolation=KERNELS[rng.choice(4, p=(0.5, 0.2, 0.15, 0.15))]))


def compressed(picture: Picture, quality: int) -> Picture:
    """The picture after JPEG."""
    done, code = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return _array(cv2.imdecode(code, cv2.IMREAD_COLOR)) if done else picture


def _moved(rng: np.random.Generator, picture: Picture) -> Picture:
    length = int(rng.integers(2, 6))
    kernel = np.zeros((length, length), np.float32)
    if rng.random() < 0.7:
        kernel[length // 2] = 1 / length
    else:
        np.fill_diagonal(kernel, 1 / length)
    return _array(cv2.filter2D(picture, -1, kernel))


def _toned(rng: np.random.Generator, picture: Picture) -> Picture:
    """Another exposure, contrast, warmth, saturation and gamma, through one table a channel."""
    steps = np.arange(256) / 255
    gamma, contrast = float(np.exp(rng.normal(0, 0.25))), float(rng.uniform(0.65, 1.25))
    gains = rng.uniform(0.75, 1.2) * (1 + rng.normal(0, 0.05, 3))
    curve = ((steps**gamma - 0.45) * contrast + 0.45)[:, None] * gains + rng.uniform(-0.04, 0.08)
    table = np.clip(curve * 255, 0, 255).astype(np.uint8)
    toned = _array(cv2.LUT(picture, table[None].reshape(1, 256, 3)))
    if rng.random() < 0.3:
        grey = cv2.cvtColor(cv2.cvtColor(toned, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        share = float(rng.uniform(0.2, 1.0) if rng.random() < 0.8 else 1.0)
        toned = _array(cv2.addWeighted(toned, 1 - share, grey, share, 0))
    return toned


def _noisy(rng: np.random.Generator, picture: Picture) -> Picture:
    noise = np.empty(picture.shape, np.int16)
    cv2.randn(noise, 0, float(rng.uniform(1, 9)))
    if rng.random() < 0.4:
        noise = cv2.blur(noise, (2, 2)) * 2
    return _array(np.clip(picture.astype(np.int16) + noise, 0, 255))


def _array(picture: object) -> Picture:
    return np.asarray(picture, np.uint8)
