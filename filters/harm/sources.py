"""What an answer may rest on: the terms, links and marks of the texts it was given, as digests.

A *term* is what a sentence is about: a number, a word of Latin letters without its ending, a
run of katakana, two kanji in a row. A sentence is covered as far as its terms stand in a text
that was given; numbers count double, for they are what models make up.

It compares words, not meanings: a sentence that turns what was given into its opposite is
covered, and one that says it in other words may not be. So a low cover is a sign, no proof.

What must stay true: digests alone are kept of what was given; all of it is linear, and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST = 65_536  # code points of a text that are read; what follows supports nothing
_TERMS = 8192  # of one text
_TERM = re.compile(
    r"(?P<number>\d(?:[\d,.:/]{0,30}\d)?)|(?P<latin>[a-zà-ɏ]{3,64})|(?P<kana>[ァ-ヶー]{2,64})|(?P<han>[一-鿿々]{2,64})"
)
_ENDING = re.compile(r"(?:ings?|edly|ed|ies|es|e|s|ly)$")
LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]（）「」『』【】、。　]{3,2048}", re.IGNORECASE)
_AFTER = ".,;:!?)'*_~"
MARK = re.compile(r"(?<![A-Za-z0-9_)\]])(?:\[(?P<plain>\d{1,3})\]|【(?P<wide>\d{1,3})(?:†[^】]{0,80})?】)")
# Said of answers and sources rather than of anything in them.
_ENGLISH = """
the and for are was were that this with from have has had not but you your can could would should will may
might must there here their they them its about into than then when where which who what how why also more
most some any all each other such these those only very just like please let know help need want question
answer based provid document context information accord sourc text abov below follow summary summar mention
stat detail note sure however therefore because while after before between
"""
_JAPANESE = """
回答 質問 情報 資料 文書 内容 提供 上記 下記 以下 以上 詳細 場合 説明 確認 可能 必要 参考 参照 記載 要約
一般 具体
"""
_COMMON = frozenset((_ENGLISH + _JAPANESE).split())


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """One text, in digests. links: whole ones; hosts: theirs; marks: numbers of its parts, as in [3]."""

    terms: frozenset[int]
    links: frozenset[int]
    hosts: frozenset[int]
    marks: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Source:
        """Read a text that an answer may rest on."""
        text = text[:MOST]
        links = [link_of(found.group()) for found in LINK.finditer(text)]
        found = sorted({hash(term) for term in terms(text.lower())})[:_TERMS]
        return cls(
            frozenset(found),
            frozenset(map(hash, links)),
            frozenset(hash(host_of(one)) for one in links),
            frozenset(int(one["plain"] or one["wide"]) for one in MARK.finditer(text)),
        )


def terms(text: str) -> Iterator[str]:
    """The terms of a text in lower case, in order; those that are said of any text left out."""
    for found in _TERM.finditer(text):
        said = found.group()
        match found.lastgroup:
            case "number":
                yield said.replace(",", "").rstrip(".:/")
            case "latin":
                stem = _ENDING.sub("", said) if len(said) > 4 else said
                if said not in _COMMON and stem not in _COMMON:
                    yield stem
            case "han":
                yield from (two for two in map("".join, pairwise(said)) if two not in _COMMON)
            case _:
                yield said


def bare_of(written: str) -> str:
    """A link without what closes the sentence it ends."""
    return written.rstrip(_AFTER)


def link_of(written: str) -> str:
    """A link as links are compared: without scheme, `www.`, fragment, and what closes a sentence."""
    bare = bare_of(written).partition("://")[2].partition("#")[0].rstrip("/")
    host, slash, rest = bare.partition("/")
    return host.lower().removeprefix("www.") + slash + rest


def host_of(link: str) -> str:
    """The host of such a link."""
    return link.partition("/")[0].partition("?")[0]


@dataclass(frozen=True, slots=True)
class Cover:
    """How far the terms of a sentence stand in what was given. terms: how many it has."""

    share: float
    terms: int


def cover(sentence: str, sources: Sequence[Source]) -> Cover:
    """The share of a sentence's terms that stand in any of these texts; of one without terms, all of it."""
    whole = got = count = 0
    for term in dict.fromkeys(terms(sentence.lower())):
        weight = 2 if term[0].isdecimal() else 1
        count, whole = count + 1, whole + weight
        if any(hash(term) in one.terms for one in sources):
            got += weight
    return Cover(got / whole if whole else 1.0, count)


def known_link(link: str, sources: Iterable[Source]) -> bool:
    """Whether such a link stands in any of these texts; a host alone, where any link leads there."""
    whole, bare = hash(link), link == host_of(link)
    return any(whole in one.links or (bare and whole in one.hosts) for one in sources)
