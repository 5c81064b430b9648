"""The pages: the viewer with something to read in it, and plain lists that need no script."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ruelle.catalog.errors import Forbidden
from ruelle.catalog.search import ItemQuery
from ruelle.catalog.sentences import sentence
from ruelle.catalog.vocabulary import Visibility
from ruelle.viewer_api.access import COOKIE, PASSWORD_CEILING, Visible, Who, log_in, log_out, same_origin, set_cookie
from ruelle.viewer_api.desk import AtDesk, Desk
from ruelle.viewer_api.errors import language
from ruelle.viewer_api.links import own_path
from ruelle.viewer_api.rendering import fill_viewer_page, render
from ruelle.viewer_api.street_positions import positions_in

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Short = Annotated[str, Form(max_length=100)]
Password = Annotated[str, Form(max_length=PASSWORD_CEILING)]
NextUrl = Annotated[str, Form(max_length=2000)]

STREETS_ON_FIRST_PAGE = 12
"""The rest is one link away: the first page must come fast."""


@router.get("/")
def street(request: Request, at: AtDesk, visible: Visible, pic: str | None = None) -> Response:
    """The viewer, with the picture asked for and the streets in words."""
    if at.viewer is None:
        return RedirectResponse("/rues", 303)
    found = at.catalog.search(ItemQuery(visible, ids=(pic,))).results if pic else ()
    unknown = bool(pic) and not found
    page = fill_viewer_page(
        (at.viewer / "street.html").read_text("utf-8"),
        at.settings,
        language(request),
        row=found[0] if found else None,
        unknown=unknown,
        streets=_street_list(request, at, visible, most=STREETS_ON_FIRST_PAGE),
    )
    return HTMLResponse(page, 404 if unknown else 200)


@router.get("/rues")
def streets(request: Request, at: AtDesk, visible: Visible, rue: str | None = None) -> Response:
    """The streets; for one of them, its positions."""
    spoken = language(request)
    if rue is None:
        return HTMLResponse(render("streets.html", at.settings, spoken, streets=_street_list(request, at, visible)))
    rows = positions_in(at.catalog, rue, visible)
    return HTMLResponse(render("positions.html", at.settings, spoken, street=rue, rows=rows), 200 if rows else 404)


def _street_list(request: Request, at: Desk, visible: frozenset[Visibility], *, most: int | None = None) -> Markup:
    """The streets in words, the first ones or all; kept until the catalog changes."""
    spoken = language(request)

    def write() -> bytes:
        found = at.catalog.streets(visible)
        listed = {"streets": found[:most], "more": most is not None and most < len(found), "along": most is None}
        return render("street_list.html", at.settings, spoken, **listed).encode()

    return Markup(at.kept.get(at.catalog.beat(), ("street-list", spoken, visible, most), write).decode())


@router.get("/api/docs")
def docs(request: Request, at: AtDesk) -> Response:
    """What the API answers, for people."""
    tags: dict[str, list[dict[str, str]]] = {}
    for path, methods in request.app.openapi()["paths"].items():
        for method, operation in methods.items():
            told = {"method": method.upper(), "path": path, "summary": operation.get("summary", "")}
            tags.setdefault(operation.get("tags", ["Ruelle"])[0], []).append(told)
    return HTMLResponse(render("docs.html", at.settings, language(request), tags=tags))


@router.get("/connexion")
def login_page(
    request: Request, at: AtDesk, account: Who, next_url: Annotated[str, Query(max_length=2000)] = "/"
) -> Response:
    """A form to log in, or out."""
    page = render("login.html", at.settings, language(request), account=account, next_url=next_url)
    return HTMLResponse(page)


@router.post("/connexion", dependencies=[Depends(same_origin)])
def login(request: Request, at: AtDesk, *, name: Short, password: Password, next_url: NextUrl = "/") -> Response:
    """The form sent in."""
    try:
        _, token = log_in(request, name, password)
    except Forbidden as error:
        problem = sentence(error.failure, language(request))
        page = render("login.html", at.settings, language(request), problem=problem, next_url=next_url)
        return HTMLResponse(page, error.http_status)
    answer = RedirectResponse(own_path(request, next_url), 303)
    set_cookie(request, answer, token)
    return answer


@router.post("/deconnexion", dependencies=[Depends(same_origin)])
def logout(request: Request) -> Response:
    """Leave."""
    log_out(request)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer
