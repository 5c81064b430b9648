"""What stands on pavements: signs, lamps, bins, benches, bollards, the notice board."""

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats
from ruelle.processing.sample.scene.shapes import UP, ahead_of, box, facing, painted, pictured, pole
from ruelle.processing.sample.scene.surface import Surface, fan, rectangle
from ruelle.processing.sample.textures import signs

_STEEL, _GREEN, _WOOD = (150, 154, 158), (38, 62, 54), (142, 104, 68)


def sign(place: Floats, yaw_rad: float, picture: Bytes, outline: Floats, *, foot_m: float = 2.1) -> list[Surface]:
    """A sign on a post: a plan point (x, y, z), where it looks, its picture and outline (n, 2) in pixels."""
    out = ahead_of(yaw_rad)
    scale = signs.SIGN_PX_PER_M
    width, height = picture.shape[1] / scale, picture.shape[0] / scale
    front = facing(out, place + UP * (foot_m + height) + out * 0.05).moved(-width / 2, 0)
    back = facing(-out, place + UP * (foot_m + height) + out * 0.035).moved(-width / 2, 0)
    shape = outline / scale
    turned = np.stack([width - shape[:, 0], shape[:, 1]], axis=-1)
    return [
        *pole(place, 0.03, foot_m + height, _STEEL, sides=6),
        Surface(front, picture, fan(shape), scale, texels_per_m=10),
        painted(back, fan(turned), (136, 140, 144)),
    ]


def lamp(place: Floats, towards_yaw_rad: float) -> list[Surface]:
    """A street lamp with an arm over the road."""
    arm = ahead_of(towards_yaw_rad)
    surfaces = pole(place, 0.10, 0.9, _GREEN) + pole(place + UP * 0.9, 0.05, 3.9, _GREEN)
    surfaces += box(place + UP * 4.7 + arm * 0.45, arm, (1.0, 0.05, 0.05), _GREEN)
    surfaces += box(place + UP * 4.42 + arm * 0.85, arm, (0.42, 0.26, 0.26), (60, 78, 72))
    return surfaces + box(place + UP * 4.36 + arm * 0.85, arm, (0.34, 0.20, 0.06), (246, 240, 216))


def bin_with_lid(place: Floats, yaw_rad: float, lid: tuple[int, int, int]) -> list[Surface]:
    """A household bin put out for collection."""
    ahead = ahead_of(yaw_rad)
    return box(place, ahead, (0.56, 0.50, 0.94), (64, 68, 70)) + box(place + UP * 0.94, ahead, (0.62, 0.54, 0.10), lid)


def bench(place: Floats, yaw_rad: float) -> list[Surface]:
    """A bench whose back is away from where it looks."""
    ahead = ahead_of(yaw_rad)
    surfaces = []
    for k in range(4):
        surfaces += box(place + UP * 0.42 + ahead * (0.12 * k - 0.18), ahead, (0.10, 1.8, 0.04), _WOOD)
    for k in range(3):
        surfaces += box(place + UP * (0.55 + 0.14 * k) - ahead * (0.26 + 0.02 * k), ahead, (0.04, 1.8, 0.11), _WOOD)
    left = np.cross(UP, ahead)
    for side in (-0.75, 0.75):
        surfaces += box(place + left * side - ahead * 0.05, ahead, (0.45, 0.06, 0.42), (48, 50, 52))
    return surfaces


def bollard(place: Floats) -> list[Surface]:
    """A short post that keeps cars off the pavement."""
    return pole(place, 0.06, 0.95, _GREEN) + pole(place + UP * 0.95, 0.075, 0.06, (206, 60, 52))


def notice_board(place: Floats, yaw_rad: float, picture: Bytes) -> list[Surface]:
    """The town's notices, on two posts."""
    out = ahead_of(yaw_rad)
    across = np.cross(UP, out)
    surfaces = []
    for side in (-0.7, 0.7):
        surfaces += box(place + across * side, out, (0.08, 0.08, 2.0), (62, 44, 32))
    front = facing(out, place + UP * 1.95 + out * 0.07).moved(-0.75, 0)
    back = facing(-out, place + UP * 1.95 - out * 0.05).moved(-0.75, 0)
    surfaces += [pictured(front, picture, (1.5, 1.0)), painted(back, rectangle(1.5, 1.0), (62, 44, 32))]
    return surfaces + box(place + UP * 1.97, out, (0.34, 1.7, 0.07), (62, 44, 32))
