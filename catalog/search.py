"""What a reader asks of the catalog, and a page of the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ruelle.catalog.vocabulary import Visibility

T = TypeVar("T")

LIMIT_CEILING = 1000
"""No page is longer than this, whatever is asked."""


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """A search over items that are ready; `bbox_deg` is west, south, east, north; times are inclusive and UTC.

    The newest item comes first, unless `oldest_first`: the order in which a sequence was driven.
    """

    visibilities: frozenset[Visibility]
    bbox_deg: tuple[float, float, float, float] | None = None
    start: datetime | None = None
    end: datetime | None = None
    ids: tuple[str, ...] = ()
    sequence_ids: tuple[str, ...] = ()
    limit: int = 10
    token: str | None = None
    oldest_first: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= LIMIT_CEILING:
            raise ValueError(f"a page holds 1 to {LIMIT_CEILING} items: {self.limit}")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some results, and the token that asks for the next ones (None at the end)."""

    results: tuple[T, ...]
    next_token: str | None = None
