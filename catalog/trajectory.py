"""A trajectory: where a vehicle was, fix by fix; a *track* is only the file it came from."""

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the WGS 84 ellipsoid (IUGG)."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One position at one time, WGS 84; `time_s` is POSIX seconds, UTC, of the receiver's clock."""

    time_s: float
    longitude_deg: float
    latitude_deg: float
    altitude_m: float | None = None
    horizontal_accuracy_m: float | None = None
    speed_m_s: float | None = None
    course_deg: float | None = None

    def __post_init__(self) -> None:
        if not (-180 <= self.longitude_deg <= 180 and -90 <= self.latitude_deg <= 90):
            raise ValueError(f"not a position on Earth: {self.longitude_deg}, {self.latitude_deg}")
        if not math.isfinite(self.time_s):
            raise ValueError(f"not a time: {self.time_s}")


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Fixes in strictly increasing time; at least one."""

    fixes: tuple[Fix, ...]

    def __post_init__(self) -> None:
        if not self.fixes:
            raise ValueError("a trajectory has at least one fix")
        if any(a.time_s >= b.time_s for a, b in zip(self.fixes, self.fixes[1:], strict=False)):
            raise ValueError("the fixes of a trajectory are in strictly increasing time")

    @property
    def start_s(self) -> float:
        """Time of the first fix, POSIX seconds UTC."""
        return self.fixes[0].time_s

    @property
    def end_s(self) -> float:
        """Time of the last fix, POSIX seconds UTC."""
        return self.fixes[-1].time_s


def distance_m(a_lon_deg: float, a_lat_deg: float, b_lon_deg: float, b_lat_deg: float) -> float:
    """Great-circle distance in metres (haversine, within 0.5 % of the ellipsoid).

    >>> round(distance_m(-0.37, 49.14, -0.37, 49.15))
    1112
    """
    lat_a, lat_b = math.radians(a_lat_deg), math.radians(b_lat_deg)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b_lon_deg - a_lon_deg) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def bearing_deg(a_lon_deg: float, a_lat_deg: float, b_lon_deg: float, b_lat_deg: float) -> float:
    """Initial bearing from a to b in degrees clockwise from north, in [0, 360).

    >>> bearing_deg(0.0, 45.0, 0.0, 46.0)
    0.0
    """
    lat_a, lat_b, lon = math.radians(a_lat_deg), math.radians(b_lat_deg), math.radians(b_lon_deg - a_lon_deg)
    east = math.sin(lon) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(lon)
    return math.degrees(math.atan2(east, north)) % 360.0
