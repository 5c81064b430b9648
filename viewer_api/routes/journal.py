"""The access journal, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from ruelle.viewer_api.access import administrator
from ruelle.viewer_api.answers import PrivateAnswer
from ruelle.viewer_api.desk import AtDesk
from ruelle.viewer_api.stac_item import moment

router = APIRouter(prefix="/api", tags=["Review"])


@router.get("/journal", summary="Who looked at what is sealed", dependencies=[Depends(administrator)])
def journal(
    at: AtDesk,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    token: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The latest first; lines are only ever added."""
    page = at.catalog.journal.entries(limit=limit, token=token)
    lines = [
        {
            "number": line.number,
            "happened_at": moment(line.happened_at),
            "account": line.account,
            "action": line.action,
            "item_id": line.item_id,
            "zone_id": line.zone_id,
        }
        for line in page.results
    ]
    return PrivateAnswer({"entries": lines, "next": page.next_token})
