"""Which surface does a ray meet: Open3D's ray casting over the triangles of a scene."""

from collections.abc import Sequence

import numpy as np
import open3d as o3d

from ruelle.processing.sample.arrays import Floats, Integers
from ruelle.processing.sample.scene.surface import Surface


class Tracer:
    """Rays against surfaces; rays are counted from one origin or from many, directions are unit vectors."""

    def __init__(self, surfaces: Sequence[Surface]) -> None:
        triangles = [surface.vertices for surface in surfaces]
        counts = [len(t) for t in triangles]
        self._owner = np.repeat(np.arange(len(surfaces), dtype=np.int32), counts)
        vertices = np.concatenate(triangles).reshape(-1, 3).astype(np.float32)
        indices = np.arange(len(vertices), dtype=np.uint32).reshape(-1, 3)
        self._scene = o3d.t.geometry.RaycastingScene()
        self._scene.add_triangles(o3d.core.Tensor.from_numpy(vertices), o3d.core.Tensor.from_numpy(indices))

    def surfaces(self, origin: Floats, directions: Floats) -> Integers:
        """Index of the first surface that each ray (n, 3) meets; the last surface where it meets none."""
        answer = self._scene.cast_rays(_rays(origin, directions))
        primitive = answer["primitive_ids"].numpy()
        owner = self._owner[np.minimum(primitive, len(self._owner) - 1)]
        return np.asarray(owner)

    def first(self, origin: Floats, directions: Floats) -> tuple[Floats, Integers]:
        """Distance in metres to what each ray (n, 3) meets first, and the surface's index."""
        answer = self._scene.cast_rays(_rays(origin, directions))
        primitive = np.minimum(answer["primitive_ids"].numpy(), len(self._owner) - 1)
        return answer["t_hit"].numpy(), self._owner[primitive]

    def blocked(self, origins: Floats, directions: Floats, reach_m: float) -> Floats:
        """Whether anything lies within reach along each ray (n, 3), as 0 or 1."""
        answer = self._scene.test_occlusions(_rays(origins, directions), tnear=0.0, tfar=reach_m)
        return np.asarray(answer.numpy(), np.float32)


def _rays(origins: Floats, directions: Floats) -> o3d.core.Tensor:
    rays = np.empty((len(directions), 6), np.float32)
    rays[:, :3] = origins
    rays[:, 3:] = directions
    return o3d.core.Tensor.from_numpy(rays)
