"""What an exporter is: it makes one attempt to hand a batch over, and says how that went.

The shipper does the rest: it follows the ledger, waits, tries again, splits a refused
batch to find the record at fault, and keeps the place. An exporter keeps no records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from audit.record import Record
from filters.registry import Options, Registry


class ExporterOptions(Options):
    """What every exporter can be told."""

    batch: int = Field(default=512, ge=1, le=8192, description="Records sent together, at most.")
    retry_s: float = Field(
        default=0.5, gt=0, le=60, description="Seconds before the first new attempt; doubles."
    )
    retry_most_s: float = Field(default=60.0, gt=0, le=3600, description="Seconds between attempts, at most.")


@dataclass(frozen=True, slots=True)
class Delivered:
    """The receiver has the batch. rejected: how many of it, unnamed, it says it did not keep."""

    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The receiver will never take this batch. why: a few words of ours, never the receiver's."""

    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was wrong with the batch. after_s: how long the receiver asked to be left alone."""

    why: str
    after_s: float | None = None


Outcome = Delivered | Refused | Later


class Exporter(Protocol):
    """One file in `audit/exporters/`; the module name is the configuration name.

    name: set by the registry. documentation: one line. identity: what it sends to, without
    credentials; the shipper keeps its place under it, so it stays the same over restarts.
    `Options`: an ExporterOptions; the constructor takes one.
    """

    name: str
    documentation: str
    identity: str

    @property
    def options(self) -> ExporterOptions:
        """What it was made with."""
        ...

    def send(self, records: Sequence[Record]) -> Outcome:
        """Make one attempt. Blocks, with a deadline of its own; does not raise for what a receiver does."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


EXPORTERS: Registry[Exporter] = Registry("exporter", "audit.exporters", "sekisho.exporters")

__all__ = ["EXPORTERS", "Delivered", "Exporter", "ExporterOptions", "Later", "Options", "Outcome", "Refused"]
