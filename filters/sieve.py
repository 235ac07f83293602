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

import re2

from filters.loosened import NOTHING, loosened, unplain
from filters.tracing import Tracing, any_of, together

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

    Keep them small: they are one automaton, built as text needs it, within 16 MiB. Where it
    does not fit it is thrown away and built again, a thousand times slower.
    """
    one = any_of((together(patterns),))

    def absent(text: str, at: int) -> bool:
        if len(text) - at < _LONG:
            return False
        return not one(text[at:].encode("utf-8", "surrogatepass"))

    return absent


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

    __slots__ = ("_before", "_cut", "_ends", "_given", "_held", "_loose", "_some", "_traces")

    def __init__(self, sieves: Iterable[Sieve], held: Collection[int] = ()) -> None:
        given = self._given = tuple(sieves)
        self._ends = _Ends(given)
        self._held = _Ends(given[place] for place in sorted(held))
        loose = tuple(loosened(sieve.starts) for sieve in given)
        self._loose = any_of(loose)
        self._some = any(one != NOTHING for one in loose)  # of plain text there is something to say
        self._cut = max(sieve.cut for sieve in given)
        self._before = max(sieve.before for sieve in given)
        self._traces = Tracing([sieve.traces for sieve in given])

    def ready(self) -> None:
        """Compile what is asked of single sieves; else that is done when the first text wakes one."""
        for sieve in self._given:
            sieve.starting  # noqa: B018  # asked for, it is made

    def awake(self, text: str, at: int, *, final: bool = False) -> Collection[int]:
        """The places of those that may have something to say, resuming at `at`.

        The others find nothing and settle everything, but for what they wait for.
        """
        if len(text) - at > _LONG:
            return self._awake_long(text, at, final=final)
        return self._beginning(text, at)

    def _awake_long(self, text: str, at: int, *, final: bool) -> set[int]:
        awake = self._traces.places(text[max(0, at - self._before) :])
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
        return self._traces.absent(text)


sift = cache(Sift)
"""The sift of these sieves (two tuples), made once: there are as many as sets of detectors."""
