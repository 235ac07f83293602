"""One fact, one line: how an event is written down, and read back.

A line is UTF-8 JSON with fixed fields, ended by a line feed. `(writer, n)` names it for
good: `n` counts a writer's records from 0 without a gap, so a missing one shows.
What may stand in it is decided in `audit.guard`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TypedDict

import orjson

from audit.guard import LONGEST_NAME, fit
from config.errors import AuditError
from config.ids import uuid7
from filters.model import AuditEvent

VERSION = 1
NAMES: Mapping[str, str] = {
    "sekisho.opened": "An exchange began.",
    "sekisho.finding": "Something was found in an exchange, and ruled on.",
    "sekisho.decision": "What became of an exchange: its last record.",
    "sekisho.policy.activated": "A policy came into force.",
    "sekisho.started": "A worker began to serve.",
    "sekisho.stopped": "A worker ended on purpose.",
}
LONGEST_LINE = 64 * 1024  # bytes, line feed included

_ZERO = timedelta(0)
_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


class Record(TypedDict):
    """A line, read back."""

    v: int
    id: str  # UUIDv7 of this record: what receivers drop duplicates by
    name: str
    exchange: str  # empty for what belongs to no exchange
    seq: int
    at: str  # RFC 3339, UTC, microseconds
    writer: str
    n: int
    attrs: dict[str, object]


_TYPES = tuple(
    {"v": int, "id": str, "name": str, "exchange": str, "seq": int, "at": str, "writer": str, "n": int,
     "attrs": dict}.items()
)  # fmt: skip


def encode(event: AuditEvent, writer: str, n: int) -> bytes:
    """The line for `event` as the `n`th record of `writer`.

    AuditError when the event has no known name, is not in UTC, or carries what is not fit
    for the record. About 10 µs for 16 attributes.
    """
    if event.name not in NAMES:
        raise AuditError(f"audit: an event has no known name; there are: {', '.join(NAMES)}")
    if len(event.exchange) > LONGEST_NAME:
        raise AuditError(f"audit: an exchange id of {event.name} is longer than {LONGEST_NAME} characters")
    attrs, at = event.attrs, event.at
    fit(event.name, attrs)
    record = {
        "v": VERSION,
        "id": uuid7(),
        "name": event.name,
        "exchange": event.exchange,
        "seq": event.seq,
        "at": at if at.tzinfo is UTC and at.microsecond else _time(event),
        "writer": writer,
        "n": n,
        "attrs": attrs if type(attrs) is dict else dict(attrs),
    }
    try:
        line = orjson.dumps(record, option=_OPTIONS)
    except TypeError as error:  # lone surrogates, integers beyond 64 bits
        raise AuditError(
            f"audit: a value of {event.name} has no JSON form; pass text through `clip`"
        ) from error
    if len(line) > LONGEST_LINE:
        raise AuditError(f"audit: {event.name} takes {len(line)} bytes; a record has at most {LONGEST_LINE}")
    return line


def decode(line: bytes) -> Record | None:
    """The record in a whole line, or None when the line is damaged."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(record, dict):
        return None
    for name, kind in _TYPES:
        if type(record.get(name)) is not kind:
            return None
    return record  # pyright: ignore[reportReturnType]  # every field was just looked at


def _time(event: AuditEvent) -> datetime | str:
    at = event.at
    if at.tzinfo is not UTC and at.utcoffset() != _ZERO:
        raise AuditError(f"audit: the time of {event.name} is not in UTC; use datetime.now(UTC)")
    # orjson writes microseconds unless they are 0, and lines should compare as text.
    return at if at.microsecond else at.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
