"""What is left to do, asked of the catalog without loading anything heavy."""

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.vocabulary import DriveState


def has_work(catalog: Catalog) -> bool:
    """Whether a drive waits to be placed or an item to be derived."""
    return bool(catalog.pending_items(1) or catalog.drives(DriveState.DRAFT))
