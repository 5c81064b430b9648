"""The offset between a camera's clock and UTC: stated, or found where the path that the camera saw fits the track."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ruelle.catalog.errors import Failure
from ruelle.catalog.vocabulary import Clock
from ruelle.processing.geometry.alignment import GRID_S, REFINED_S, align, refine, with_fitted_turns
from ruelle.processing.geometry.cleaning import CleanTrajectory
from ruelle.processing.geometry.frames import Floats
from ruelle.processing.geometry.observed import Odometry, Way

QUARTER_S = 900.0
ZONES_S = np.arange(-56, 57) * QUARTER_S
FAR_S = 300.0
"""No clock is believed to be further from the time of some zone."""
SURE_S = 0.5
SURE_MARGIN = 12.0


class Found(StrEnum):
    """How an offset came to be known."""

    STATED = "stated"
    OWN = "own"
    SEEN = "seen"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class ClockOffset:
    """Seconds to add to the camera's clock to give UTC, its one-sigma, how it was found and whether to rely on it."""

    offset_s: float
    sigma_s: float
    found: Found
    sure: bool

    @property
    def doubt(self) -> Failure | None:
        """What to ask the operator; None if the offset is sure."""
        if self.sure:
            return None
        shown = f"{self.offset_s:+.1f}"
        return Failure("clock-offset-unsure", {"offset": shown, "sigma": f"{self.sigma_s:.1f}"})


def find_clock_offset(
    track: CleanTrajectory, seen: Sequence[Odometry], span_s: tuple[float, float], clock: Clock
) -> ClockOffset:
    """The offset of a clock whose footage spans these times (camera), recorded along this track (times in UTC)."""
    way = track.way
    zones = possible_zones_s(way, span_s, clock)
    offsets = np.unique(np.concatenate([zone + np.arange(-FAR_S, FAR_S + GRID_S, GRID_S) for zone in zones]))
    usual = np.abs(offsets[:, None] - zones[None, :]).min(axis=1)
    alignment = align(way, seen, offsets, usual)
    if alignment is None or not np.isfinite(alignment.sigma_s):
        return ClockOffset(float(zones[0]), max(FAR_S, float(np.ptp(zones))) / 2.0, Found.ZONE, sure=False)
    offset_s = alignment.offset_s
    if alignment.sigma_s > REFINED_S:
        return ClockOffset(offset_s, alignment.sigma_s, Found.SEEN, sure=False)
    moved = with_fitted_turns(way, [path.moved(offset_s) for path in seen])
    later_s, sigma_s = refine(track.believed, [path.moved(-track.start_s) for path in moved], track.habits)
    sure = alignment.margin >= SURE_MARGIN and sigma_s <= SURE_S
    return ClockOffset(offset_s + later_s, sigma_s, Found.SEEN, sure)


def possible_zones_s(way: Way, span_s: tuple[float, float], clock: Clock) -> Floats:
    """Offsets by whole quarters of an hour that put the footage on the way, the likeliest first; at least one.

    Likeliest is the one with the longest overlap; among equals whole hours, near Central European time, come first.
    """
    zones = ZONES_S if clock is Clock.LOCAL else np.zeros(1)
    first, last = way.time_s[0] - span_s[0], way.time_s[-1] - span_s[1]
    missing = np.maximum(np.maximum(first - zones, zones - last), 0.0)
    near = zones[missing <= FAR_S + (span_s[1] - span_s[0])]
    if not len(near):
        near = zones[np.argmin(missing)][None]
    missing = np.maximum(np.maximum(first - near, near - last), 0.0)
    home = np.minimum(np.abs(near + 7200.0), np.abs(near + 3600.0))
    broken = near % 3600.0 != 0
    return np.asarray(near[np.lexsort((home, broken, np.round(missing)))])
