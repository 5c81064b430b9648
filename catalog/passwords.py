"""Passwords: hashed with argon2, made up where nobody chose one, and the first administrator."""

import re
import secrets
from dataclasses import replace

from argon2 import PasswordHasher

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import InputError, NotFound
from ruelle.catalog.keys import identifier
from ruelle.catalog.model import Account
from ruelle.catalog.vocabulary import Role

ADMIN = "admin"
LEAST_CHARACTERS = 10
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""What a made-up password is made of: nothing that is mistaken for something else when read from paper."""

_NAME = re.compile(r"[\w.@-]{1,64}")


def new_account(name: str, role: Role, password: str) -> Account:
    """An account as it may be put into the catalog. Raises InputError for a bad name or a short password."""
    if not _NAME.fullmatch(name):
        raise InputError("account-name-wrong", name=name)
    return Account(identifier("account", name.casefold()), name, role, hashed(password))


def hashed(password: str) -> str:
    """The argon2 hash of a password. Raises InputError for a short one."""
    if len(password) < LEAST_CHARACTERS:
        raise InputError("password-too-short", least=LEAST_CHARACTERS)
    return PasswordHasher().hash(password)


def made_up() -> str:
    """A random password of 80 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def ensure_admin(catalog: Catalog) -> str | None:
    """Give a new installation its first administrator, `admin`; returns the password, this once, or None."""
    if catalog.accounts():
        return None
    password = made_up()
    return password if catalog.add_first_account(new_account(ADMIN, Role.ADMIN, password)) else None


def change_password(catalog: Catalog, name: str, password: str) -> None:
    """Give an account a new password and log it out everywhere. Raises NotFound, or InputError for a short one."""
    account = catalog.account_by_name(name)
    if account is None:
        raise NotFound("account-unknown", name=name)
    catalog.put_account(replace(account, password_hash=hashed(password)))
    catalog.drop_tokens(account.id)
