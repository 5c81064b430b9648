"""Jobs: a drive on its way from the camera card to the street, in five steps that a person can follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ruelle.catalog.errors import Failure
from ruelle.catalog.vocabulary import DriveState, ItemState, Visibility


class Step(StrEnum):
    """The five steps, in their order."""

    RECEIVE = "receive"
    PLACE = "place"
    ANONYMISE = "anonymise"
    REVIEW = "review"
    PUBLISH = "publish"


class JobState(StrEnum):
    """What a job does at its step."""

    UPLOADING = "uploading"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What an operator may do about a job."""

    ANSWER = "answer"
    RETRY = "retry"
    CANCEL = "cancel"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a job stands: its step, what it does there, and how much of that step is done."""

    step: Step
    state: JobState
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DriveJob:
    """A drive as its job shows it; `items` counts its pictures by state, `originals` its files.

    `corrections` are pictures to be blurred anew; `erased` tells that the originals are gone; `finished_at` is when the
    last picture became ready or failed.
    """

    id: str
    campaign: str
    captured_at: datetime
    drive_state: DriveState
    visibility: Visibility
    originals: int
    items: Mapping[ItemState, int] = field(default_factory=dict)
    corrections: int = 0
    open_reviews: int = 0
    dropped: int = 0
    erased: bool = False
    failure: Failure | None = None
    found_clock_offset_s: float | None = None
    finished_at: datetime | None = None

    @property
    def pictures(self) -> int:
        """How many pictures the drive has."""
        return sum(self.items.values())

    @property
    def stage(self) -> Stage:
        """Where the job stands."""
        if self.drive_state is not DriveState.PLACED:
            return Stage(Step.PLACE, _STATES[self.drive_state], 0, self.originals)
        total, ready = self.pictures, self.items.get(ItemState.READY, 0)
        unseen = self.items.get(ItemState.PLACED, 0)
        if unseen or self.items.get(ItemState.SEEN, 0):
            state = JobState.QUEUED if unseen == total else JobState.RUNNING
            return Stage(Step.ANONYMISE, state, total - unseen, total)
        if self.corrections:
            return Stage(Step.PUBLISH, JobState.RUNNING, max(0, total - self.corrections), total)
        if doubtful := self.items.get(ItemState.REVIEW, 0):
            return Stage(Step.REVIEW, JobState.WAITING, total - doubtful, total)
        return Stage(Step.PUBLISH, JobState.DONE if ready else JobState.FAILED, ready, total)

    @property
    def is_settled(self) -> bool:
        """Whether all pictures that could be made are ready, and nobody has to look at any."""
        waits = sum(self.items.get(state, 0) for state in (ItemState.PLACED, ItemState.SEEN, ItemState.REVIEW))
        ready = self.items.get(ItemState.READY, 0)
        return bool(ready) and not waits and not self.corrections and not self.open_reviews

    @property
    def actions(self) -> tuple[Action, ...]:
        """What may be done, the first of it first."""
        state = self.drive_state
        failed = state is DriveState.FAILED or self.items.get(ItemState.FAILED, 0) > 0
        unpublished = state in _OPEN or self.pictures > self.items.get(ItemState.READY, 0)
        may = {
            Action.ANSWER: state is DriveState.WAITING,
            Action.RETRY: failed and not self.erased,
            Action.PUBLISH: self.visibility is Visibility.STAFF and self.is_settled,
            Action.UNPUBLISH: self.visibility is Visibility.PUBLIC and state is not DriveState.CANCELLED,
            Action.CANCEL: unpublished,
            Action.ERASE: True,
        }
        return tuple(action for action, allowed in may.items() if allowed)


_OPEN = (DriveState.DRAFT, DriveState.WAITING, DriveState.FAILED)
_STATES = {
    DriveState.DRAFT: JobState.QUEUED,
    DriveState.WAITING: JobState.WAITING,
    DriveState.FAILED: JobState.FAILED,
    DriveState.CANCELLED: JobState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class FailedItems:
    """Pictures of one drive that failed for the same reason; `failure` is that of the first of them."""

    drive_id: str
    campaign: str
    failure: Failure
    count: int


@dataclass(frozen=True, slots=True)
class Today:
    """What came of the work since midnight, local time."""

    ready: int
    failed: int


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What waits for a person: reviews and residents' requests that are open."""

    reviews: int
    requests: int
