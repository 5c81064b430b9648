"""What is kept, for how long, and what has to go: retention, cancelling and erasing, one transaction a call."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, and_, case, delete, func, or_, select, update

from ruelle.catalog.database import drives, erasures
from ruelle.catalog.database.documents import failure_document, write
from ruelle.catalog.database.engine import writing
from ruelle.catalog.database.privacy_tables import CORRECTIONS, REQUESTS, REVIEWS
from ruelle.catalog.database.pulse import beat
from ruelle.catalog.database.tables import DRIVES, ITEMS, ORIGINALS, SEQUENCES
from ruelle.catalog.erasures import Erasure, ErasureRule, Targets
from ruelle.catalog.errors import Failure, NotFound
from ruelle.catalog.retention import KeptDrive
from ruelle.catalog.vocabulary import DriveState, ItemState

ERASED = Failure("original-erased")
_UNPUBLISHED = (ItemState.PLACED, ItemState.SEEN, ItemState.REVIEW, ItemState.FAILED)


class Custody:
    """What the house keeps and what it lets go. Each erasure is begun here, and carried out on the stores."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def kept(self) -> list[KeptDrive]:
        """The drives whose originals are still sealed, those sealed first before the others."""
        with self._engine.connect() as connection:
            return _kept(connection)

    def find(self, beginning: str) -> tuple[str, str]:
        """The id and campaign of the one drive whose id begins so. Raises NotFound."""
        with self._engine.connect() as connection:
            query = select(DRIVES.c.id, DRIVES.c.campaign).where(
                func.substr(DRIVES.c.id, 1, len(beginning)) == beginning
            )
            found = connection.execute(query.limit(2)).all()
        if len(found) != 1 or not beginning:
            raise NotFound("drive-unknown", id=beginning)
        return found[0].id, found[0].campaign

    def is_erased(self, drive_id: str) -> bool:
        """Whether the originals of a drive have been erased since it was captured last."""
        with self._engine.connect() as connection:
            return erasures.is_erased(connection, drive_id)

    def pack_keys(self, drive_id: str) -> list[str]:
        """The packs of a drive."""
        with self._engine.connect() as connection:
            return [key for _, key in erasures.items_of(connection, drive_id) if key]

    def give_up_originals(self, drive_id: str, rule: ErasureRule, by: str) -> Erasure:
        """Begin to erase the originals and looks of a drive; what is published stays. Raises NotFound.

        What has no pack yet can never get one: it fails, and says so.
        """
        with writing(self._engine) as connection:
            found = [item_id for item_id, _ in erasures.items_of(connection, drive_id)]
            _fail_underived(connection, drive_id)
            return _begin(connection, drive_id, rule, by=by, targets=Targets(items=tuple(found)))

    def cancel(self, drive_id: str, by: str) -> Erasure:
        """Give a drive up: what is not published goes, with all originals; what is published stays. Raises NotFound."""
        with writing(self._engine) as connection:
            drive = drives.read(connection, drive_id)
            everything = erasures.items_of(connection, drive_id)
            going = dict(erasures.items_of(connection, drive_id, ITEMS.c.state.in_(_UNPUBLISHED)))
            packs = tuple(pack_key for pack_key in going.values() if pack_key)
            targets = Targets(items=tuple(item_id for item_id, _ in everything), packs=packs)
            erasure = _begin(connection, drive_id, ErasureRule.CANCELLED, by=by, targets=targets)
            ours = select(SEQUENCES.c.id).where(SEQUENCES.c.drive_id == drive_id)
            _drop_requests(connection, drive_id, ITEMS.c.state.in_(_UNPUBLISHED))
            connection.execute(delete(ITEMS).where(ITEMS.c.sequence_id.in_(ours), ITEMS.c.state.in_(_UNPUBLISHED)))
            left = select(ITEMS.c.sequence_id).where(ITEMS.c.sequence_id == SEQUENCES.c.id)
            connection.execute(delete(SEQUENCES).where(SEQUENCES.c.drive_id == drive_id, ~left.exists()))
            drives.put(connection, replace(drive, state=DriveState.CANCELLED, failure=None))
            beat(connection)
            return erasure

    def erase_drive(self, drive_id: str, by: str) -> Erasure:
        """Begin to erase all of a drive, published or not; nothing of it can be reached any more. Raises NotFound."""
        with writing(self._engine) as connection:
            found = erasures.items_of(connection, drive_id)
            packs = tuple(pack_key for _, pack_key in found if pack_key)
            targets = Targets(items=tuple(item_id for item_id, _ in found), packs=packs)
            erasure = _begin(connection, drive_id, ErasureRule.EVERYTHING, by=by, targets=targets)
            _drop_requests(connection, drive_id)
            connection.execute(delete(DRIVES).where(DRIVES.c.id == drive_id))
            beat(connection)
            return erasure

    def erase_orphans(self, sizes_bytes: dict[str, int], targets: Targets, by: str) -> Erasure:
        """Begin to erase what lies in the stores and belongs to nothing."""
        with writing(self._engine) as connection:
            rule = ErasureRule.ORPHANS
            erasure = erasures.erasure_of("", "", rule, by=by, sizes_bytes=sizes_bytes, targets=targets)
            return erasures.begin(connection, erasure)

    def begun(self) -> list[Erasure]:
        """The erasures that have not finished, the oldest first."""
        with self._engine.connect() as connection:
            return erasures.begun(connection)

    def finish(self, erasure: Erasure) -> None:
        """Note that what an erasure names is gone."""
        with writing(self._engine) as connection:
            erasures.finish(connection, erasure)

    def erasures(self, limit: int = 100) -> list[Erasure]:
        """The newest records of what was erased."""
        with self._engine.connect() as connection:
            return erasures.latest(connection, limit)

    def unheld_originals(self, checksums: Iterable[str]) -> list[str]:
        """Of these checksums, those that no drive holds, or only drives whose originals were erased."""
        with self._engine.connect() as connection:
            holding = select(ORIGINALS.c.sha256).join(DRIVES).where(~erasures.erased())
            held = set(connection.execute(holding).scalars())
        return sorted(set(checksums) - held)

    def unknown_packs(self, keys: Iterable[str]) -> list[str]:
        """Of these keys, those of no item's pack."""
        with self._engine.connect() as connection:
            known = set(connection.execute(select(ITEMS.c.pack_key).where(ITEMS.c.pack_key.is_not(None))).scalars())
        return sorted(set(keys) - known)

    def gone(self, item_ids: Iterable[str]) -> list[str]:
        """Of these ids, those of no item."""
        with self._engine.connect() as connection:
            known = connection.execute(select(ITEMS.c.id).where(drives.among(ITEMS.c.id, found := set(item_ids))))
            return sorted(found - set(known.scalars()))

    def unknown_items(self, item_ids: Iterable[str]) -> list[str]:
        """Of these ids, those of no item whose drive still has its originals."""
        with self._engine.connect() as connection:
            query = select(ITEMS.c.id).join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id)
            kept = query.join(DRIVES, DRIVES.c.id == SEQUENCES.c.drive_id).where(~erasures.erased())
            known = set(connection.execute(kept.where(drives.among(ITEMS.c.id, found := set(item_ids)))).scalars())
        return sorted(found - known)


def _begin(connection: Connection, drive_id: str, rule: ErasureRule, *, by: str, targets: Targets) -> Erasure:
    campaign = connection.execute(select(DRIVES.c.campaign).where(DRIVES.c.id == drive_id)).scalar()
    if campaign is None:
        raise NotFound("drive-unknown", id=drive_id)
    gone = erasures.is_erased(connection, drive_id)
    sizes_bytes = {} if gone else erasures.originals_of(connection, drive_id)
    whole = Targets(tuple(sorted(sizes_bytes)), targets.items, targets.packs)
    erasure = erasures.erasure_of(drive_id, campaign, rule, by=by, sizes_bytes=sizes_bytes, targets=whole)
    return erasures.begin(connection, erasure)


def _fail_underived(connection: Connection, drive_id: str) -> None:
    """Fail what needs its original and has no pack: items, and the drive itself where it is not placed yet."""
    drive = drives.read(connection, drive_id)
    if drive.state in (DriveState.DRAFT, DriveState.WAITING):
        drives.put(connection, replace(drive, state=DriveState.FAILED, failure=ERASED))
    ours = select(SEQUENCES.c.id).where(SEQUENCES.c.drive_id == drive_id)
    bare = and_(ITEMS.c.sequence_id.in_(ours), ITEMS.c.pack_key.is_(None), ITEMS.c.state != ItemState.FAILED)
    connection.execute(delete(REVIEWS).where(REVIEWS.c.item_id.in_(select(ITEMS.c.id).where(bare))))
    failure = write(failure_document(ERASED))
    connection.execute(update(ITEMS).where(bare).values(state=ItemState.FAILED, failure=failure))


def _drop_requests(connection: Connection, drive_id: str, *conditions: Any) -> None:  # noqa: ANN401
    """Forget what residents wrote about the items of a drive: the e-mail addresses go with the pictures."""
    going = [item_id for item_id, _ in erasures.items_of(connection, drive_id, *conditions)]
    connection.execute(delete(REQUESTS).where(drives.among(REQUESTS.c.item_id, going)))


def _kept(connection: Connection) -> list[KeptDrive]:
    size = (
        select(ORIGINALS.c.drive_id, func.count().label("originals"), func.sum(ORIGINALS.c.size_bytes).label("bytes"))
        .group_by(ORIGINALS.c.drive_id)
        .subquery()
    )
    waits = (
        select(ITEMS.c.number)
        .join(SEQUENCES, SEQUENCES.c.id == ITEMS.c.sequence_id)
        .outerjoin(REVIEWS, and_(REVIEWS.c.item_id == ITEMS.c.id, REVIEWS.c.closed_at.is_(None)))
        .outerjoin(CORRECTIONS, CORRECTIONS.c.item_id == ITEMS.c.id)
        .where(SEQUENCES.c.drive_id == DRIVES.c.id)
        .where(
            or_(ITEMS.c.state != ItemState.READY, REVIEWS.c.item_id.is_not(None), CORRECTIONS.c.item_id.is_not(None))
        )
    )
    settled = case((DRIVES.c.state == DriveState.PLACED, ~waits.exists()), else_=False)
    query = (
        select(DRIVES.c.id, DRIVES.c.campaign, DRIVES.c.created_at, size.c.originals, size.c.bytes, settled)
        .join(size, size.c.drive_id == DRIVES.c.id)
        .where(~erasures.erased())
        .order_by(DRIVES.c.created_at, DRIVES.c.id)
    )
    return [KeptDrive(*row[:5], settled=bool(row[5])) for row in connection.execute(query)]
