"""`sekisho audit`: read the record."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from proxy.cli.options import AsJson, Config
from proxy.cli.screen import out, plain, raw
from proxy.cli.shell import FINE

TAIL_EXAMPLE = "sekisho audit tail -n 50 --follow"

_Count = Annotated[int, typer.Option("-n", min=0, max=1_000_000, help="How many of the latest records.")]
_Follow = Annotated[bool, typer.Option("--follow", "-f", help="Then each new one, until Ctrl-C.")]
_Local = Annotated[bool, typer.Option("--local", help="Times in this machine's time zone instead of UTC.")]
_Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="The folder for state whose ledger is read; without it, the configuration's.",
        show_default=False,
    ),
]


def tail(
    n: _Count = 20,
    follow: _Follow = False,
    home: _Home = None,
    config: Config = None,
    local: _Local = False,
    as_json: AsJson = False,
) -> int:
    """Show the latest records of the ledger.

    Over all workers, by time. Records carry kinds, rules, positions and counts, never text. A
    damaged line is shown by its place.
    """
    from audit.conventions import ERROR, WARN, severity
    from audit.tail import describe
    from audit.tail import tail as records

    styles = {ERROR: "red", WARN: "yellow"}
    screen = out()
    for record in records(_ledger(home, config), follow=follow, n=n):
        if as_json:
            raw(json.dumps(record, ensure_ascii=False) + "\n")
        else:
            style = "red" if "damaged" in record else styles.get(severity(record), "")
            screen.print(plain(describe(record, local=local), style))
    return FINE


def _ledger(home: Path | None, config: Path | None) -> Path:
    from config.load import load

    return home / "ledger" if home is not None else load(config, os.environ).ledger_path
