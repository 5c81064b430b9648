"""The truth and the pictures agree."""

import numpy as np
from PIL import Image

from ruelle.catalog.trajectory import distance_m
from ruelle.processing.sample.film import video_camera
from ruelle.processing.sample.rays import Equirectangular
from ruelle.processing.sample.render.picture import make_film, take_picture
from ruelle.processing.sample.truth import Shot, shot
from ruelle.processing.sample.world import World


def moments(world: World) -> list[Shot]:
    camera = Equirectangular(4096)
    return [shot(world, camera, "", float(time)) for time in np.arange(1, world.motion.duration_s, 4)]


def test_boxes_hold_the_corners_and_most_plates_and_faces_are_seen(world: World) -> None:
    shots = moments(world)
    camera = Equirectangular(4096)
    corners = {(target.kind, target.words): [] for target in world.town.targets}
    for target in world.town.targets:
        corners[target.kind, target.words].append(target.corners)
    for taken in shots:
        place, turn = world.pose(taken.time_s)
        for box in taken.boxes:
            found = [camera.project((c - place) @ turn) for c in corners[box.kind, box.words]]
            inside = [
                np.all((pixels[:, 1] >= box.top_px - 0.01) & (pixels[:, 1] <= box.bottom_px + 0.01))
                and np.all(
                    np.abs((pixels[:, 0] - (box.left_px + box.right_px) / 2 + 2048) % 4096 - 2048)
                    < 0.51 * (box.right_px - box.left_px) + 0.1
                )
                for pixels in found
            ]
            assert any(inside)
    seen = {(box.kind, box.words) for taken in shots for box in taken.boxes if box.visible > 0.5}
    assert sum(kind == "plate" for kind, _ in seen) >= 10
    assert sum(kind == "face" for kind, _ in seen) >= 12


def test_pixels_of_a_plate_have_its_colours(world: World) -> None:
    size = 2048
    camera = Equirectangular(size)
    shots = [shot(world, camera, "", float(time)) for time in np.arange(1, world.motion.duration_s, 2)]
    best = max(
        ((taken, box) for taken in shots for box in taken.boxes if box.kind == "plate" and box.visible == 1),
        key=lambda entry: entry[1].width_deg * (entry[1].right_px < size),
    )
    taken, box = best
    picture = take_picture(make_film(camera), world.tracer, world.paint, world.pose(taken.time_s))
    part = picture[round(box.top_px) : round(box.bottom_px), round(box.left_px) : round(box.right_px)].astype(float)
    middle = part[:, part.shape[1] // 4 : -part.shape[1] // 4]
    assert np.ptp(middle.mean(axis=2)) > 60
    assert np.abs(middle[..., 0] - middle[..., 2]).mean() < 30
    third = part.shape[1] // 12 + 1
    for edge in (part[:, :third], part[:, -third:]):
        assert (edge[..., 2] - edge[..., 0]).max() > 20


def test_neighbouring_poses_agree_with_speed_heading_and_earth(world: World) -> None:
    shots = [shot(world, Equirectangular(1024), "", time) for time in (5.0, 5.1)]
    a, b = shots
    moved = np.array([b.east_m - a.east_m, b.north_m - a.north_m])
    assert np.isclose(np.hypot(*moved), a.speed_m_s * 0.1, atol=0.03)
    assert np.isclose(np.degrees(np.arctan2(*moved)) % 360, a.heading_deg, atol=0.5)
    on_earth = distance_m(a.longitude_deg, a.latitude_deg, b.longitude_deg, b.latitude_deg)
    assert np.isclose(on_earth, np.hypot(*moved), rtol=0.006)


def test_video_boxes_lie_inside_the_frame(world: World) -> None:
    camera = video_camera(1920)
    boxes = [box for time in (3.0, 8.0, 30.0) for box in shot(world, camera, "", time).boxes]
    assert boxes
    for box in boxes:
        assert 0 <= box.left_px < box.right_px <= 1920
        assert 0 <= box.top_px < box.bottom_px <= 1080


def test_the_road_lies_below_and_the_sky_above(world: World) -> None:
    camera = Equirectangular(512)
    picture = take_picture(make_film(camera), world.tracer, world.paint, world.pose(5.0)).astype(float)
    sky, road = picture[:20].mean(axis=(0, 1)), picture[190:220, 240:272].mean(axis=(0, 1))
    assert sky[2] > sky[0] + 30
    assert np.ptp(road) < 25
    seam = np.abs(picture[:, 0] - picture[:, -1]).mean()
    assert seam < 2.5 * np.abs(np.diff(picture, axis=1)).mean() + 2
    assert Image.fromarray(picture.astype(np.uint8)).size == (512, 256)
