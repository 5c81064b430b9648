"""Renders heads with shoulders as sprites: RGBA pictures and the box of the face in each.

python -m training.heads PACKAGE OUTPUT --people 200 --views 12 --seed 1
"""

import argparse
import math
from pathlib import Path

import numpy as np
import open3d as o3d
from numpy.typing import NDArray

from training.people import Mesh, Person, Wardrobe

Floats = NDArray[np.float32]
SIDE_PX = 160
FRAME_DM = 4.2
AWAY_DEG = 100.0
LAYERS = 4


def rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> Floats:
    """Turns directions of the camera (x right, y up, z towards it) into those of the person."""
    y, p, r = (math.radians(a) for a in (yaw_deg, pitch_deg, roll_deg))
    about_y = np.array([[math.cos(y), 0, math.sin(y)], [0, 1, 0], [-math.sin(y), 0, math.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(p), math.sin(p)], [0, -math.sin(p), math.cos(p)]])
    about_z = np.array([[math.cos(r), -math.sin(r), 0], [math.sin(r), math.cos(r), 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z, np.float32)


class Studio:
    """One person in front of a camera."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._scene = o3d.t.geometry.RaycastingScene(nthreads=1)
        for mesh in person.meshes:
            self._scene.add_triangles(mesh.vertices, mesh.triangles.astype(np.uint32))

    def shoot(self, turn: Floats, light: Floats, ambient: float) -> tuple[NDArray[np.uint8], Floats]:
        """A sprite (SIDE_PX, SIDE_PX, 4) BGRA and the face's box (4,), x1 y1 x2 y2 in its pixels."""
        aim = self._person.middle + turn @ np.array([0, -0.5, 0], np.float32)
        step = (np.arange(SIDE_PX, dtype=np.float32) + 0.5) / SIDE_PX * 2 - 1
        across, up = np.meshgrid(step * FRAME_DM / 2, -step * FRAME_DM / 2)
        places = np.stack([across, up, np.full_like(across, 15.0)], axis=-1) @ turn.T + aim
        ahead = np.broadcast_to(turn @ np.array([0, 0, -1], np.float32), places.shape)
        colour = np.zeros((SIDE_PX, SIDE_PX, 3), np.float32)
        clear = np.ones((SIDE_PX, SIDE_PX), np.float32)
        rays = np.concatenate([places, ahead], axis=-1).reshape(-1, 6).astype(np.float32)
        open_rays = np.arange(len(rays))
        for _ in range(LAYERS):
            if not len(open_rays):
                break
            open_rays, rays = self._layer(rays, open_rays, (colour.reshape(-1, 3), clear.reshape(-1)), (light, ambient))
        alpha = 1 - clear
        seen = (self._person.face - aim) @ turn
        box = np.array([seen[:, 0].min(), -seen[:, 1].max(), seen[:, 0].max(), -seen[:, 1].min()])
        picture = np.dstack([np.clip(colour / np.maximum(alpha, 1e-3)[..., None], 0, 255), alpha * 255])
        return picture.astype(np.uint8), ((box / FRAME_DM + 0.5) * SIDE_PX).astype(np.float32)

    def _layer(
        self, rays: Floats, pixels: NDArray[np.intp], film: tuple[Floats, Floats], lamp: tuple[Floats, float]
    ) -> tuple[NDArray[np.intp], Floats]:
        """Adds what the rays meet next to the film; returns what goes on through holes in hair."""
        answer = {k: v.numpy() for k, v in self._scene.cast_rays(o3d.core.Tensor(rays)).items()}
        met = np.isfinite(answer["t_hit"])
        pixels, rays = pixels[met], rays[met]
        answer = {k: v[met] for k, v in answer.items()}
        texel = np.zeros((len(rays), 4), np.float32)
        for index, mesh in enumerate(self._person.meshes):
            here = answer["geometry_ids"] == index
            texel[here] = _sample(mesh, answer["primitive_ids"][here], answer["primitive_uvs"][here])
        normal = answer["primitive_normals"]
        normal = normal * np.sign(-(normal * rays[:, 3:]).sum(axis=1, keepdims=True))
        light, ambient = lamp
        bright = ambient + (1 - ambient) * np.clip(normal @ light, 0, 1) * 1.3
        colour, clear = film
        opaque = texel[:, 3] / 255 * clear[pixels]
        colour[pixels] += texel[:, :3] * (bright * opaque)[:, None]
        clear[pixels] -= opaque
        rays = rays.copy()
        rays[:, :3] += rays[:, 3:] * (answer["t_hit"][:, None] + 0.004)
        on = clear[pixels] > 0.03
        return pixels[on], rays[on]


def _sample(mesh: Mesh, triangle: NDArray[np.uint32], inside: Floats) -> Floats:
    u, v = inside[:, :1], inside[:, 1:]
    place = mesh.places[triangle.astype(np.int64)]
    at = place[:, 0] * (1 - u - v) + place[:, 1] * u + place[:, 2] * v
    high, wide = mesh.texture.shape[:2]
    column = np.clip((at[:, 0] % 1.0) * wide, 0, wide - 1).astype(int)
    row = np.clip((1 - at[:, 1] % 1.0) * high, 0, high - 1).astype(int)
    return np.asarray(mesh.texture[row, column], np.float32)


def main() -> None:
    """Render and write one `npz` of sprites, boxes and whether the face is turned away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--views", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    wardrobe = Wardrobe(options.package)
    sprites, boxes, away = [], [], []
    for _ in range(options.people):
        studio = Studio(wardrobe.person(rng))
        for _ in range(options.views):
            yaw = float(rng.normal(0, 50)) if rng.random() < 0.85 else float(rng.uniform(100, 260))
            turn = rotation(yaw, float(rng.normal(8, 14)), float(rng.normal(0, 8)))
            light = turn @ (v := rng.normal([0, 0.8, 0.6], 0.6)) / np.linalg.norm(v)
            sprite, box = studio.shoot(turn, light.astype(np.float32), float(rng.uniform(0.35, 0.8)))
            sprites.append(sprite)
            boxes.append(box)
            away.append(abs((yaw + 180) % 360 - 180) > AWAY_DEG)
    np.savez(options.output, sprites=np.stack(sprites), boxes=np.stack(boxes), away=np.array(away))


if __name__ == "__main__":
    main()
