"""Laying one view of the ground onto the next: the shift at which they agree best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ruelle.processing.geometry.frames import Floats
from ruelle.processing.odometry.ground import Single

FAR_FAVOUR, NEAR_CELLS = 0.15, 15.0
"""How much a shift far from the guess counts, and what is near to it."""
WHITEN = 0.7
"""How far the spectrum is evened out: 0 is plain correlation, 1 is phase correlation."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a view moved, in cells to the right and ahead, and how well it agrees, in deviations of the rest."""

    right: float
    ahead: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The Fourier transform of a view of this shape, padded to this size."""

    values: NDArray[np.complex128]
    shape: tuple[int, int]
    size: tuple[int, int]


def spectrum(view: Single) -> Spectrum:
    """Transform a view, padded so that what leaves one side does not enter at the other."""
    rows, columns = view.shape
    size = _smooth_size(2 * rows), _smooth_size(2 * columns)
    return Spectrum(np.fft.rfft2(view, s=size), (rows, columns), size)


def shift_between(a: Spectrum, b: Spectrum, guess: tuple[float, float] | None = None) -> Shift:
    """How the camera moved from view a to view b of the same shape: b sees what a sees, shifted.

    `guess` (right, ahead) softly prefers shifts near it.
    """
    product = a.values.conj() * b.values
    product /= np.maximum(np.abs(product), 1e-9) ** WHITEN
    shape, size = a.shape, a.size
    surface = np.fft.fftshift(np.fft.irfft2(product, s=size))
    # What is ahead in a lies nearer, so lower in b: a positive row shift is a way ahead, a column shift to the left.
    middle = size[0] // 2, size[1] // 2
    reach = int(0.8 * shape[0]), int(0.6 * shape[1])
    surface = surface[middle[0] - reach[0] : middle[0] + reach[0] + 1, middle[1] - reach[1] : middle[1] + reach[1] + 1]
    favour = surface
    if guess is not None:
        rows, columns = np.ogrid[-reach[0] : reach[0] + 1, -reach[1] : reach[1] + 1]
        far = np.hypot(rows - guess[1], columns + guess[0])
        favour = surface * (FAR_FAVOUR + (1.0 - FAR_FAVOUR) / (1.0 + (far / NEAR_CELLS) ** 2))
    row, column = (int(i) for i in np.unravel_index(int(np.argmax(favour)), surface.shape))
    agreement = float((surface[row, column] - surface.mean()) / (surface.std() + 1e-12))
    ahead = row - reach[0] + _vertex(surface[:, column], row)
    right = column - reach[1] + _vertex(surface[row], column)
    return Shift(-right, ahead, agreement)


def _vertex(line: Floats, at: int) -> float:
    """Where the parabola through a peak and its neighbours has its top, relative to the peak."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = (float(v) for v in line[at - 1 : at + 2])
    bend = before - 2.0 * here + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))


def _smooth_size(size: int) -> int:
    """The next size that is quick to transform: 2, 3 and 5 are its only primes."""
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1 and size % 2 == 0:
            return size
        size += 1
