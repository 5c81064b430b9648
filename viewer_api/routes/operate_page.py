"""The operators' page: the viewer's page with counts and failures in words; to log in first where nobody has."""

from fastapi import APIRouter
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ruelle.catalog.errors import Failure
from ruelle.catalog.model import Account
from ruelle.catalog.sentences import sentence
from ruelle.catalog.vocabulary import Role
from ruelle.viewer_api.access import Who
from ruelle.viewer_api.desk import AtDesk, Desk
from ruelle.viewer_api.errors import language
from ruelle.viewer_api.operations import snapshot
from ruelle.viewer_api.rendering import fill_page, render
from ruelle.viewer_api.words import WORDS

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

NO_STORE = {"Cache-Control": "no-store"}


@router.get("/operate")
@router.get("/operate/{part:path}")
def operate(request: Request, at: AtDesk, who: Who) -> Response:
    """All parts of the page are one file; its script finds out which by the address."""
    if who is None:
        return RedirectResponse(URL("/connexion").include_query_params(next_url=request.url.path), 303)
    if who.role < Role.OPERATOR:
        return _refused(request, at, who)
    spoken = language(request)
    readable = render("operate.html", at.settings, spoken, now=snapshot(at.catalog, at.settings, spoken))
    if at.viewer is None:
        return HTMLResponse(render("operate_alone.html", at.settings, spoken, readable=readable), headers=NO_STORE)
    title = f"{WORDS[spoken]['operations']} · {at.settings.town_name}"
    page = fill_page((at.viewer / "operate.html").read_text("utf-8"), spoken, title=title, readable=readable)
    return HTMLResponse(page, headers=NO_STORE)


def _refused(request: Request, at: Desk, who: Account) -> Response:
    """Says which role is lacking, and offers to log out."""
    problem = sentence(Failure("role-too-low", {"role": Role.OPERATOR.name.lower()}), language(request))
    page = render("login.html", at.settings, language(request), account=who, problem=problem)
    return HTMLResponse(page, 403, headers=NO_STORE)
