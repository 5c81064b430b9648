"""The pages for residents' requests that work without a script: to ask, and to follow by a private link."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.errors import NotFound, RuelleError
from ruelle.catalog.model import Item
from ruelle.catalog.requests import EMAIL_CEILING, KINDS, NOTE_CEILING
from ruelle.catalog.search import ItemQuery
from ruelle.catalog.sentences import Sentence, sentence
from ruelle.catalog.vocabulary import Projection, Visibility
from ruelle.catalog.zones import CornersDeg, ZoneKind
from ruelle.viewer_api import request_words
from ruelle.viewer_api.access import Visible, checksum, same_origin
from ruelle.viewer_api.challenges import FORM_BITS
from ruelle.viewer_api.desk import AtDesk, Desk
from ruelle.viewer_api.errors import language
from ruelle.viewer_api.intake import Asked, take_in
from ruelle.viewer_api.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

CELL_DEG, COLUMNS, ROWS, TOP_DEG = 30, 12, 4, 60
"""The grid laid over a panorama: twelve cells wide, four high, from 60 degrees up to 60 degrees down."""

ANYWHERE = ""
SECRET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address of such a page is a secret: no cache, no other site and no search engine learns it."""

ItemId = Annotated[str, Query(alias="item", max_length=100)]


@router.get("/requests/new")
def form(request: Request, at: AtDesk, visible: Visible, item_id: ItemId) -> Response:
    """A form over the picture. Raises NotFound for a picture that this reader may not see."""
    return HTMLResponse(_form(request, at, _row(at, item_id, visible)), headers=SECRET)


@router.post("/requests/new", dependencies=[Depends(same_origin)])
def send(
    request: Request,
    at: AtDesk,
    visible: Visible,
    *,
    item: Annotated[str, Form(max_length=100)],
    kind: Annotated[ZoneKind, Form()],
    challenge: Annotated[str, Form(max_length=200)],
    cell: Annotated[str, Form(pattern=r"^([A-L][1-4])?$")] = ANYWHERE,
    email: Annotated[str, Form(max_length=EMAIL_CEILING)] = "",
    note: Annotated[str, Form(max_length=2 * NOTE_CEILING)] = "",
) -> Response:
    """The form sent in; on to the private link."""
    asked = Asked(item, kind, _corners(at.catalog.item(item, visible), cell), email, note)

    def admission() -> str:
        return at.gate.challenges.waited(challenge)

    try:
        _, secret = take_in(at, request, asked, admission=admission, visible=visible)
    except NotFound:
        raise
    except RuelleError as error:
        problem = sentence(error.failure, language(request))
        written = {"kind": kind, "cell": cell, "email": email, "note": note}
        page = _form(request, at, _row(at, item, visible), problem=problem, written=written)
        return HTMLResponse(page, error.http_status, headers=SECRET)
    return RedirectResponse(f"/requests/{secret}", 303, headers=SECRET)


@router.get("/requests/{secret}")
def follow(request: Request, at: AtDesk, visible: Visible, secret: str) -> Response:
    """What became of a request. Raises NotFound."""
    found = at.catalog.requests.followed(checksum(secret))
    rows = at.catalog.search(ItemQuery(visible, ids=(found.item_id,))).results
    spoken = language(request)
    page = render(
        "request.html",
        at.settings,
        spoken,
        request=found,
        row=rows[0] if rows else None,
        secret=secret,
        contact=at.settings.contact,
        follow=request_words.FOLLOWING[spoken],
        kinds=request_words.KINDS[spoken],
    )
    return HTMLResponse(page, headers=SECRET)


@router.post("/requests/{secret}/withdraw", dependencies=[Depends(same_origin)])
def withdraw(at: AtDesk, secret: str) -> Response:
    """Take a request back, or have one's message and address erased. Raises NotFound."""
    at.catalog.requests.withdraw(checksum(secret))
    return RedirectResponse(f"/requests/{secret}", 303, headers=SECRET)


def _row(at: Desk, item_id: str, visible: frozenset[Visibility]) -> ItemRow:
    rows = at.catalog.search(ItemQuery(visible, ids=(item_id,))).results
    if not rows:
        raise NotFound("item-unknown", id=item_id)
    return rows[0]


def _form(
    request: Request,
    at: Desk,
    row: ItemRow,
    *,
    problem: Sentence | None = None,
    written: dict[str, str] | None = None,
) -> str:
    spoken = language(request)
    return render(
        "request_form.html",
        at.settings,
        spoken,
        row=row,
        problem=problem,
        written=written or {},
        kinds={kind: request_words.KINDS[spoken][kind] for kind in KINDS},
        columns="ABCDEFGHIJKL",
        rows=range(1, ROWS + 1),
        has_grid=row.projection is Projection.EQUIRECTANGULAR,
        challenge=at.gate.challenges.issue(FORM_BITS),
        days=at.settings.request_retention_days,
        ask=request_words.ASKING[spoken],
    )


def _corners(item: Item, cell: str) -> CornersDeg | None:
    """The corners of a cell of the grid, such as "A1" at the top left; None for no cell, or where there is no grid."""
    if cell == ANYWHERE or item.camera.projection is not Projection.EQUIRECTANGULAR:
        return None
    west = -180.0 + CELL_DEG * (ord(cell[0]) - ord("A"))
    north = TOP_DEG - CELL_DEG * (float(cell[1]) - 1)
    east, south = west + CELL_DEG, north - CELL_DEG
    return (west, north), (east, north), (east, south), (west, south)
