"""The counter of the town hall: FastAPI, STAC and access rules; it carries bytes, never pixels."""

import logging

# stac-fastapi warns of its own defaults when it is imported, before anybody can give it ours.
logging.getLogger("stac_fastapi.types.config").setLevel(logging.ERROR)
