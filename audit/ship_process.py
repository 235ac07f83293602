"""Inside the shipper's process: one thread an exporter, so that one that is down delays no other.

It holds the lock of the ledger's `ship` folder while it works; a second one stands by.
It ends when its standard input ends, its parent changes, or it is told to by SIGTERM;
with `--forever`, by signals only. Exit status: 0 ended as told, 1 failed, 2 cannot begin.
"""

from __future__ import annotations

import argparse
import fcntl
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import orjson

from audit.durable import make_folder, trouble
from audit.exporter import EXPORTERS, Exporter
from audit.layout import ship_folder
from audit.shipper import DRAIN_S, Shipper
from config.errors import ConfigError, SekishoError

_LOG = logging.getLogger("sekisho.audit.ship")

_WATCH_S = 0.2
_MOST_CONFIG = 1024 * 1024
_STDIN = 0


def main(argv: Sequence[str]) -> int:
    """Ship until told to stop; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m audit.ship", description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, help="the ledger's folder")
    parser.add_argument(
        "--config",
        default="-",
        help="JSON list of exporters: a file, or - for the first line of standard input",
    )
    parser.add_argument(
        "--forever", action="store_true", help="outlive the parent and the end of standard input"
    )
    arguments = parser.parse_args(argv)
    logging.basicConfig(format="sekisho shipper: %(message)s", level=logging.WARNING)
    stop = threading.Event()
    watch = _Watch(stop, arguments.forever)
    try:
        exporters = _exporters(_config(arguments.config))
        with _alone(arguments.ledger, watch) as alone:
            return _ship([Shipper(arguments.ledger, one, stop) for one in exporters], watch) if alone else 0
    except SekishoError as error:
        _LOG.error("%s", error)
        return 2


class _Watch:
    """Notices that the time has come to stop."""

    def __init__(self, stop: threading.Event, forever: bool) -> None:
        self.stop = stop
        self._forever = forever
        self._parent = os.getppid()
        signal.signal(signal.SIGTERM, self._told)
        # Ctrl-C reaches the whole group of a terminal; the last records are still to come then.
        signal.signal(signal.SIGINT, self._told if forever else signal.SIG_IGN)

    def pause(self) -> bool:
        """Wait a moment; False when it is time to stop."""
        if self._forever:
            self.stop.wait(_WATCH_S)
        elif self._orphaned():
            self.stop.set()
        return not self.stop.is_set()

    def _told(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()

    def _orphaned(self) -> bool:
        readable, _, _ = select.select([_STDIN], [], [], _WATCH_S)
        return (bool(readable) and not os.read(_STDIN, 4096)) or os.getppid() != self._parent


def _ship(shippers: Sequence[Shipper], watch: _Watch) -> int:
    keys = [shipper.key for shipper in shippers]
    if len(set(keys)) < len(keys):
        raise ConfigError("audit: two exporters send to the same place; remove one of them")
    failed: list[str] = []
    threads = [threading.Thread(target=_run, args=(one, failed, watch.stop), daemon=True) for one in shippers]
    for thread in threads:
        thread.start()
    while threads and watch.pause():
        pass
    # What a receiver has not answered by then is sent again by the next shipper.
    end = time.monotonic() + DRAIN_S + 1
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return 1 if failed else 0


def _run(shipper: Shipper, failed: list[str], stop: threading.Event) -> None:
    try:
        shipper.run()
    except Exception as error:  # noqa: BLE001  # the last line: tell, and let the parent start a new shipper
        _LOG.error("%s: failed unexpectedly: %s", shipper.key, type(error).__name__)
        failed.append(shipper.key)
        stop.set()


def _config(source: str) -> object:
    try:
        return orjson.loads(_first_line() if source == "-" else Path(source).read_bytes())
    except OSError as error:
        raise ConfigError(f"{source}: cannot be read: {error.strerror}") from error
    except orjson.JSONDecodeError as error:
        raise ConfigError(f"{source}: the exporters are not a JSON list") from error


def _first_line() -> bytes:
    # Not through sys.stdin: its buffer would swallow what comes after, and lock at exit.
    line = b""
    while not line.endswith(b"\n") and len(line) < _MOST_CONFIG:
        piece = os.read(_STDIN, 65536)
        if not piece:
            break
        line += piece
    return line


def _exporters(choices: object) -> list[Exporter]:
    if not isinstance(choices, list) or not all(isinstance(one, Mapping) and "use" in one for one in choices):
        raise ConfigError('audit: the exporters should be a list of objects, each with "use"')
    return [
        EXPORTERS.build(str(choice["use"]), {name: value for name, value in choice.items() if name != "use"})
        for choice in choices
    ]


@contextmanager
def _alone(ledger: Path, watch: _Watch) -> Generator[bool]:
    """The right to ship for this ledger, when its holder gives it up; False when stopped before."""
    path = make_folder(ship_folder(ledger)) / "lock"
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise trouble("cannot lock the shipper's folder", error) from error
    try:
        yield _taken(lock, watch)
    finally:
        os.close(lock)


def _taken(lock: int, watch: _Watch) -> bool:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not watch.pause():
                return False
        else:
            return True
