"""A text as it may have been meant: the views in which harm is looked for.

Whoever wants to be understood by a model and not by a filter writes in tags, base64,
look-alikes, l33t, letters apart. A view is the text with one such dress taken off, or what
was hidden in it. Judge every view as if it had come by itself; the highest score counts.

The first view is always the folded text (`filters.folding`); most texts have no other.
`text` is the original: in the folded view of a channel what was hidden in invisible
characters is gone. Positions are those of the text given.

What must stay true: the same text has the same views; a view's characters come from where
`begins` and `ends` say; time and size are linear in the text, and nothing is decoded more
than twice.
"""

from __future__ import annotations

from filters.folding import fold
from filters.harm.canon_way import Chart, Charting, folding, same

MOST = 12  # views of one text


class View:
    """text: what to judge. how: the dresses taken off: `folded` (the first), `base64`, `tags+leet`, …"""

    __slots__ = ("_chart", "_charting", "how", "text")

    def __init__(self, text: str, how: str, charting: Charting) -> None:
        self.text = text
        self.how = how
        self._charting = charting
        self._chart: Chart | None = None

    def begins(self, at: int) -> int:
        """Where in the original the character at `at` begins."""
        return self.chart.begins[at]

    def ends(self, at: int) -> int:
        """Where in the original the character at `at` ends."""
        return self.chart.ends[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original `text[start:end]` (not empty) comes from, also if it was turned round."""
        chart = self.chart
        return min(chart.begins[start:end]), max(chart.ends[start:end])

    @property
    def chart(self) -> Chart:
        """The way back; made when it is first asked for."""
        if self._chart is None:
            self._chart = self._charting()
        return self._chart


def views(text: str) -> tuple[View, ...]:
    """The folded text, then whatever else it may mean; at most `MOST` views."""
    shown = fold(text)
    return (View(shown, "folded", lambda: same(len(text)) if shown is text else folding(text)),)
