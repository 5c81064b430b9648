"""The command that serves."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ruelle.catalog.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 0.0.0.0 for the whole network.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.pass_obj
def serve(settings: "Settings", host: str | None, port: int | None) -> None:
    """Serve the pages and the API until stopped."""
    from ruelle.viewer_api.serving import run

    run(settings, host or settings.host, port or settings.port)
