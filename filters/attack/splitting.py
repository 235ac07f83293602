"""Orders in parts: harmless one by one, an order once they are put together.

Parts may be turns of the user, one after the other; or texts that are given names (`a = "ignore all "`)
and joined later (`a + b`, "put a and b together"). Put together they are read for ploys
(`filters.attack.ploys`); what is one in a part already is no concern of this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from filters.attack.ploys import ploys
from filters.attack.reading import Sign
from filters.sieve import sift

_PARTS = 16
_MARKS, _TWO = ('"', "“", "「", "= '", "='"), 2  # what two parts begin with
_NAMED = re.compile(
    r"(?<![\w$])\$?(?P<name>[A-Za-z_]\w{0,15}|[ぁ-んァ-ヶ一-龠]{1,8})\s{0,3}(?::=|=|:|：|\bis\b|は)\s{0,3}"
    r"(?:\"(?P<plain>[^\"\n]{1,200})\"|'(?P<single>[^'\n]{1,200})'|“(?P<curly>[^”\n]{1,200})”|「(?P<corner>[^」\n]{1,200})」)"
)
_SUM = re.compile(r"(?<![\w$])\$?\w{1,16}(?:\s{0,3}(?:\+|\.\.|&)\s{0,3}\$?\w{1,16}){1,15}")
_JOIN = re.compile(
    r"\b(?:combin|concat|join|merg|append|put\b.{0,30}\btogether|glue|assembl|read them in order)"
    r"|つなげ|繋げ|つない|合わせ|結合|連結|並べて読",
    re.IGNORECASE,
)


def dull(turns: Iterable[str]) -> bool:
    """Whether no order can be made of these turns. 5 µs per KB."""
    return sift((ploys().sieve,)).clear(" ".join(turns))


def parted(text: str) -> bool:
    """Whether there may be two parts with names in a text, or in a stretch of it. 2 µs per KB."""
    return sum(map(text.count, _MARKS)) >= _TWO


def assembled(text: str) -> Iterator[str]:
    """What the named parts of a text are together, with and without blanks between them. Linear."""
    if not parted(text):
        return
    parts = dict[str, str]()
    for found in _NAMED.finditer(text):
        parts[found["name"].lower()] = next(filter(None, found.group("plain", "single", "curly", "corner")))
        if len(parts) == _PARTS:
            break
    if len(parts) < 2:
        return
    said = _order(text, parts)
    if said:
        yield " ".join(said)
        yield "".join(said)


def _order(text: str, parts: dict[str, str]) -> list[str]:
    """The parts as they are joined; none if they are not."""
    for found in _SUM.finditer(text):
        names = re.findall(r"\w+", found.group().lower())
        if sum(name in parts for name in names) > 1:
            return [parts[name] for name in names if name in parts]
    return [*parts.values()] if _JOIN.search(text) else []


def across(before: str, text: str) -> Sign | None:
    """A ploy in this turn that is one by the turns before; in positions of both, a blank between."""
    glue = "" if before[-1:] > "\u3000" < text[:1] else " "
    here = len(before) + len(glue)
    signs = [sign for sign in _signs(f"{before}{glue}{text}") if sign.end > here]
    if not signs:
        return None
    alone = {sign.begin + here for sign in _signs(text)} | {sign.begin for sign in _signs(before)}
    return next((sign for sign in signs if sign.begin not in alone), None)


def within(text: str) -> Sign | None:
    """A ploy in what the parts of a text are together; its place is not one of the text."""
    return next((sign for one in assembled(text) for sign in _signs(one)), None)


def _signs(text: str) -> Iterator[Sign]:
    if not sift((ploys().sieve,)).clear(text):
        yield from ploys().read(text, 0, final=True, foreign=False).signs
