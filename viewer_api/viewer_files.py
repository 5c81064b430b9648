"""The built web viewer: where it lies, and how its files are sent."""

from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ruelle.viewer_api.entities import CHECK_AGAIN, FOR_EVER

HASHED = "assets/"
_PACKED = (("br", ".br"), ("gzip", ".gz"))


def find_viewer() -> Path | None:
    """The folder that `make` built, inside the installed package or beside it in the repository; None without one."""
    here = Path(__file__).resolve().parent
    candidates = (here / "web_viewer", here.parent / "web_viewer" / "dist")
    return next((folder for folder in candidates if (folder / "street.html").is_file()), None)


class ViewerFiles(StaticFiles):
    """Files whose names carry their hash are kept for ever; those packed at build time are sent packed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file of a path, or HTTPException 404."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for encoding, suffix in _PACKED:
            if encoding in accepted and self.lookup_path(path + suffix)[1] is not None:
                response = await super().get_response(path + suffix, scope)
                response.headers["Content-Encoding"] = encoding
                response.headers["Content-Type"] = _media_type(path)
                response.headers.add_vary_header("Accept-Encoding")
                return _kept(response, path)
        return _kept(await super().get_response(path, scope), path)


def _media_type(path: str) -> str:
    return guess_type(path)[0] or "application/octet-stream"


def _kept(response: Response, path: str) -> Response:
    response.headers["Cache-Control"] = FOR_EVER if path.startswith(HASHED) else CHECK_AGAIN
    return response
