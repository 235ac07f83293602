"""`sekisho serve`: run the station."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from proxy.cli.options import Config
from proxy.cli.shell import FINE

EXAMPLE = "sekisho serve --config sekisho.yaml --workers 2"

_Port = Annotated[
    int | None,
    typer.Option(
        "--port", min=0, max=65535, help="Port of the data plane; 0 takes a free one.", show_default=False
    ),
]
_AdminPort = Annotated[
    int | None,
    typer.Option(
        "--admin-port",
        min=0,
        max=65535,
        help="Port of the admin plane; 0 takes a free one.",
        show_default=False,
    ),
]
_Host = Annotated[str | None, typer.Option("--host", help="Address of the data plane.", show_default=False)]
_Workers = Annotated[
    int, typer.Option("--workers", "-w", min=1, max=256, help="Processes that share the data plane's port.")
]


def run(
    config: Config = None,
    host: _Host = None,
    port: _Port = None,
    admin_port: _AdminPort = None,
    workers: _Workers = 1,
) -> int:
    """Run the station until SIGINT or SIGTERM.

    SIGHUP, or a change of the file, takes the new configuration between exchanges; one that cannot be
    honoured changes nothing and is explained in the log. Addresses given here go before the file's.
    """
    import uvloop

    from config.load import find
    from proxy.crew import serve_many
    from proxy.logs import begin, quieten
    from proxy.serve import Place, serve

    begin()
    place = Place(find(config, os.environ), os.environ, host, port, admin_port)

    async def station() -> None:
        quieten()
        await (serve(place) if workers == 1 else serve_many(place, workers))

    uvloop.run(station())
    return FINE
