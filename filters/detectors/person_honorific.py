"""Names of people before 様, さん, 氏 and the like, and before an office: 佐藤様, 田中太郎さん, 鈴木部長.

What stands before the honorific is read backwards, as far as characters of names go. A surname of
`filters.surnames` is a name before any of them; other kanji and katakana only before 様, さん and
氏, and only if they are no common word (お客様, 皆さん, 業者さん). In a stream, a run of such
characters at the end waits for what follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.sieve import Sieve
from filters.surnames import NO_NAMES, surname_of
from filters.trees import led

_PLAIN = ("さん", "様", "氏", "さま")
_OFFICES = (
    "くん 君 ちゃん 殿 先生 部長 課長 係長 主任 社長 専務 常務 会長 教授 医師 "
    "弁護士 議員 選手 監督 容疑者 被告"
)
_HONORIFICS = tuple(sorted((*_PLAIN, *_OFFICES.split()), key=len, reverse=True))
# 氏名, 様子, 殿堂, さんご: the next character may make another word of it.
_HONORIFIC = lazily(f"(?:{'|'.join(_HONORIFICS)})(?![名族神子式々相態堂下主臨])")
_BEGUN = lazily("(?:[さくち]|ちゃ)\\Z")  # of those that are not in kanji
_LONGEST = 14  # characters of a name, its space included
_MOST = max(map(len, _HONORIFICS))
_CHAR = "[㐀-鿿々ヶ﨑ァ-ヺー]"
_RUN = lazily(f"{_CHAR}(?:[ ・]?{_CHAR}){{0,{_LONGEST - 1}}}\\Z")
_NAME = lazily(
    r"[㐀-鿿々ヶ﨑]{1,8}|[㐀-鿿々ヶ﨑]{1,5} [㐀-鿿々ヶ﨑]{1,5}"
    r"|[ァ-ヺー]{2,12}|[ァ-ヺー]{2,8}[ ・][ァ-ヺー]{2,8}"
)
_ROLE = lazily("[者員士師長家屋手人官生方会社部課店局院校所庁省級番号]\\Z")


@DETECTORS.add
class PersonHonorific:
    """The honorific is not part of the name."""

    name = "person_honorific"
    kinds: Mapping[str, str] = {"pii.person": "The name of a person."}
    reach = _MOST + 1
    view: View = "folded"
    inline = True
    # A run of characters of names at the end is always waited for, with what of an honorific follows it.
    sieve = Sieve(
        led(_HONORIFICS),
        _HONORIFICS,
        waits=f"{_CHAR}(?:[ ・]?{_CHAR}){{0,{_LONGEST}}}[ ・]?(?:[さくち]|ちゃ)?|[さくち]|ちゃ",
        longest=2 * _LONGEST + 4,
    )

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at, found = window.text, window.at, list[Finding]()
        end = len(text)
        for honorific in _HONORIFIC.finditer(text, at):
            if honorific.end() == len(text) and not window.final:
                end = honorific.start()
                break
            if name := _name(_before(text, at, honorific.start())):
                begin = honorific.start() - len(name)
                if score := _score(name, honorific.group()):
                    found.append(window.finding((begin, honorific.start()), "pii.person", score))
            at = honorific.end()
        return Reading(tuple(found), window.start + (len(text) if window.final else _settled(text, at, end)))


def _before(text: str, at: int, end: int) -> str | None:
    """The run of characters of names before `end`, where it begins behind something else; not before `at`."""
    run = _RUN.search(text, max(at, end - _LONGEST - 1), end)
    if run is None or len(run.group()) > _LONGEST or not _starts(text, run.start()):
        return None
    return run.group()


def _starts(text: str, at: int) -> bool:
    """Whether a name may begin here: not in the middle of a longer run, unless an honorific ends here."""
    if at == 0 or not re.match(_CHAR, text[at - 1]):
        return True
    return text.endswith(_HONORIFICS, max(0, at - _MOST), at)


def _settled(text: str, at: int, end: int) -> int:
    """Where the run before `end` begins that an honorific may follow, or is being written behind."""
    begun = _BEGUN.search(text, max(at, end - 2), end)
    last = end = begun.start() if begun else end
    last -= last > at and text[last - 1] in " ・"
    run = _RUN.search(text, max(at, last - _LONGEST - 1), last)
    return run.start() if run else end


def _name(run: str | None) -> str:
    """The run, or its end from a surname on where more is written in front: 先週田中太郎, 営業部佐藤."""
    if run is None:
        return ""
    if not surname_of(run) and " " not in run:
        for at in range(1, len(run) - 1):
            surname = surname_of(run[at:])
            if len(surname) > 1 and len(run) - at - len(surname) <= 3:
                return run[at:]
    return run


def _score(name: str, honorific: str) -> float:
    """0 where it is none."""
    plain = name.replace(" ", "")
    if plain in NO_NAMES or _NAME.fullmatch(name) is None:
        return 0
    surname = surname_of(plain)
    if surname and len(plain) - len(surname) <= 4 and not (len(plain) > len(surname) and _ROLE.search(plain)):
        return 0.9
    if honorific not in _PLAIN or not 2 <= len(plain) <= 12 or _ROLE.search(plain):
        return 0
    return 0.6 if plain not in NO_NAMES and (len(plain) <= 5 or "ァ" <= plain[0] <= "ー") else 0
