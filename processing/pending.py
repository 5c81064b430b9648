"""What is left to do, asked of the catalog without loading anything heavy."""

from dataclasses import replace

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.vocabulary import DriveState, ItemState


def has_work(catalog: Catalog) -> bool:
    """Whether a drive waits to be placed or an item to be derived."""
    return bool(catalog.pending_items(1) or catalog.drives(DriveState.DRAFT))


def retry_failed(catalog: Catalog) -> None:
    """Put failed drives and items back in line, as if they had just come."""
    for drive in catalog.drives(DriveState.FAILED):
        catalog.put_drive(replace(drive, state=DriveState.DRAFT, failure=None))
    for trouble in catalog.counts().troubles:
        if trouble.state is ItemState.FAILED:
            item = catalog.item(trouble.item_id)
            catalog.revise(replace(item, state=ItemState.PLACED, failure=None))
