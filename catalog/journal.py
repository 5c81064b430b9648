"""The access journal: who looked at what is sealed, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What somebody did with what is sealed."""

    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the journal; `zone_id` is the zone that was shown unblurred."""

    number: int
    happened_at: datetime
    account: str
    action: Action
    item_id: str
    zone_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the log of decisions: what a person did with a zone, or with the picture as a whole."""

    decided_at: datetime
    account: str
    action: str
    zone_id: str | None
    decision: str | None
