"""Take a changed configuration between exchanges: whole, or not at all.

The new one is prepared beside the old one and swapped in. One that cannot be honoured
changes nothing; the log says which line is at fault.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from watchfiles import awatch

from config.errors import SekishoError
from proxy.assembly import Station, read_setup

_LOG = logging.getLogger("sekisho")


def reload(station: Station, file: Path | None, env: Mapping[str, str]) -> bool:
    """Take the configuration as it is now; False, with the reasons in the log, when the old one stays."""
    try:
        station.reload(read_setup(file, env))
    except SekishoError as error:
        _LOG.error("reload refused, the old configuration stays: %s", error)
        return False
    _LOG.warning("configuration reloaded")
    return True


async def watch(file: Path | None, stop: asyncio.Event, changed: Callable[[], object]) -> None:
    """Call `changed` whenever the file's content is another one, until `stop`. Without a file: nothing.

    Folders are watched rather than the file: editors replace files, and mounted
    configurations turn a link.
    """
    if file is None:
        return
    known = _content(file)
    async for _ in awatch(*_folders(file), watch_filter=None, stop_event=stop, recursive=False):
        now = _content(file)
        if now is not None and now != known:
            known = now
            changed()


def _folders(file: Path) -> set[Path]:
    return {file.absolute().parent, file.resolve().parent}


def _content(file: Path) -> bytes | None:
    """A digest of the file; None when there is no file to read at this moment."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        return None
