"""Text for machines alone: tag characters, runs of selectors, zero-width or stacked marks, terminal controls.

What is looked at is a *stretch*: characters nobody sees, and single letters between them.
One such character is in many honest texts (emoji, names, hyphenation); a row of them is in
none. Flags of regions are made of tags and are left alone. What the characters say is for
others to judge (`filters.harm.canon`); that they are there is a finding by itself.

Stretches longer than 1,024 characters are findings in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from filters.detector import DETECTORS, Options, View, Window
from filters.harm.canon_hidden import FLAG, SELECTORS, TAGS, ZERO_WIDTH, hidden
from filters.harm.canon_letters import MARKS
from filters.model import Finding, Reading
from filters.sieve import Sieve

KIND = "injection.obfuscation"
_LONGEST = 1024
_UNSEEN = f"{TAGS}{SELECTORS}{ZERO_WIDTH}{MARKS}"
_LETTER = "A-Za-z\u3041-\u30ff\u4e00-\u9fff"
_TURN = "\u202d\u202e"  # from here on text is drawn from the other end
_BEGIN = re.compile(f"[{_UNSEEN}{_TURN}\x1b]")
_STRETCH = re.compile(f"[{_UNSEEN}](?:[{_LETTER}]?[{_UNSEEN}])*")
_OPEN = re.compile(f"[{_LETTER}]?\\Z")
_FLAG = re.compile(FLAG)
# Terminal sequences that move what was written, erase it, or reach outside (title, link, clipboard).
# Colours are left alone; text in the colour of its ground is `attack`'s.
_CONTROL = re.compile(r"\x1b(?:\[[0-9;?]{0,16}[A-HJKSTf]|\](?:[0-9]{1,4});)")
_CONTROL_OPEN = re.compile(r"\x1b(?:\[[0-9;?]{0,16}|\][0-9]{0,4})?\Z")
_REACHES = ("\x1b]52;", "\x1b]8;", "\x1b]50;", "\x1b]1337;")


class _Sort(NamedTuple):
    """Of unseen characters. least: so many in a stretch are odd; many: and so many nowhere honest."""

    how: str
    members: re.Pattern[str]
    least: int
    many: int


_SORTS = (
    _Sort("tags", re.compile(f"[{TAGS}]"), 1, 1),
    _Sort("selectors", re.compile(f"[{SELECTORS}]"), 3, 8),
    _Sort("zero-width", re.compile(f"[{ZERO_WIDTH}]"), 8, 32),
    _Sort("marks", re.compile(f"[{MARKS}]"), 8, 1 + _LONGEST),
)
_SAID, _MANY, _SOME = 0.99, 0.95, 0.7  # scores: it says something; there are many; some


@DETECTORS.add
class Obfuscation:
    """Reads the text as it came: in the folded view all of it is gone."""

    name = "obfuscation"
    kinds: Mapping[str, str] = {
        KIND: "Text that people do not see and models read, or controls that hide text."
    }
    reach = 1
    view: View = "raw"
    inline = True
    sieve = Sieve(_BEGIN.pattern, (_BEGIN.pattern,))

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at, found = window.text, window.at, list[Finding]()
        while begun := _BEGIN.search(text, at):
            begin = begun.start()
            end = _end(text, begin, final=window.final)
            if end < 0:
                return Reading(tuple(found), window.start + begin)
            found += self._said(window, begin, end)
            at = end
        return Reading(tuple(found), window.end)

    def _said(self, window: Window, begin: int, end: int) -> Iterator[Finding]:
        text = window.text
        if text[begin] == "\x1b":
            control = _CONTROL.match(text, begin)
            if control:
                score = 0.9 if control.group().startswith(_REACHES) else 0.6
                yield window.finding((begin, end), KIND, score, {"how": "terminal"})
        elif text[begin] in _TURN:
            yield window.finding((begin, end), KIND, 0.8, {"how": "direction"})
        else:
            flag = _FLAG.match(text, begin - 1, end) if begin else None
            yield from _of_stretch(window, flag.end() if flag else begin, end)


def _end(text: str, begin: int, *, final: bool) -> int:
    """Where what begins at `begin` ends; -1: it may go on."""
    if text[begin] == "\x1b":
        if not final and _CONTROL_OPEN.match(text, begin):
            return -1
        control = _CONTROL.match(text, begin)
        return control.end() if control else begin + 1
    if text[begin] in _TURN:
        return begin + 1
    stretch = _STRETCH.match(text, begin, begin + _LONGEST)
    end = stretch.end() if stretch else begin + 1
    if not final and len(text) < begin + _LONGEST and _OPEN.match(text, end):
        return -1
    return end


def _of_stretch(window: Window, begin: int, end: int) -> Iterator[Finding]:
    stretch = window.text[begin:end]
    counts = [len(sort.members.findall(stretch)) for sort in _SORTS]
    enough = [one for one in zip(_SORTS, counts, strict=True) if one[1] >= one[0].least]
    if not enough:
        return
    sort, count = enough[0]
    said = sum(len(one.text) for one in hidden(stretch))
    attrs = {"how": sort.how, "count": count, "said": said}
    score = _SAID if said else _MANY if count >= sort.many else _SOME
    yield window.finding((begin, end), KIND, score, attrs)
