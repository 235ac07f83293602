"""Fast passes over a text that say: nothing of this is anywhere in it.

In front of a detector's own search, which is several times slower; and, as most texts hold
nothing of anything, in front of all the detectors of a plan at once. A sieve only ever
saves work: what it lets through is read as if there were no sieve. RE2 runs all its
patterns together, in time linear in the text; a single literal is left to `str.find`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import re2

# (text, at): whether text[at:] has nothing that could begin what the detector looks for.
Absent = Callable[[str, int], bool]
Search = Callable[[str, int], "re.Match[str] | None"]

# Below this many characters the detector's own search is as fast as any sieve.
_LONG = 64


def without(literal: str) -> Absent:
    """Nothing without this string in it."""

    def absent(text: str, at: int) -> bool:
        return text.find(literal, at) < 0

    return absent


def without_any(*patterns: str) -> Absent:
    """Nothing without a match of one of these RE2 expressions; short texts are never cleared.

    Keep them small: they are one automaton, built as text needs it, within 8 MiB. Where it
    does not fit it is thrown away and built again, a thousand times slower.
    """
    any_of = _any_of(patterns)

    def absent(text: str, at: int) -> bool:
        if len(text) - at < _LONG:
            return False
        return not any_of(text[at:].encode("utf-8", "surrogatepass"))

    return absent


@cache
def _any_of(patterns: tuple[str, ...]) -> Callable[[bytes], object]:
    """Whether a text has any of them. Made once: detectors and plans share what it learns."""
    any_of = re2.Set.SearchSet()
    for pattern in patterns:
        any_of.Add(pattern)
    any_of.Compile()
    return any_of.Match


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a text must have for a detector to say anything; `tests/contracts` tries every one.

    starts: source of an expression (`.` is any character). Where it matches nowhere from
    `resume` on, the answer is: nothing found, everything settled, whether or not more
    follows. Empty: the detector always waits for something, and has to be asked.
    traces: sources that `re` and RE2 both read. A final window without a match of any of
    them from `resume` on has no finding; they look at nothing around them, so what holds for
    texts in a row holds for each. cut: where no trace is, `starts` matches only
    nearer to the end than so many characters.
    """

    starts: str
    traces: tuple[str, ...]
    cut: int = 0

    @property
    def starting(self) -> Search:
        """(text, at) → the first match of `starts` from there on."""
        return _starts(self.starts).search


@cache
def _starts(source: str) -> re.Pattern[str]:
    return re.compile(source, re.DOTALL)


# Characters of expressions. The states of automatons that are put together multiply: all
# detectors in one needed 30 MiB, while those with many expressions apart fit into 8 each.
_MANY = 600


def _searches(sieves: Iterable[Sieve]) -> tuple[Callable[[bytes], object], ...]:
    """For the traces of all of them: the small ones in one search, each large one in its own."""
    large, small = list[tuple[str, ...]](), list[str]()
    for sieve in sieves:
        if sum(map(len, sieve.traces)) > _MANY:
            large.append(sieve.traces)
        else:
            small += sieve.traces
    return tuple(_any_of(traces) for traces in (tuple(small), *large) if traces)


class Sift:
    """The sieves of several detectors as one, or nearly."""

    __slots__ = ("_cut", "_searches", "_starts")

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        given = tuple(sieves)
        self._starts = re.compile("|".join(f"(?:{sieve.starts})" for sieve in given), re.DOTALL)
        self._cut = max(sieve.cut for sieve in given)
        self._searches = _searches(given)

    def _absent(self, text: str, at: int) -> bool:
        data = text[at:].encode("utf-8", "surrogatepass")
        return not any(search(data) for search in self._searches)

    def idle(self, text: str, at: int) -> bool:
        """Whether every one of them, resuming at `at`, finds nothing and settles everything."""
        if len(text) - at > _LONG and self._absent(text, at):
            at = max(at, len(text) - self._cut)
        return self._starts.search(text, at) is None

    def clear(self, text: str) -> bool:
        """Whether none of them finds anything in a whole text."""
        return self._absent(text, 0)


sift = cache(Sift)
"""The sift of these sieves (a tuple), made once: there are as many as sets of detectors."""
