"""Passages of an answer that works of others have too: similar, to be checked.

It looks for what is in the packs of works that a policy names (`filters.ip.pack`), or in a few texts
that stand in the policy. A finding says what it is like and how much: which document, whose,
under which licence, how long the copied run is. It does not say that anybody's right is infringed:
a person looks at it, and knows what the law excepts.

A passage that the exchange itself brought in is `ip.from_context`. Where a rule holds, what may
yet become a passage waits: 100 letters, 40 kana, 120 characters of code. Without packs nothing is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from pydantic import Field

from filters.detector import DETECTORS, View, Window
from filters.detector import Options as Base
from filters.ip.document import Document, Kind
from filters.ip.forms import normal
from filters.ip.index import Index, Memory
from filters.ip.matcher import REACH, Part, match
from filters.ip.opening import opened
from filters.ip.supplied import from_there
from filters.ip.trail import Trail
from filters.model import Finding, Reading

_TEXT, _CODE, _BROUGHT = "ip.text", "ip.code", "ip.from_context"
_ALSO = 4  # other sources that are named
_BEFORE = 160
_LEAST = 38  # characters; in fewer there is nothing, and nothing is final


class Work(Base):
    """A short text that is written in the policy itself."""

    id: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=100_000)
    title: str = Field(default="", max_length=200)
    author: str = Field(default="", max_length=200)
    kind: Kind = "text"
    lang: str = Field(default="", max_length=20)
    licence: str = Field(default="", max_length=200)
    rights: str = Field(default="", max_length=200)
    year: int | None = None


@DETECTORS.add
class Similar:
    """Against packs of works."""

    name = "similar"
    kinds: Mapping[str, str] = {
        _TEXT: "A passage of text that resembles a work in a corpus pack; to be checked by a person.",
        _CODE: "A passage of code that resembles a work in a corpus pack, names left aside; to be checked.",
        _BROUGHT: "A passage like a work in a corpus pack that the user, a document or a tool supplied here.",
    }
    reach = REACH
    view: View = "raw"
    inline = True
    opt_in = True
    supplied = True  # a context has digests of what was supplied

    class Options(Base):
        """packs: folders of corpus packs. trusted: a folder of the public keys that packs may be signed with.

        works: short texts, to be looked for as those in packs are. direction: whose texts are read.
        """

        packs: tuple[str, ...] = Field(default=(), max_length=64)
        trusted: str = "keys"
        works: tuple[Work, ...] = Field(default=(), max_length=256)
        direction: Literal["response", "request", "both"] = "response"

    def __init__(self, options: Similar.Options) -> None:
        self._direction = options.direction
        index = _index(options)
        self._trail = Trail(index) if index is not None else None

    def read(self, window: Window) -> Reading:
        text, trail = window.text, self._trail
        if trail is None or self._direction not in ("both", window.channel.direction):
            return window.nothing(len(text))
        if len(text) < _LEAST:
            return window.nothing(len(text) if window.final else window.at)
        start, resume = window.start, window.resume
        matched = match(text, trail, start=start, resume=resume, final=window.final)
        found = tuple(self._finding(window, part, trail.index) for part in matched.parts)
        return Reading(found, matched.settled)

    def _finding(self, window: Window, part: Part, index: Index) -> Finding:
        span = (part.start - window.start, part.end - window.start)
        passage = window.text[span[0] : span[1]]
        # The rest of a passage may be a few words: it is from where the words before it are.
        before = max(0, span[0] - _BEFORE) if part.goes_on else span[0]
        given = window.context.supplied if window.context else ()
        brought = from_there(window.text[before : span[1]], given, part.sort)
        kind = _BROUGHT if brought else _TEXT if part.sort == "text" else _CODE
        best = part.sources[0]
        score = 0.95 if best.whole else 0.75
        return window.finding(span, kind, score, _told(part, index, passage))


def _index(options: Similar.Options) -> Index | None:
    if options.packs and options.works:
        raise ValueError("similar: give packs or works, not both")
    if options.packs:
        return opened([Path(one) for one in options.packs], Path(options.trusted))
    if not options.works:
        return None
    return Memory((_document(one), one.text) for one in options.works)


def _document(work: Work) -> Document:
    return Document(
        work.id, work.title, work.author, work.lang, work.kind, work.licence, work.rights, year=work.year
    )


def _told(part: Part, index: Index, passage: str) -> Mapping[str, str | int | float | bool]:
    """What a person needs to judge the finding; no text of it. Empty values are left out."""
    best = part.sources[0]
    document = index.document(best.number)
    codes = normal(passage, part.sort).codes
    said = {
        "source": document.id,
        "title": document.title[:200],
        "author": document.author[:200],
        "licence": document.licence,
        "rights": document.rights[:200],
        "from": document.source[:200],
        "year": document.year or 0,
        "pack": document.pack,
        "at": best.pos,
        "run": best.run,
        "of": len(codes),
        "edited": not best.whole,
        "names_aside": best.stream == "tokens",
        "works": len(part.sources),
        "also": " ".join(index.document(one.number).id for one in part.sources[1 : 1 + _ALSO]),
        "continues": part.goes_on,
        "passage": blake2b(codes.tobytes(), digest_size=8).hexdigest(),
    }
    return {key: value for key, value in said.items() if value not in ("", 0) or value is False}
