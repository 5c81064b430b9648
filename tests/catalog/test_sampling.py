"""The sampling plan: a repeatable draw, and exact intervals."""

import pytest

from ruelle.catalog.sampling import Tally, drawn, share, tally
from ruelle.catalog.zones import CornersDeg, Decision, Zone, ZoneKind, ZoneOrigin, Zones

CORNERS: CornersDeg = ((0, 2), (2, 2), (2, 0), (0, 0))


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [  # Clopper and Pearson as R's binom.test gives them
        (0, 1, 0.0, 0.975),
        (1, 1, 0.025, 1.0),
        (5, 10, 0.1871, 0.8129),
        (98, 100, 0.9296, 0.9976),
        (100, 100, 0.9638, 1.0),
        (2, 3, 0.0943, 0.9916),
    ],
)
def test_intervals_are_exact(hits: int, trials: int, low: float, high: float) -> None:
    found = share(hits, trials)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)
    mirrored = share(trials - hits, trials)
    assert mirrored is not None
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=2e-4)


def test_a_large_sample_is_sure_of_itself() -> None:
    found = share(99_000, 100_000)
    assert found is not None
    assert 0.989 < found.low < 0.99 < found.high < 0.991


def test_nothing_seen_says_nothing() -> None:
    assert share(0, 0) is None


def test_the_draw_is_repeatable_and_depends_on_the_seed() -> None:
    ids = [f"item-{number}" for number in range(100)]
    assert drawn("a", ids, 10) == drawn("a", reversed(ids), 10) == drawn("a", ids, 50)[:10]
    assert drawn("a", ids, 10) != drawn("b", ids, 10)
    assert sorted(drawn("a", ids, 1000)) == sorted(ids)


def zone(number: int, kind: ZoneKind, origin: ZoneOrigin, decision: Decision | None = None) -> Zone:
    return Zone(f"z{number}", kind, CORNERS, origin, decision=decision)


def test_what_a_person_adds_was_missed() -> None:
    first = Zones(
        "a",
        ("toy",),
        (
            zone(0, ZoneKind.FACE, ZoneOrigin.MACHINE),
            zone(1, ZoneKind.PLATE, ZoneOrigin.NEIGHBOUR, Decision.KEEP),
            zone(2, ZoneKind.FACE, ZoneOrigin.MACHINE, Decision.LIFT),
            zone(3, ZoneKind.FACE, ZoneOrigin.PERSON),
            zone(4, ZoneKind.PLATE, ZoneOrigin.REQUEST, Decision.KEEP),
            zone(5, ZoneKind.PLATE, ZoneOrigin.REQUEST),
        ),
    )
    second = Zones("b", ("toy",), (zone(0, ZoneKind.HOUSE, ZoneOrigin.PERSON),))
    assert tally([first, second]) == Tally(found=2, missed=2, false=1, clean=1)
