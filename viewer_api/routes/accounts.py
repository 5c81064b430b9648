"""Log in, log out, and who one is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ruelle.viewer_api.access import COOKIE, PASSWORD_CEILING, SESSION, log_in, log_out, same_origin, set_cookie
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.routes.users import about

router = APIRouter(prefix="/api", tags=["Accounts"])


class Credentials(BaseModel):
    """A name and a password."""

    name: str = Field(max_length=100)
    password: str = Field(max_length=PASSWORD_CEILING)


@router.post("/auth/login", summary="Log in", dependencies=[Depends(same_origin)])
def login(request: Request, credentials: Credentials) -> Response:
    """Sets the session cookie of a browser, and gives the token to other clients."""
    account, token = log_in(request, credentials.name, credentials.password)
    body = {
        "token": token,
        "token_type": "bearer",
        "expires_in": int(SESSION.total_seconds()),
        "account": about(account),
    }
    answer = JsonAnswer(body, headers={"Cache-Control": "no-store"})
    set_cookie(request, answer, token)
    return answer


@router.get("/auth/login", summary="Page to log in", response_class=RedirectResponse)
def login_page(next_url: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Where stock clients send people."""
    return RedirectResponse(URL("/connexion").include_query_params(next_url=next_url), 303)


@router.post("/auth/logout", summary="Log out", status_code=204, dependencies=[Depends(same_origin)])
def logout(request: Request) -> Response:
    """Forgets the session."""
    log_out(request)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE)
    return answer
