"""The server process: it listens, says where, and makes the first administrator."""

import contextlib
import socket

import click
import uvicorn

from ruelle.catalog.database.repository import Catalog
from ruelle.catalog.errors import EngineError
from ruelle.catalog.language import Language
from ruelle.catalog.passwords import ADMIN, ensure_admin
from ruelle.catalog.settings import Settings
from ruelle.catalog.store import PublicStore
from ruelle.viewer_api.app import create_app

DRAIN_S = 5
_EVERYWHERE = ("0.0.0.0", "::")


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises EngineError where the address cannot be had, or the catalog cannot be opened."""
    with contextlib.closing(_listen(host, port)) as listening:
        catalog = Catalog.open(settings)
        app = create_app(settings, catalog, PublicStore(settings))
        _tell(settings.language, host, port, password=ensure_admin(catalog))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=DRAIN_S,
        )
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
        catalog.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise EngineError("address-taken", address=f"{host}:{port}", reason=error.strerror) from error


def _tell(language: Language, host: str, port: int, *, password: str | None) -> None:
    shown = "localhost" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    french = language == "fr"
    if password and french:
        click.echo(f"Premier démarrage. Compte : {ADMIN}, mot de passe : {password}")
        click.echo("Il ne sera plus montré. Pour le changer : ruelle account password admin")
    elif password:
        click.echo(f"First start. Account: {ADMIN}, password: {password}")
        click.echo("It will not be shown again. To change it: ruelle account password admin")
    click.echo(f"Ruelle est à l’adresse http://{shown}:{port}/" if french else f"Ruelle is at http://{shown}:{port}/")
