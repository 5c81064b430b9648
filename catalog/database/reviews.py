"""Reviews in the database."""

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from ruelle.catalog.database.documents import write
from ruelle.catalog.database.privacy_tables import REVIEWS
from ruelle.catalog.reviews import Review


def open_one(connection: Connection, review: Review) -> None:
    """Insert a review, or open the one of the same item again."""
    row = {
        "item_id": review.item_id,
        "campaign": review.campaign,
        "opened_at": review.opened_at,
        "closed_at": review.closed_at,
        "sampled": int(review.sampled),
        "document": write({"reasons": review.reasons, "first_by": review.first_by, "closed_by": review.closed_by}),
    }
    connection.execute(upsert(REVIEWS).values(row).on_conflict_do_update(index_elements=["item_id"], set_=row))
