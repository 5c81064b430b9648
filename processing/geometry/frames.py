"""A flat metric frame around a place: metres east and north, good over a town."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EQUATOR_M = 6_378_137.0
ECCENTRICITY_SQUARED = 6.694_379_990_14e-3


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """East and north in metres from an origin (WGS 84), by the ellipsoid's radii of curvature there.

    Distances are true within 0.2 % at 10 km from the origin.

    >>> frame = LocalFrame(-0.37, 49.14)
    >>> there = np.array([[-0.3611, 49.1443]])
    >>> np.allclose(frame.wgs84_from_metric(frame.metric_from_wgs84(there)), there, atol=1e-12)
    True
    """

    longitude_deg: float
    latitude_deg: float

    @property
    def metres_per_degree(self) -> Floats:
        """Length of one degree of longitude and of one degree of latitude at the origin, shape (2,)."""
        latitude = math.radians(self.latitude_deg)
        bulge = 1.0 - ECCENTRICITY_SQUARED * math.sin(latitude) ** 2
        east = EQUATOR_M / math.sqrt(bulge) * math.cos(latitude)
        north = EQUATOR_M * (1.0 - ECCENTRICITY_SQUARED) / bulge**1.5
        return np.array([east, north]) * (math.pi / 180.0)

    def metric_from_wgs84(self, positions_deg: Floats) -> Floats:
        """Metres east and north of longitudes and latitudes in degrees; both (n, 2)."""
        away = positions_deg - np.array([self.longitude_deg, self.latitude_deg])
        away[:, 0] = (away[:, 0] + 180.0) % 360.0 - 180.0
        return np.asarray(away * self.metres_per_degree)

    def wgs84_from_metric(self, positions_m: Floats) -> Floats:
        """Longitudes and latitudes in degrees of metres east and north; both (n, 2)."""
        there = positions_m / self.metres_per_degree + np.array([self.longitude_deg, self.latitude_deg])
        there[:, 0] = (there[:, 0] + 180.0) % 360.0 - 180.0
        return np.asarray(there)


def heading_deg(east: Floats, north: Floats) -> Floats:
    """Direction of vectors, degrees clockwise from north in [0, 360).

    >>> heading_deg(np.array([1.0, 0.0]), np.array([0.0, -1.0])).tolist()
    [90.0, 180.0]
    """
    return np.asarray(np.degrees(np.arctan2(east, north)) % 360.0)


def turn_deg(a_deg: Floats | float, b_deg: Floats | float) -> Floats:
    """The shorter turn from heading a to heading b, in [-180, 180), positive clockwise.

    >>> float(turn_deg(350.0, 10.0))
    20.0
    """
    return np.asarray((np.asarray(b_deg) - a_deg + 180.0) % 360.0 - 180.0)
