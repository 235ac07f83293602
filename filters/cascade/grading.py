"""From a guard's own categories to our kinds, and what a bare label is worth.

A code that nobody knows is no reason to pass: something is wrong, and that stays so
(`UNSPECIFIED`). What must never be is that a label and its categories disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from filters.cascade.answers import Said
from filters.cascade.guard import UNSPECIFIED, Grade, LabelOptions, Opinion, Unreadable
from filters.harm.taxonomy import BY_KIND, Scheme, Severity, kinds_of

Table = Mapping[str, Sequence[str]]  # kinds by code, the closest first
MEDIUM: Severity = 2
HIGH: Severity = 3


def table(scheme: Scheme, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The kinds of each code of a scheme of the taxonomy."""
    return {code: kinds_of(scheme, code) for code in codes}


def grades(codes: Iterable[str], known: Table, probability: float, severity: Severity = MEDIUM) -> Opinion:
    """An opinion that something is wrong, by codes; without any that is known, only that."""
    found: dict[str, Grade] = {}
    for code in codes:
        kinds = known.get(code)
        name = code if kinds else ""
        found[name] = Grade(
            tuple(kinds or (UNSPECIFIED,)), severity_of(kinds or (), severity), probability, name
        )
    if not found:
        found[""] = Grade((UNSPECIFIED,), severity, probability)
    return Opinion(tuple(found.values()))


def found(
    told: Said, codes: Iterable[str], known: Table, probability: float, severity: Severity = MEDIUM
) -> Opinion | Unreadable:
    """The same, of what a model said: where that was cut short there may be more."""
    opinion = grades(codes, known, probability, severity)
    return opinion if told.whole else Unreadable("cut short", opinion.grades)


def together(parts: Sequence[Opinion | Unreadable]) -> Opinion | Unreadable:
    """Several answers about one text as one. One that is unreadable makes the whole so."""
    seen = tuple(grade for one in parts for grade in one.grades)
    why = next((one.why for one in parts if isinstance(one, Unreadable)), None)
    return Opinion(seen) if why is None else Unreadable(why, seen)


def severity_of(kinds: Sequence[str], usual: Severity) -> Severity:
    """High where the closest kind is one of zero tolerance, else as given."""
    row = BY_KIND.get(kinds[0]) if kinds else None
    return HIGH if row is not None and row.zero_tolerance else usual


def worth(options: LabelOptions, likely: float | None) -> float:
    """What a label that something is wrong counts as. likely: its probability, where one came along."""
    return options.bare if likely is None else max(likely, 0.5)


def nothing(told: Said, likely: float | None = None) -> Opinion | Unreadable:
    """What a label that nothing is wrong counts as. likely: the probability that something is."""
    if not told.whole:
        return Unreadable("cut short")
    if likely is None or likely <= 0:
        return Opinion()
    if likely > 0.5:
        return Unreadable("contradicts itself")
    return Opinion((Grade((UNSPECIFIED,), 1, likely),))
