"""People on the pavements: boards cut to the outline of a drawn figure, with a back."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.scene.shapes import UP, ahead_of, facing
from ruelle.processing.sample.scene.surface import Surface, ears
from ruelle.processing.sample.scene.target import Target, target_on
from ruelle.processing.sample.textures.people import PERSON_PX_PER_M, draw_person


@dataclass(frozen=True, slots=True)
class Person:
    """Where someone stands (plan, and height of the ground), which way they look, and their size against 1.7 m."""

    place: Floats
    ground_m: float
    yaw_rad: float
    size: float = 1.0


def build_person(rng: np.random.Generator, person: Person, name: str) -> tuple[list[Surface], Target]:
    """The two boards of a person, and the face as a target."""
    figure = draw_person(rng)
    scale = PERSON_PX_PER_M / person.size
    height, width = (side / scale for side in figure.picture.shape[:2])
    out = ahead_of(person.yaw_rad)
    base = np.append(person.place, person.ground_m)
    front = facing(out, base + UP * height).moved(-width / 2, 0)
    back = facing(-out, base + UP * height).moved(-width / 2, 0, 0.015)
    outline = figure.outline / scale
    turned = np.stack([width - outline[:, 0], outline[:, 1]], axis=-1)
    tag = f"face:{name}"
    surfaces = [
        Surface(front, figure.picture, ears(outline), scale, texels_per_m=12, tags=frozenset([tag])),
        Surface(back, figure.back, ears(turned), scale, texels_per_m=12),
    ]
    left, top, right, bottom = (edge / scale for edge in figure.face_px)
    return surfaces, target_on(front, (left, top, right, bottom), kind="face", words=name, tag=tag)
