"""Which of several detectors a text may have something for: what is searched for together.

Each detector says what every finding of it has (`Sieve.traces`), and RE2 looks for the traces of
many at once. (Hyperscan, tried instead: `docs/adr/0021`.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

import re2

Traces = Sequence[str]  # of one detector
_MEMORY = 1 << 24  # bytes that an automaton may take

# The states of automatons that are put together multiply, unless they move alike. All detectors in
# one needed 30 MiB; small ones of every sort took 270 ns a byte of mixed text (code, documents, both
# languages), as states were thrown away and built again. By these sorts they take 6 to 12, as alone.
_SPEECH = 1000  # characters of an expression: one with more has words that are in many texts
_NUMBER, _RUN = 2, 20  # how often something is repeated in what looks for numbers, and for long runs
_TAKEN_APART = re.compile(r"\\.|\[[^]]*\]")  # what may hold signs that mean nothing there
_REPEATED = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}|[*+]")


def together(patterns: Iterable[str]) -> str:
    """They as one: an automaton need not remember then which of them it has seen."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


@cache
def any_of(patterns: tuple[str, ...]) -> Callable[[bytes], list[int] | None]:
    """Which of them a text has. Made once: detectors and plans share what it learns."""
    options = re2.Options()
    options.max_mem = _MEMORY
    made = re2.Set.SearchSet(options)
    for pattern in patterns:
        made.Add(pattern)
    made.Compile()
    return made.Match


def sort_of(traces: Traces) -> str:
    """Which others they are looked for with; empty: none."""
    if max(map(len, traces)) > _SPEECH:
        return "speech"
    counts = [0]
    for trace in traces:
        for times in _REPEATED.finditer(_TAKEN_APART.sub("", trace)):
            if times.group() in "*+" or times.group(2) == "":
                return ""
            counts.append(int(times.group(2) or times.group(1)))
    most = max(counts)
    return "runs" if most >= _RUN else "numbers" if most >= _NUMBER else "words"


class _Search(NamedTuple):
    """Which traces a text has. owners: of each trace, the place of its detector."""

    find: Callable[[bytes], list[int] | None]
    owners: tuple[int, ...]


def _searches(given: Sequence[Traces]) -> tuple[_Search, ...]:
    """For the traces of all of them, those of a sort in one search; what most values have comes first."""
    sorts = dict[str | int, list[tuple[str, int]]]()
    for place, traces in enumerate(given):
        if traces:
            sorts.setdefault(sort_of(traces) or place, []).append((together(traces), place))
    return tuple(
        _Search(any_of(tuple(trace for trace, _ in owned)), tuple(place for _, place in owned))
        for _, owned in sorted(sorts.items(), key=lambda sort: sort[0] != "numbers")
    )


class Tracing:
    """The traces of several detectors, by their places."""

    __slots__ = ("_searches",)

    def __init__(self, given: Sequence[Traces]) -> None:
        self._searches = _searches(given)

    def places(self, text: str) -> set[int]:
        """Whose traces are in a text."""
        data = text.encode("utf-8", "surrogatepass")
        return {search.owners[n] for search in self._searches for n in search.find(data) or ()}

    def absent(self, text: str) -> bool:
        """Whether nobody's are."""
        data = text.encode("utf-8", "surrogatepass")
        return not any(search.find(data) for search in self._searches)
