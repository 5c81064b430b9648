"""What a reader may see: the one condition that every answer goes through."""

from sqlalchemy import ColumnElement, FromClause, and_, literal_column

from ruelle.catalog.vocabulary import ItemState, Visibility


def visible(items: FromClause, visibilities: frozenset[Visibility]) -> ColumnElement[bool]:
    """Whether an item is ready and may be seen by whoever has these visibilities."""
    return and_(in_state(items, ItemState.READY), items.c.visibility.in_(sorted(visibilities)))


def in_state(items: FromClause, state: ItemState) -> ColumnElement[bool]:
    """Whether an item is in a state, written out, for only so does SQLite see that an index serves."""
    return items.c.state == literal_column(f"'{state}'")
