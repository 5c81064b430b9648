"""Sunlight with its shadows and the light of the sky, baked once per surface since nothing in the town moves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Bytes, Floats, Integers
from ruelle.processing.sample.render.atlas import shelve
from ruelle.processing.sample.render.trace import Tracer
from ruelle.processing.sample.scene.surface import Light, Surface, vector

UNIT = 200.0
"""The byte that stands for full light in a light map."""

_SUN = np.array([0.98, 0.92, 0.80], np.float32)
_SKY = np.array([0.60, 0.67, 0.78], np.float32)
_GROUND = np.array([0.44, 0.41, 0.36], np.float32)
_SUN_RAYS, _SKY_RAYS, _SKY_STEP, _SKY_REACH_M, _LIFT_M = 3, 20, 4, 9.0, 0.012


@dataclass(frozen=True, slots=True)
class LightMap:
    """Light (RGB, UNIT is full); of each surface where its part starts (pixels, metres) and its texels per metre."""

    image: Bytes
    corners_px: Integers
    starts_m: Floats
    texels_per_m: Floats


def sun_direction(azimuth_rad: float, elevation_rad: float) -> Floats:
    """Unit vector towards the sun in the plan frame."""
    across = math.cos(elevation_rad)
    return vector(across * math.cos(azimuth_rad), across * math.sin(azimuth_rad), math.sin(elevation_rad))


def bake(surfaces: Sequence[Surface], tracer: Tracer, sun: Floats, rng: np.random.Generator) -> LightMap:
    """Light every surface: direct sun by jittered shadow rays, the sky by rays over the hemisphere, gamma encoded."""
    low = np.array([s.triangles.min(axis=(0, 1)) for s in surfaces])
    high = np.array([s.triangles.max(axis=(0, 1)) for s in surfaces])
    scales = np.array([s.texels_per_m if s.light is Light.MATT else 1e-6 for s in surfaces])
    sizes = np.maximum(np.ceil((high - low) * scales[:, None]).astype(int) + 1, 2)
    corners, height = shelve(sizes, 4096)
    image = np.zeros((height, 4096, 3), np.uint8)
    for batch in _batches(sizes):
        for i, part in zip(batch, _lit([surfaces[i] for i in batch], sizes[batch], (tracer, sun, rng)), strict=True):
            (x, y), (w, h) = corners[i], sizes[i]
            image[y : y + h, x : x + w] = part
    return LightMap(image, corners, low, scales)


def _batches(sizes: Integers, limit: int = 400_000) -> list[Integers]:
    group = np.cumsum(sizes.prod(axis=1)) // limit
    return [np.flatnonzero(group == g) for g in np.unique(group)]


def _lit(
    surfaces: Sequence[Surface], sizes: Integers, scene: tuple[Tracer, Floats, np.random.Generator]
) -> list[Bytes]:
    fine = [_grid(s, int(w), int(h)) for s, (w, h) in zip(surfaces, sizes, strict=True)]
    thin = [(len(_steps(int(w))), len(_steps(int(h)))) for w, h in sizes]
    coarse = [_grid(s, w, h) for s, (w, h) in zip(surfaces, thin, strict=True)]
    direct = _sunlight(surfaces, fine, scene)
    open_sky = _skylight(surfaces, coarse, scene)
    parts = []
    for surface, (w, h), (cw, ch), sun_part, sky_part in zip(surfaces, sizes, thin, direct, open_sky, strict=True):
        if surface.light is Light.NONE:
            parts.append(np.full((h, w, 3), UNIT, np.uint8))
            continue
        smooth = _hat(int(h), ch) @ sky_part.reshape(ch, cw) @ _hat(int(w), cw).T
        leafy = surface.light is Light.LEAF
        smooth = 0.35 + 0.65 * smooth if leafy else smooth
        up = 0.5 if leafy else float(surface.plane.outwards[2])
        around = _SKY * (0.5 + 0.5 * up) + _GROUND * (0.5 - 0.5 * up)
        light = sun_part.reshape(h, w, 1) * _SUN + smooth[..., None].astype(np.float32) * around
        parts.append(np.clip(UNIT * (light / 1.18) ** (1 / 2.2), 0, 255).astype(np.uint8))
    return parts


def _steps(count: int) -> Integers:
    return np.arange(max(2, -(-(count - 1) // _SKY_STEP) + 1))


def _hat(fine: int, coarse: int) -> Floats:
    """Weights (fine, coarse) of linear interpolation between the coarse samples."""
    place = np.linspace(0, coarse - 1, fine)[:, None]
    return np.asarray(np.maximum(0, 1 - np.abs(place - np.arange(coarse))), np.float64)


def _grid(surface: Surface, width: int, height: int) -> Floats:
    """Points (n, 3) just above a surface, evenly over its bounding rectangle."""
    low, high = surface.triangles.min(axis=(0, 1)), surface.triangles.max(axis=(0, 1))
    inset = np.minimum((high - low) * 0.02, 0.03)
    u = np.linspace(low[0] + inset[0], high[0] - inset[0], width)[None, :, None]
    v = np.linspace(low[1] + inset[1], high[1] - inset[1], height)[:, None, None]
    plane = surface.plane
    points = plane.corner + plane.outwards * _LIFT_M + u * plane.right + v * plane.down
    return np.asarray(points.reshape(-1, 3), np.float32)


def _sunlight(
    surfaces: Sequence[Surface], grids: list[Floats], scene: tuple[Tracer, Floats, np.random.Generator]
) -> list[Floats]:
    tracer, sun, rng = scene
    normals = np.array([s.plane.outwards for s in surfaces])
    facing = normals @ sun
    leaf = np.array([s.light is Light.LEAF for s in surfaces])
    strength = np.where(leaf, 0.25 + 0.6 * np.abs(facing), np.maximum(facing, 0)).astype(np.float32)
    counts = [len(g) for g in grids]
    points, factor = np.concatenate(grids), np.repeat(strength, counts)
    spread = np.repeat([0.4 / s.texels_per_m if s.light is Light.MATT else 0.1 for s in surfaces], counts)
    seen = np.zeros(len(points), np.float32)
    lit = np.flatnonzero(factor > 0)
    for _ in range(_SUN_RAYS if len(lit) else 0):
        shift = rng.uniform(-1, 1, (len(lit), 3)) * spread[lit, None]
        normal = np.repeat(normals, counts, axis=0)[lit]
        shift -= normal * np.sum(shift * normal, axis=1, keepdims=True)
        towards = sun + rng.normal(0, 0.006, (len(lit), 3))
        seen[lit] += 1 - tracer.blocked(points[lit] + shift, towards, 400.0)
    return np.split(seen * factor / _SUN_RAYS, np.cumsum(counts)[:-1])


def _skylight(
    surfaces: Sequence[Surface], grids: list[Floats], scene: tuple[Tracer, Floats, np.random.Generator]
) -> list[Floats]:
    tracer, _, rng = scene
    counts = [len(g) for g in grids]
    points = np.concatenate(grids)
    bases = np.array([[s.plane.right, s.plane.down, s.plane.outwards] for s in surfaces])
    base = np.repeat(bases, counts, axis=0).astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi, len(points))
    free = np.zeros(len(points), np.float32)
    for k in range(_SKY_RAYS):
        radius = math.sqrt((k + 0.5) / _SKY_RAYS)
        angle = turn + k * 2.399963
        ray = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.full(len(points), 1 - radius**2) ** 0.5], -1)
        free += 1 - tracer.blocked(points, np.einsum("nk,nkj->nj", ray, base), _SKY_REACH_M)
    return np.split(free / _SKY_RAYS, np.cumsum(counts)[:-1])
