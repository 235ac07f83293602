"""An address that was seen in pieces: its pieces, and the whole.

Lists and forms hold the street, the flat, the town and the code of an address apart, running text
writes them in a row, and the model sees pieces either way. Where only spaces, commas and line ends
are between pieces, the row from the first to the last is found as well, so that a measure acts on
all of it; a number in front of a street that has a number is a piece of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_BETWEEN = re.compile(r"[\s,.]{1,5}(?:nan\b[\s,]{1,3})?|\s?\(")
_MOST = 6  # pieces behind the first
_NUMBERED = re.compile(r"[0-9]{1,6}(?=[ ]\S[^\n,]*[0-9])")
_CODE = re.compile(r"[ ,\n]{1,3}([0-9]{4,6}(?:-[0-9]{4})?)(?![0-9])")
_CODED = re.compile(r"(?<=[A-Za-zÀ-ž)] )[0-9]{5}(?:-[0-9]{4})?\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """start, end: in the text. kind: of `KINDS`. part: of an address that is found whole as well."""

    start: int
    end: int
    kind: str
    score: float
    part: bool = False


def joined(found: Iterable[Found], text: str) -> list[Found]:
    """In text order, wholes before their pieces. O(pieces)."""
    pieces, made = list(found), list[Found]()
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        last = _last(pieces, at, text) if piece.kind == "ADDRESS" else at
        row = pieces[at : last + 1]
        parts = [part for one in row for part in _parts(one, text)]
        if len(parts) > 1:
            score, end = max(one.score for one in row), row[-1].end
            if code := _CODE.match(text, end):  # behind a town that was seen, it need not be seen itself
                end = code.end()
                parts.append(Found(code.start(1), end, "ADDRESS", score, part=True))
            made.append(Found(piece.start, end, "ADDRESS", score))
            made += parts
        else:
            made += row
        at = last + 1
    return made


def _last(pieces: list[Found], at: int, text: str) -> int:
    """The last piece that belongs to the address which begins with piece `at`."""
    last = at
    for n in range(at + 1, min(len(pieces), at + 1 + _MOST)):
        between = text[pieces[n - 1].end : pieces[n].start]
        if not _BETWEEN.fullmatch(between):
            break
        if pieces[n].kind == "ADDRESS" or ("\n" in between and pieces[n].kind == "LOCATION"):
            last = n
    return last


def _parts(piece: Found, text: str) -> Iterator[Found]:
    """A piece by its lines, a number before a street and a code behind a town apart."""
    if piece.kind != "ADDRESS":
        yield Found(piece.start, piece.end, piece.kind, piece.score, part=True)
        return
    for line in re.finditer(r"[^\n]*[^\s,]", text[piece.start : piece.end]):
        begin, end = line.span()
        begin += len(line.group()) - len(line.group().lstrip(" ,"))
        words = text[piece.start + begin : piece.start + end]
        head, tail = _NUMBERED.match(words), _CODED.search(words)
        cuts = [0, *([head.end()] if head else []), *([tail.start()] if tail else []), len(words)]
        for first, last in pairwise(cuts):
            inner = words[first:last]
            left = first + len(inner) - len(inner.lstrip(" ,"))
            right = first + len(inner.rstrip(" ,"))
            if left < right:
                at = piece.start + begin
                yield Found(at + left, at + right, "ADDRESS", piece.score, part=True)
