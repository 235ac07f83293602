"""Notices of rights in a text: licences by their wording, name or SPDX tag, and copyright lines.

Answers that carry somebody's notice probably carry their work. A finding says which licence
(`spdx`), or where in it the holder stands (`holder_at`, `holder_len`) and the years; never the
name itself. What only talks about licences has none (`filters.ip.licence_names`).

Heads are looked for all at once; what is behind one decides. It waits behind the beginning of a
licence until that tells which one it is (BSD: some 1,700 characters at most), behind `Copyright` for
the end of the line; nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from filters.detector import DETECTORS, Options, View, Window
from filters.ip import licence_names, licence_texts
from filters.ip.copyright import line_end, statement
from filters.ip.heads import Heads
from filters.ip.spdx import expression
from filters.model import Finding, Reading
from filters.wordlist import lowered

KIND = "ip.notice"
_STATED = (
    "copyright",
    "copr.",
    "©",
    "℗",
    "(c)",
    "&copy;",
    "著作権",
    "spdx-filecopyrighttext",
    "spdx-snippetcopyrighttext",
)
_TAG = "spdx-license-identifier"
_RESERVED = ("無断転載", "無断複製", "jasrac", "日本音楽著作権協会")
_TEXT, _NAME, _LINE, _SIGN = 0.95, 0.85, 0.9, 0.75
_AFTER_TAG = 160
_TAGGED = re.compile(r"spdx-license-identifier:[ \t]*(?P<said>[A-Za-z0-9.+\-:() \t]{1,120})", re.IGNORECASE)
# Nothing of a sentence stands before it in its line.
_ALONE = re.compile(r"(?:\A|\n|\\n)(?:[^\w\n]|\d|dnl |rem |REM )*\Z")
_FORBIDS = re.compile(
    r"無断(?:転載|複製)(?:[・、や及びと]{0,2}(?:無断)?(?:転載|複製|使用|引用|配布|改変|改変|販売|利用)){0,4}[をはも]?[^。\n]{0,8}?(?:禁|お断り|ご遠慮)(?![^。\n]{0,8}[」』]?(?:という|とは|の(?:表記|意味|文言)))"
)
_SONG = re.compile(
    r"(?:jasrac\s?出|日本音楽著作権協会\s?[（(]出[）)]\s?許諾)\s?(?:第)?\s?[\d０-９]{4,10}", re.IGNORECASE
)


class _Found(NamedTuple):
    end: int
    score: float
    attrs: Mapping[str, str | int]


@cache
def _openers() -> Mapping[str, tuple[licence_texts.Opener, ...]]:
    return licence_texts.by_head()


@cache
def _names() -> Mapping[str, tuple[licence_names.Name, ...]]:
    return licence_names.by_head()


@cache
def _heads() -> Heads:
    return Heads(frozenset((*_STATED, _TAG, *_RESERVED, *_openers(), *_names())))


@DETECTORS.add
class LicenceNotice:
    """English and Japanese."""

    name = "licence_notice"
    kinds: Mapping[str, str] = {KIND: "A notice of rights: a licence, or whose work it is."}
    reach = licence_names.BEFORE + 40
    view: View = "raw"
    inline = True
    opt_in = True  # most texts have one of its heads, and then it costs a tenth of a millisecond or more
    sieve = _heads().sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, found, past = window.text, list[Finding](), window.at
        low = lowered(text)
        heads = _heads()
        for begin, which in heads.standing(low, past):
            if begin < past:
                continue
            here = _judged(which, text, begin, final=window.final)
            if isinstance(here, int):
                return Reading(tuple(found), window.start + begin)
            if here is not None:
                found.append(window.finding((begin, here.end), KIND, here.score, here.attrs))
                past = max(past, here.end)
        settled = len(text) if window.final else max(past, heads.begun(low, past))
        return Reading(tuple(found), window.start + settled)


def _judged(which: frozenset[str], text: str, at: int, *, final: bool) -> _Found | int | None:
    """What the head at `at` is the head of; an int where what follows must be known."""
    for head in sorted(which):
        here = _by_head(head, text, at, final=final)
        if here is not None:
            return here
    return None


def _by_head(head: str, text: str, at: int, *, final: bool) -> _Found | int | None:
    if head in _STATED:
        return _stated(text, at, final=final)
    if head == _TAG:
        return _tagged(text, at, final=final)
    if head in _RESERVED:
        return _reserved(text, at, final=final)
    if openers := _openers().get(head):
        here = licence_texts.begun(openers, text, at, final=final)
        if isinstance(here, int):
            return here
        if here:
            return _Found(here.end, _TEXT, {"by": "text", "spdx": here.spdx})
    if names := _names().get(head):
        here = licence_names.named(names, text, at, final=final)
        if isinstance(here, int):
            return here
        if here:
            return _Found(here.end, _NAME, {"by": "name", "spdx": here.spdx})
    return None


def _stated(text: str, at: int, *, final: bool) -> _Found | int | None:
    end = line_end(text, at)
    if end < 0 and not final:
        return at
    here = statement(text, at, len(text) if end < 0 else end)
    if here is None:
        return None
    attrs: dict[str, str | int] = {"by": "copyright"}
    if here.years:
        attrs["years"] = here.years
    if here.holder[1]:
        attrs |= {"holder_at": here.holder[0] - at, "holder_len": here.holder[1] - here.holder[0]}
    return _Found(here.end, _LINE if here.years else _SIGN, attrs)


def _tagged(text: str, at: int, *, final: bool) -> _Found | int | None:
    if not _ALONE.search(text, max(0, at - 40), at):
        return None
    limit = min(len(text), at + _AFTER_TAG)
    stop = text.find("\n", at, limit)
    if stop < 0 and limit < at + _AFTER_TAG and not final:
        return at
    found = _TAGGED.match(text, at, stop if stop >= 0 else limit)
    spdx = expression(found["said"]) if found else None
    if not found or not spdx:
        return None
    return _Found(found.start("said") + spdx.length, 1.0, {"by": "tag", "spdx": spdx.text})


def _reserved(text: str, at: int, *, final: bool) -> _Found | int | None:
    limit = at + 60
    if len(text) < limit and not final:
        return at
    found = _FORBIDS.match(text, at, limit) or _SONG.match(text, at, limit)
    return _Found(found.end(), _SIGN, {"by": "reserved"}) if found else None
