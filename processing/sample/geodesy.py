"""From the plan of the invented town to the Earth: plan frame, local east-north-up, WGS 84."""

import math
from dataclasses import dataclass

import numpy as np

from ruelle.processing.sample.arrays import Floats

_EQUATOR_M, _FLATTENING = 6_378_137.0, 1 / 298.257223563
_ECCENTRICITY2 = _FLATTENING * (2 - _FLATTENING)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the plan lies: its origin on WGS 84 and the bearing of its x axis; z is up and starts at `altitude_m`."""

    longitude_deg: float = -0.374
    latitude_deg: float = 49.148
    altitude_m: float = 38.0
    x_bearing_deg: float = 62.0

    def enu_from_plan(self, points: Floats) -> Floats:
        """Turn plan points (..., 3) in metres into local east, north, up in metres."""
        angle = math.radians(90 - self.x_bearing_deg)
        x, y, z = np.moveaxis(np.asarray(points, float), -1, 0)
        east = x * math.cos(angle) - y * math.sin(angle)
        north = x * math.sin(angle) + y * math.cos(angle)
        return np.stack([east, north, z], axis=-1)

    def degrees_from_enu(self, points: Floats) -> Floats:
        """Turn local points (..., >= 2) in metres into longitude and latitude (ellipsoid of WGS 84)."""
        latitude = math.radians(self.latitude_deg)
        bend = 1 - _ECCENTRICITY2 * math.sin(latitude) ** 2
        east_radius = _EQUATOR_M / math.sqrt(bend) * math.cos(latitude)
        north_radius = _EQUATOR_M * (1 - _ECCENTRICITY2) / bend**1.5
        degrees = np.degrees(np.asarray(points, float)[..., :2] / (east_radius, north_radius))
        return np.asarray(degrees + np.array([self.longitude_deg, self.latitude_deg]))

    def heading_deg(self, yaw_rad: float) -> float:
        """Turn a plan yaw (counter-clockwise from x) into a heading clockwise from north, in [0, 360)."""
        return (self.x_bearing_deg - math.degrees(yaw_rad)) % 360.0
