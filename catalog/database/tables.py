"""The tables of the catalog as SQLAlchemy Core sees them; the migrations make them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    column,
    table,
)

SCHEMA_HEAD = "0003"
"""The migration that this code is written for; a test holds it to the newest file in `migrations/versions`."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, UTC, without the rounding of a float.

    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - EPOCH) // MICROSECOND


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC, kept as microseconds since 1970 so that it sorts and compares as an integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


METADATA = MetaData()

DRIVES = Table(
    "drives",
    METADATA,
    Column("id", String, primary_key=True),
    Column("campaign", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("state", String, nullable=False),
    Column("brief", String, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
"""`brief` repeats what a list of drives shows, for a whole document holds the trajectory and is long."""

ORIGINALS = Table(
    "originals",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("drive_id", String, ForeignKey("drives.id", ondelete="CASCADE"), primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
)

SEQUENCES = Table(
    "sequences",
    METADATA,
    Column("id", String, primary_key=True),
    Column("drive_id", String, ForeignKey("drives.id", ondelete="CASCADE"), nullable=False),
    Column("campaign", String, nullable=False),
    Column("title", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("visibility", String, nullable=False),
)

ITEMS = Table(
    "items",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("sequence_id", String, ForeignKey("sequences.id", ondelete="CASCADE"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("captured_at", UtcTime, nullable=False),
    Column("state", String, nullable=False),
    Column("visibility", String, nullable=False),
    Column("longitude_deg", Float, nullable=False),
    Column("latitude_deg", Float, nullable=False),
    Column("altitude_m", Float),
    Column("heading_deg", Float),
    Column("pitch_deg", Float, nullable=False),
    Column("roll_deg", Float, nullable=False),
    Column("horizontal_accuracy_m", Float),
    Column("heading_accuracy_deg", Float),
    Column("projection", String, nullable=False),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
    Column("make", String, nullable=False),
    Column("model", String, nullable=False),
    Column("field_of_view_deg", Float),
    Column("source_sha256", String, nullable=False),
    Column("source_name", String, nullable=False),
    Column("orientation", Integer, nullable=False),
    Column("frame_time_s", Float),
    Column("pack_key", String),
    Column("levels", String),
    Column("anonymisation", String),
    Column("failure", String),
    Column("address", Integer),
)

PACKS = Table(
    "packs",
    METADATA,
    Column("item_id", String, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("parts", String, nullable=False),
)
"""Where the parts of each item's pack lie: apart from the items, which stay small and so quick to search."""

PULSE = Table("pulse", METADATA, Column("beat", Integer, nullable=False))
"""One number that grows with every change of what a reader may see; what was cached before it is stale."""

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", Integer, nullable=False),
    Column("password_hash", String, nullable=False),
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("account_id", String, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", UtcTime),
)

ADDRESSES = Table(
    "addresses",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("house_number", String, nullable=False),
    Column("street", String, nullable=False),
    Column("commune", String, nullable=False),
    Column("longitude_deg", Float, nullable=False),
    Column("latitude_deg", Float, nullable=False),
)

_BOX = ("number", "west_deg", "east_deg", "south_deg", "north_deg")

ITEMS_TREE = table("items_tree", *(column(name) for name in _BOX))
"""R*Tree over the items that are ready, kept by triggers; its boxes are rounded outwards to 32-bit floats."""

ADDRESSES_TREE = table("addresses_tree", *(column(name) for name in _BOX))
"""R*Tree over the addresses."""

ADDRESSES_TEXT = table("addresses_text", column("addresses_text"), column("rowid"), column("rank"))
"""FTS5 over house number, street and commune, without accents."""
