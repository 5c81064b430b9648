"""Invalid values cannot be constructed."""

from collections.abc import Callable
from datetime import datetime

import pytest

from ruelle.catalog.model import Anonymisation, Derivatives, Item, Original
from ruelle.catalog.vocabulary import ItemState


def test_an_item_that_can_be_seen_has_anonymised_derivatives(make_item: Callable[..., Item]) -> None:
    with pytest.raises(ValueError, match="anonymised"):
        make_item(1, state=ItemState.READY, derivatives=None)


def test_derivatives_carry_their_anonymisation() -> None:
    with pytest.raises(TypeError, match="anonymisation"):
        Derivatives("aa/pack", {}, (), None)  # type: ignore[arg-type]


def test_nobody_looking_is_no_anonymisation() -> None:
    with pytest.raises(ValueError, match="no detector"):
        Anonymisation((), 0, 0)


def test_a_failed_item_says_why(make_item: Callable[..., Item]) -> None:
    with pytest.raises(ValueError, match="why"):
        make_item(1, state=ItemState.FAILED, derivatives=None)


def test_times_are_in_utc(make_item: Callable[..., Item]) -> None:
    with pytest.raises(ValueError, match="UTC"):
        make_item(1, captured_at=datetime(2026, 5, 4, 8, 0))


@pytest.mark.parametrize("name", ["../evil.jpg", "a/b.jpg", "a\\b.jpg", "..", ""])
def test_an_original_has_a_bare_name(name: str) -> None:
    with pytest.raises(ValueError, match="bare file name"):
        Original("0" * 64, name, 1, "image/jpeg")


def test_an_original_has_a_checksum_in_lower_case() -> None:
    with pytest.raises(ValueError, match="sha256"):
        Original("A" * 64, "a.jpg", 1, "image/jpeg")
