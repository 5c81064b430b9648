"""Answers ready to be sent, so that no model is built again only to be checked."""

import orjson
from starlette.responses import Response

from ruelle.viewer_api.links import GEOJSON, JSON


class JsonAnswer(Response):
    """Compact JSON."""

    media_type = JSON

    def render(self, content: object) -> bytes:
        """As bytes, UTF-8."""
        return orjson.dumps(content)


class PrivateAnswer(JsonAnswer):
    """Compact JSON that no cache may keep."""

    def __init__(self, content: object, status_code: int = 200) -> None:
        super().__init__(content, status_code, {"Cache-Control": "no-store"})


class GeoJsonAnswer(JsonAnswer):
    """Compact GeoJSON."""

    media_type = GEOJSON
