"""The application: STAC by stac-fastapi, the routes beside it, and what wraps them all."""

from pathlib import Path

from brotli_asgi import BrotliMiddleware
from fastapi import APIRouter, FastAPI
from fastapi.middleware import Middleware
from fastapi.telemetry import TelemetryConfig
from stac_fastapi.api.app import StacApi
from stac_fastapi.api.models import EmptyRequest
from stac_fastapi.api.routes import create_async_endpoint
from stac_fastapi.types.config import ApiSettings
from starlette.middleware.cors import CORSMiddleware

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.looks import Looks
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.desk import Desk
from ruelle.viewer_api.errors import add_error_handlers
from ruelle.viewer_api.gate import Gate
from ruelle.viewer_api.links import PREFIX
from ruelle.viewer_api.middleware import Headings, content_security_policy
from ruelle.viewer_api.routes import (
    accounts,
    addresses,
    configuration,
    coverage,
    journal,
    operate,
    operate_page,
    pages,
    pictures,
    request_pages,
    requests,
    review,
    uploads,
    users,
)
from ruelle.viewer_api.secret_key import secret_key
from ruelle.viewer_api.stac_client import StacClient
from ruelle.viewer_api.stac_item import STAC_VERSION
from ruelle.viewer_api.stac_parameters import ItemsParameters, PageParameters, SearchBody, SearchParameters
from ruelle.viewer_api.throttle import Throttle
from ruelle.viewer_api.viewer_files import ViewerFiles, find_viewer

VERSION = "0.1.0"
NOT_PACKED = (r"\.jpg$", r"\.pmtiles$")
"""What is compressed already, or read by ranges."""

BODY_CEILING_BYTES = 1 << 20
"""More than anything that the API takes."""

SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""Nothing is reported to anybody, whatever the environment says."""


def create_app(settings: Settings, catalog: Catalog, store: PublicStore, *, viewer: Path | None = None) -> FastAPI:
    """The whole counter over one catalog and its public store; `viewer` is another folder of built pages."""
    viewer = viewer or find_viewer()
    app = FastAPI(
        title=settings.town_name,
        description="Street views: STAC API, vector tiles, pictures.",
        version=VERSION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(settings),
        max_body_size=BODY_CEILING_BYTES,
        telemetry=SILENT,
    )
    app.state.desk = _desk(settings, catalog, store, viewer)
    _Stac.build(app, settings)
    for routes in (pictures, coverage, addresses, configuration, accounts, users, operate, uploads):
        app.include_router(routes.router)
    for routes in (review, requests, journal, request_pages, operate_page, pages):
        app.include_router(routes.router)
    app.include_router(uploads.chunks)
    if viewer is not None:
        app.mount("/", ViewerFiles(directory=viewer))
    add_error_handlers(app)
    return app


def _desk(settings: Settings, catalog: Catalog, store: PublicStore, viewer: Path | None) -> Desk:
    looks, gate = Looks(settings, catalog.journal), Gate(secret_key(settings.home))
    return Desk(settings, catalog, store, viewer, throttle=Throttle(), looks=looks, gate=gate)


class _Stac(StacApi):  # type: ignore[misc]
    """The endpoints of STAC under `/api`, with our own answer to whether all is well."""

    @classmethod
    def build(cls, app: FastAPI, settings: Settings) -> "_Stac":
        """Add the endpoints to an application."""
        about = ApiSettings(
            _env_file=None,
            stac_fastapi_title=settings.town_name,
            stac_fastapi_description=app.description,
            stac_fastapi_landing_id="ruelle",
            stac_fastapi_version=VERSION,
        )
        return cls(
            settings=about,
            client=StacClient(),
            app=app,
            router=APIRouter(prefix=PREFIX, tags=["STAC"]),
            stac_version=STAC_VERSION,
            exceptions={},
            middlewares=[],
            search_get_request_model=SearchParameters,
            search_post_request_model=SearchBody,
            collections_get_request_model=PageParameters,
            items_get_request_model=ItemsParameters,
        )

    def register_landing_page(self) -> None:
        """`GET /api` as well, for clients that leave the slash out."""
        super().register_landing_page()
        landing = create_async_endpoint(self.client.landing_page, EmptyRequest)
        self.router.add_api_route("", landing, include_in_schema=False)

    def add_health_check(self) -> None:
        """`GET /api/health`, in place of what stac-fastapi adds."""

        async def health() -> JsonAnswer:
            """The server answers."""
            return JsonAnswer({"status": "UP"})

        self.app.add_api_route(f"{PREFIX}/health", health, summary="Whether the server answers", tags=["Configuration"])


def _middleware(settings: Settings) -> list[Middleware]:
    """From the outermost: pages elsewhere in town may read what is public, without credentials."""
    anywhere = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Content-Type", "Range", "If-None-Match"],
        expose_headers=["Content-Range", "ETag"],
        max_age=86_400,
    )
    return [
        Middleware(Headings, policy=content_security_policy(settings.basemap)),
        anywhere,
        Middleware(BrotliMiddleware, quality=4, excluded_handlers=list(NOT_PACKED)),
    ]
