"""Samples in the database: drawn from what is published, and counted up once a person has looked."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ruelle.catalog.database import reviews
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.privacy_tables import ITEM_ZONES, REVIEWS, SAMPLES
from ruelle.catalog.database.tables import ITEMS, SEQUENCES
from ruelle.catalog.database.visible import in_state
from ruelle.catalog.database.zones import read_zones
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.reviews import ReviewReason
from ruelle.catalog.sampling import SampleReport, Tally, drawn, tally
from ruelle.catalog.vocabulary import ItemState

CEILING = 10_000
_IS_SAMPLE = func.instr(func.json_extract(REVIEWS.c.document, "$.reasons"), f'"{ReviewReason.SAMPLE}"') > 0


class Samples:
    """The sampling plan of each campaign: pictures drawn by lot, which a person checks after they were published."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def draw(self, campaign: str, pictures: int) -> SampleReport:
        """Have a person check so many pictures in all; a larger sample holds the smaller one drawn before.

        The lot is cast once and kept. Raises NotFound for an unknown campaign, InputError for no number of pictures.
        """
        if not 1 <= pictures <= CEILING:
            raise InputError("sample-size-wrong", ceiling=CEILING)
        with writing(self._engine) as connection:
            _require(connection, campaign)
            seed = _seed(connection, campaign, pictures)
            known = set(_sampled(connection, campaign))
            for item_id in drawn(seed, _published(connection, campaign), pictures):
                if item_id not in known:
                    reviews.open_published(connection, item_id, campaign, ReviewReason.SAMPLE)
            return _report(connection, campaign)

    def report(self, campaign: str) -> SampleReport:
        """What the sample of a campaign says so far. Raises NotFound for an unknown campaign."""
        with self._engine.connect() as connection:
            _require(connection, campaign)
            return _report(connection, campaign)


def _require(connection: Connection, campaign: str) -> None:
    if connection.execute(select(SEQUENCES.c.id).where(SEQUENCES.c.campaign == campaign).limit(1)).first() is None:
        raise NotFound("campaign-unknown", name=campaign)


def _seed(connection: Connection, campaign: str, pictures: int) -> str:
    row = {"campaign": campaign, "seed": secrets.token_hex(16), "asked": pictures, "drawn_at": datetime.now(UTC)}
    kept = upsert(SAMPLES).values(row).on_conflict_do_update(index_elements=["campaign"], set_={"asked": pictures})
    connection.execute(kept)
    return str(connection.execute(select(SAMPLES.c.seed).where(SAMPLES.c.campaign == campaign)).scalar_one())


def _published(connection: Connection, campaign: str) -> Iterable[str]:
    query = select(ITEMS.c.id).join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id)
    return connection.execute(query.where(SEQUENCES.c.campaign == campaign, in_state(ITEMS, ItemState.READY))).scalars()


def _sampled(connection: Connection, campaign: str) -> Iterable[str]:
    query = select(REVIEWS.c.item_id).where(REVIEWS.c.campaign == campaign, _IS_SAMPLE)
    return connection.execute(query).scalars()


def _report(connection: Connection, campaign: str) -> SampleReport:
    asked = connection.execute(select(SAMPLES.c.asked).where(SAMPLES.c.campaign == campaign)).scalar() or 0
    query = (
        select(REVIEWS.c.item_id, REVIEWS.c.closed_at, ITEM_ZONES.c.document)
        .outerjoin(ITEM_ZONES, ITEM_ZONES.c.item_id == REVIEWS.c.item_id)
        .where(REVIEWS.c.campaign == campaign, _IS_SAMPLE)
    )
    rows = connection.execute(query).all()
    checked = [read_zones(row.item_id, row.document) for row in rows if row.closed_at and row.document]
    return SampleReport(campaign, asked, len(rows), len(checked), tally(checked) if checked else Tally())
