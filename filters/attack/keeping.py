"""How a prompt says that something is to be kept, or what else it lays down; and what is kept so.

Expressions for RE2, which says in one search where a text has any of them, and, for the values
themselves, for `re`. Japanese and English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import re2

_NOT = (
    r"(?:never|(?:do|does|must|may|should|can|shall|are|is|will)(?: not|n't|n’t)"
    r"|cannot|without|avoid|refuse to|not to)"
)
_TELLING = (
    r"reveal|disclos|divulg|leak|giv\w* (?:out|away)|expose|shar|tell|told|mention|discuss|talk about|speak"
    r"|name|say (?:it|what|who|which|how)|repeat|quote|show|output|print|confirm|acknowledge|comment|hint"
    r"|spoil"
)
# Something is kept from somebody.
_KEEP = "|".join(
    (
        r"secret|confidential|classified|sensitive|hidden|private(?:ly)?\b|unpublished|unannounced",
        r"not public|undisclosed|silently|internal|proprietary|off the record|between us|embargo",
        r"spoiler|guard|protect",
        rf"\b{_NOT}\b[^.\n]{{0,40}}?\b(?:{_TELLING})",
        r"\b(?:keep|kept)\b[^.\n]{0,30}\b(?:to yourself|safe|from)\b|\b(?:until|unless)\b",
        r"\bonly (?:after|if|when|once|reveal|tell|share|give|unlock)",
        r"秘密|機密|内密|極秘|社外秘|部外秘|未公表|未公開|非公開|内心|内緒|社内(?:メモ|用|限)|伏せ|隠|漏ら|洩ら|口外|他言",
        r"(?:明か|話|示|出|漏ら)さ(?:ない|ず)|(?:教え|伝え|触れ|見せ|答え|述べ)(?:ない|ず|ては)|(?:言|使)わ(?:ない|ず)",
        r"(?:公表|公開|開示|言及|口外|記録|表示|共有)し(?:ない|ません|ては)|(?:出し|言い|教え|触れ)ません",
        r"言ってはいけ|まで明か|(?:たとき|場合|後|あと|まで|てから)(?:だけ|のみ|に限り)",
    )
)
# Something is forbidden, or prescribed.
_BIND = "|".join(
    (
        rf"\b{_NOT}\b|\bonly\b|\balways\b|\bmust\b|\brefuse|\bdecline|\bnot allowed|\bforbidden|\bprohibited",
        r"\bnothing else|\bno \w+",
        r"しない|しません|せず|ない(?:こと|で)|禁止|だけ|のみ|必ず|常に|以外|ません|いけません",
    )
)


class Place(Protocol):
    """Where something is."""

    def start(self) -> int: ...


Find = Callable[[str], Iterable[Place]]


def _finder(source: str) -> Find:
    find: Find = re2.compile(f"(?i){source}").finditer
    return find


@cache
def keeps() -> Find:
    """Finds what says that something is to be kept."""
    return _finder(_KEEP)


@cache
def binds() -> Find:
    """Finds what forbids or prescribes something."""
    return _finder(_BIND)


_THING = (
    r"(?P<thing>\b(?:pass ?words?|pass ?phrases?|pass ?codes?|access (?:codes?|keys?)|secret(?: \w+)?"
    r"|magic words?|code ?(?:words?|names?)|codes?|pins?|keys?|tokens?|credentials?|flags?)\b"
    r"|合言葉|パスワード|暗証番号|暗号|秘密(?:の\w{1,6})?|コード|キー|鍵|計画名|PIN)"
)
_IS = r"(?:\bis\b|\bare\b|\bwas\b|[:=：＝]|は|が|\bnamed\b|\bcalled\b)\s*(?:now |currently )?"
_MARKED = r"[\"“「『'‘][^\"”」』'’\n]{1,64}[\"”」』'’]"
_BARE = r"[^\s,.;:。、!?()「」\"'“]{3,64}(?:[.:-][^\s,.;:。、!?()]{1,64}){0,8}"
_NAMED = re.compile(
    rf"{_THING}[^.。\n\"“「『'‘]{{0,24}}?(?:{_IS}(?P<value>{_MARKED}|{_BARE})|\s*(?P<marked>{_MARKED}))",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\"([^\"\n]{2,64})\"|“([^”\n]{2,64})”|「([^」\n]{2,40})」|『([^』\n]{2,40})』|(?<!\w)'([^'\n]{2,64})'(?!\w)"
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{4,64}")
_NO_VALUE = frozenset(
    {"the", "not", "only", "this", "that", "user", "secret", "following", "never", "below", "above", "always"}
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that is kept by its nature, and its value: `the password is …`."""

    at: int
    name: str
    value: str

    def start(self) -> int:
        return self.at


@cache
def _things() -> Find:
    return _finder(_THING)


def things(text: str) -> list[Thing]:
    """Where a text names one, in order."""
    found = (_NAMED.match(text, place.start()) for place in _things()(text))
    return [Thing(one.start(), one["thing"], _bare(one["value"] or one["marked"])) for one in found if one]


def values(text: str, named: Iterable[Thing]) -> Iterator[str]:
    """The values in a stretch that is to be kept. named: the things in it.

    Besides what is named so: what stands in quotation marks, and what is no word, but has
    digits or is all in capitals.
    """
    yield from (one.value for one in named if one.value.lower() not in _NO_VALUE)
    if any(mark in text for mark in "\"“「『'"):
        for found in _QUOTED.finditer(text):
            yield next(value for value in found.groups() if value)
    for token in _TOKEN.findall(text):
        if (
            (token.isupper() or not token.isalpha())
            and (len(token) > 4 or token.isdigit())
            and token.strip("-_")
        ):
            yield token


def _bare(value: str) -> str:
    return value.strip("\"“”「」『』'‘’ ")
