"""Events to record, and what a ledger holds: what the tests of this floor share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from audit.layout import SpoolFile, spool_files
from audit.lines import whole_lines
from audit.record import Record, decode, encode
from filters.model import AuditEvent

BEGAN = datetime(2026, 11, 21, 23, 55, 25, 123456, tzinfo=UTC)


# Attributes as a record may carry them.
_TEXTS = st.text(max_size=40, alphabet=st.characters(exclude_categories=("Cs",)))
_PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS
)
ATTRIBUTES = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_.]{0,20}", fullmatch=True),
    _PLAIN | st.lists(_PLAIN, max_size=5) | st.dictionaries(_TEXTS, _PLAIN, max_size=5),
    max_size=12,
)


def event(
    name: str = "sekisho.decision", exchange: str = "x-1", seq: int = 0, after_s: float = 0.0, **attrs: Any
) -> AuditEvent:
    return AuditEvent(name, exchange, seq, BEGAN + timedelta(seconds=after_s), attrs)


def record(name: str = "sekisho.decision", n: int = 0, **attrs: Any) -> Record:
    """As it is read back."""
    made = decode(encode(event(name, "x-1", 3, **attrs), "writer", n))
    assert made is not None
    return made


def decisions(count: int, prefix: str = "x") -> list[AuditEvent]:
    return [event(exchange=f"{prefix}-{i}", verdict="allow", number=i) for i in range(count)]


def files(ledger: Path) -> Iterator[SpoolFile]:
    for epochs in spool_files(ledger).values():
        yield from epochs


def records(ledger: Path) -> list[Record]:
    """Every record, writer by writer; fails on a line that is none, and on bytes after the last line."""
    found: list[Record] = []
    for file in files(ledger):
        end = 0
        for line in whole_lines(file.path):
            read = decode(line.data)
            assert read is not None, f"damaged line at {line.start}"
            found.append(read)
            end = line.end
        assert end == file.path.stat().st_size
    return found


def gapless(found: Iterable[Record]) -> bool:
    """Whether every writer counts 0, 1, 2, … in its files' order."""
    numbers: dict[str, list[int]] = {}
    for one in found:
        numbers.setdefault(one["writer"], []).append(one["n"])
    return all(counted == list(range(len(counted))) for counted in numbers.values())
