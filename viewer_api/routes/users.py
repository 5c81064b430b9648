"""Who is asking."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from ruelle.catalog.model import Account
from ruelle.catalog.vocabulary import Role
from ruelle.viewer_api.access import LoggedIn
from ruelle.viewer_api.answers import JsonAnswer

router = APIRouter(prefix="/api", tags=["Accounts"])


def about(account: Account) -> dict[str, Any]:
    """What an account is told of itself."""
    return {"id": account.id, "name": account.name, "role": Role(account.role).name.lower()}


@router.get("/users/me", summary="Who is logged in")
def me(account: LoggedIn) -> Response:
    """The account of the token or cookie; 403 without one."""
    return JsonAnswer(about(account))
