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
_MEMORY = 1 << 24  # bytes that an automaton may take


def without(literal: str) -> Absent:
    """Nothing without this string in it."""

    def absent(text: str, at: int) -> bool:
        return text.find(literal, at) < 0

    return absent


def without_any(*patterns: str) -> Absent:
    """Nothing without a match of one of these RE2 expressions; short texts are never cleared.

    Keep them small: they are one automaton, built as text needs it, within 16 MiB. Where it
    does not fit it is thrown away and built again, a thousand times slower.
    """
    any_of = _any_of((_together(patterns),))

    def absent(text: str, at: int) -> bool:
        if len(text) - at < _LONG:
            return False
        return not any_of(text[at:].encode("utf-8", "surrogatepass"))

    return absent


def _together(patterns: Iterable[str]) -> str:
    """They as one: an automaton need not remember then which of them it has seen."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


@cache
def _any_of(patterns: tuple[str, ...]) -> Callable[[bytes], list[int] | None]:
    """Which of them a text has. Made once: detectors and plans share what it learns."""
    options = re2.Options()
    options.max_mem = _MEMORY
    any_of = re2.Set.SearchSet(options)
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


# The states of automatons that are put together multiply, unless they move alike. All detectors in
# one needed 30 MiB; small ones of every sort took 270 ns a byte of mixed text (code, documents, both
# languages), as states were thrown away and built again. By these sorts they take 6 to 12, as alone.
_SPEECH = 1000  # characters of an expression: one with more has words that are in many texts
_NUMBER, _RUN = 2, 20  # how often something is repeated in what looks for numbers, and for long runs
_TAKEN_APART = re.compile(r"\\.|\[[^]]*\]")  # what may hold signs that mean nothing there
_REPEATED = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}|[*+]")


def _sort(sieve: Sieve) -> str:
    """Which other sieves its traces are looked for with; empty: none."""
    if max(map(len, sieve.traces)) > _SPEECH:
        return "speech"
    counts = [0]
    for trace in sieve.traces:
        for times in _REPEATED.finditer(_TAKEN_APART.sub("", trace)):
            if times.group() in "*+" or times.group(2) == "":
                return ""
            counts.append(int(times.group(2) or times.group(1)))
    most = max(counts)
    return "runs" if most >= _RUN else "numbers" if most >= _NUMBER else "words"


class _Search(NamedTuple):
    """Which traces a text has. owners: of each trace, the place of its sieve."""

    find: Callable[[bytes], list[int] | None]
    owners: tuple[int, ...]


def _searches(sieves: Iterable[Sieve]) -> tuple[_Search, ...]:
    """For the traces of all of them, those of a sort in one search; what most values have comes first."""
    sorts = dict[str | int, list[tuple[str, int]]]()
    for place, sieve in enumerate(sieves):
        if sieve.traces:
            sorts.setdefault(_sort(sieve) or place, []).append((_together(sieve.traces), place))
    return tuple(
        _Search(_any_of(tuple(trace for trace, _ in owned)), tuple(place for _, place in owned))
        for _, owned in sorted(sorts.items(), key=lambda sort: sort[0] != "numbers")
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

    def awake(self, text: str, at: int, *, final: bool = False) -> Collection[int]:
        """The places of those that may have something to say, resuming at `at`.

        The others find nothing and settle everything, but for what they wait for.
        """
        if len(text) - at > _LONG:
            return self._awake_long(text, at, final=final)
        return self._beginning(text, at)

    def _awake_long(self, text: str, at: int, *, final: bool) -> set[int]:
        data = text[max(0, at - self._before) :].encode("utf-8", "surrogatepass")
        awake = {search.owners[n] for search in self._searches for n in search.find(data) or ()}
        if not final:  # where there is no trace, the end may hold the beginning of something
            awake.update(self._beginning(text, max(at, len(text) - self._cut), cut=True))
        return awake

    def _beginning(self, text: str, at: int, *, cut: bool = False) -> Collection[int]:
        """The places of those whose `starts` is in `text[at:]`. cut: no farther from the end than `cut`."""
        given, end = self._given, len(text)
        maybe: Collection[int] = range(len(given))
        if not unplain(text, at):
            maybe = self._loose(text[at:].encode("utf-8")) or ()
        return [n for n in maybe if given[n].starting(text, max(at, end - given[n].cut) if cut else at)]

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
