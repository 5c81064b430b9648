"""Tokens that say where a page ended: the time and the id of its last result, opaque to who carries them."""

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, literal, tuple_

from ruelle.catalog.database.tables import EPOCH, UtcTime, microseconds
from ruelle.catalog.errors import InputError


def token_after(moment: datetime, identifier: str) -> str:
    """The token of the page that begins after this result.

    >>> place_of(token_after(EPOCH, "a")) == (EPOCH, "a")
    True
    """
    return base64.urlsafe_b64encode(json.dumps([microseconds(moment), identifier]).encode()).decode().rstrip("=")


def place_of(token: str) -> tuple[datetime, str]:
    """The last result before the page that a token asks for. Raises InputError for a token that is none of ours."""
    try:
        moment, identifier = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True))
        if type(moment) is int and type(identifier) is str:
            return EPOCH + timedelta(microseconds=moment), identifier
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        pass
    raise InputError("bad-token")


def before(token: str, moment: Column[Any], identifier: Column[Any]) -> ColumnElement[bool]:
    """Whether a row comes after the token's place, the newest first."""
    then, last = place_of(token)
    return tuple_(moment, identifier) < tuple_(literal(then, UtcTime), literal(last))


def after(token: str, moment: Column[Any], identifier: Column[Any]) -> ColumnElement[bool]:
    """Whether a row comes after the token's place, the oldest first."""
    then, last = place_of(token)
    return tuple_(moment, identifier) > tuple_(literal(then, UtcTime), literal(last))
