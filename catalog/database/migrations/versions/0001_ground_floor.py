"""Drives, sequences, items, accounts, tokens and addresses, with their spatial and text indexes."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """CREATE TABLE drives (
        id TEXT PRIMARY KEY,
        campaign TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        document BLOB NOT NULL
    )""",
    "CREATE INDEX drives_by_state ON drives (state, created_at)",
    """CREATE TABLE originals (
        sha256 TEXT NOT NULL,
        drive_id TEXT NOT NULL REFERENCES drives (id) ON DELETE CASCADE,
        PRIMARY KEY (sha256, drive_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX originals_by_drive ON originals (drive_id)",
    """CREATE TABLE sequences (
        id TEXT PRIMARY KEY,
        drive_id TEXT NOT NULL REFERENCES drives (id) ON DELETE CASCADE,
        campaign TEXT NOT NULL,
        title TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        visibility TEXT NOT NULL
    )""",
    "CREATE INDEX sequences_by_drive ON sequences (drive_id)",
    "CREATE INDEX sequences_by_time ON sequences (created_at, id)",
    """CREATE TABLE items (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        sequence_id TEXT NOT NULL REFERENCES sequences (id) ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        captured_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        visibility TEXT NOT NULL,
        longitude_deg REAL NOT NULL,
        latitude_deg REAL NOT NULL,
        altitude_m REAL,
        heading_deg REAL,
        pitch_deg REAL NOT NULL,
        roll_deg REAL NOT NULL,
        horizontal_accuracy_m REAL,
        heading_accuracy_deg REAL,
        projection TEXT NOT NULL,
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        make TEXT NOT NULL,
        model TEXT NOT NULL,
        field_of_view_deg REAL,
        source_sha256 TEXT NOT NULL,
        source_name TEXT NOT NULL,
        orientation INTEGER NOT NULL,
        frame_time_s REAL,
        pack_key TEXT,
        levels TEXT,
        anonymisation TEXT,
        failure TEXT,
        address INTEGER,
        CHECK (state <> 'ready' OR (pack_key IS NOT NULL AND anonymisation IS NOT NULL))
    )""",
    "CREATE INDEX items_by_sequence ON items (sequence_id)",
    """CREATE INDEX ready_by_rank ON items (sequence_id, rank, visibility, longitude_deg, latitude_deg, state)
        WHERE state = 'ready'""",
    """CREATE INDEX ready_by_time ON items (captured_at, id, visibility, longitude_deg, latitude_deg, state)
        WHERE state = 'ready'""",
    "CREATE INDEX placed_by_time ON items (captured_at, id) WHERE state = 'placed'",
    """CREATE TABLE packs (
        item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        parts TEXT NOT NULL
    )""",
    "CREATE TABLE pulse (beat INTEGER NOT NULL)",
    "INSERT INTO pulse VALUES (0)",
    "CREATE VIRTUAL TABLE items_tree USING rtree (number, west_deg, east_deg, south_deg, north_deg)",
    """CREATE TRIGGER items_enter AFTER INSERT ON items WHEN new.state = 'ready' BEGIN
        INSERT INTO items_tree VALUES
            (new.number, new.longitude_deg, new.longitude_deg, new.latitude_deg, new.latitude_deg);
    END""",
    """CREATE TRIGGER items_move AFTER UPDATE OF state, longitude_deg, latitude_deg ON items BEGIN
        DELETE FROM items_tree WHERE number = old.number;
        INSERT INTO items_tree
            SELECT new.number, new.longitude_deg, new.longitude_deg, new.latitude_deg, new.latitude_deg
            WHERE new.state = 'ready';
    END""",
    "CREATE TRIGGER items_leave AFTER DELETE ON items BEGIN DELETE FROM items_tree WHERE number = old.number; END",
    """CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        role INTEGER NOT NULL,
        password_hash TEXT NOT NULL
    )""",
    """CREATE TABLE tokens (
        sha256 TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        expires_at INTEGER
    )""",
    "CREATE INDEX tokens_by_account ON tokens (account_id)",
    """CREATE TABLE addresses (
        number INTEGER PRIMARY KEY,
        house_number TEXT NOT NULL,
        street TEXT NOT NULL,
        commune TEXT NOT NULL,
        longitude_deg REAL NOT NULL,
        latitude_deg REAL NOT NULL
    )""",
    "CREATE VIRTUAL TABLE addresses_tree USING rtree (number, west_deg, east_deg, south_deg, north_deg)",
    """CREATE VIRTUAL TABLE addresses_text USING fts5 (
        house_number, street, commune,
        content = 'addresses', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
    )""",
)


def upgrade() -> None:
    """Build the ground floor."""
    for statement in _STATEMENTS:
        op.execute(statement)
