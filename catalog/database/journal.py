"""The access journal in the database; triggers see to it that lines are only ever added."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select

from ruelle.catalog.database.documents import write
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.privacy_tables import JOURNAL
from ruelle.catalog.errors import InputError
from ruelle.catalog.journal import Access, Action
from ruelle.catalog.search import Page


class Journal:
    """What the catalog holds of who looked at what is sealed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def looking(self, account: str, item_id: str, zone_id: str) -> Iterator[None]:
        """Write down a look at a zone; what is fetched within may be shown only after the context has been left.

        Nothing is written down where fetching fails, and leaving fails where nothing could be written.
        """
        line = {
            "happened_at": datetime.now(UTC),
            "account": account,
            "action": Action.LOOK,
            "item_id": item_id,
            "document": write({"zone_id": zone_id}),
        }
        with writing(self._engine) as connection:
            connection.execute(insert(JOURNAL).values(line))
            yield

    def entries(self, *, limit: int, token: str | None = None) -> Page[Access]:
        """The lines of the journal, the latest first. Raises InputError for a bad token."""
        query = select(JOURNAL).order_by(JOURNAL.c.number.desc()).limit(limit + 1)
        if token is not None:
            query = query.where(JOURNAL.c.number < _number(token))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        found = tuple(
            Access(
                row.number, row.happened_at, row.account, Action(row.action), row.item_id, **json.loads(row.document)
            )
            for row in rows[:limit]
        )
        return Page(found, str(found[-1].number) if len(rows) > limit else None)


def _number(token: str) -> int:
    if not token.isascii() or not token.isdigit() or len(token) > 18:
        raise InputError("bad-token")
    return int(token)
