"""Who is asking, and what they may see: the one place where visibility is decided."""

import hashlib
import secrets
import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.errors import Forbidden
from ruelle.catalog.model import Account
from ruelle.catalog.vocabulary import Role, Visibility
from ruelle.viewer_api.desk import desk

COOKIE = "ruelle_session"
SESSION = timedelta(days=14)
PASSWORD_CEILING = 256

_EVERYBODY = frozenset({Visibility.PUBLIC})
_STAFF = frozenset(Visibility)
_HASHER = PasswordHasher()
_ONE_AT_A_TIME = threading.Lock()
"""Each check takes 64 MiB; a flood of log-ins must not take the machine."""


def account(request: Request) -> Account | None:
    """Who is logged in, by bearer token or by cookie; None for an anonymous visitor or a stale token."""
    token = _token(request)
    return desk(request).catalog.account_by_token(checksum(token)) if token else None


def visibilities(who: Annotated[Account | None, Depends(account)]) -> frozenset[Visibility]:
    """What this reader may see: everybody what is public, agents and above also what is for staff."""
    return _STAFF if who is not None and who.role >= Role.AGENT else _EVERYBODY


def logged_in(who: Annotated[Account | None, Depends(account)]) -> Account:
    """The account, or Forbidden."""
    if who is None:
        raise Forbidden("login-needed")
    return who


def operator(who: Annotated[Account, Depends(logged_in)]) -> Account:
    """An operator's account, or Forbidden."""
    return _at_least(Role.OPERATOR, who)


def administrator(who: Annotated[Account, Depends(logged_in)]) -> Account:
    """An administrator's account, or Forbidden."""
    return _at_least(Role.ADMIN, who)


def _at_least(role: Role, who: Account) -> Account:
    if who.role < role:
        raise Forbidden("role-too-low", role=role.name.lower())
    return who


def same_origin(request: Request) -> None:
    """Refuse what another site makes a browser send (Fetch Metadata, else Origin)."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in ("same-origin", "none") if site else origin and urlsplit(origin).netloc != request.url.netloc
    if foreign:
        raise Forbidden("other-site")


Who = Annotated[Account | None, Depends(account)]
LoggedIn = Annotated[Account, Depends(logged_in)]
Operator = Annotated[Account, Depends(operator)]
Administrator = Annotated[Account, Depends(administrator)]
Visible = Annotated[frozenset[Visibility], Depends(visibilities)]


def log_in(request: Request, name: str, password: str) -> tuple[Account, str]:
    """The account and a fresh session token; Forbidden for a wrong name or password, whichever it is."""
    at = desk(request)
    address = request.client.host if request.client else ""
    at.throttle.admit(address, name)
    found = at.catalog.account_by_name(name)
    if not _password_fits(found.password_hash if found else _nobody(), password) or found is None:
        at.throttle.note(address, name)
        raise Forbidden("login-refused")
    at.throttle.forget(address, name)
    token = secrets.token_urlsafe(32)
    at.catalog.put_token(checksum(token), found.id, expires_at=datetime.now(UTC) + SESSION)
    return found, token


def log_out(request: Request) -> None:
    """Forget the session of this request."""
    token = _token(request)
    if token:
        desk(request).catalog.drop_token(checksum(token))


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the session, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def checksum(token: str) -> str:
    """What the catalog keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _nobody() -> str:
    """Checked when the name is unknown, so that the answer takes as long as for a known one."""
    return _HASHER.hash(secrets.token_hex())


def _token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE)


def _password_fits(password_hash: str, password: str) -> bool:
    if len(password) > PASSWORD_CEILING:
        return False
    with _ONE_AT_A_TIME:
        try:
            return _HASHER.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
