"""Where scores were wrong, the worst first, with the text: for the terminal of whoever owns the rows.

No text is shown of what is labelled as abuse of children or may be it, nor of an unsafe row
that nobody gave a class: the row's number is enough for its owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proxy.evaluation.harm import Report, Scored
from proxy.evaluation.harm_classes import HEADS, class_of
from proxy.evaluation.harm_rows import HarmRow, Question

_MOST = 50  # of each sort
_SHOWN = 160  # characters


def explained(
    rows: Sequence[HarmRow], scored: Sequence[Scored], report: Report, question: Question
) -> Iterator[str]:
    """A line for each miss and each false alarm at the threshold of its section, furthest from it first."""
    missed, false = list[tuple[float, int]](), list[tuple[float, int]]()
    for number, one in enumerate(scored):
        threshold = _threshold(one.lang, report)
        if one.truth is None or threshold is None or (one.score >= threshold) == one.truth:
            continue
        (missed if one.truth else false).append((abs(one.score - threshold), number))
    for sort, wrong in (("missed", missed), ("false", false)):
        wrong.sort(reverse=True)
        for _, number in wrong[:_MOST]:
            yield _line(sort, number, rows[number], scored[number], question)
        if len(wrong) > _MOST:
            yield f"and {len(wrong) - _MOST} more {sort}"


def _threshold(lang: str, report: Report) -> float | None:
    return report.languages.get(lang, report.whole).whole.threshold


def _line(sort: str, number: int, row: HarmRow, scored: Scored, question: Question) -> str:
    told = ", ".join(scored.classes) if scored.truth else f"as {HEADS[question][int(scored.heads.argmax())]}"
    return f"row {number}: {sort} {scored.score:.3f} {told or 'no class'}: {_text(row, scored)}"


def _text(row: HarmRow, scored: Scored) -> str:
    unknown = row.label != "benign" and not any(map(class_of, row.categories or ()))
    if unknown or scored.unshown:
        return "(not shown)"
    text = row.text.replace("\n", "⏎")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
