"""The fast lane: one process without a crew that makes corrections as they are asked for, and goes when none come."""

import time

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.settings import Settings
from ruelle.processing.correct import correct_all
from ruelle.processing.publish import Stores

LINGERS_S = 60.0
"""Corrections come in rows: so long it waits for the next, which then need not wait for Python and OpenCV to start."""
POLL_S = 0.1


def correct_for_a_while(settings: Settings, lingers_s: float = LINGERS_S) -> None:
    """Make corrections until none has been asked for in a while. Raises EngineError when the machine is at fault."""
    catalog, stores = Catalog.open(settings), Stores.open(settings)
    until_s = time.monotonic() + lingers_s
    while time.monotonic() < until_s:
        if correct_all(catalog, settings, stores):
            until_s = time.monotonic() + lingers_s
        time.sleep(POLL_S)
