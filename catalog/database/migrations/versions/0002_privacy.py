"""Zones, corrections, reviews, residents' requests, samples and the access journal."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "DROP INDEX items_by_sequence",
    "CREATE INDEX items_by_rank ON items (sequence_id, rank)",
    "CREATE INDEX seen_by_sequence ON items (sequence_id, rank) WHERE state = 'seen'",
    """CREATE TABLE item_zones (
        item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        document TEXT NOT NULL
    )""",
    """CREATE TABLE corrections (
        item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        asked_at INTEGER NOT NULL
    )""",
    """CREATE TABLE reviews (
        item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        campaign TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        closed_at INTEGER,
        sampled INTEGER NOT NULL,
        document TEXT NOT NULL
    )""",
    "CREATE INDEX reviews_by_state ON reviews (closed_at, opened_at, item_id)",
    """CREATE TABLE decisions (
        number INTEGER PRIMARY KEY,
        item_id TEXT NOT NULL,
        decided_at INTEGER NOT NULL,
        account TEXT NOT NULL,
        document TEXT NOT NULL
    )""",
    "CREATE INDEX decisions_by_item ON decisions (item_id, number)",
    """CREATE TABLE requests (
        id TEXT PRIMARY KEY,
        item_id TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        secret_sha256 TEXT NOT NULL UNIQUE,
        challenge TEXT NOT NULL UNIQUE,
        zone_id TEXT,
        decided_at INTEGER,
        document TEXT NOT NULL
    )""",
    "CREATE INDEX requests_by_state ON requests (state, created_at, id)",
    "CREATE INDEX requests_by_zone ON requests (item_id, zone_id)",
    """CREATE TABLE samples (
        campaign TEXT PRIMARY KEY,
        seed TEXT NOT NULL,
        asked INTEGER NOT NULL,
        drawn_at INTEGER NOT NULL
    )""",
    """CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        happened_at INTEGER NOT NULL,
        account TEXT NOT NULL,
        action TEXT NOT NULL,
        item_id TEXT,
        document TEXT NOT NULL
    )""",
)

_KEPT = """CREATE TRIGGER {table}_keeps_{verb} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, '{table}: only ever added to');
END"""


def upgrade() -> None:
    """Build the rooms of privacy."""
    for statement in _STATEMENTS:
        op.execute(statement)
    for table in ("journal", "decisions"):
        for verb in ("update", "delete"):
            op.execute(_KEPT.format(table=table, verb=verb))
