"""A head seen from the front, drawn well enough that a detector takes its face for one."""

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.textures.noise import Colour, disc, fill, stroke, toned

_OVERSIZE = 3
_SIDE_PX = 130
"""Drawn on a square of this many pixels, of which the head fills 0.62 by 0.86, then made smaller."""

_HEAD_HEIGHT_M_PX = 0.245 * 320


def draw_head(
    rng: np.random.Generator,
    picture: Bytes,
    mask: Bytes,
    centre: tuple[float, float],
    *,
    skin: Colour,
    hair: Colour,
) -> tuple[float, float, float, float]:
    """Draw a head about `centre` (pixels) on a figure and its mask; returns the face's box in pixels."""
    side = _SIDE_PX * _OVERSIZE
    head = np.zeros((side, side, 3), np.uint8)
    cover = np.zeros((side, side), np.uint8)
    _Head(rng, head, cover, skin=skin, hair=hair).draw()
    size = round(_HEAD_HEIGHT_M_PX / 0.86)
    small = cv2.resize(head, (size, size), interpolation=cv2.INTER_AREA)
    alpha = cv2.resize(cover, (size, size), interpolation=cv2.INTER_AREA)
    x, y = round(centre[0] - size / 2), round(centre[1] - size / 2)
    part, part_mask = picture[y : y + size, x : x + size], mask[y : y + size, x : x + size]
    weight = alpha[..., None] / 255.0
    part[:] = part * (1 - weight) + small * weight
    np.maximum(part_mask, np.where(alpha > 127, 255, 0).astype(np.uint8), out=part_mask)
    return x + 0.225 * size, y + 0.20 * size, x + 0.775 * size, y + 0.90 * size


class _Head:
    """One head in the making, in units of the square's side."""

    def __init__(self, rng: np.random.Generator, picture: Bytes, cover: Bytes, *, skin: Colour, hair: Colour) -> None:
        self.rng, self.picture, self.cover, self.skin, self.hair = rng, picture, cover, skin, hair
        self.side = len(cover)
        self.woman = bool(rng.random() < 0.5)

    def draw(self) -> None:
        """Hair behind, ears, face, features, hair in front."""
        if self.woman:
            self._blob((0.5, 0.56), (0.335, 0.44), toned(self.hair, 0.8))
        for x in (0.205, 0.795):
            self._blob((x, 0.54), (0.045, 0.085), toned(self.skin, 0.86))
        self._blob((0.5, 0.36), (0.312, 0.30), self.hair)
        self._face()
        for x in (0.375, 0.625):
            self._eye(x)
        self._nose()
        self._mouth()
        self._fringe()
        if not self.woman and self.rng.random() < 0.35:
            self._beard()
        if self.rng.random() < 0.25:
            self._glasses()

    def _blob(self, centre: tuple[float, float], radii: tuple[float, float], colour: Colour) -> None:
        middle = (centre[0] * self.side, centre[1] * self.side)
        size = (radii[0] * self.side, radii[1] * self.side)
        disc(self.picture, middle, size, colour)
        disc(self.cover, middle, size, 255)

    def _face(self) -> None:
        angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        width = 0.285 * (1 - 0.17 * np.clip(np.sin(angle), 0, 1) ** 1.5)
        outline = np.stack([0.5 + width * np.cos(angle), 0.54 + 0.375 * np.sin(angle)], -1) * self.side
        here = np.zeros_like(self.cover)
        fill(here, outline, 255)
        y, x = np.mgrid[: self.side, : self.side] / self.side
        round_light = 1.08 - 1.5 * ((x - 0.46) ** 2 + 0.45 * (y - 0.46) ** 2)
        round_light -= self._spot(x, y, (0.375, 0.475), (0.085, 0.05)) * 0.16
        round_light -= self._spot(x, y, (0.625, 0.475), (0.085, 0.05)) * 0.18
        round_light += self._spot(x, y, (0.5, 0.60), (0.035, 0.09)) * 0.10
        round_light += self._spot(x, y, (0.36, 0.62), (0.07, 0.05)) * 0.06
        round_light -= self._spot(x, y, (0.5, 0.815), (0.09, 0.02)) * 0.10
        red = (self._spot(x, y, (0.36, 0.64), (0.06, 0.05)) + self._spot(x, y, (0.64, 0.64), (0.06, 0.05))) * 10
        skin = np.array(self.skin, np.float32) * round_light[..., None] + red[..., None] * (1.0, 0.0, 0.0)
        cv2.copyTo(np.clip(skin, 0, 255).astype(np.uint8), here, self.picture)
        np.maximum(self.cover, here, out=self.cover)

    @staticmethod
    def _spot(x: Floats, y: Floats, centre: tuple[float, float], size: tuple[float, float]) -> Floats:
        return np.asarray(np.exp(-(((x - centre[0]) / size[0]) ** 2 + ((y - centre[1]) / size[1]) ** 2)))

    def _curve(self, points: list[tuple[float, float]], colour: Colour, width: float) -> None:
        stroke(self.picture, np.array(points) * self.side, colour, max(1, round(width * self.side)))

    def _ellipse(self, centre: tuple[float, float], radii: tuple[float, float], colour: Colour) -> None:
        disc(
            self.picture,
            (centre[0] * self.side, centre[1] * self.side),
            (radii[0] * self.side, radii[1] * self.side),
            colour,
        )

    def _eye(self, x: float) -> None:
        outwards = np.sign(x - 0.5)
        self._ellipse((x, 0.485), (0.062, 0.030), (236, 230, 226))
        iris: Colour = ((72, 54, 40), (84, 110, 132), (88, 98, 70))[int(self.rng.integers(3))]
        self._ellipse((x, 0.484), (0.028, 0.029), iris)
        self._ellipse((x, 0.484), (0.013, 0.014), (18, 16, 16))
        self._ellipse((x - 0.009, 0.476), (0.006, 0.006), (245, 245, 245))
        lid = toned(self.skin, 0.42)
        self._curve([(x - 0.066, 0.488), (x - 0.03, 0.459), (x + 0.03, 0.459), (x + 0.066, 0.488)], lid, 0.014)
        self._curve([(x - 0.05, 0.507), (x, 0.517), (x + 0.05, 0.507)], toned(self.skin, 0.72), 0.007)
        brow = toned(self.hair, 0.8)
        self._curve([(x - outwards * 0.07, 0.413), (x, 0.396), (x + outwards * 0.085, 0.418)], brow, 0.024)

    def _nose(self) -> None:
        self._curve([(0.525, 0.49), (0.535, 0.58), (0.553, 0.625)], toned(self.skin, 0.82), 0.014)
        self._curve(
            [(0.452, 0.635), (0.475, 0.652), (0.5, 0.657), (0.525, 0.652), (0.548, 0.635)],
            toned(self.skin, 0.66),
            0.013,
        )
        for x in (0.475, 0.525):
            self._ellipse((x, 0.641), (0.013, 0.007), toned(self.skin, 0.42))

    def _mouth(self) -> None:
        lips = (186, 92, 88) if self.woman else toned((196, 120, 106), 0.5 + self.skin[0] / 460)
        top = [(0.405, 0.752), (0.46, 0.733), (0.5, 0.741), (0.54, 0.733), (0.595, 0.752), (0.5, 0.764)]
        low = [(0.405, 0.752), (0.5, 0.764), (0.595, 0.752), (0.55, 0.787), (0.5, 0.797), (0.45, 0.787)]
        fill(self.picture, np.array(top) * self.side, toned(lips, 0.84))
        fill(self.picture, np.array(low) * self.side, lips)
        self._curve([(0.40, 0.752), (0.5, 0.764), (0.60, 0.752)], toned(lips, 0.5), 0.010)

    def _fringe(self) -> None:
        line = self.rng.uniform(0.25, 0.30)
        parting = self.rng.uniform(0.3, 0.7)
        hair = [(0.2, 0.52), (0.205, 0.36), (0.30, 0.16), (0.5, 0.075), (0.70, 0.16), (0.795, 0.36), (0.80, 0.52)]
        inner = [(0.765, 0.44), (0.72, line + 0.04), (parting, line - 0.02), (0.28, line + 0.05), (0.235, 0.44)]
        fill(self.picture, np.array(hair + inner) * self.side, self.hair)
        fill(self.cover, np.array(hair + inner) * self.side, 255)
        for _ in range(26):
            x = self.rng.uniform(0.26, 0.74)
            tone = toned(self.hair, self.rng.uniform(0.7, 1.35))
            self._curve([(0.5 + (x - 0.5) * 0.75, 0.10), (x, 0.18), (x + (x - 0.5) * 0.2, line)], tone, 0.006)

    def _beard(self) -> None:
        y, x = np.mgrid[: self.side, : self.side] / self.side
        shape = np.clip((np.hypot((x - 0.5) / 0.26, (y - 0.55) / 0.36) - 0.72) / 0.12, 0, 1) * np.clip(
            (y - 0.62) / 0.05, 0, 1
        )
        inside = np.hypot((x - 0.5) / 0.275, (y - 0.54) / 0.37) < 1
        alpha = (shape * inside * 0.72)[..., None]
        self.picture[:] = self.picture * (1 - alpha) + np.array(toned(self.hair, 0.9)) * alpha

    def _glasses(self) -> None:
        for x in (0.375, 0.625):
            middle = (round(x * self.side), round(0.487 * self.side))
            cv2.ellipse(
                self.picture,
                middle,
                (round(0.09 * self.side), round(0.065 * self.side)),
                0,
                0,
                360,
                (34, 30, 30),
                4,
                cv2.LINE_AA,
            )
        self._curve([(0.465, 0.48), (0.535, 0.48)], (34, 30, 30), 0.012)
