"""A drawing of one end of a vehicle in units of its width, before it becomes a sprite."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]


@dataclass(slots=True)
class Canvas:
    """A drawing in units of the car's width: x from 0 to 1, y upward from the ground; RGBA."""

    picture: Picture
    unit_px: int

    def points(self, outline: Floats) -> NDArray[np.int32]:
        """Pixels, in sixteenths, of an outline."""
        high = self.picture.shape[0]
        flipped = outline * np.array([1, -1]) * self.unit_px + np.array([0, high])
        return np.asarray(np.round(flipped * 16), np.int32)

    def fill(self, outline: list[tuple[float, float]] | Floats, colour: ArrayLike) -> None:
        """Fill a polygon."""
        rgba = (*(float(c) for c in np.clip(np.asarray(colour, float), 0, 255)), 255.0)
        cv2.fillPoly(self.picture, [self.points(np.asarray(outline, np.float32))], rgba, cv2.LINE_AA, 4)

    def line(self, outline: list[tuple[float, float]], colour: ArrayLike, width: int = 1) -> None:
        """Draw a thin line."""
        rgba = (*(float(c) for c in np.clip(np.asarray(colour, float), 0, 255)), 255.0)
        cv2.polylines(self.picture, [self.points(np.asarray(outline, np.float32))], False, rgba, width, cv2.LINE_AA, 4)

    def mask(self, outline: list[tuple[float, float]] | Floats) -> Floats:
        """How much of each pixel a polygon covers, (H, W)."""
        flat = np.zeros(self.picture.shape[:2], np.uint8)
        cv2.fillPoly(flat, [self.points(np.asarray(outline, np.float32))], 255, cv2.LINE_AA, 4)
        return flat.astype(np.float32) / 255

    def mirror(self, share: Floats, scenery: Picture, strength: float) -> None:
        """Blend a reflection of scenery where a mask says."""
        seen = cv2.resize(scenery, self.picture.shape[1::-1]).astype(np.float32)
        part = (share * strength)[..., None]
        self.picture[..., :3] = (self.picture[..., :3] * (1 - part) + seen * part).astype(np.uint8)


def trapezoid(bottom: tuple[float, float, float], top: tuple[float, float, float], bulge: float = 0.0) -> Floats:
    """An outline symmetrical about x = 0.5 from (y, half width, rounding) below to the same above."""
    (y1, w1, r1), (y2, w2, r2) = bottom, top
    middle = (y1 + y2) / 2, max(w1, w2) + bulge
    right = [
        (0.5 + w1 - r1, y1), (0.5 + w1 - r1 * 0.3, y1 + r1 * 0.3), (0.5 + w1, y1 + r1), (0.5 + middle[1], middle[0]),
        (0.5 + w2, y2 - r2), (0.5 + w2 - r2 * 0.3, y2 - r2 * 0.3), (0.5 + w2 - r2, y2),
    ]  # fmt: skip
    left = [(1 - x, y) for x, y in reversed(right)]
    return np.array(right + left, np.float32)
