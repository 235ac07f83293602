"""Where in a text an identifier may begin, and the digits that stand there.

A run is digits with at most three separators between two of them; its *groups* are what
stands between separators. Kanji digits are read where six or more follow one another, as
the digits they are, character for character, so that positions hold.

A number must stand alone: no digit before it or after it, nor a digit behind a dash or a
dot, for 103-1234-5678 and 3.141592653589 are something else. Spaces do not join so firmly:
behind "No. 3 " a number begins. What a number may be glued to is any other letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from filters.entity import Form
from filters.shapes import Shape, repeat, row, some
from filters.sieve import Sieve

KANJI = "〇零一二三四五六七八九"
_AS_ASCII = str.maketrans(KANJI, "00123456789")
_GAP = "[- .ー・の()]"
LONGEST_COUNT = 20  # digits that are looked at from one place; nobody has an identifier as long
_ENOUGH_KANJI = 6

_RUN = re.compile(rf"[0-9](?:{_GAP}{{0,3}}+[0-9]){{0,{LONGEST_COUNT - 1}}}+({_GAP}{{0,3}}\Z)?")
LONGEST_RUN = 4 * LONGEST_COUNT + 3
# Behind the first character: eight single digits in front, and another one behind. Where so many
# stand in a row, a number that is typed digit by digit has begun before; else all of them would
# be asked about, with twenty digits to look at behind each.
_ONE = f"[0-9{KANJI}]{_GAP}"
_CHAIN = f"(?<={_ONE * 8}[0-9{KANJI}]){_GAP}[0-9{KANJI}]"
# The usual run: one to four groups, and known to end there.
_BETWEEN = f"{_GAP}{{1,3}}+([0-9]++)"
_USUAL = re.compile(
    rf"([0-9]++)(?:{_BETWEEN}(?:{_BETWEEN}(?:{_BETWEEN})?+)?+)?+(?!{_GAP}{{0,3}}(?:[0-9]|\Z))"
)
_GROUP, _LAST = re.compile("[0-9]+"), re.compile("[^0-9]*[0-9]+$")
_ON = re.compile(r"[-ー.]?[0-9]")  # it goes on, so it is part of something longer
_JOINED = frozenset("-ー.0123456789")
# Where so many kanji digits begin that they may be a number.
KANJI_RUN = rf"[{KANJI}](?<![{KANJI}].)(?=(?:{_GAP}{{0,3}}[{KANJI}]){{{_ENOUGH_KANJI - 1}}})"


class Run(NamedTuple):
    """Digits from one place on. groups: their lengths. parts: the digits of each.

    plain: the text of the run, in ASCII digits. open: the text ends before it is known where
    they do.
    """

    start: int
    groups: tuple[int, ...]
    parts: Sequence[str]
    plain: str
    open: bool

    def end(self, groups: int) -> int:
        """Where in the text so many groups end."""
        if groups == len(self.groups):
            return self.start + len(self.plain)
        if groups == 1:
            return self.start + self.groups[0]
        *_, last = islice(_GROUP.finditer(self.plain), groups)
        return self.start + last.end()

    def digits(self, groups: int) -> str:
        """The digits of the first so many groups."""
        return self.parts[0] if groups == 1 else "".join(self.parts[:groups])


def run_at(text: str, at: int) -> Run:
    """The run that begins at `text[at]`, a digit."""
    usual = _USUAL.match(text, at)
    if usual and usual.end() - at < LONGEST_COUNT:
        parts = usual.groups()[: usual.lastindex]
        return Run(at, tuple(map(len, parts)), parts, usual.group(), open=False)
    shown, since = text, at
    if text[at] in KANJI:
        shown, since = text[at : at + LONGEST_RUN + 1].translate(_AS_ASCII), 0
    match = _RUN.match(shown, since)
    assert match, "asked for only where a digit stands"
    is_open = match.lastindex is not None
    plain = shown[since : match.start(1)] if is_open else match.group()
    parts = _GROUP.findall(plain)
    if len(plain) >= LONGEST_COUNT and goes_on(shown, since + len(plain)):
        if len(parts) == 1 and (first := _GROUP.match(shown, since)):
            plain = first.group()  # more of them than are counted otherwise
            parts = [plain]
        elif sum(map(len, parts)) >= LONGEST_COUNT:
            plain = _LAST.sub("", plain)  # it may be longer than it was looked at
            del parts[-1]
    return Run(at, tuple(map(len, parts)), parts, plain, is_open)


def goes_on(text: str, end: int) -> bool:
    """Whether the digits before `text[end]` are part of something longer."""
    return text[end : end + 1] in _JOINED and _ON.match(text, end) is not None


def _digits(of: str, count: int) -> Shape:
    return repeat(row(some(_GAP, 0, 3), some(of, 1, 1)), count - 1, count - 1)


def sieve(least: int, forms: Iterable[Form]) -> Sieve:
    """Where a run of at least so many digits, or one of the forms, may begin; `starts` leads to each place.

    The first character is asked for alone, for then the search skips natively to the next.
    """
    leads = {("0-9", _digits("[0-9]", least)), (KANJI, _digits(f"[{KANJI}]", max(least, _ENOUGH_KANJI)))}
    leads |= {(form.first, form.rest) for form in forms}
    by_first = dict[str, list[Shape]]()
    for lead, rest in sorted(leads, key=lambda lead: (lead[0], lead[1].whole)):
        by_first.setdefault(lead, []).append(rest)
    first = "".join(by_first)
    traces = tuple(f"[{lead}]{rest.whole}" for lead, rests in by_first.items() for rest in rests)
    # Digits and letters stand free; asking that first makes most digits cost one look.
    ours = "|".join(_way(*row) for row in by_first.items() if row[0].isascii())
    others = "".join(f"|{_way(*row)}" for row in by_first.items() if not row[0].isascii())
    starts = rf"[{first}](?!{_CHAIN})(?:(?<=[!-~])(?<![0-9].)(?<![0-9][-ー.].)(?:{ours}){others})"
    return Sieve(starts, traces, 1 + max(rest.longest for _, rest in leads))


def _way(first: str, rests: Sequence[Shape]) -> str:
    """Behind a first character: whether it is one of these, stands free, and goes on so, or may."""
    edge = ""
    if first == KANJI:
        edge = f"(?<![{KANJI}].)"
    elif "A" <= first[0] <= "z":
        edge = "(?<![A-Za-z].)"
    ways = "|".join(f"{rest.whole}|{rest.open}" for rest in rests)
    return f"(?<=[{first}]){edge}(?={ways})"
