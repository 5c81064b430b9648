"""What is left to do, asked of the catalog without loading anything heavy."""

from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.vocabulary import DriveState, ItemState


def has_work(catalog: Catalog) -> bool:
    """Whether a drive waits to be placed, or an item to be derived, settled or corrected."""
    return has_corrections(catalog) or has_fresh_work(catalog)


def has_fresh_work(catalog: Catalog) -> bool:
    """Whether a drive waits to be placed, or an item to be derived or settled."""
    return bool(catalog.pending_items(1) or catalog.settling.unsettled(1) or catalog.drives(DriveState.DRAFT))


def has_corrections(catalog: Catalog) -> bool:
    """Whether an item waits to be blurred anew."""
    return bool(catalog.corrections(1))


def retry_failed(catalog: Catalog) -> None:
    """Put back in line, as if they had just come, drives and items that failed, and those that broke the detectors."""
    for drive in catalog.drives(DriveState.FAILED):
        catalog.put_drive(replace(drive, state=DriveState.DRAFT, failure=None))
    for trouble in catalog.counts().troubles:
        if trouble.failure is not None:
            item = catalog.item(trouble.item_id)
            catalog.revise(replace(item, state=ItemState.PLACED, failure=None))
