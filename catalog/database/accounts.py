"""Accounts and their log-in tokens in the database; of a token only its checksum is kept."""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError

from ruelle.catalog.database.tables import ACCOUNTS, TOKENS
from ruelle.catalog.errors import Conflict, NotFound
from ruelle.catalog.model import Account
from ruelle.catalog.vocabulary import Role


def put(connection: Connection, account: Account) -> None:
    """Insert an account or revise the one of the same id. Raises Conflict where another has the name."""
    row = _row(account)
    try:
        connection.execute(upsert(ACCOUNTS).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    except IntegrityError:
        raise Conflict("account-exists", name=account.name) from None


def add(connection: Connection, account: Account) -> None:
    """Insert a new account. Raises Conflict where the name is taken."""
    try:
        connection.execute(insert(ACCOUNTS).values(_row(account)))
    except IntegrityError:
        raise Conflict("account-exists", name=account.name) from None


def by_name(connection: Connection, name: str) -> Account | None:
    """The account of this name, in upper or lower case."""
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).one_or_none()
    return None if row is None else Account(*row)


def read_all(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [Account(*row) for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name))]


def remove(connection: Connection, name: str) -> None:
    """Remove an account and its tokens. Raises NotFound, or Conflict for the last administrator."""
    admins = [account.name for account in read_all(connection) if account.role == Role.ADMIN]
    if [admin.casefold() for admin in admins] == [name.casefold()]:
        raise Conflict("account-last-admin", name=name)
    if connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name)).rowcount == 0:
        raise NotFound("account-unknown", name=name)


def put_token(connection: Connection, token_sha256: str, account_id: str, expires_at: datetime | None) -> None:
    """Remember a token of an account by its checksum; forget the expired ones."""
    connection.execute(delete(TOKENS).where(TOKENS.c.expires_at < datetime.now(UTC)))
    row = {"sha256": token_sha256, "account_id": account_id, "expires_at": expires_at}
    connection.execute(insert(TOKENS).values(row))


def by_token(connection: Connection, token_sha256: str) -> Account | None:
    """The account that a token stands for, unless the token is unknown or has expired."""
    valid = or_(TOKENS.c.expires_at.is_(None), TOKENS.c.expires_at > datetime.now(UTC))
    query = select(ACCOUNTS).join(TOKENS).where(TOKENS.c.sha256 == token_sha256, valid)
    row = connection.execute(query).one_or_none()
    return None if row is None else Account(*row)


def drop_token(connection: Connection, token_sha256: str) -> None:
    """Forget a token."""
    connection.execute(delete(TOKENS).where(TOKENS.c.sha256 == token_sha256))


def drop_tokens(connection: Connection, account_id: str) -> None:
    """Forget all tokens of an account: a new password logs everybody out."""
    connection.execute(delete(TOKENS).where(TOKENS.c.account_id == account_id))


def _row(account: Account) -> dict[str, str | int]:
    return {name: getattr(account, name) for name in Account.__slots__}
