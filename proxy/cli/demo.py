"""`sekisho demo`: see it work, without keys and without a network."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import warnings
from typing import Annotated

import typer

from config.errors import ConfigError
from proxy.cli.machine import CLIENTS, there
from proxy.cli.options import AsJson
from proxy.cli.screen import aside, note, out, show_json
from proxy.cli.shell import FINE

EXAMPLE = "sekisho demo --once"

_Once = Annotated[
    bool,
    typer.Option("--once", envvar="DEMO_ONCE", help="End after the conversations instead of staying up."),
]
_Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port of the data plane; a free one when it is taken.")
]
_AdminPort = Annotated[
    int,
    typer.Option(
        "--admin-port", min=0, max=65535, help="Port of the admin plane; a free one when it is taken."
    ),
]


def run(
    once: _Once = False, port: _Port = 8090, admin_port: _AdminPort = 8091, as_json: AsJson = False
) -> int:
    """See it work: six conversations through the official clients.

    Starts the bundled fake upstream and a station before it, has each conversation once past the
    station and once through it, and shows what the client got, what the provider saw and what was
    recorded. Then the station stays up until Ctrl-C.
    """
    missing = [package for module, package in CLIENTS.items() if not there(module)]
    if missing:
        raise ConfigError(
            f"the demo needs the official clients: pip install {' '.join(missing)}, or `make setup`"
        )
    # The clients would ask a proxy of the environment for loopback, too.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    asyncio.run(_demo(once, port, admin_port, as_json))
    return FINE


async def _demo(once: bool, port: int, admin_port: int, as_json: bool) -> None:
    screen = aside()
    with (
        screen.status("読み込み中 / loading the clients") if screen.is_terminal else contextlib.nullcontext()
    ):
        from proxy.demo.scenes import SCENES, play
        from proxy.demo.stage import staged
        from proxy.demo.telling import closing, opening, scene, tell
    from proxy.logs import begin, quieten

    begin()
    quieten()
    warnings.simplefilter("ignore")  # the clients' notices about models; the conversations are recordings
    async with staged(port, admin_port) as stage:
        shown = out()
        if not as_json:
            _taken(stage.station.data_url, port)
            shown.print(opening(stage))
        for number, one in enumerate(SCENES, 1):
            played = await play(stage, one)
            if as_json:
                show_json(played.as_json())
            else:
                tell(shown, scene(played, number, len(SCENES)))
        if not once:
            if not as_json:
                tell(shown, closing(stage))
            await _interrupted()


def _taken(data_url: str, port: int) -> None:
    if port and not data_url.endswith(f":{port}"):
        note(f"port {port} is taken; the station listens on {data_url} instead")


async def _interrupted() -> None:
    """Wait for Ctrl-C, or SIGTERM."""
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()
