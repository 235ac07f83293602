"""What every verb owes the shell: an exit status, and never a traceback.

0    fine
1    something was found (a problem, a finding, something that needs attention)
2    it could not be asked: usage, configuration, input
130  interrupted
141  whoever read the output has gone
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from config.errors import SekishoError
from proxy.cli.screen import Gone, complain
from proxy.logs import described

FINE, FOUND, USAGE = 0, 1, 2
INTERRUPTED, GONE = 130, 141

P = ParamSpec("P")


def exiting(verb: Callable[P, int]) -> Callable[P, None]:
    """A verb that returns its exit status, as typer wants it: one that raises it."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        raise typer.Exit(verb(*args, **kwargs))

    return run


def status_of(run: Callable[[], object]) -> int:
    """Run a command line to its exit status, saying in one line what was wrong with it."""
    try:
        status = _ended(run)
        sys.stdout.flush()
        return status
    except (Gone, BrokenPipeError):
        # What Python would still write at its own end goes nowhere, quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _ended(run: Callable[[], object]) -> int:
    try:
        run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    except (Gone, BrokenPipeError):
        raise
    except SekishoError as error:
        complain(str(error))
        return USAGE
    except Exception as error:  # noqa: BLE001  # the last line: a bug is told by its place, never by its content
        complain(f"internal error: {described(error)}; please report it with the command you gave")
        return USAGE
    return FINE
