"""The ways that footage can be placed on: a side track, the GPS of videos, the fixes of pictures."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ruelle.catalog.pose import Pose
from ruelle.catalog.trajectory import Trajectory
from ruelle.processing.geometry.alignment import with_fitted_turns
from ruelle.processing.geometry.cleaning import CleanTrajectory, clean
from ruelle.processing.geometry.observed import Odometry


def merged(trajectories: Iterable[Trajectory]) -> Trajectory | None:
    """All fixes in order of time, one for each time; None if there are none."""
    fixes = {fix.time_s: fix for trajectory in trajectories for fix in trajectory.fixes}
    return Trajectory(tuple(fixes[time] for time in sorted(fixes))) if fixes else None


@dataclass(frozen=True, slots=True)
class CleanWay:
    """A trajectory and what cleaning made of it."""

    trajectory: Trajectory
    cleaned: CleanTrajectory

    @classmethod
    def of(cls, trajectory: Trajectory, seen: Sequence[Odometry] = ()) -> "CleanWay":
        """Clean a trajectory along the paths seen (POSIX times)."""
        alone = cls(trajectory, clean(trajectory))
        return cls(trajectory, clean(trajectory, with_fitted_turns(alone.cleaned.way, seen))) if seen else alone

    def pose_at(self, time_s: float) -> Pose | None:
        """Where the vehicle was at a POSIX time and which way it pointed; None outside the track and in its gaps."""
        moment = self.cleaned.at(time_s)
        if moment is None:
            return None
        place = np.array([[moment.position_m.real, moment.position_m.imag]])
        longitude_deg, latitude_deg = self.cleaned.frame.wgs84_from_metric(place)[0]
        known = math.isfinite(moment.heading_deg)
        return Pose(
            float(longitude_deg),
            float(latitude_deg),
            altitude_m=self._altitude_m(time_s),
            heading_deg=round(moment.heading_deg, 2) % 360.0 if known else None,
            horizontal_accuracy_m=round(moment.accuracy_m, 2),
            heading_accuracy_deg=round(moment.heading_accuracy_deg, 1) if known else None,
        )

    def stands_at(self, time_s: float) -> bool:
        """Whether the vehicle is known to stand at a POSIX time."""
        moment = self.cleaned.at(time_s)
        return moment is not None and moment.stands

    def believes(self, time_s: float) -> bool:
        """Whether the fix at this very time was believed."""
        k = bisect_left(self.trajectory.fixes, time_s, key=lambda fix: fix.time_s)
        return bool(self.cleaned.used[k])

    def _altitude_m(self, time_s: float) -> float | None:
        """Between the two fixes around; None if one of them does not tell it."""
        fixes = self.trajectory.fixes
        k = bisect_left(fixes, time_s, key=lambda fix: fix.time_s)
        before, after = fixes[max(0, k - 1)], fixes[min(k, len(fixes) - 1)]
        if before.altitude_m is None or after.altitude_m is None:
            return None
        share = (time_s - before.time_s) / (after.time_s - before.time_s) if after is not before else 0.0
        return round(before.altitude_m + min(max(share, 0.0), 1.0) * (after.altitude_m - before.altitude_m), 2)
