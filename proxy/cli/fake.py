"""`sekisho fake-upstream`: recorded exchanges, replayed as an upstream would answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proxy.cli.shell import FINE
from proxy.fake.command import HELP
from proxy.fake.command import run as replay

EXAMPLE = "sekisho fake-upstream recordings/ --port 9000 --cut random"

_Directory = Annotated[Path, typer.Argument(metavar="DIR", help=HELP["directory"], show_default=False)]
_Host = Annotated[str, typer.Option("--host", help=HELP["host"])]
_Port = Annotated[int, typer.Option("--port", min=0, max=65535, help=HELP["port"])]
_Cut = Annotated[str, typer.Option("--cut", help=HELP["cut"])]
_DelayMs = Annotated[float, typer.Option("--delay-ms", min=0, max=60_000, help=HELP["delay_ms"])]
_Fault = Annotated[str | None, typer.Option("--fault", help=HELP["fault"], show_default=False)]
_Seed = Annotated[int, typer.Option("--seed", help=HELP["seed"])]
_Json = Annotated[bool, typer.Option("--json", help=HELP["json"])]


def run(
    directory: _Directory,
    host: _Host = "127.0.0.1",
    port: _Port = 9000,
    cut: _Cut = "recorded",
    delay_ms: _DelayMs = 0.0,
    fault: _Fault = None,
    seed: _Seed = 0,
    as_json: _Json = False,
) -> int:
    """Replay recorded exchanges as an upstream would.

    A recording is found by method, path and body. Point the station at it:
    SEKISHO_UPSTREAM_OPENAI=http://127.0.0.1:9000 sekisho serve.
    """
    replay(directory, host, port, cut, delay_ms, fault, seed, as_json)
    return FINE
