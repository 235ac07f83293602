"""Names of people where English says that one follows: Mr. Brown, Dear Jane, my name is, Full name:.

What follows are capitalised words; of those that are no names (Dear Sir) there is a list.
"""

from __future__ import annotations

import re

from filters.lazily import lazily
from filters.shapes import Shape, begins, behind, either, maybe, repeat, row, some, text
from filters.trees import begun, led

_UP, _LOW = "A-ZÀ-ÖØ-ÞĀŠŽÁČŘŻŁŚ", "a-zß-öø-ÿā-ž"
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Herr", "Frau", "Mme")
_SAYING = (
    *("my name is ", "My name is ", "name's ", "Dear ", "dear ", "Attn: ", "c/o "),
    *("incerely,\n", "egards,\n", "ishes,\n"),
)
_KEYS = (
    *("full name", "customer name", "patient name", "contact name", "employee name", "applicant name"),
    *("cardholder", "account holder", "passenger"),
)
_FIELDS = tuple(dict.fromkeys(form for key in _KEYS for form in (key, key.capitalize(), key.title())))

_CAPITAL = row(some(f"[{_UP}]", 1, 1), some(f"[{_UP}{_LOW}'-]", 1, 24))
_INITIAL = row(some(f"[{_UP}]", 1, 1), maybe(text(".")))
_LINKS = [
    "van der",
    "van den",
    "van",
    "von",
    "de la",
    "de",
    "del",
    "di",
    "da",
    "dos",
    "al",
    "bin",
    "ben",
    "ter",
    "la",
    "le",
]
_MORE = row(
    some(" ", 1, 1), either(_CAPITAL, row(either(*map(text, _LINKS)), some(" ", 1, 1), _CAPITAL), _INITIAL)
)
_NAME = row(
    either(_CAPITAL, row(repeat(row(_INITIAL, some(" ", 1, 1)), 1, 3), _CAPITAL)), repeat(_MORE, 0, 3)
)
_EDGE = behind(f"(?<![{_UP}{_LOW}0-9])")
_TITLE = row(_EDGE, either(*map(text, _TITLES)), maybe(text(".")), some(" ", 1, 1))
_MARK = row(some("[\"']", 0, 1), some("[ \t]", 0, 2), some("[:=|]", 1, 1), some("[ \t\"']", 0, 6))

PERSON: Shape = either(
    row(_TITLE, _NAME),
    row(either(*map(text, _SAYING)), maybe(_TITLE), _NAME),
    row(either(*map(text, _FIELDS)), _MARK, _NAME),
)
WORDS = (*(f"{title}{dot} " for title in _TITLES for dot in ("", ".")), *_SAYING, *_FIELDS)
STARTS = f"(?=[{''.join(sorted({word[0] for word in WORDS}))}])(?:{begins(*WORDS)})"
SURE, WAITS = led(WORDS), begun(WORDS)
CUT = max(map(len, WORDS))

_SAID = lazily(rf"(?:{'|'.join(map(re.escape, _SAYING))})?(?:{_TITLE.whole})?")
_FIELD = lazily(rf"(?:{'|'.join(_FIELDS)}){_MARK.whole}")
_OTHERS = """
Sir Sirs Madam Team All Customer Customers Colleague Colleagues Friend Friends Everyone Everybody
Folks Guest Guests Member Members Hiring Support Service Sales Reader Readers Subscriber Student
Students Parents Valued There World Assistant Bot God Lord Diary Required Optional None Null True
False String Unknown The An And Or But This That These My Your Our Please Thanks Thank You We It
Is Not Yes No Best Kind Warm President Editor
"""
_NO_NAMES = frozenset(_OTHERS.split())


def span(matched: str) -> tuple[int, int] | None:
    """Where in what matched the name is; None where the words are none."""
    lead = _FIELD.match(matched) or _SAID.match(matched)
    at = lead.end() if lead else 0
    first = re.split(r"[ ,]", matched[at:], maxsplit=1)[0]
    return None if first in _NO_NAMES or not first else (at, len(matched))
