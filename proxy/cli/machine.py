"""What the machine has to offer a station: Python, modules, a place to write, room, a clock."""

from __future__ import annotations

import importlib
import importlib.util
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from audit.tail import tail
from config.errors import AuditError

State = Literal["ok", "note", "attention"]

NATIVE = ("brotli", "httptools", "orjson", "pydantic_core", "re2", "uvloop", "watchfiles", "zstandard")
CLIENTS = {"openai": "openai", "anthropic": "anthropic", "google.genai": "google-genai"}

_LITTLE = 1 << 30  # bytes free below which a ledger deserves a look
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right shows an earlier time
_AHEAD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. note: good to know; attention: somebody should act, as `advice` says."""

    name: str
    state: State
    found: str
    advice: str = ""


def python() -> Check:
    found = platform.python_version()
    fine = sys.version_info >= (3, 11)
    return Check("python", "ok" if fine else "attention", found, "" if fine else "use Python 3.11 or newer")


def natives() -> Iterator[Check]:
    for name in NATIVE:
        try:
            importlib.import_module(name)
        except ImportError:
            yield Check(f"module {name}", "attention", "cannot be imported", "run `make setup` again")
    yield Check("native modules", "ok", f"{len(NATIVE)} looked for")


def clients() -> Check:
    missing = [package for module, package in CLIENTS.items() if not there(module)]
    if missing:
        advice = f"only the demo needs them: pip install {' '.join(missing)}"
        return Check("client libraries", "note", f"not installed: {', '.join(missing)}", advice)
    found = ", ".join(f"{package} {_version(package)}" for package in CLIENTS.values())
    return Check("client libraries", "ok", found)


def there(module: str) -> bool:
    """Whether a module can be imported; nothing of it is run but the packages it is in."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "of unknown version"


def places(home: Path, ledger: Path) -> Iterator[Check]:
    for name, folder in (("home", home), ("ledger", ledger)):
        there = _nearest(folder)
        trouble = _unwritable(there)
        advice = "set SEKISHO_HOME, or give this user the right to write there"
        yield Check(name, "attention" if trouble else "ok", trouble or str(folder), advice if trouble else "")
    free = shutil.disk_usage(_nearest(ledger)).free
    advice = "make room: a station whose ledger is full refuses everything"
    little = free < _LITTLE
    yield Check("disk", "attention" if little else "ok", f"{free >> 20} MiB free", advice if little else "")
    yield from _secret(home / "secret")


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())


def _unwritable(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"{folder}: cannot be written ({error.strerror})"


def _secret(path: Path) -> Iterator[Check]:
    if path.exists() and path.stat().st_mode & 0o077:
        found = f"{path}: others than its owner may read it"
        yield Check("secret", "attention", found, f"chmod 600 {path}")


def clock(ledger: Path) -> Check:
    now = datetime.now(UTC)
    if now < _BUILT:
        return Check(
            "clock", "attention", f"{now:%Y-%m-%d %H:%M} UTC", "set the clock: records carry its time"
        )
    last = _last_record(ledger)
    if last and last > now + _AHEAD:
        found = f"the latest record is {(last - now).total_seconds():.0f} s ahead of it"
        return Check("clock", "attention", found, "set the clock: was it ahead before?")
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _last_record(ledger: Path) -> datetime | None:
    try:
        for record in tail(ledger, n=1):
            return None if "damaged" in record else datetime.fromisoformat(record["at"])
    except (AuditError, ValueError):
        return None  # no ledger yet, or none that says a time
    return None
