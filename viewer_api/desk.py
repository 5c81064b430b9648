"""What every handler works with, and how it finds it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.looks import Looks
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.viewer_api.gate import Gate
from ruelle.viewer_api.kept import Kept
from ruelle.viewer_api.throttle import Throttle


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings, catalog and the public store; `viewer` holds the built pages.

    The sealed store is not within reach, but for single zones that an operator looks at: `looks` notes each.
    """

    settings: Settings
    catalog: Catalog
    store: PublicStore
    viewer: Path | None
    throttle: Throttle
    looks: Looks
    gate: Gate
    kept: Kept = field(default_factory=Kept)


def desk(request: Request) -> Desk:
    """The desk of the application that answers this request."""
    found: Desk = request.app.state.desk
    return found


async def _at_desk(request: Request) -> Desk:
    return desk(request)


AtDesk = Annotated[Desk, Depends(_at_desk)]
"""The same for a handler; asynchronous, for it takes no time worth a thread."""
