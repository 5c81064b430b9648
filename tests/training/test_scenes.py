"""Where boxes come to lie when sprites are put together."""

import numpy as np

from training.optics import compressed, photograph
from training.scenes import FACE, PLATE, SIDE_PX, Scene, finished
from training.vehicles import draw_vehicle


def scene(zoom: float = 1.0, stretch: float = 1.0) -> Scene:
    ground = np.full((round(SIDE_PX * zoom), round(SIDE_PX * zoom / stretch), 3), 90, np.uint8)
    return Scene(ground, zoom, stretch)


def sprite(width: int, height: int) -> np.ndarray:
    return np.full((height, width, 4), 255, np.uint8)


def test_the_plate_lies_on_its_vehicle() -> None:
    rng = np.random.default_rng(5)
    scenery = rng.integers(0, 255, (60, 80, 3), np.uint8)
    for _ in range(20):
        vehicle = draw_vehicle(rng, scenery)
        high, wide = vehicle.picture.shape[:2]
        assert ((vehicle.corners >= 0) & (vehicle.corners <= (wide, high))).all()
        x, y = vehicle.corners.mean(axis=0).astype(int)
        assert vehicle.picture[y, x, 3] > 200


def test_boxes_are_stretched_with_the_picture() -> None:
    made = scene(zoom=1.5, stretch=2.0)
    made.add(np.array([15, 30, 45, 60], np.float32), PLATE)
    assert finished(made)[0].tolist() == [20, 20, 60, 40, PLATE, 0]


def test_what_is_half_hidden_is_ignored_and_what_is_hidden_is_gone() -> None:
    made = scene()
    for x in (10, 110, 210):
        made.add(np.array([x, 50, x + 40, 90], np.float32), FACE)
    made.paste(sprite(20, 60), 110, 45)
    made.paste(sprite(60, 60), 205, 45)
    assert finished(made)[:, [0, 5]].tolist() == [[10, 0], [110, 1]]


def test_what_is_cut_by_the_edge_or_tiny_is_ignored() -> None:
    made = scene()
    made.add(np.array([-20, 10, 20, 20], np.float32), PLATE)
    made.add(np.array([100, 100, 105, 102], np.float32), PLATE)
    assert finished(made)[:, 5].tolist() == [1, 1]
    assert finished(made)[0, 0] == 0


def test_a_photograph_keeps_its_shape() -> None:
    rng = np.random.default_rng(6)
    picture = rng.integers(0, 255, (64, 96, 3), np.uint8)
    for _ in range(10):
        assert photograph(rng, picture).shape == picture.shape
    assert compressed(picture, 50).shape == picture.shape
