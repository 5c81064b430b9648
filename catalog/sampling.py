"""The sampling plan: which published pictures a person checks, and what that says of all the others."""

import hashlib
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ruelle.catalog.zones import Decision, Zone, ZoneKind, ZoneOrigin, Zones

CONFIDENCE = 0.95
_HALVINGS = 60
_BY_MACHINE = (ZoneOrigin.MACHINE, ZoneOrigin.NEIGHBOUR)
_RECOGNISABLE = (ZoneKind.FACE, ZoneKind.PLATE, ZoneKind.PERSON)
"""What the machine looks for; that it blurs no houses is no miss."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share, estimated, with the bounds between which it lies with a confidence."""

    estimate: float
    low: float
    high: float
    confidence: float = CONFIDENCE


@dataclass(frozen=True, slots=True)
class Tally:
    """What was seen in the pictures that a person checked.

    `found` zones were blurred by the machine, `missed` ones added by hand, `false` ones lifted; `clean` pictures missed
    nothing.
    """

    found: int = 0
    missed: int = 0
    false: int = 0
    clean: int = 0


@dataclass(frozen=True, slots=True)
class SampleReport:
    """One campaign: pictures asked for, drawn and checked, and the tally of those checked."""

    campaign: str
    asked: int
    drawn: int
    checked: int
    tally: Tally

    @property
    def recall(self) -> Interval | None:
        """The share of faces and plates that the machine found; None before anything was seen."""
        return share(self.tally.found, self.tally.found + self.tally.missed)

    @property
    def clean(self) -> Interval | None:
        """The share of pictures in which nothing was missed; zones of one picture go together, pictures less so."""
        return share(self.tally.clean, self.checked)


def drawn(seed: str, item_ids: Iterable[str], count: int) -> list[str]:
    """A random draw without replacement that is the same for the same seed; a longer one holds the shorter.

    >>> drawn("a", ["x", "y", "z"], 2) == drawn("a", ["z", "y", "x"], 3)[:2]
    True
    """
    return sorted(item_ids, key=lambda item_id: hashlib.sha256(f"{seed}:{item_id}".encode()).digest())[:count]


def tally(checked: Iterable[Zones]) -> Tally:
    """What was found and missed in pictures that a person has checked.

    Missed is what the person added, and what residents asked for and an operator confirmed.
    """
    found = missed = false = clean = 0
    for zones in checked:
        by_machine = [zone for zone in zones.zones if zone.origin in _BY_MACHINE]
        missed_here = sum(_was_missed(zone) for zone in zones.zones)
        found += sum(zone.blurred for zone in by_machine)
        false += sum(not zone.blurred for zone in by_machine)
        missed += missed_here
        clean += missed_here == 0
    return Tally(found, missed, false, clean)


def _was_missed(zone: Zone) -> bool:
    confirmed = zone.origin is ZoneOrigin.REQUEST and zone.decision is Decision.KEEP
    by_hand = zone.origin is ZoneOrigin.PERSON and zone.blurred
    return zone.kind in _RECOGNISABLE and (confirmed or by_hand)


def share(hits: int, trials: int) -> Interval | None:
    """The share of hits with its exact interval (Clopper and Pearson, Biometrika 26, 1934); None without trials.

    >>> share(0, 10)
    Interval(estimate=0.0, low=0.0, high=0.3085, confidence=0.95)
    """
    if trials == 0:
        return None
    if 2 * hits > trials:
        rest = share(trials - hits, trials)
        assert rest is not None
        return Interval(round(hits / trials, 4), round(1 - rest.high, 4), round(1 - rest.low, 4))
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if hits == 0 else _root(lambda chance: _at_most(hits - 1, trials, chance) - (1 - tail))
    high = _root(lambda chance: _at_most(hits, trials, chance) - tail)
    return Interval(round(hits / trials, 4), round(low, 4), round(high, 4))


def _at_most(hits: int, trials: int, chance: float) -> float:
    """The probability of at most so many hits, each trial hitting with the same chance (0 < chance < 1)."""
    hit, miss, whole = math.log(chance), math.log1p(-chance), math.lgamma(trials + 1)
    terms = (
        whole - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * hit + (trials - k) * miss
        for k in range(hits + 1)
    )
    return math.fsum(math.exp(term) for term in terms)


def _root(falling: Callable[[float], float]) -> float:
    """Where a function that falls over 0 to 1 is nought."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2
