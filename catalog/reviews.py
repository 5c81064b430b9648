"""Reviews: pictures that a person looks at before they are published, or afterwards as a sample."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewReason(StrEnum):
    """Why a person should look."""

    DOUBTFUL = "doubtful"
    CROWD = "crowd"
    BROKEN = "broken"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Review:
    """One picture to be looked at; it stays out of sight until the review is closed, unless it is a mere sample.

    `first_by` is who finished it first where four eyes are asked for; `closed_by` is who closed it.
    """

    item_id: str
    campaign: str
    reasons: tuple[ReviewReason, ...]
    opened_at: datetime
    sampled: bool = False
    first_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a review has a reason")
