"""Names of people where a word says that one follows: 氏名：, 担当：, Mr., Dear, my name is, Full name:.

The words and what may follow them are in `filters.person_ja` and `filters.person_en`. A text waits
only behind such a word. Names before 様 and さん are `person_honorific`'s; all others are found by
the model of `names`, where a policy runs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters import person_en, person_ja
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, either

_PATTERN = Pattern(
    either(person_ja.PERSON, person_en.PERSON),
    f"{person_ja.STARTS}|{person_en.STARTS}",
    cut=max(person_ja.CUT, person_en.CUT),
    traces=(*person_ja.WORDS, *map(re.escape, person_en.WORDS)),
    sure=f"{person_ja.SURE}|{person_en.SURE}",
    waits=f"{person_ja.WAITS}|{person_en.WAITS}",
)


@DETECTORS.add
class PersonCue:
    """The word in front is not part of the name, nor is a title."""

    name = "person_cue"
    kinds: Mapping[str, str] = {"pii.person": "The name of a person."}
    reach = 1
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    matched = here.group()
    span = (
        person_ja.span(matched) or person_en.span(matched)
        if matched[0].isascii()
        else person_ja.span(matched)
    )
    if span is None:
        return None
    return window.finding((here.start() + span[0], here.start() + span[1]), "pii.person", 0.85)
