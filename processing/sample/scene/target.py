"""What an anonymiser must find: rectangles in the plan frame whose pixels the truth can tell."""

from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats
from ruelle.processing.sample.scene.surface import Plane


@dataclass(frozen=True, slots=True)
class Target:
    """A face or a plate: corners (4, 3) clockwise from the top left in the plan frame, and the tag of its surface."""

    kind: str
    words: str
    corners: Floats
    outwards: Floats
    tag: str


def target_on(plane: Plane, edges_m: tuple[float, float, float, float], *, kind: str, words: str, tag: str) -> Target:
    """The target that fills a rectangle (left, top, right, bottom) of a plane."""
    left, top, right, bottom = edges_m
    corners = [plane.at(*corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom))]
    return Target(kind, words, np.array(corners), plane.outwards, tag)
