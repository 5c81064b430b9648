"""The counter of the town hall: FastAPI, STAC and access rules; it carries bytes, never pixels."""
