"""Erasures, uploads, daily outcomes, and what a list of drives shows without reading them whole."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE drives ADD COLUMN brief TEXT NOT NULL DEFAULT '{}'",
    """UPDATE drives SET brief = (
        SELECT json_object(
            'visibility', json_extract(d, '$.visibility'),
            'failure', json_extract(d, '$.failure'),
            'found_clock_offset_s', json_extract(d, '$.found_clock_offset_s'),
            'dropped', json_array_length(d, '$.dropped')
        ) FROM (SELECT CAST(drives.document AS TEXT) AS d)
    )""",
    "ALTER TABLE originals ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0",
    """UPDATE originals SET size_bytes = found.size_bytes FROM (
        SELECT
            drives.id AS drive_id,
            json_extract(value, '$.original.sha256') AS sha256,
            json_extract(value, '$.original.size_bytes') AS size_bytes
        FROM drives, json_each(CAST(drives.document AS TEXT), '$.footage')
    ) AS found WHERE found.drive_id = originals.drive_id AND found.sha256 = originals.sha256""",
    "CREATE INDEX items_by_state ON items (sequence_id, state)",
    "CREATE INDEX failed_by_sequence ON items (sequence_id) WHERE state = 'failed'",
    """CREATE TABLE erasures (
        number INTEGER PRIMARY KEY,
        drive_id TEXT NOT NULL,
        begun_at INTEGER NOT NULL,
        finished_at INTEGER,
        document TEXT NOT NULL
    )""",
    "CREATE INDEX erasures_by_drive ON erasures (drive_id, begun_at)",
    "CREATE INDEX erasures_begun ON erasures (number) WHERE finished_at IS NULL",
    """CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures BEGIN
        SELECT RAISE(ABORT, 'erasures: only ever added to');
    END""",
    """CREATE TABLE uploads (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        account TEXT NOT NULL,
        document TEXT NOT NULL
    )""",
    "CREATE INDEX uploads_by_state ON uploads (state, created_at)",
    """CREATE TABLE outcomes (
        drive_id TEXT NOT NULL REFERENCES drives (id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        ready INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        last_s INTEGER NOT NULL,
        PRIMARY KEY (drive_id, day)
    ) WITHOUT ROWID""",
    "CREATE INDEX outcomes_by_day ON outcomes (day)",
    """CREATE TRIGGER items_outcome AFTER UPDATE OF state ON items
        WHEN new.state IN ('ready', 'failed') AND new.state <> old.state
    BEGIN
        INSERT INTO outcomes
            SELECT drive_id, date('now', 'localtime'), new.state = 'ready', new.state = 'failed',
                CAST(strftime('%s', 'now') AS INTEGER)
            FROM sequences WHERE id = new.sequence_id
        ON CONFLICT (drive_id, day) DO UPDATE SET
            ready = ready + excluded.ready, failed = failed + excluded.failed, last_s = excluded.last_s;
    END""",
)


def upgrade() -> None:
    """Build the rooms of custody."""
    for statement in _STATEMENTS:
        op.execute(statement)
