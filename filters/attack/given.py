"""What a tool or a document said, as far as a call may be made for it.

Text from there is no order. Where it *orders* all the same (send this to …, open …), the places
it names are noted; so are the places it names otherwise. A later call of the model
that goes to such a place, which neither the user nor the system prompt named, was led there.

What must stay true: digests alone are kept; linear, and bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_MOST = 65_536  # code points of a text that are read
# An address of mail or of the web; of the latter its host is the place.
_MAIL = r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_OTHERS = (
    r"(?:(?:https?|ftp|wss?)://|\b(?:www|WWW|Www)\.)(?:[!#-&(-.0-;=?A-~]{1,64}@)?(?P<host>[A-Za-z0-9_.-]{3,253})"
    r"|(?<![A-Za-z0-9_-])[0-9](?:-?[0-9]){6,18}(?![A-Za-z0-9_-])"
)
_PLACE = re.compile(f"{_MAIL}|{_OTHERS}")
_NO_MAIL = re.compile(_OTHERS)  # the same in a fraction of the time, where there is no `@`
_MARKS = ("@", "://", "www.", "WWW.", "Www.")  # one of these, or so many digits, is in every place
_LONG_NUMBER = re.compile(r"[0-9](?:-?[0-9]){6}")
_LONGEST = 1024  # code points: no place is as long
_REST = re.compile(r"[!#-~]*")
_ORDER = re.compile(
    r"\b(?:send|forward|e?-?mail|post|upload|transfer|pay|wire|visit|open|fetch|browse|navigate|go to|call"
    r"|invoke|delete|remove|run|execute|share|append|include|submit|report|reply|write|copy|grant|add"
    r"|invite|subscribe|install|download|curl|wget|reset|change|approve|buy|order|book|schedule"
    r"|you (?:must|should|need)|please|assistant|AI|model|ignore|instead)\b"
    r"|送[っりる信付]|転送|投稿|アップロード|振[りっ込]|支払|開[いけく]|アクセス|実行|削除|共有|追記|含め|書[いきけ]"
    r"|返信|連絡|招待|変更|承認|購入|予約|ください|せよ|しなさい|すること|アシスタント|AI",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:\.(?=\S)[^.!?。！？\n]*)*")


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """One such text, in digests. ordered: places that an order names; named: all."""

    ordered: frozenset[int]
    named: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Given:
        """Read the text of a tool or a document."""
        found = [*named(text := text[:_MOST])]
        if not found:
            return _NOTHING
        starts = [one.start() for one in _SENTENCE.finditer(text)]
        bounds = [*starts, len(text)]
        ordered = set[int]()
        for place in found:
            at = bisect_right(starts, place.start)
            if _ORDER.search(text, bounds[at - 1] if at else 0, bounds[at]):
                ordered.add(place.digest)
        return cls(frozenset(ordered), frozenset(place.digest for place in found))


_NOTHING = Given(frozenset(), frozenset())


def places(text: str) -> set[int]:
    """Digests of the places a text names."""
    return {one.digest for one in named(text)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names a place, and the place's digest."""

    start: int
    end: int
    digest: int


def unfinished(text: str, at: int) -> int:
    """Where a place may begin that what follows goes on with; no earlier than `at`. A place is in ASCII."""
    begin = max(at, len(text) - _LONGEST)
    found = _REST.match(text[begin:][::-1])
    return len(text) - (found.end() if found else 0)


def named(text: str, at: int = 0) -> Iterator[Place]:
    """The places a text names, in order."""
    if not (any(mark in text for mark in _MARKS) or _LONG_NUMBER.search(text, at)):
        return
    for found in (_PLACE if "@" in text else _NO_MAIL).finditer(text, at):
        said = found["host"] or found.group()
        plain = said.replace("-", "") if said[0].isdigit() and "@" not in said else said
        yield Place(*found.span(), hash(plain.lower().strip(".").removeprefix("www.")))
