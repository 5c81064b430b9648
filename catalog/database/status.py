"""How far everything has come: campaigns, counts, and what waits for a person."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ruelle.catalog.database.documents import read_failure
from ruelle.catalog.database.tables import ADDRESSES, DRIVES, ITEMS, SEQUENCES
from ruelle.catalog.errors import Failure
from ruelle.catalog.vocabulary import DriveState, ItemState

TROUBLES_CEILING = 100
_TO_DO = (ItemState.PLACED, ItemState.SEEN)


@dataclass(frozen=True, slots=True)
class CampaignCounts:
    """One campaign: drives and items per state, only those states that occur."""

    campaign: str
    drives: dict[DriveState, int]
    items: dict[ItemState, int]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One item that failed or waits for review, and why."""

    item_id: str
    campaign: str
    source_name: str
    state: ItemState
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole catalog in numbers; `troubles` holds at most the first hundred."""

    campaigns: tuple[CampaignCounts, ...]
    troubles: tuple[Trouble, ...]
    addresses: int

    @property
    def pending(self) -> int:
        """How many drives and items wait for a worker."""
        drives = sum(one.drives.get(DriveState.DRAFT, 0) for one in self.campaigns)
        return drives + sum(one.items.get(state, 0) for one in self.campaigns for state in _TO_DO)


def counts(connection: Connection) -> Counts:
    """The whole catalog in numbers."""
    campaigns: dict[str, CampaignCounts] = {}
    for campaign, state, count in connection.execute(
        select(DRIVES.c.campaign, DRIVES.c.state, func.count()).group_by(DRIVES.c.campaign, DRIVES.c.state)
    ):
        campaigns.setdefault(campaign, CampaignCounts(campaign, {}, {})).drives[DriveState(state)] = count
    for campaign, state, count in connection.execute(
        select(SEQUENCES.c.campaign, ITEMS.c.state, func.count())
        .join(ITEMS, ITEMS.c.sequence_id == SEQUENCES.c.id)
        .group_by(SEQUENCES.c.campaign, ITEMS.c.state)
    ):
        campaigns.setdefault(campaign, CampaignCounts(campaign, {}, {})).items[ItemState(state)] = count
    addresses = connection.execute(select(func.count()).select_from(ADDRESSES)).scalar_one()
    return Counts(tuple(campaigns[name] for name in sorted(campaigns)), _troubles(connection), addresses)


def _troubles(connection: Connection) -> tuple[Trouble, ...]:
    query = (
        select(ITEMS.c.id, SEQUENCES.c.campaign, ITEMS.c.source_name, ITEMS.c.state, ITEMS.c.failure)
        .join(SEQUENCES, ITEMS.c.sequence_id == SEQUENCES.c.id)
        .where(ITEMS.c.state.in_((ItemState.FAILED, ItemState.REVIEW)))
        .order_by(SEQUENCES.c.campaign, ITEMS.c.captured_at)
        .limit(TROUBLES_CEILING)
    )
    return tuple(
        Trouble(item_id, campaign, name, ItemState(state), read_failure(failure and json.loads(failure)))
        for item_id, campaign, name, state, failure in connection.execute(query)
    )
