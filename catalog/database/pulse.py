"""One number that grows with every change of what a reader may see, so that caches know when they are stale."""

from sqlalchemy import Connection, select, update

from ruelle.catalog.database.tables import PULSE


def beat(connection: Connection) -> None:
    """Tell the readers that what they cached is stale."""
    connection.execute(update(PULSE).values(beat=PULSE.c.beat + 1))


def read(connection: Connection) -> int:
    """The number that grows with every change of what a reader may see."""
    beats: int = connection.execute(select(PULSE.c.beat)).scalar_one()
    return beats
