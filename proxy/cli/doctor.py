"""`sekisho doctor`: is everything there that a station needs?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.text import Text

from proxy.cli.options import AsJson, Config
from proxy.cli.screen import aside, out, plain, show_json
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from proxy.cli.machine import Check

EXAMPLE = "sekisho doctor --config sekisho.yaml"

_MARKS = {"ok": ("ok  ", "green"), "note": ("note", "cyan"), "attention": ("!!  ", "bold red")}


def run(config: Config = None, as_json: AsJson = False) -> int:
    """Look at everything that a station needs.

    From Python, modules, the disk and the clock to ports, upstreams and receivers of records.
    Nothing is changed and nothing is sent: others are connected to for at most a second. Exit
    status 1 means that something needs attention.
    """
    from proxy.cli.examining import examine

    screen = aside()
    if screen.is_terminal:
        with screen.status("looking"):
            checks = list(examine(config, os.environ))
    else:
        checks = list(examine(config, os.environ))
    troubled = any(check.state == "attention" for check in checks)
    if as_json:
        show_json({"ok": not troubled, "checks": [asdict(check) for check in checks]}, indent=2)
    else:
        _show(checks)
    return FOUND if troubled else FINE


def _show(checks: Sequence[Check]) -> None:
    screen = out()
    for check in checks:
        mark, style = _MARKS[check.state]
        screen.print(
            Text.assemble((mark, style), "  ", (f"{check.name:<18}", "bold"), "  ", plain(check.found))
        )
        if check.advice:
            screen.print(Text.assemble(" " * 26, plain(check.advice, "dim")))
