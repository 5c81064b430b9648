"""Camera models: there and back, and which way is which."""

import numpy as np
import pytest

from ruelle.processing.sample.rays import (
    CameraModel,
    Equidistant,
    Equirectangular,
    Perspective,
    pixel_centres,
    plan_from_rig,
)


@pytest.mark.parametrize(
    "camera", [Equirectangular(64), Equidistant(48), Perspective(64, 36)], ids=lambda c: type(c).__name__
)
def test_a_ray_falls_back_on_its_pixel(camera: CameraModel) -> None:
    pixels = pixel_centres(camera).reshape(-1, 2).astype(float)
    rays = camera.rays(pixels)
    seen = np.linalg.norm(rays, axis=1) > 0
    assert seen.mean() > 0.7
    np.testing.assert_allclose(np.linalg.norm(rays[seen], axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(camera.project(rays[seen] * 7.5), pixels[seen], atol=1e-6)


@pytest.mark.parametrize(
    "camera", [Equirectangular(64), Equidistant(48), Perspective(64, 36)], ids=lambda c: type(c).__name__
)
def test_forward_is_the_centre_and_right_is_right(camera: CameraModel) -> None:
    width, height = camera.size_px
    forward, right, down = camera.project(np.array([[0, 0, 1.0], [0.1, 0, 1.0], [0, 0.1, 1.0]]))
    np.testing.assert_allclose(forward, (width / 2, height / 2))
    assert right[0] > forward[0]
    assert down[1] > forward[1]


def test_yaw_turns_left_pitch_looks_up_and_roll_lowers_the_right_side() -> None:
    level = plan_from_rig(0.0, 0.0, 0.0)
    np.testing.assert_allclose(level, np.array([[0, 0, 1], [-1, 0, 0], [0, -1, 0]]).astype(float), atol=1e-12)
    assert plan_from_rig(0.1, 0, 0)[1, 2] > 0
    assert plan_from_rig(0, 0.1, 0)[2, 2] > 0
    assert plan_from_rig(0, 0, 0.1)[2, 0] < 0


def test_every_rotation_is_proper() -> None:
    turn = plan_from_rig(1.2, -0.3, 0.2)
    np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(turn) == pytest.approx(1)
