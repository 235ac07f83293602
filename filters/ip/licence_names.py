"""Licences known by name, where a text says that it is under them.

A name alone is talk: "the GPL wants the source to be given". It counts behind words that put something
under it: `Licensed under the`, `This file is distributed under the terms of the`, `you can
redistribute it and/or modify it under the terms of the`, a label `License:`; in Japanese behind
「本ソフトウェアは」 and before 「の下で配布」. "If this library is licensed under …" and "React is
licensed under …" put nothing under anything.

What must stay true: a name counts, or not, by `BEFORE` characters in front of it and `AFTER`
behind, so any cut of the text finds the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from filters.ip.licence_texts import Text
from filters.ip.wording import count, place, said

BEFORE, AFTER = 260, 260
_NEAR = 100  # so many characters hold any name

Made = Callable[[re.Match[str], str, str], str]
"""(name, words before, words behind) → SPDX id."""


class Name(NamedTuple):
    """One name. head: its first word; words: source matched from there on, in bare words."""

    head: str
    words: re.Pattern[str]
    made: Made


_L = "licen[sc]es?"
_VERSION = r"(?:(?:version|versions|v) ?)?v?(\d)(?: (\d))?\b"
_LATER = re.compile(
    r"(?:or|and) (?:\(?at your (?:option|choice) ?)?(?:any )?(?:later|newer|above|higher)\b|\d\+(?: |$)"
)
_GNU = {"": "GPL", "lesser": "LGPL", "library": "LGPL", "affero": "AGPL"}


def _gnu(short: str, said_version: str, behind: str) -> str:
    found = re.search(_VERSION, said_version) or re.match(
        r"(?: as published by(?: the)? free software foundation)?(?: (?:inc|either|only|in|its|of|the))*"
        rf" (?:{_VERSION})",
        behind,
    )
    if not found:
        return f"{short}-{'2.0' if short == 'LGPL' else '1.0' if short == 'GPL' else '3.0'}-or-later"
    version = f"{found[1]}.{found[2] or '0'}"
    later = _LATER.search(behind[:170]) or "+" in said_version
    return f"{short}-{version}-{'or-later' if later else 'only'}"


def _long_gnu(found: re.Match[str], before: str, behind: str) -> str:
    short = _GNU[found[1] or ""]
    earlier = re.search(rf"{_VERSION} of the $", before)
    later = _LATER.search(before[earlier.end() - 40 :]) if earlier else None
    if earlier:
        either = later or _LATER.search(behind[:120])
        return f"{short}-{earlier[1]}.{earlier[2] or '0'}-{'or-later' if either else 'only'}"
    return _gnu(short, "", behind)


def _short_gnu(found: re.Match[str], before: str, behind: str) -> str:
    del before
    version = found[2] or ""
    if found[3]:
        version += f" {found[3]}"
    if found[4]:
        return f"{found[1].upper()}-{found[2]}.{found[3] or '0'}-or-later"
    return _gnu(found[1].upper(), f"v{version}" if version else "", behind)


def _numbered(stem: str, default: str) -> Made:
    def made(found: re.Match[str], before: str, behind: str) -> str:
        del before
        numbers = [one for one in found.groups() if one]
        if not numbers and (here := re.match(rf"(?: the)? ?{_VERSION}", behind)):
            numbers = [one for one in here.groups() if one]
        if not numbers:
            return f"{stem}-{default}" if default else f"LicenseRef-{stem}"
        return f"{stem}-{'.'.join([*numbers, '0'][:2])}"

    return made


def _always(spdx: str) -> Made:
    def made(found: re.Match[str], before: str, behind: str) -> str:
        del found, before, behind
        return spdx

    return made


def _bsd(found: re.Match[str], before: str, behind: str) -> str:
    told = f"{before[-24:]}{found[0]} {behind[:30]}"
    if re.search(r"\b(?:2|two) clause|simplified|freebsd", told):
        return "BSD-2-Clause"
    if re.search(r"\b(?:4|four) clause|original|\bold\b", told):
        return "BSD-4-Clause"
    if re.search(r"\b(?:3|three) clause|new|modified|revised|style", told):
        return "BSD-3-Clause"
    return "LicenseRef-BSD"


_CC_PARTS = (("non ?commercial|nc", "NC"), ("no deriv\\w*|noderiv\\w*|nd", "ND"), ("share ?alike|sa", "SA"))
_CC_JA = (("非営利", "NC"), ("改変禁止", "ND"), ("継承", "SA"))


def _cc(found: re.Match[str], before: str, behind: str) -> str:
    del before
    told = f"{found[0]} {behind[:80]}"
    if re.search(r"\bcc ?0\b|\bcc0|zero", told):
        return "CC0-1.0"
    parts = [short for words, short in _CC_PARTS if re.search(rf"\b(?:{words})\b", told)]
    version = re.search(r"\b([1-4]) ([05])\b", told)
    return (
        f"CC-{'-'.join(('BY', *parts))}-{version[1]}.{version[2]}"
        if version
        else f"LicenseRef-CC-{'-'.join(('BY', *parts))}"
    )


def _cc_ja(found: re.Match[str], before: str, behind: str) -> str:
    del before, behind
    parts = [short for word, short in _CC_JA if word in found[0]]
    version = re.search(r"([1-4]) ([05])", found[0])
    return (
        f"CC-{'-'.join(('BY', *parts))}-{version[1]}.{version[2]}"
        if version
        else f"LicenseRef-CC-{'-'.join(('BY', *parts))}"
    )


def _name(head: str, words: str, made: Made) -> Name:
    return Name(head, re.compile(words), made)


NAMES: tuple[Name, ...] = (
    _name("gnu", rf"gnu (?:(lesser|library|affero) )?(?:general )?public {_L}", _long_gnu),
    _name("gnu", r"gnu (a?gpl|lgpl)(?: ?(?:version |v ?)?(\d)(?: (\d)\b)?(\+)?)?", _short_gnu),
    _name("gnu", rf"gnu free documentation {_L}", _numbered("GFDL", "1.1")),
    *(_name(one, rf"({one})(?: ?(?:version |v ?)?(\d)(?: (\d)\b)?(\+)?)?(?: {_L})?", _short_gnu) for one in ("gpl", "lgpl", "agpl")),
    _name("affero", rf"(affero) (?:general )?public {_L}", _long_gnu),
    _name("apache", rf"apache (?:software )?(?:{_L} )?{_VERSION}", _numbered("Apache", "2.0")),
    _name("apache", rf"apache (?:software )?{_L}", _numbered("Apache", "2.0")),
    _name("mit", rf"mit(?: expat| style| x11)? (?:open source )?(?:{_L}|ライセンス)", _always("MIT")),
    _name("expat", rf"expat {_L}", _always("MIT")),
    _name("bsd", rf"bsd (?:(?:style|\w+ clause) )?(?:{_L}|ライセンス)", _bsd),
    _name("isc", rf"isc {_L}", _always("ISC")),
    _name("zlib", rf"zlib (?:libpng )?{_L}", _always("Zlib")),
    _name("mozilla", rf"mozilla public {_L}(?: {_VERSION})?", _numbered("MPL", "2.0")),
    _name("mpl", rf"mpl {_VERSION}", _numbered("MPL", "2.0")),
    _name("eclipse", rf"eclipse public {_L}(?: {_VERSION})?", _numbered("EPL", "")),
    _name("common", rf"common development and distribution {_L}(?: {_VERSION})?", _numbered("CDDL", "1.0")),
    _name("boost", rf"boost software {_L}", _always("BSL-1.0")),
    _name("artistic", rf"artistic {_L}(?: {_VERSION})?", _numbered("Artistic", "1.0")),
    _name("perl", r"perl(?: 5(?: \d+)?)? itself", _always("Artistic-1.0-Perl OR GPL-1.0-or-later")),
    _name("european", rf"european union public {_L}(?: {_VERSION})?", _numbered("EUPL", "1.2")),
    _name("eupl", rf"eupl(?: {_VERSION})?", _numbered("EUPL", "1.2")),
    _name("unlicense", r"unlicense", _always("Unlicense")),
    _name("python", rf"python software foundation {_L}", _always("PSF-2.0")),
    _name("psf", rf"psf {_L}", _always("PSF-2.0")),
    _name("postgresql", rf"postgresql {_L}", _always("PostgreSQL")),
    _name("microsoft", rf"microsoft public {_L}", _always("MS-PL")),
    _name("sil", rf"sil open font {_L}", _always("OFL-1.1")),
    _name("ofl", rf"ofl(?: {_VERSION})?", _always("OFL-1.1")),
    _name("server", rf"server side public {_L}", _always("SSPL-1.0")),
    _name("business", rf"business source {_L}", _always("BUSL-1.1")),
    _name("elastic", rf"elastic {_L}(?: 2 0)?", _always("Elastic-2.0")),
    _name("creative", rf"creative commons (?:cc )?(?:zero|0|attribution|by|public domain|{_L})", _cc),
    _name("クリエイティブ", r"クリエイティブ コモンズ(?: (?:表示|非営利|改変禁止|継承|国際|日本|\d|cc|by|nc|nd|sa|ライセンス))*", _cc_ja),
    _name("cc", r"cc (?:by|0|zero)\b", _cc),
    _name("cc0", r"cc0", _cc),
    _name("wtfpl", r"wtfpl", _always("WTFPL")),
)  # fmt: skip

# ------------------------------------------------------------------ what puts something under them

_VERB = (
    r"licen[sc]ed|released|distributed|redistributed|provided|available|made available|published|offered|"
    r"covered|governed|shared|protected|subject|issued|dedicated|open sourced|contributed|sublicensed|"
    r"dual licen[sc]ed|multi licen[sc]ed"
)
_WAY = (
    r"(?: to (?:you|the public|anyone|others))?(?: (?:for use|here|publicly|freely|free|only|solely|strictly))*"
    r" (?:under|by|to|per|according to|in accordance with|pursuant to|subject to)"
    r"(?: (?:either of|either|both|one of))?(?: the| an?)?(?: following| same)?"
    r"(?: (?:terms|conditions|provisions|terms and conditions)(?: and conditions)?(?: of| in| as| laid out in))?(?: either)?"
    rf"(?: {_VERSION}(?: or (?:at your option )?(?:any )?later)?(?: version)?,? of)?"
    r"(?: the| an?)?(?: (?:same|terms|permissive|open source|standard|gnu|sil|new|old|original|revised|modified|"
    r"simplified|free|weak|copyleft|\w{1,5} clause|so called))*"
    r"(?: (?:\w+ ){1,12}(?:or|and)(?: the| an?)?)?"
)
_NOUN = (
    r"text|content|contents|works?|images?|photos?|photographs?|pictures?|documentation|data|dataset|lyrics|music|"
    r"source code|source|materials?|artwork|icons?|fonts?|articles?|everything|all \w+"
)
_SUBJECT = (
    r"(?P<this>this|these|the (?:contents?|source|code|text|rest) (?:of|in|on) this|the present)"
    r" (?:\w+ ){0,9}?"
    rf"(?:(?:is|are|was|were|may be|can be|has been|have been|being)(?: \w+){{0,3}}? )?(?:{_VERB})"
    rf"|(?P<noun>{_NOUN}) (?:\w+ ){{0,6}}?(?:is|are)(?: \w+){{0,2}}? (?:{_VERB})"
    rf"|(?P<bare>{_VERB})"
)
_LED = re.compile(rf"(?:^| )(?:{_SUBJECT}){_WAY}$")
_FREE = re.compile(
    r"(?:redistribute it and or modify (?:it )?|redistribute and or modify (?:it|this \w+) |redistribute it (?:and or )?"
    r"|use and redistribute it |(?:modify|copy|use|distribute) (?:it|this \w+) )(?:only )?under (?:the )?(?:same )?terms (?:of |as )?"
    r"(?:either )?(?:the )?"
    rf"(?:{_VERSION}(?: or (?:at your option )?any later version)? of the )?$"
)
_LABEL = re.compile(
    r"(?:^|\n)[^\w\n]{0,12}@?(?:Licen[sc]e|LICEN[SC]E|licen[sc]e|ライセンス|利用許諾)[ \t]*[:：][ \t]*(?:[Tt]he )?(?:GNU )?\Z"
)
_GOVERNED = re.compile(
    r"(?:^| )use of this (?:source code|software|file) (?:is|are) governed by an? (?:\w+ clause )?$"
)
_DOUBT = re.compile(
    r"\b(?:if|whether|because|since|suppose|assuming|assume|that|does|is|are|was|were|when|unless|say|says)$"
)
# A line, a sentence or a quotation begins here.
_FRESH = re.compile(r"(?:\A|[\n.!?:;。、）)>\"“「*#|]|\\n)[\s#*/;%\"'`<>!|\-]*\Z")
_UNDER_JA = re.compile(
    r"[^。\n]{0,24}?(?:の(?:下|もと|元|条件|規約|条項|定め|規定)|に(?:基づ|従|より|準拠|したが)|で|を適用|とし)"
    r"[^。\n]{0,24}?(?:公開|配布|頒布|提供|許諾|ライセンスされ|ライセンスし|再配布|適用)(?!されている\S|する\S|すると|した場合|できますか)"
)
_SUBJECT_JA = re.compile(r"(?:本|この|当)[^\s。、？?]{1,16}(?:は|を|には)[^。\n？?]{0,40}\Z")


def named(names: Sequence[Name], text: str, at: int, *, final: bool) -> Text | int | None:
    """The licence that `text[at:]` names, where something is put under it; `at` where more must be known."""
    if (final or len(text) - at >= _NEAR) and not _any(names, text, at):
        return None
    led = _led(text, at)
    japanese = not led and _SUBJECT_JA.search(text, max(0, at - 80), at)
    if not (led or japanese):
        return None
    limit = at + AFTER
    known = min(len(text), limit)
    if known < limit and not final:
        return at
    unit = said(text, at, known)
    for one in names:
        found = one.words.match(unit)
        if found is None:
            continue
        if japanese and not _under(text, place(text, at, count(found[0])), known):
            continue
        before = said(text, max(0, at - BEFORE), at) + " "
        return Text(one.made(found, before, unit[found.end() :]), place(text, at, count(found[0])))
    return None


def _any(names: Sequence[Name], text: str, at: int) -> bool:
    """Whether one of them is there, without what tells its version."""
    unit = said(text, at, min(len(text), at + _NEAR))
    return any(one.words.match(unit) for one in names)


def _under(text: str, end: int, limit: int) -> bool:
    here = _UNDER_JA.match(text, end, limit)
    return here is not None and not text.startswith(("か", "ますか"), here.end())


def _led(text: str, at: int) -> bool:
    since = max(0, at - BEFORE)
    before = said(text, since, at)
    if _FREE.search(before + " ") or _GOVERNED.search(before + " "):
        return True
    if _LABEL.search(text, max(0, at - 40), at):
        return True
    found = _LED.search(before)
    if found is None:
        return False
    begin = found.start() + (before[found.start()] == " ")
    ahead = before[:begin].rstrip()
    where = _start(text, since, count(ahead))
    if found["this"]:
        return not _DOUBT.search(ahead)
    fresh = _FRESH.search(text, max(0, where - 24), where) is not None
    return fresh and text[where].isupper()


def _start(text: str, since: int, words: int) -> int:
    """Where the word behind so many words begins."""
    at = place(text, since, words) if words else since
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def by_head() -> Mapping[str, tuple[Name, ...]]:
    """The names by their first word."""
    found = dict[str, tuple[Name, ...]]()
    for one in NAMES:
        found[one.head] = (*found.get(one.head, ()), one)
    return found
