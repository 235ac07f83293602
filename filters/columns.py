"""The label of a number that stands in a table: the cell of the same column in the first row.

Tables are lines with a tab, a bar or a comma in each, one under the other. The label is
looked for no further back than `HEADER_REACH`, and only where the whole first row is
that near, so that the answer does not depend on how much of the text is kept.
"""

from __future__ import annotations

HEADER_REACH = 1000  # code points
_MARKS = ("\t", "|", ",", ";")


def label(text: str, at: int) -> str | None:
    """The label of what begins at `text[at]`; None where that is in no table, or in its first row."""
    since = max(0, at - HEADER_REACH)
    if text.rfind("\n", since, at) < 0:
        return None
    lines = text[since:at].split("\n")
    if since:
        del lines[0]  # nobody knows where it began
    if len(lines) < 2:
        return None
    last = lines.pop()
    for mark in _MARKS:
        if mark in last or (not last and mark in lines[-1]):
            break
    else:
        return None
    first = len(lines)
    while first and mark in lines[first - 1]:
        first -= 1
    if first == len(lines) or (since and not first):
        return None  # no line above, or perhaps more of them than are seen
    cells, column = lines[first].split(mark), last.count(mark)
    return cells[column] if column < len(cells) else None
