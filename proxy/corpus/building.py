"""Works from files: read, fingerprinted, and told about, a batch at a time.

A batch is what fits into memory; the text of a file is forgotten as soon as its prints are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from filters.detector import DETECTORS, Window
from filters.ip.document import Document
from filters.ip.encode import Work
from filters.ip.prints import prints_of
from filters.ip.spdx import expression
from filters.model import Channel
from proxy.corpus.sources import Left, Source, language, read

_BATCH = 64 << 20  # characters of source
_HEAD = 4096  # characters in which a file says under which licence it is
_PLACE = Channel("response", "/file")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of all works that are added together. lang, licence: empty, looked for in each."""

    title: str = ""
    author: str = ""
    lang: str = ""
    licence: str = ""
    rights: str = ""
    source: str = ""
    year: int | None = None
    prefix: str = ""  # of ids, in front of each file's name


@dataclass(slots=True)
class Told:
    """What became of the files. left: by reason, how many; examples: the first few of each."""

    works: int = 0
    characters: int = 0
    left: Counter[str] = field(default_factory=Counter[str])
    examples: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def leave(self, one: Left) -> None:
        self.left[one.reason] += 1
        self.examples.setdefault(one.reason, [])
        if len(self.examples[one.reason]) < 3:
            self.examples[one.reason].append(one.name)


def batches(given: Iterable[tuple[Source | Left, Terms]], told: Told) -> Iterator[list[Work]]:
    """The works of these files, in batches; `told` learns what became of each."""
    works, size = list[Work](), 0
    for source, terms in given:
        if isinstance(source, Left):
            told.leave(source)
            continue
        text = read(source)
        if isinstance(text, Left):
            told.leave(text)
            continue
        document = described(source, text, terms)
        works.append(Work(document, prints_of(text, document.kind, document.lang)))
        told.works += 1
        told.characters += len(text)
        size += len(text)
        if size >= _BATCH:
            yield works
            works, size = [], 0
    if works:
        yield works


def described(source: Source, text: str, terms: Terms) -> Document:
    """What is known of one file."""
    name = f"{terms.prefix}{source.name}"
    lang = terms.lang or (language(text) if source.kind == "text" else "")
    return Document(
        id=name,
        title=terms.title or source.path.name,
        author=terms.author,
        lang=lang,
        kind=source.kind,
        licence=terms.licence or _said(text[:_HEAD]),
        rights=terms.rights,
        source=terms.source or name,
        year=terms.year,
    )


def spdx(given: str) -> str | None:
    """A licence as it is usually written; None where it is no SPDX expression."""
    found = expression(given.strip())
    return found.text if found and found.length == len(given.strip()) else None


def _said(head: str) -> str:
    """The licence that a file itself names first."""
    window = Window(_PLACE, "licence_notice", head, 0, 0, final=True)
    found = DETECTORS.build("licence_notice").read(window).findings
    return next((str(one.attrs["spdx"]) for one in found if "spdx" in one.attrs), "")
