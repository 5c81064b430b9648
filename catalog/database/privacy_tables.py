"""The tables of zones, reviews, requests, samples, journal, erasures and uploads; migration 0002 makes them."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from ruelle.catalog.database.tables import METADATA, UtcTime

ITEM_ZONES = Table(
    "item_zones",
    METADATA,
    Column("item_id", String, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("document", String, nullable=False),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("item_id", String, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("asked_at", UtcTime, nullable=False),
)
"""Items whose zones have changed since their pack was made; a worker blurs them again."""

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("item_id", String, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("campaign", String, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("sampled", Integer, nullable=False),
    Column("document", String, nullable=False),
)
"""Pictures that a person has to look at, and those that one has looked at."""

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("item_id", String, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("account", String, nullable=False),
    Column("document", String, nullable=False),
)
"""Who decided what of which zone; only ever added to, so that each can be undone."""

REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", String, primary_key=True),
    Column("item_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("secret_sha256", String, nullable=False, unique=True),
    Column("challenge", String, nullable=False, unique=True),
    Column("zone_id", String),
    Column("decided_at", UtcTime),
    Column("document", String, nullable=False),
)
"""What residents ask for; of the secret of the link that follows a request, only the checksum is kept."""

SAMPLES = Table(
    "samples",
    METADATA,
    Column("campaign", String, primary_key=True),
    Column("seed", String, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("drawn_at", UtcTime, nullable=False),
)
"""The random draw of each campaign: how many pictures a person checks, and what makes the draw repeatable."""

JOURNAL = Table(
    "journal",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("happened_at", UtcTime, nullable=False),
    Column("account", String, nullable=False),
    Column("action", String, nullable=False),
    Column("item_id", String),
    Column("document", String, nullable=False),
)
"""Who looked at what is sealed, and when; only ever added to, and kept when the item is gone."""
