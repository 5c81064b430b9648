"""The façade of the catalog: what the wings ask of the database, one transaction a call."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine

from ruelle.catalog.database import accounts, addresses, drives, erasures, items, pulse, rows, sequences, streets, zones
from ruelle.catalog.database.coverage import Coverage, coverage
from ruelle.catalog.database.custody import Custody
from ruelle.catalog.database.deciding import Reviews
from ruelle.catalog.database.engine import open_engine, writing
from ruelle.catalog.database.jobs import Jobs
from ruelle.catalog.database.journal import Journal
from ruelle.catalog.database.requests import Requests
from ruelle.catalog.database.rows import ItemRow, Neighbours
from ruelle.catalog.database.samples import Samples
from ruelle.catalog.database.sequences import Extent, SequenceSummary
from ruelle.catalog.database.settling import Settling
from ruelle.catalog.database.spatial import Bbox
from ruelle.catalog.database.status import Counts, counts
from ruelle.catalog.database.streets import StreetSummary
from ruelle.catalog.database.uploads import Uploads
from ruelle.catalog.model import Account, Address, Drive, Item, Sequence
from ruelle.catalog.search import ItemQuery, Page
from ruelle.catalog.settings import Settings
from ruelle.catalog.vocabulary import DriveState, Visibility
from ruelle.catalog.zones import Zones

Visibilities = frozenset[Visibility]


class Catalog:
    """All that exists. Safe to share between threads; each process opens its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.settling = Settling(engine)
        self.custody = Custody(engine)
        self.jobs = Jobs(engine)
        self.uploads = Uploads(engine)
        self.reviews = Reviews(engine)
        self.requests = Requests(engine)
        self.journal = Journal(engine)
        self.samples = Samples(engine)

    @classmethod
    def open(cls, settings: Settings) -> "Catalog":
        """Open the catalog of an installation, making or migrating it where needed. Raises EngineError."""
        return cls(open_engine(settings.catalog_path))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def put_drive(self, drive: Drive) -> None:
        """Insert a drive, or revise the one of the same id."""
        with writing(self._engine) as connection:
            drives.put(connection, drive)

    def drive(self, drive_id: str) -> Drive:
        """One drive. Raises NotFound."""
        with self._engine.connect() as connection:
            return drives.read(connection, drive_id)

    def drives(self, *states: DriveState) -> list[Drive]:
        """The drives in these states, or all of them; the oldest first."""
        with self._engine.connect() as connection:
            return drives.read_all(connection, states)

    def known_originals(self, sha256s: Iterable[str]) -> dict[str, str]:
        """Of these checksums, those that a drive already holds, with the id of the drive."""
        with self._engine.connect() as connection:
            return drives.known_originals(connection, sha256s)

    def place(self, drive: Drive, its_sequences: Iterable[Sequence], its_items: Iterable[Item]) -> None:
        """Revise a drive and replace its sequences and items; an item that was ready keeps its derivatives.

        A drive that was given up or erased meanwhile stays so.
        """
        with writing(self._engine) as connection:
            if not erasures.was_erased_since(connection, drive.id, drive.created_at):
                drives.put(connection, drive)
                items.place(connection, drive.id, its_sequences, its_items)

    def fail_drive(self, drive: Drive) -> None:
        """Note that a drive failed, unless it was given up or erased meanwhile."""
        with writing(self._engine) as connection:
            if not erasures.was_erased_since(connection, drive.id, drive.created_at):
                drives.put(connection, drive)

    def pending_items(self, limit: int = 1000) -> list[Item]:
        """Items that wait to be derived, the oldest first."""
        with self._engine.connect() as connection:
            return items.pending(connection, limit)

    def revise(self, item: Item) -> None:
        """Write an item over the one of the same id. Raises NotFound."""
        with writing(self._engine) as connection:
            items.revise(connection, item)

    def zones(self, item_id: str) -> Zones:
        """The zones of an item; those of a picture that version 1 published are not `known`. Raises NotFound."""
        with self._engine.connect() as connection:
            return zones.read(connection, item_id)

    def put_zones(self, its_zones: Zones) -> None:
        """Write the zones of an item; its pack stays as it is."""
        with writing(self._engine) as connection:
            zones.put(connection, its_zones)

    def ask_correction(self, its_zones: Zones) -> None:
        """Write the zones of an item, and ask a worker to blur it anew."""
        with writing(self._engine) as connection:
            zones.ask_correction(connection, its_zones)

    def corrections(self, limit: int = 100) -> list[str]:
        """The ids of the items to be blurred anew, in the order of asking."""
        with self._engine.connect() as connection:
            return zones.corrections(connection, limit)

    def item(self, item_id: str, visibilities: Visibilities | None = None) -> Item:
        """One item: any for None, else only a ready one that these visibilities may see. Raises NotFound."""
        with self._engine.connect() as connection:
            return items.read(connection, item_id, visibilities)

    def sequence(self, sequence_id: str, visibilities: Visibilities | None = None) -> Sequence:
        """One sequence: any for None, else only one with an item that may be seen. Raises NotFound."""
        with self._engine.connect() as connection:
            return items.read_sequence(connection, sequence_id, visibilities)

    def sequences(self, visibilities: Visibilities, *, limit: int, token: str | None) -> Page[SequenceSummary]:
        """The sequences that have something to be seen, the newest first. Raises InputError for a bad token."""
        with self._engine.connect() as connection:
            return sequences.page(connection, visibilities, limit=limit, token=token)

    def sequence_summary(self, sequence_id: str, visibilities: Visibilities) -> SequenceSummary:
        """One sequence with the extent of its visible items. Raises NotFound."""
        with self._engine.connect() as connection:
            return sequences.summary(connection, sequence_id, visibilities)

    def extent(self, visibilities: Visibilities) -> Extent | None:
        """The extent of everything that may be seen; None where there is nothing."""
        with self._engine.connect() as connection:
            return sequences.extent(connection, visibilities)

    def search(self, query: ItemQuery) -> Page[ItemRow]:
        """The items that a query asks for, one page of them. Raises InputError for a bad token."""
        with self._engine.connect() as connection:
            return rows.search(connection, query)

    def neighbours(self, item: Item, visibilities: Visibilities) -> Neighbours:
        """The items around an item: along its sequence, and of other sequences within 15 m."""
        with self._engine.connect() as connection:
            return rows.neighbours(connection, item, visibilities)

    def coverage(self, bbox_deg: Bbox, visibilities: Visibilities, *, zoom: int) -> Coverage:
        """What a map shows of a box at a zoom."""
        with self._engine.connect() as connection:
            return coverage(connection, bbox_deg, visibilities, zoom=zoom)

    def streets(self, visibilities: Visibilities) -> list[StreetSummary]:
        """The streets in which visible items stand, by name; the items without a street last."""
        with self._engine.connect() as connection:
            return streets.summaries(connection, visibilities)

    def beat(self) -> int:
        """A number that grows with every change of what a reader may see: what was cached before it is stale."""
        with self._engine.connect() as connection:
            return pulse.read(connection)

    def counts(self) -> Counts:
        """The whole catalog in numbers, for the operator."""
        with self._engine.connect() as connection:
            return counts(connection)

    def replace_addresses(self, found: Iterable[Address]) -> int:
        """Replace all addresses and name the street of every item anew; returns how many there are now."""
        with writing(self._engine) as connection:
            return addresses.replace(connection, found)

    def search_addresses(self, text: str, limit: int = 10) -> list[Address]:
        """Addresses by the beginnings of their words, whatever the accents; the exact house number first."""
        with self._engine.connect() as connection:
            return addresses.search(connection, text, limit)

    def nearest_address(self, longitude_deg: float, latitude_deg: float, within_m: float = 60.0) -> Address | None:
        """The address nearest to a place, or None if all are farther."""
        with self._engine.connect() as connection:
            return addresses.nearest(connection, (longitude_deg, latitude_deg), within_m)

    def put_account(self, account: Account) -> None:
        """Insert an account, or revise the one of the same id. Raises Conflict where another has the name."""
        with writing(self._engine) as connection:
            accounts.put(connection, account)

    def add_account(self, account: Account) -> None:
        """Insert a new account. Raises Conflict where the name is taken."""
        with writing(self._engine) as connection:
            accounts.add(connection, account)

    def add_first_account(self, account: Account) -> bool:
        """Insert an account into a catalog that has none; False if it has."""
        with writing(self._engine) as connection:
            if accounts.read_all(connection):
                return False
            accounts.add(connection, account)
            return True

    def accounts(self) -> list[Account]:
        """All accounts by name."""
        with self._engine.connect() as connection:
            return accounts.read_all(connection)

    def account_by_name(self, name: str) -> Account | None:
        """The account of this name, in upper or lower case."""
        with self._engine.connect() as connection:
            return accounts.by_name(connection, name)

    def remove_account(self, name: str) -> None:
        """Remove an account and its tokens. Raises NotFound, or Conflict for the last administrator."""
        with writing(self._engine) as connection:
            accounts.remove(connection, name)

    def put_token(self, token_sha256: str, account_id: str, *, expires_at: datetime | None = None) -> None:
        """Remember a log-in token of an account by its checksum."""
        with writing(self._engine) as connection:
            accounts.put_token(connection, token_sha256, account_id, expires_at)

    def account_by_token(self, token_sha256: str) -> Account | None:
        """The account that a token stands for, unless the token is unknown or has expired."""
        with self._engine.connect() as connection:
            return accounts.by_token(connection, token_sha256)

    def drop_token(self, token_sha256: str) -> None:
        """Forget a token."""
        with writing(self._engine) as connection:
            accounts.drop_token(connection, token_sha256)

    def drop_tokens(self, account_id: str) -> None:
        """Forget all tokens of an account."""
        with writing(self._engine) as connection:
            accounts.drop_tokens(connection, account_id)
