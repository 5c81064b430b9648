"""What was made is kept until the catalog changes, and never more than there is room for."""

import pytest

from ruelle.viewer_api.kept import Kept


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return bytes([self.made]) * 40


@pytest.fixture
def make() -> Maker:
    return Maker()


def test_the_same_beat_gives_the_same_bytes(make: Maker) -> None:
    kept = Kept()
    assert kept.get(1, "a", make) == kept.get(1, "a", make)
    assert make.made == 1


def test_another_beat_or_key_is_made_anew(make: Maker) -> None:
    kept = Kept()
    assert len({kept.get(1, "a", make), kept.get(1, "b", make), kept.get(2, "a", make)}) == 3


def test_a_reader_who_is_late_neither_gets_nor_keeps_what_is_newer(make: Maker) -> None:
    kept = Kept()
    newer = kept.get(2, "a", make)
    assert kept.get(1, "a", make) != newer
    assert kept.get(2, "a", make) == newer


def test_what_was_not_asked_for_longest_goes_first(make: Maker) -> None:
    kept = Kept(ceiling_bytes=80)
    first, second = kept.get(1, "a", make), kept.get(1, "b", make)
    assert kept.get(1, "a", make) == first
    kept.get(1, "c", make)
    assert kept.get(1, "a", make) == first
    assert kept.get(1, "b", make) != second


def test_what_is_larger_than_the_room_is_not_kept(make: Maker) -> None:
    kept = Kept(ceiling_bytes=39)
    assert kept.get(1, "a", make) != kept.get(1, "a", make)
