"""From the characters of a view back to the text it was made of.

A step of the normaliser is a list of edits: stretches of its source, and what stands there
now. The text is put together at once; where each character came from is worked out only
when somebody asks, which is for findings alone. Steps are laid on one another by asking
through all of them.

What must stay true: every character has a stretch of the source that is not empty.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from filters.folding import fold, resized


class Chart(NamedTuple):
    """For each character of a text, where in the source it begins and ends."""

    begins: Sequence[int]
    ends: Sequence[int]


class Edit(NamedTuple):
    """`source[begin:end]` is replaced by `text`. chart: its characters' places from `begin` on.

    Without a chart a text as long as what it replaces stands there character by character,
    another one as a whole.
    """

    begin: int
    end: int
    text: str
    chart: Chart | None = None


Charting = Callable[[], Chart]


def same(length: int) -> Chart:
    """Every character where it is."""
    return Chart(range(length), range(1, length + 1))


def apply(source: str, edits: Sequence[Edit]) -> str:
    """The source with the edits made; they are in order and do not overlap."""
    parts, at = list[str](), 0
    for edit in edits:
        parts += (source[at : edit.begin], edit.text)
        at = edit.end
    parts.append(source[at:])
    return "".join(parts)


def chart_of(length: int, edits: Sequence[Edit]) -> Chart:
    """Of the result of `apply` to a source of this length."""
    begins, ends, at = array("q"), array("q"), 0
    for edit in (*edits, Edit(length, length, "")):
        begins.extend(range(at, edit.begin))
        ends.extend(range(at + 1, edit.begin + 1))
        inner = edit.chart or _placed(edit)
        begins.extend(edit.begin + place for place in inner.begins)
        ends.extend(edit.begin + place for place in inner.ends)
        at = edit.end
    return Chart(begins, ends)


def _placed(edit: Edit) -> Chart:
    size, count = edit.end - edit.begin, len(edit.text)
    return same(size) if size == count else Chart([0] * count, [size] * count)


def upon(outer: Chart, inner: Chart) -> Chart:
    """The places of `outer`, whose source is the text that `inner` charts, in the source of that."""
    begins = array("q", (inner.begins[at] for at in outer.begins))
    ends = array("q", (inner.ends[at - 1] for at in outer.ends))
    if any(begin >= end for begin, end in zip(begins, ends, strict=True)):  # a stretch that was turned round
        return Chart(*zip(*(_turned(outer, inner, at) for at in range(len(begins))), strict=True))
    return Chart(begins, ends)


def _turned(outer: Chart, inner: Chart, at: int) -> tuple[int, int]:
    first, last = outer.begins[at], outer.ends[at]
    return min(inner.begins[first:last]), max(inner.ends[first:last])


def folding(text: str) -> Chart:
    """Of the folded view of a whole text."""
    return chart_of(len(text), [Edit(at, at + 1, fold(text[at])) for at, _ in resized(text)])


__all__ = ["Chart", "Charting", "Edit", "apply", "chart_of", "folding", "same", "upon"]
