"""Where things lie in a ledger folder.

    spool/<writer>-<epoch>.ndjson   records, one a line; only ever grows by whole lines
    spool/<writer>.lock             held while its writer lives; then tells who recovered it
    ship/<exporter>.cursor          how far an exporter has come
    ship/<exporter>.dead.ndjson     what a collector refused

A writer is one life of one process, and its name begins with the time of its birth;
epochs count its files from 0. So names sort by time, and a file never changes its owner.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_FILE = re.compile(r"([0-9a-z]{1,64})-([0-9]{6,12})\.ndjson")


@dataclass(frozen=True, slots=True, order=True)
class SpoolFile:
    """One epoch of one writer."""

    writer: str
    epoch: int
    path: Path = field(compare=False)


def spool_folder(ledger: Path) -> Path:
    """Where writers write."""
    return ledger / "spool"


def ship_folder(ledger: Path) -> Path:
    """Where the shipper keeps its place."""
    return ledger / "ship"


def spool_path(spool: Path, writer: str, epoch: int) -> Path:
    """The file of one epoch."""
    return spool / f"{writer}-{epoch:06d}.ndjson"


def lock_path(spool: Path, writer: str) -> Path:
    """The lock of one writer."""
    return spool / f"{writer}.lock"


def spool_files(ledger: Path) -> Mapping[str, list[SpoolFile]]:
    """Every spool file by writer: writers by birth, epochs ascending; empty without a ledger."""
    try:
        names = os.listdir(spool_folder(ledger))  # noqa: PTH208  # a quarter of the cost, several times a second
    except FileNotFoundError:
        return {}
    found = sorted(_parsed(ledger, match) for name in names if (match := _FILE.fullmatch(name)))
    writers: dict[str, list[SpoolFile]] = {}
    for file in found:
        writers.setdefault(file.writer, []).append(file)
    return writers


def _parsed(ledger: Path, match: re.Match[str]) -> SpoolFile:
    return SpoolFile(match[1], int(match[2]), spool_folder(ledger) / match[0])
