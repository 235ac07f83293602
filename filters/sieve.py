"""Fast passes over a text that say: nothing of this is anywhere in it.

In front of a detector's own search, which is several times slower; and, as most texts hold
nothing of anything, in front of all the detectors of a plan at once. A sieve only ever
saves work: what it lets through is read as if there were no sieve. RE2 runs all its
patterns together, in time linear in the text; a single literal is left to `str.find`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import re2

from filters.loosened import NOTHING, loosened, unplain

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
def _any_of(patterns: tuple[str, ...]) -> Callable[[bytes], list[int] | None]:
    """Which of them a text has. Made once: detectors and plans share what it learns."""
    any_of = re2.Set.SearchSet()
    for pattern in patterns:
        any_of.Add(pattern)
    any_of.Compile()
    return any_of.Match


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a text must have for a detector to say anything; `tests/contracts` tries every one.

    starts: source of an expression (`.` is any character). Where it matches nowhere from
    `resume` on, the answer is: nothing found, everything settled but for what `waits` says,
    whether or not more follows. Empty: the detector always has to be asked.
    waits: source of an expression; where it matches the end of the text, the detector may
    wait from there on. longest: characters that it takes at most.
    traces: sources that `re` and RE2 both read. A final window without a match of any of
    them from `resume` on has no finding; they look at nothing around them, so what holds for
    texts in a row holds for each. before: so far in front of `resume` a trace may begin, of a
    name whose value comes later. cut: where no trace is, `starts` matches only
    nearer to the end than so many characters.
    """

    starts: str
    traces: tuple[str, ...]
    cut: int = 0
    waits: str = ""
    longest: int = 0
    before: int = 0

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


class _Search(NamedTuple):
    """Which traces a text has. owners: of each trace, the place of its sieve."""

    find: Callable[[bytes], list[int] | None]
    owners: tuple[int, ...]


def _searches(sieves: Iterable[Sieve]) -> tuple[_Search, ...]:
    """For the traces of all of them: the small ones in one search, each large one in its own."""
    large, small = list[list[tuple[str, int]]](), list[tuple[str, int]]()
    for place, sieve in enumerate(sieves):
        owned = [(trace, place) for trace in sieve.traces]
        if sum(map(len, sieve.traces)) > _MANY:
            large.append(owned)
        else:
            small += owned
    return tuple(
        _Search(_any_of(tuple(trace for trace, _ in owned)), tuple(place for _, place in owned))
        for owned in (small, *large)
        if owned
    )


class _Ends:
    """What several detectors wait for at the end of a text, as one."""

    __slots__ = ("_longest", "_loose", "_search")

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        waits = {sieve.waits: sieve.longest for sieve in sieves if sieve.waits}
        # What takes most first: at its first place the search is over.
        source = rf"(?:{'|'.join(sorted(waits, key=lambda way: -waits[way]))})\Z"
        self._search = re.compile(source, re.DOTALL).search if waits else None
        self._loose = re2.compile(loosened(source)) if waits else None
        self._longest = max(waits.values(), default=0)

    def begin(self, text: str, at: int, *, plain: bool = False) -> int:
        """The first place from `at` on where one of them may wait; the end of the text if nobody does.

        plain: what comes from there on is.
        """
        end = len(text)
        if self._search is None:
            return end
        at = max(at, end - self._longest)
        if plain and self._loose:
            data = text[at:].encode()
            loose = self._loose.search(data)
            if loose is None:
                return end
            at += loose.start() if text.isascii() else len(data[: loose.start()].decode())
        here = self._search(text, at)
        return here.start() if here else end


class Sift:
    """The sieves of several detectors as one, or nearly. held: the places of those whose waiting holds."""

    __slots__ = ("_before", "_cut", "_ends", "_given", "_held", "_loose", "_searches", "_some")

    def __init__(self, sieves: Iterable[Sieve], held: Collection[int] = ()) -> None:
        given = self._given = tuple(sieves)
        self._ends = _Ends(given)
        self._held = _Ends(given[place] for place in sorted(held))
        loose = tuple(loosened(sieve.starts) for sieve in given)
        self._loose = _any_of(loose)
        self._some = any(one != NOTHING for one in loose)  # of plain text there is something to say
        self._cut = max(sieve.cut for sieve in given)
        self._before = max(sieve.before for sieve in given)
        self._searches = _searches(given)

    def ready(self) -> None:
        """Compile what is asked of single sieves; else that is done when the first text wakes one."""
        for sieve in self._given:
            sieve.starting  # noqa: B018  # asked for, it is made

    def _absent(self, text: str, at: int) -> bool:
        data = text[at:].encode("utf-8", "surrogatepass")
        return not any(search.find(data) for search in self._searches)

    def awake(self, text: str, at: int) -> Collection[int]:
        """The places of those that may have something to say, resuming at `at`.

        The others find nothing and settle everything, but for what they wait for.
        """
        if len(text) - at > _LONG:
            return self._awake_long(text, at)
        if unplain(text, at):
            return [n for n, sieve in enumerate(self._given) if sieve.starting(text, at)]
        maybe = self._loose(text[at:].encode("utf-8"))
        return [n for n in maybe if self._given[n].starting(text, at)] if maybe else ()

    def _awake_long(self, text: str, at: int) -> set[int]:
        data = text[max(0, at - self._before) :].encode("utf-8", "surrogatepass")
        awake = {search.owners[n] for search in self._searches for n in search.find(data) or ()}
        for place, sieve in enumerate(self._given):
            # Where it has no trace, only the end may hold the beginning of something.
            if place not in awake and sieve.starting(text, max(at, len(text) - sieve.cut)):
                awake.add(place)
        return awake

    def dull(self, text: str, at: int) -> bool:
        """Whether the text from `at` on is short and plain, and nobody has anything to say of it."""
        if len(text) - at > _LONG or unplain(text, at):
            return False
        maybe = self._some and self._loose(text[at:].encode())
        return not maybe or not any(self._given[n].starting(text, at) for n in maybe)

    def idle(self, text: str, at: int) -> bool:
        """Whether every one of them, resuming at `at`, finds nothing and settles all it does not wait for."""
        return not self.awake(text, at)

    def waits(self, text: str, at: int, held_at: int, *, plain: bool | None = None) -> tuple[int, int]:
        """Where an idle text is waited for: from which place on by any of them, and by those that hold.

        plain: whether what comes from `at` on is, where that is known.
        """
        if plain is None:
            plain = len(text) - at <= _LONG and unplain(text, at) is None
        first = self._ends.begin(text, at, plain=plain)
        return first, self._held.begin(text, max(first, held_at))

    def clear(self, text: str) -> bool:
        """Whether none of them finds anything in a whole text."""
        return self._absent(text, 0)


sift = cache(Sift)
"""The sift of these sieves (two tuples), made once: there are as many as sets of detectors."""
