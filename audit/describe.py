"""One record as one line for a person.

What is printed came from outside in places (a model's name), so nothing that could move
a cursor, change colours or turn the writing direction reaches the terminal.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from audit.record import Record


class Damaged(TypedDict):
    """A line that is no record. start, end: bytes within the file."""

    damaged: str  # the file's name
    start: int
    end: int


def describe(record: Record | Damaged, *, local: bool = False) -> str:
    """Time, verdict, exchange, who, rule, kinds, how it ended if not well; or where a damaged line stands.

    local: times in the machine's time zone, else in UTC.
    """
    if "damaged" in record:
        return printable(f"damaged line  {record['damaged']}, bytes {record['start']} to {record['end']}")
    where = printable(record["exchange"])
    return "  ".join(filter(None, (_time(record["at"], local), _what(record), where, _about(record))))


def summary(record: Record) -> str:
    """What happened, in one line, without time and exchange."""
    return "  ".join(filter(None, (_what(record).rstrip(), _about(record))))


def printable(text: str) -> str:
    """`text` with everything that is not a visible character or a space as "\ufffd"."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def _what(record: Record) -> str:
    attrs = record["attrs"]
    verdict = _word(attrs.get("verdict") or attrs.get("measure"))
    return printable(f"{record['name'].removeprefix('sekisho.'):<8}  {verdict:<11}")


def _about(record: Record) -> str:
    attrs = record["attrs"]
    spoken = "/".join(filter(None, (_word(attrs.get("dialect")), _word(attrs.get("model")))))
    outcome = _word(attrs.get("outcome"))
    told = outcome in ("completed", _word(attrs.get("verdict")))
    parts = (
        spoken,
        _word(attrs.get("rule")),
        _kinds(attrs.get("kinds") or attrs.get("kind")),
        "" if told else outcome,
    )
    return printable("  ".join(filter(None, parts)))


def _kinds(kinds: object) -> str:
    match kinds:
        case dict():
            return " ".join(f"{kind}×{count}" for kind, count in kinds.items())
        case list():
            return " ".join(_word(kind) for kind in kinds)
        case _:
            return _word(kinds)


def _word(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _time(at: str, local: bool) -> str:
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return printable(at)
    return (time.astimezone() if local else time).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
