"""Which exchanges a writer opened and did not decide, in one pass over its files.

Only the head of each line is read, in the form `audit.record` writes it; a line in
another form is decoded as a whole, and what is no record is stepped over. Memory grows
with the exchanges open at one time. About 200 MB/s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.guard import LONGEST_NAME
from audit.layout import SpoolFile
from audit.lines import whole_lines
from audit.record import decode

# `{"v":1,"id":"…","name":"sekisho.opened","exchange":"…","seq":0,` and what follows up to the end.
_HEAD = re.compile(
    rb'\{"v":\d{1,4},"id":"[0-9a-f-]{36}","name":"([a-z.]{1,64})","exchange":"([!#-\[\]-~]{0,64})","seq":(\d{1,18}),'
)
_END = b"}}\n"


@dataclass(slots=True)
class Undecided:
    """An exchange that was opened. line: the record of that; seq: the highest one seen since."""

    line: bytes
    seq: int


def undecided(files: Sequence[SpoolFile]) -> dict[str, Undecided]:
    """Exchanges of one writer without a decision, in the order of their opening. OSError as it comes."""
    left: dict[str, Undecided] = {}
    for name, exchange, seq, line in _heads(files):
        if name == "sekisho.opened":
            left[exchange] = Undecided(line, seq)
        elif name == "sekisho.decision":
            left.pop(exchange, None)
        elif exchange in left:
            left[exchange].seq = max(left[exchange].seq, seq)
    return left


def decided(files: Sequence[SpoolFile]) -> Iterator[str]:
    """Exchanges with a decision in these files. OSError as it comes."""
    return (exchange for name, exchange, _, _ in _heads(files) if name == "sekisho.decision")


def _heads(files: Sequence[SpoolFile]) -> Iterator[tuple[str, str, int, bytes]]:
    """Name, exchange, seq and the whole of every line that is a record."""
    for file in files:
        for line in whole_lines(file.path):
            head = _HEAD.match(line.data)
            if head and line.data.endswith(_END):
                yield head[1].decode(), head[2].decode(), int(head[3]), line.data
            elif (record := decode(line.data)) and len(record["exchange"]) <= LONGEST_NAME:
                yield record["name"], record["exchange"], record["seq"], line.data
