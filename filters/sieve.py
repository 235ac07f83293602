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

# Below this many characters the detector's own search is as fast as any sieve.
_LONG = 64


def without(literal: str) -> Absent:
    """Nothing without this string in it."""

    def absent(text: str, at: int) -> bool:
        return text.find(literal, at) < 0

    return absent


def without_any(*patterns: str) -> Absent:
    """Nothing without a match of one of these RE2 expressions; short texts are never cleared.

    Keep them small: they are one automaton, built as text needs it, within 8 MiB.
    """
    any_of = re2.Set.SearchSet()
    for pattern in patterns:
        any_of.Add(pattern)
    any_of.Compile()

    def absent(text: str, at: int) -> bool:
        if len(text) - at < _LONG:
            return False
        return not any_of.Match(text[at:].encode("utf-8", "surrogatepass"))

    return absent


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


class Sift:
    """The sieves of several detectors as one."""

    __slots__ = ("_absent", "_cut", "_starts", "_traces")

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        given = tuple(sieves)
        self._starts = re.compile("|".join(f"(?:{sieve.starts})" for sieve in given), re.DOTALL)
        self._cut = max(sieve.cut for sieve in given)
        traces = [trace for sieve in given for trace in sieve.traces]
        self._traces = re.compile("|".join(traces))
        self._absent = without_any(*traces)

    def idle(self, text: str, at: int) -> bool:
        """Whether every one of them, resuming at `at`, finds nothing and settles everything."""
        if len(text) - at > _LONG and self._absent(text, at):
            at = max(at, len(text) - self._cut)
        return self._starts.search(text, at) is None

    def clear(self, text: str) -> bool:
        """Whether none of them finds anything in a whole text."""
        return self._traces.search(text) is None if len(text) < _LONG else self._absent(text, 0)


sift = cache(Sift)
"""The sift of these sieves (a tuple), made once: there are as many as sets of detectors."""
