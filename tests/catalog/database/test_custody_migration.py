"""What migration 0003 makes of a catalog that an earlier version wrote."""

from dataclasses import replace

from sqlalchemy import create_engine, text

from ruelle.catalog.database.documents import drive_document, write
from ruelle.catalog.database.engine import MIGRATIONS
from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Drive
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import DriveState


def test_drives_of_an_earlier_version_get_their_brief_and_sizes(settings: Settings, drive: Drive) -> None:
    from alembic import command
    from alembic.config import Config

    settings.home.mkdir()
    engine = create_engine(f"sqlite:///{settings.catalog_path}")
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    waiting = replace(drive, state=DriveState.WAITING, failure=Failure("bad-token"), found_clock_offset_s=2.5)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        row = {"id": drive.id, "campaign": drive.campaign, "document": write(drive_document(waiting)).encode()}
        connection.execute(text("INSERT INTO drives VALUES (:id, :campaign, 0, 'waiting', :document)"), row)
        connection.execute(text("INSERT INTO originals VALUES (:sha256, :id)"), {"sha256": "0" * 64, "id": drive.id})
    engine.dispose()
    catalog = Catalog.open(settings)
    job = catalog.jobs.drive(drive.id)
    assert (job.failure, job.found_clock_offset_s, job.dropped) == (Failure("bad-token"), 2.5, 0)
    assert job.visibility is drive.visibility
    (kept,) = catalog.custody.kept()
    assert kept.size_bytes == drive.footage[0].original.size_bytes
    catalog.close()
