"""Jobs in the database: what runs, what waits, what failed, and what an operator changes about a drive."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, update

from ruelle.catalog.database import drives, erasures
from ruelle.catalog.database.custody_tables import OUTCOMES
from ruelle.catalog.database.documents import read_failure
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.privacy_tables import CORRECTIONS, REQUESTS, REVIEWS
from ruelle.catalog.database.pulse import beat
from ruelle.catalog.database.tables import DRIVES, ITEMS, ORIGINALS, SEQUENCES
from ruelle.catalog.database.visible import in_state
from ruelle.catalog.errors import Conflict, Failure, NotFound
from ruelle.catalog.jobs import Awaiting, DriveJob, FailedItems, Today
from ruelle.catalog.vocabulary import DriveState, ItemState, Visibility

GROWTH_OVER = timedelta(days=30)


class Jobs:
    """What the operators' page shows and changes, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def drives(self, limit: int = 200) -> list[DriveJob]:
        """The newest drives as jobs."""
        with self._engine.connect() as connection:
            rows = connection.execute(_briefs().order_by(DRIVES.c.created_at.desc(), DRIVES.c.id).limit(limit)).all()
            return _jobs(connection, rows)

    def drive(self, drive_id: str) -> DriveJob:
        """One drive as a job. Raises NotFound."""
        with self._engine.connect() as connection:
            return _job(connection, drive_id)

    def failures(self, limit: int = 100) -> list[FailedItems]:
        """The pictures that failed, by drive and reason."""
        with self._engine.connect() as connection:
            return _failures(connection, limit)

    def today(self) -> Today:
        """What came of the work since midnight."""
        midnight = OUTCOMES.c.day == func.date("now", "localtime")
        query = select(func.sum(OUTCOMES.c.ready), func.sum(OUTCOMES.c.failed)).where(midnight)
        with self._engine.connect() as connection:
            ready, failed = connection.execute(query).one()
        return Today(ready or 0, failed or 0)

    def awaiting(self) -> Awaiting:
        """What waits for a person."""
        with self._engine.connect() as connection:
            reviews = select(func.count()).select_from(REVIEWS).where(REVIEWS.c.closed_at.is_(None))
            requests = select(func.count()).select_from(REQUESTS).where(REQUESTS.c.state == "open")
            return Awaiting(connection.execute(reviews).scalar_one(), connection.execute(requests).scalar_one())

    def growth_bytes_a_day(self) -> float:
        """How many bytes of originals came a day, over the last thirty."""
        since = datetime.now(UTC) - GROWTH_OVER
        query = select(func.sum(ORIGINALS.c.size_bytes)).join(DRIVES).where(DRIVES.c.created_at >= since)
        with self._engine.connect() as connection:
            return (connection.execute(query).scalar() or 0) / GROWTH_OVER.days

    def retry(self, drive_id: str) -> int:
        """Put a drive, or its pictures that failed, back in line; returns how many. Raises NotFound, or Conflict."""
        with writing(self._engine) as connection:
            drive = drives.read(connection, drive_id)
            if erasures.is_erased(connection, drive_id):
                raise Conflict("original-erased")
            if drive.state is DriveState.FAILED:
                drives.put(connection, replace(drive, state=DriveState.DRAFT, failure=None))
                return 1
            failed = ITEMS.c.sequence_id.in_(_sequences(drive_id)), in_state(ITEMS, ItemState.FAILED)
            again = connection.execute(update(ITEMS).where(*failed).values(state=ItemState.PLACED, failure=None))
            return again.rowcount

    def show(self, drive_id: str, visibility: Visibility) -> None:
        """Say who may see a drive, published or not. Raises NotFound, or Conflict for one that is not ready for all."""
        with writing(self._engine) as connection:
            job = _job(connection, drive_id)
            if visibility is Visibility.PUBLIC and not job.is_settled:
                raise Conflict("drive-not-reviewed", campaign=job.campaign)
            drives.put(connection, replace(drives.read(connection, drive_id), visibility=visibility))
            mine = _sequences(drive_id)
            connection.execute(update(SEQUENCES).where(SEQUENCES.c.id.in_(mine)).values(visibility=visibility))
            connection.execute(update(ITEMS).where(ITEMS.c.sequence_id.in_(mine)).values(visibility=visibility))
            beat(connection)


def _sequences(drive_id: str) -> Any:  # noqa: ANN401 - a select of one column
    return select(SEQUENCES.c.id).where(SEQUENCES.c.drive_id == drive_id)


def _briefs() -> Any:  # noqa: ANN401
    columns = (DRIVES.c[name] for name in ("id", "campaign", "created_at", "state", "brief"))
    return select(*columns, erasures.erased().label("erased"))


def _job(connection: Connection, drive_id: str) -> DriveJob:
    found = _jobs(connection, connection.execute(_briefs().where(DRIVES.c.id == drive_id)).all())
    if not found:
        raise NotFound("drive-unknown", id=drive_id)
    return found[0]


def _jobs(connection: Connection, rows: Iterable[Row[Any]]) -> list[DriveJob]:
    rows = list(rows)
    mine = [row.id for row in rows]
    items = defaultdict[str, dict[ItemState, int]](dict)
    by_state = (
        select(SEQUENCES.c.drive_id, ITEMS.c.state, func.count())
        .join(ITEMS, ITEMS.c.sequence_id == SEQUENCES.c.id)
        .group_by(SEQUENCES.c.drive_id, ITEMS.c.state)
    )
    for drive_id, state, count in connection.execute(by_state.where(drives.among(SEQUENCES.c.drive_id, mine))):
        items[drive_id][ItemState(state)] = count
    originals = _counted(connection, select(ORIGINALS.c.drive_id, func.count()).group_by(ORIGINALS.c.drive_id))
    corrections = _counted(connection, _per_drive(CORRECTIONS))
    reviews = _counted(connection, _per_drive(REVIEWS).where(REVIEWS.c.closed_at.is_(None)))
    last_s = _counted(
        connection, select(OUTCOMES.c.drive_id, func.max(OUTCOMES.c.last_s)).group_by(OUTCOMES.c.drive_id)
    )
    jobs = []
    for row in rows:
        brief, last = json.loads(row.brief), last_s.get(row.id)
        job = DriveJob(
            id=row.id,
            campaign=row.campaign,
            captured_at=row.created_at,
            drive_state=DriveState(row.state),
            visibility=Visibility(brief["visibility"]),
            originals=originals.get(row.id, 0),
            items=items[row.id],
            corrections=corrections.get(row.id, 0),
            open_reviews=reviews.get(row.id, 0),
            dropped=brief["dropped"],
            erased=bool(row.erased),
            failure=read_failure(brief["failure"]),
            found_clock_offset_s=brief["found_clock_offset_s"],
            finished_at=None if last is None else datetime.fromtimestamp(last, UTC),
        )
        jobs.append(job)
    return jobs


def _per_drive(companions: Any) -> Any:  # noqa: ANN401
    """How many rows of a table that hangs on items each drive has."""
    of_items = select(SEQUENCES.c.drive_id, func.count()).select_from(companions)
    of_items = of_items.join(ITEMS, ITEMS.c.id == companions.c.item_id)
    return of_items.join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id).group_by(SEQUENCES.c.drive_id)


def _counted(connection: Connection, query: Any) -> dict[str, int]:  # noqa: ANN401
    return {row[0]: row[1] for row in connection.execute(query)}


def _failures(connection: Connection, limit: int) -> list[FailedItems]:
    code = func.json_extract(ITEMS.c.failure, "$.code")
    query = (
        select(SEQUENCES.c.drive_id, SEQUENCES.c.campaign, func.min(ITEMS.c.failure), func.count())
        .join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id)
        .where(in_state(ITEMS, ItemState.FAILED))
        .group_by(SEQUENCES.c.drive_id, SEQUENCES.c.campaign, code)
        .order_by(SEQUENCES.c.drive_id)
        .limit(limit)
    )
    return [
        FailedItems(drive_id, campaign, read_failure(json.loads(failure)) or Failure("item-doubtful"), count)
        for drive_id, campaign, failure, count in connection.execute(query)
    ]
