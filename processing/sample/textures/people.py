"""People as painted boards: a drawn figure with a face, its outline, and where the face lies."""

from dataclasses import dataclass

import cv2
import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.textures.face import draw_head
from ruelle.processing.sample.textures.noise import Colour, disc, fill, grainy, plain, shift_colour, toned

PERSON_PX_PER_M = 320
_WIDTH_M, _HEIGHT_M = 0.80, 1.84
_SKINS: tuple[Colour, ...] = ((232, 190, 164), (222, 176, 148), (238, 204, 182), (178, 126, 94), (124, 84, 60))
_HAIRS: tuple[Colour, ...] = ((58, 40, 30), (98, 68, 44), (172, 134, 84), (40, 34, 32), (168, 164, 160))
_CLOTHES: tuple[Colour, ...] = (
    (44, 62, 102), (142, 44, 48), (62, 88, 68), (196, 178, 142), (70, 70, 76), (204, 204, 206), (186, 120, 52),
    (98, 66, 108),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A person: front and back, the outline (n, 2) from the front, the face (left, top, right, bottom), in pixels."""

    picture: Bytes
    back: Bytes
    outline: Floats
    face_px: tuple[float, float, float, float]


def draw_person(rng: np.random.Generator) -> Figure:
    """Draw a person (RGB, PERSON_PX_PER_M) at the bottom of the picture, 1.7 m tall before any scaling."""
    shape = (round(_HEIGHT_M * PERSON_PX_PER_M), round(_WIDTH_M * PERSON_PX_PER_M))
    skin = shift_colour(rng, _SKINS[rng.integers(len(_SKINS))], 0.04)
    coat = shift_colour(rng, _CLOTHES[rng.integers(len(_CLOTHES))], 0.08)
    legs = shift_colour(rng, ((52, 62, 88), (66, 60, 56), (40, 40, 44), (120, 106, 86))[rng.integers(4)], 0.08)
    hair = shift_colour(rng, _HAIRS[rng.integers(len(_HAIRS))], 0.08)
    picture, mask = plain(shape, coat), np.zeros(shape, np.uint8)
    stride, elbow = rng.uniform(-0.05, 0.09), rng.uniform(0.0, 0.05)
    _legs(picture, mask, legs, stride)
    _torso(picture, mask, coat, skin=skin, elbow=elbow)
    face = draw_head(rng, picture, mask, (shape[1] / 2, (0.26) * PERSON_PX_PER_M), skin=skin, hair=hair)
    outline = _outline(mask)
    blurred = cv2.GaussianBlur(grainy(rng, picture, 0.025), (0, 0), 0.7)
    front = _spread(blurred, mask)
    return Figure(front, _turned(front, face, hair), outline, face)


def _turned(front: Bytes, face: tuple[float, float, float, float], hair: Colour) -> Bytes:
    """The figure from behind: the same clothes the other way round, hair where the face was."""
    back = np.ascontiguousarray(front[:, ::-1])
    middle = (back.shape[1] / 2, (face[1] + face[3]) / 2 - 4)
    disc(back, middle, (0.62 * (face[2] - face[0]), 0.60 * (face[3] - face[1])), hair)
    return np.asarray(cv2.GaussianBlur(back, (0, 0), 1.0))


def _part(picture: Bytes, mask: Bytes, points: list[tuple[float, float]], colour: Colour) -> None:
    """A limb or garment: a polygon (metres from the middle, metres from the top) with rounded shading."""
    corners = (np.array(points) + np.array([_WIDTH_M / 2, 0])) * PERSON_PX_PER_M
    low = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 12, 0)
    high = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 12, mask.shape[::-1])
    part = np.s_[low[1] : high[1], low[0] : high[0]]
    here = np.zeros(high[::-1] - low[::-1], np.uint8)
    fill(here, corners - low, 255)
    here = cv2.threshold(cv2.GaussianBlur(here, (0, 0), 3.5), 127, 255, cv2.THRESH_BINARY)[1]
    depth = cv2.distanceTransform(here, cv2.DIST_L2, 5)
    light = 0.66 + 0.40 * np.sqrt(np.clip(depth / max(1.0, 0.75 * float(depth.max())), 0, 1))
    side = np.linspace(1.06, 0.90, mask.shape[1], dtype=np.float32)[None, low[0] : high[0]]
    drawn = np.clip(np.array(colour, np.float32) * (light * side)[..., None], 0, 255).astype(np.uint8)
    cv2.copyTo(drawn, here, picture[part])
    np.maximum(mask[part], here, out=mask[part])


def _legs(picture: Bytes, mask: Bytes, colour: Colour, stride: float) -> None:
    for side in (-1, 1):
        drift = side * (0.015 + max(0.0, stride) * 0.5)
        foot = 1.80 - (0.04 if side * stride < 0 else 0.0)
        _part(picture, mask, _mirrored(side, [
            (-0.005, 0.92), (0.175, 0.90), (0.165 + drift * side, 1.30), (0.135 + drift * side, foot - 0.05),
            (0.035 + drift * side, foot - 0.05), (0.02 + drift * side, 1.32),
        ]), colour)  # fmt: skip
        _part(picture, mask, _mirrored(side, [
            (0.02 + drift * side, foot - 0.08), (0.145 + drift * side, foot - 0.08),
            (0.165 + drift * side, foot + 0.035),
            (0.02 + drift * side, foot + 0.035),
        ]), (46, 38, 34))  # fmt: skip


def _torso(picture: Bytes, mask: Bytes, coat: Colour, *, skin: Colour, elbow: float) -> None:
    for side in (-1, 1):
        _part(
            picture,
            mask,
            _mirrored(side, [(0.225 + elbow, 0.86), (0.275 + elbow, 0.86), (0.285, 0.97), (0.225, 0.98)]),
            skin,
        )
        _part(picture, mask, _mirrored(side, [
            (0.12, 0.44), (0.215, 0.47), (0.265, 0.62), (0.30 + elbow, 0.74), (0.285 + elbow, 0.90),
            (0.215 + elbow, 0.90),
            (0.20, 0.72),
        ]), toned(coat, 0.9))  # fmt: skip
    _part(
        picture,
        mask,
        [(-0.065, 0.30), (0.065, 0.30), (0.075, 0.47), (-0.075, 0.47)],
        toned(skin, 0.82),
    )
    _part(picture, mask, [
        (-0.075, 0.405), (0.075, 0.405), (0.195, 0.455), (0.20, 0.60), (0.175, 0.78), (0.195, 1.00), (-0.195, 1.00),
        (-0.175, 0.78), (-0.20, 0.60), (-0.195, 0.455),
    ], coat)  # fmt: skip
    middle = _WIDTH_M / 2 * PERSON_PX_PER_M
    for k in range(5):
        disc(picture, (middle, (0.52 + 0.1 * k) * PERSON_PX_PER_M), (2.4, 2.4), toned(coat, 0.6))
    fill(
        picture,
        [
            (middle - 13, 0.405 * PERSON_PX_PER_M),
            (middle + 13, 0.405 * PERSON_PX_PER_M),
            (middle, 0.47 * PERSON_PX_PER_M),
        ],
        skin,
    )


def _mirrored(side: int, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(side * x, y) for x, y in points]


def _outline(mask: Bytes) -> Floats:
    contours, _ = cv2.findContours(cv2.erode(mask, np.ones((3, 3), np.uint8)), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea)
    return np.asarray(cv2.approxPolyDP(largest, 1.3, True)[:, 0], np.float64)


def _spread(picture: Bytes, mask: Bytes) -> Bytes:
    """Colours of the figure carried outwards, so that its filtered copies keep their edges."""
    known = np.where(mask[..., None] > 0, picture, 0).astype(np.float32)
    weight = (mask > 0).astype(np.float32)
    near = cv2.GaussianBlur(known, (0, 0), 8) / np.maximum(cv2.GaussianBlur(weight, (0, 0), 8), 1e-3)[..., None]
    return np.where(mask[..., None] > 0, picture, np.clip(near, 0, 255)).astype(np.uint8)
