"""Forms as pairs, `name=value&…`: each value is read as a server decodes it.

Percent signs would hide a text from whoever reads the bytes. Nothing here is broken: what
is no pair is a value without a name, and one whose name is unusual is a field nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote_plus, unquote_to_bytes

from proxy.formhead import NAME, FormBroken
from proxy.formpart import PartFrame

PAIRS = re.compile(r"\s*application/x-www-form-urlencoded\s*(?:;|\Z)", re.IGNORECASE)


class PairFrame(PartFrame, frozen=True):
    """A pair, with what separates it from the next one. The document: its value, decoded."""

    def carrying(self, data: bytes) -> bytes:
        """The same pair with this value, encoded."""
        return (
            self.raw if data == self.data else self.raw[: self.at] + quote_plus(data).encode() + self._end()
        )

    def _end(self) -> bytes:
        return b"&" if self.raw.endswith(b"&") else b""


def pairs(body: bytes, most: int) -> Iterator[PairFrame]:
    """The pairs of a form; FormBroken beyond so many."""
    rows = body.split(b"&", most)
    if len(rows) > most:
        raise FormBroken("parts")
    for n, row in enumerate(rows):
        name, sign, value = row.partition(b"=")
        at = len(name) + 1 if sign else 0
        field = _decoded(name).decode("utf-8", "replace") if sign else ""
        raw = row if n == len(rows) - 1 else row + b"&"
        if raw:
            said = _decoded(value if sign else row)
            yield PairFrame(raw, said, field if NAME.fullmatch(field) else "", at)


def _decoded(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))
