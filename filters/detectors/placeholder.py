"""Surrogates such as PII_EMAIL_1_K7, wherever they come back, also as models rewrite them.

As it was minted, a surrogate says itself where it ends (two characters after the last
underscore), so no edge is asked for: it is found inside `_PII_EMAIL_1_K7_`, `%3APII_EMAIL_1_K7`
and before a plural's `s`. In other spellings (small letters, `-`, a blank or Markdown's `\\_`
for `_`, the family left out) it has to stand by itself. Without its family only the words of
kinds that some detector has are looked for (of no country, and of Japan), or every word of a
text would wait for its end.

Whether it is one of this conversation's is for the vault to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from filters.detector import DETECTORS, Options, View, Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import Pattern, Shape, behind, either, maybe, repeat, row, some, text, unless
from filters.sieve import Sieve
from filters.surrogates import word_of

_TOGETHER = 4
# Words of one country's kinds. Each is two letters and more to wait for, so only Japan's are looked for.
_ABROAD = lazily(r"(?!JP_)[A-Z]{2}_|DATA_")
_INDEX = row(some("[1-9]", 1, 1), some("[0-9]", 0, 5))
_ALONE = behind(r"(?<![0-9A-Za-z])")
_APART = behind(r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][_-])")  # nor behind another word of the same
_ENDS = unless(some("[0-9A-Za-z]", 1, 1))
_BAR = row(maybe(text("\\")), some("[_-]", 1, 1))  # in the place of an underscore
_GAP = row(maybe(text("\\")), some("[ _-]", 1, 1))  # or a blank


def _any_case(word: str) -> Shape:
    return row(*(some(f"[{char.upper()}{char.lower()}]", 1, 1) for char in word))


def _rewritten(family: Shape, letters: str, gap: Shape) -> Shape:
    """A surrogate with its family, in another spelling."""
    words = repeat(row(gap, some(letters, 2, 20)), 1, 4)
    return row(_ALONE, family, words, gap, _INDEX, gap, some("[0-9A-Za-z]", 2, 2), _ENDS)


_EXACT = row(
    either(text("PII"), text("SECRET"), text("DATA")),
    repeat(row(text("_"), some("[A-Z]", 2, 20)), 1, 4),
    text("_"),
    _INDEX,
    text("_"),
    some("[A-Z2-7]", 2, 2),
)
_WITH_FAMILY = either(
    _EXACT,
    _rewritten(_any_case("PII"), "[A-Za-z]", _GAP),
    # "data" and "secret" are words of any prose: with blanks only where they are shouted.
    _rewritten(either(text("SECRET"), text("DATA")), "[A-Z]", _GAP),
    _rewritten(either(_any_case("SECRET"), _any_case("DATA")), "[A-Za-z]", _BAR),
)


class _Tree(dict[str, "_Tree"]):
    """Words by their letters, so that one look tells whether any of them begins here."""

    def add(self, word: str) -> None:
        here = self
        for char in word:
            here = here.setdefault(char, _Tree())
        here[""] = _Tree()

    def shape(self, after: Shape) -> Shape:
        """The words in any case, each followed by `after`; `_` in them is a gap."""
        ways = [
            after if not char else row(_letter(char), branch.shape(after)) for char, branch in self.items()
        ]
        return ways[0] if len(ways) == 1 else either(*ways)


def _letter(char: str) -> Shape:
    return _GAP if char == "_" else some(f"[{char}{char.lower()}]", 1, 1)


def _tree(words: Iterable[str]) -> _Tree:
    tree = _Tree()
    for word in words:
        tree.add(word)
    return tree


@cache
def _pattern(words: tuple[str, ...]) -> Pattern:
    """words: what may stand without its family, such as EMAIL and JP_MY_NUMBER."""
    heads = {"P": [_Head("Pp", row(_any_case("II"), _GAP))]}
    for word in ("SECRET", "DATA"):
        small = row(_any_case(word[1:]), _BAR)
        heads[word[0]] = [
            _Head(f"{word[0]}{word[0].lower()}", small),
            _Head(word[0], row(text(word[1:]), _GAP)),
        ]
    traces = [r"(?i:PII)\\?[ _-]", r"(?:SECRET|DATA)\\?[ _-]", r"(?i:SECRET|DATA)\\?[_-]"]
    shape, cut = _WITH_FAMILY, len("SECRET\\_")
    if words:
        tree = _tree(words)
        end = row(_GAP, _INDEX, _GAP, some("[0-9A-Za-z]", 2, 2), _ENDS)
        shape = either(shape, row(_APART, tree.shape(end)))
        first = row(_GAP, some("[1-9]", 1, 1))
        for letter, branch in tree.items():
            heads.setdefault(letter, []).append(_Head(f"{letter}{letter.lower()}", branch.shape(first)))
        spelt = "|".join(word.replace("_", r"\\?[ _-]") for word in words)
        traces.append(rf"(?i:{spelt})\\?[ _-][1-9]")
        cut = max(cut, tree.shape(first).longest)
    # As it was minted it ends where it ends, whatever follows.
    shape = Shape(shape.whole, f"(?!{_EXACT.whole}){shape.open}", shape.longest)
    exact = [_Head(word[0], text(word[1:])) for word in ("PII_", "SECRET_", "DATA_")]
    starts, sure, waits = (
        f"(?=[{_both(heads)}])(?:(?<![0-9A-Za-z])(?:{_grouped(heads, way)})|{'|'.join(map(way, exact))})"
        for way in (_Head.begun, _Head.sure, _Head.cut)
    )
    return Pattern(shape, starts, cut, tuple(traces), sure=sure, waits=waits)


class _Head(NamedTuple):
    """A first character, and what follows it."""

    first: str
    rest: Shape

    def sure(self) -> str:
        """Source of where it stands."""
        return f"[{self.first}]{self.rest.whole}"

    def cut(self) -> str:
        """Source of where the end of the text cuts it off."""
        return f"[{self.first}](?:{self.rest.open})"

    def begun(self) -> str:
        """Source of both."""
        return f"[{self.first}](?:{self.rest.whole}|{self.rest.open})"


def _both(letters: Iterable[str]) -> str:
    return "".join(f"{letter}{letter.lower()}" for letter in sorted(letters))


def _grouped(heads: Mapping[str, Sequence[_Head]], way: Callable[[_Head], str]) -> str:
    """All heads, a few first letters at a time: a letter that is none of them costs one look."""
    letters = sorted(heads)
    groups = [letters[at : at + _TOGETHER] for at in range(0, len(letters), _TOGETHER)]
    return "|".join(
        f"(?=[{_both(group)}])(?:{'|'.join(way(head) for letter in group for head in heads[letter])})"
        for group in groups
    )


@cache
def _words() -> tuple[str, ...]:
    """Of kinds of personal data that any detector has."""
    kinds = {kind for member in DETECTORS.members().values() for kind in member.kinds}
    words = {word_of(kind).removeprefix("PII_") for kind in kinds if kind.startswith("pii.")}
    return tuple(sorted(word for word in words if not _ABROAD.match(word)))


@DETECTORS.add
class Placeholder:
    """Reads the folded view: full-width letters and invisible characters change nothing."""

    name = "placeholder"
    kinds: Mapping[str, str] = {"placeholder.token": "A surrogate that Sekisho put in the place of a value."}
    reach = 2  # the characters before
    view: View = "folded"
    inline = True

    def __init__(self, options: Options) -> None:
        del options
        self._pattern = _pattern(_words())

    @property
    def sieve(self) -> Sieve:
        """See `filters.sieve`."""
        return self._pattern.sieve

    def read(self, window: Window) -> Reading:
        return self._pattern.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding:
    return window.finding(here.span(), "placeholder.token", 1.0)
