"""The tables of erasures, uploads and what came of the work day by day; migration 0003 makes them."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from ruelle.catalog.database.tables import METADATA, UtcTime

ERASURES = Table(
    "erasures",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("drive_id", String, nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("document", String, nullable=False),
)
"""What was erased, by which rule or whom; an erasure that has not finished still names its files, to be resumed."""

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("account", String, nullable=False),
    Column("document", String, nullable=False),
)

OUTCOMES = Table(
    "outcomes",
    METADATA,
    Column("drive_id", String, ForeignKey("drives.id", ondelete="CASCADE"), primary_key=True),
    Column("day", String, primary_key=True),
    Column("ready", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("last_s", Integer, nullable=False),
)
"""How many pictures of a drive became ready, or failed, on a local day; a trigger keeps count."""
