"""A person answers what a drive waits for."""

from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import Conflict, NotFound
from ruelle.catalog.model import Drive
from ruelle.catalog.vocabulary import DriveState


def answer_clock_offset(catalog: Catalog, drive_id: str, clock_offset_s: float) -> Drive:
    """Note how far a camera's clock was off, and have the waiting drive placed with it.

    `drive_id` may be the beginning of one. Raises NotFound, or Conflict for a drive that does not wait.
    """
    waiting = [drive for drive in catalog.drives(DriveState.WAITING) if drive.id.startswith(drive_id)]
    if len(waiting) != 1:
        known = any(drive.id.startswith(drive_id) for drive in catalog.drives())
        raise Conflict("drive-not-waiting", id=drive_id) if known else NotFound("drive-unknown", id=drive_id)
    answered = replace(
        waiting[0],
        clock_offset_s=clock_offset_s,
        state=DriveState.DRAFT,
        failure=None,
        found_clock_offset_s=None,
        found_clock_offset_sigma_s=None,
    )
    catalog.put_drive(answered)
    return answered
