"""The log of a running station: one line a message on standard error, never any content.

What our own logger says is free of content by its authors. Others may quote what they
worked on, in their arguments or in an exception's text, so of their messages only the
template's first line is told, and of any exception its type and place.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_OURS = "sekisho"
_ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 200

# What uvicorn says in words that are not ours, by how it begins.
_IN_OUR_WORDS = {
    "Unsupported upgrade request": "a client asked for a WebSocket; none is served",
}
# Advice to install what we left out on purpose.
_SILENT = "No supported WebSocket library"


class Plain(logging.Formatter):
    """Time in UTC, level and logger, then what may be told."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        return f"{at}Z {record.levelname.lower()} {record.name}: {told(record)}"


def told(record: logging.LogRecord) -> str:
    """What of a record may be told, on one line or, for our own, as it was written."""
    error = record.exc_info[1] if record.exc_info else None
    what = f" ({described(error)})" if error else ""
    if record.name == _OURS or record.name.startswith(f"{_OURS}."):
        return record.getMessage() + what
    template = str(record.msg)
    for beginning, words in _IN_OUR_WORDS.items():
        if template.startswith(beginning):
            return words
    lines = template.strip().splitlines()
    return (lines[0][:_LONGEST] if lines else "no words") + what


def described(error: BaseException) -> str:
    """`KeyError at proxy/relay.py:12`: an exception's type and the last place of ours it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or list(frames[-1:])
    if not ours:
        return type(error).__name__
    file = Path(ours[-1].filename)
    name = file.relative_to(_ROOT) if _is_ours(str(file)) else Path(file.name)
    return f"{type(error).__name__} at {name}:{ours[-1].lineno}"


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(_ROOT) and "site-packages" not in path.parts


def begin(level: int = logging.WARNING) -> None:
    """Have everything that is logged told this way, from `level` on, on standard error."""
    formatter = Plain()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(lambda record: not str(record.msg).startswith(_SILENT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def quieten() -> None:
    """Have the running loop tell of failures nobody handled by type and place only."""
    asyncio.get_running_loop().set_exception_handler(_unhandled)


def _unhandled(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    error = context.get("exception")
    what = described(error) if isinstance(error, BaseException) else "no exception"
    logging.getLogger(_OURS).error("something went wrong behind an exchange: %s", what)
