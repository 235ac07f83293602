"""Copyright statements: whose, and since when.

`Copyright (c) 2019-2021 Jane Doe`, `© 2020 Foo, Inc.`, `SPDX-FileCopyrightText: 2019 …`, 「著作権 © 2020
株式会社…」. One line is looked at, `AFTER` characters at most. What follows the word must read like
a name: "copyright law", "the copyright holder" and a template's `<year> <name>` are none.

What must stay true: the answer depends on `BEFORE` characters in front and `AFTER` behind alone. The
holder is told by place, not by name: a finding holds no text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BEFORE, AFTER = 80, 240


class Statement(NamedTuple):
    """Where it ends; the holder's place, empty where none is named; the years as they are written."""

    end: int
    holder: tuple[int, int]
    years: str


_YEAR = r"(?:19|20)\d\d"
_NOW = "present|now|today|current"
_YEARS = rf"{_YEAR}(?:\s?(?:-|–|—|~|〜|/|,|、|\bto\b|\band\b)\s?(?:{_YEAR}|\d\d(?!\d)|{_NOW}))*(?:-)?年?"
_MARK = r"(?:\(c\)|（c）|©|&copy;|\\\(co|℗)"
_HEAD = re.compile(
    rf"(?P<tag>spdx-(?:file|snippet)copyrighttext\s*:\s*(?:copyright\s*)?)(?P<tagmark>{_MARK}?)\s*"
    rf"|(?P<word>copyrights?|copr\.|著作権(?:表示|者)?)\s*(?P<sep>[:：]|notice:)?\s*(?P<mark>{_MARK}?)(?:\s*copyright)?[\s:：]*"
    rf"|(?P<only>{_MARK})(?:\s*copyright)?\s*",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"(?P<years>{_YEARS})(?P<gap>[\s,.:、]{{0,3}}(?:by\s+|held by\s+|\(\s*)?)", re.IGNORECASE
)
_BY = re.compile(r"(?:by|held by|belongs to|is held by|owned by)\s+", re.IGNORECASE)
_ENDS = re.compile(
    r"\s?[<>]|[\n\r;|{}\[\]\"“”「」『』。`]|\\[nrt]|\s[-–—*/#]{1,3}(?:\s|/|$)|\*/|-->|\s\(|\(https?:|\s?https?://"
    r"|\s+(?:all\s+rights?\s+reserved|licen[sc]ed|released|distributed|this\s|see\s|permission|under\s|use\sof|some\s+rights|无|版权)"
    r"|,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LATER_YEARS = re.compile(rf",?\s+\(?(?P<years>{_YEARS})", re.IGNORECASE)
# How a name may be written: with capitals, or in another script; small words only between.
_SMALL_WORDS = (
    "of the and for by de del der den di da du la le van von zu und et y e & contributors contributor "
    "authors author developers project team others al its affiliates subsidiaries or"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_NEVER_FIRST_WORDS = (
    "law laws act acts infringement infringements notice notices office protection holder holders owner "
    "owners policy policies statement statements claim claims issue issues date term terms ownership year "
    "years information status violation violations registration treaty material materials concerns is are "
    "troll trolls reform symbol line lines header headers disclaimer compliance directive"
)
_NEVER_FIRST = frozenset(_NEVER_FIRST_WORDS.split())
_COMPANY = re.compile(
    r"\b(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|AG|Co|Foundation|Company|Limited|Authors|Contributors|Project|Team|"
    r"University|Institute|S\.A|B\.V|K\.K)\b|株式会社|有限会社|合同会社|財団|大学|協会|研究所"
)
_TEMPLATE = re.compile(
    r"(?i)\b(?:yyyy|year|name of (?:copyright )?(?:owner|author)|your name|full ?name|copyright holders?)\b"
)
_QUOTED = re.compile(r"[\w,)] ?(?:[:：] ?)?[\"'“‘`「『]\Z")
_WORDS_BEFORE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
_LINE_HEAD = re.compile(r"(?:\A|\n|\\n|\\t|[.。])[^\w\n]{0,24}\Z")


def line_end(text: str, at: int) -> int:
    """Where the line that `at` is in ends, or `AFTER` characters on; -1 where the text ends first."""
    found = text.find("\n", at, at + AFTER)
    if found >= 0:
        return found
    return at + AFTER if len(text) >= at + AFTER else -1


def statement(text: str, at: int, end: int) -> Statement | None:
    """What `text[at:end]`, from the word or sign on, states. Linear in the line."""
    head = _HEAD.match(text, at, end)
    if head is None or _mentioned(text, at):
        return None
    begin, years = head.end(), ""
    if dated := _DATED.match(text, begin, end):
        begin, years = dated.end(), dated["years"]
    elif by := _BY.match(text, begin, end):
        begin = by.end()
    holder = _holder(text, begin, end)
    if not years and holder[1] and (later := _LATER_YEARS.match(text, holder[1], end)):
        years = later["years"]
    if not _states(text, head, holder, years):
        return None
    stop = max(holder[1], begin if years else 0)
    return Statement(len(text[:stop].rstrip()), holder, _bare(years))


def _bare(years: str) -> str:
    return re.sub(r"\s", "", years).rstrip("年-,、/")[:40]


def _holder(text: str, begin: int, end: int) -> tuple[int, int]:
    stop = _ENDS.search(text, begin, end)
    last = stop.start() if stop else end
    part = text[begin:last].rstrip(" \t\r,:：*/#-")
    if part.endswith(".") and not re.search(r"\b(?:Inc|Corp|Ltd|Co|LLC|S\.A|B\.V|K\.K|Jr|al|[A-Z])\.$", part):
        part = part.rstrip(".")
    part = re.split(r"(?<=[a-z]{3})\.\s+(?=[A-Z])", part)[0]  # the next sentence
    handle = re.fullmatch(r"[a-z][\w-]{2,24}", part) and part not in _NEVER_FIRST
    if not part or not (handle or _is_name(part)):
        return (0, 0)
    return (begin, begin + len(part))


def _is_name(part: str) -> bool:
    words = part.replace(",", " ").split()
    if not words or len(words) > 14 or _TEMPLATE.search(part):
        return False
    if words[0].lower().strip(".'") in _NEVER_FIRST:
        return False
    small = words[0].lower() in _SMALL
    if small and (len(words) == 1 or (words[0] != "The" and not _COMPANY.search(part))):
        return False
    return all(_named(word) for word in words)


def _named(word: str) -> bool:
    bare = word.strip("()'.&-/*")
    return not bare or not bare[0].islower() or bare.lower() in _SMALL or "@" in bare or "." in bare


def _states(text: str, head: re.Match[str], holder: tuple[int, int], years: str) -> bool:
    """Whether this is a statement: the less of it is there, the more the rest must say."""
    name = text[holder[0] : holder[1]]
    if head["tag"]:
        return bool(name or years)
    if head["only"]:
        return _sign(text, head, name, years)
    if head["mark"] or years:
        return bool(name) or (
            bool(years) and bool(_LINE_HEAD.search(text, max(0, head.start() - 40), head.start()))
        )
    if not name or (head["word"] == "著作権" and not head["sep"]):
        return False
    return bool(_COMPANY.search(name)) or (
        bool(head["sep"]) and bool(_LINE_HEAD.search(text, max(0, head.start() - 40), head.start()))
    )


def _sign(text: str, head: re.Match[str], name: str, years: str) -> bool:
    if head["only"] in ("©", "℗", "&copy;"):
        return bool(name or years)
    # "(c)" is also the third of a list: only at the head of a line, with a year and a name.
    return bool(name and years) and bool(_LINE_HEAD.search(text, max(0, head.start() - 40), head.start()))


def _mentioned(text: str, at: int) -> bool:
    """Whether it is quoted in a sentence: words before it in the line, and a mark that opens."""
    since = max(0, at - BEFORE, text.rfind("\n", 0, at) + 1)
    before = text[since:at]
    return _QUOTED.search(before) is not None and _WORDS_BEFORE.search(before) is not None
