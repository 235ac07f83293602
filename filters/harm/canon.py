"""A text as it may have been meant: the views in which harm is looked for.

Whoever wants to be understood by a model and not by a filter writes in tags, base64,
look-alikes, l33t, letters apart. A view is the text with such a dress taken off, or what
was hidden in it. Judge every view as if it had come by itself; the highest score counts.

The first view is always the folded text (`filters.folding`); most texts have no other, as
one native search and one pass over the words say. Give it the *original* text: in the
folded view of a channel what was hidden in invisible characters is gone. Positions are
those of the text given. A piece of a longer text may be given, cut anywhere.

What must stay true: the same text has the same views; a view's characters come from where
`begins` and `ends` say; time and size are linear in the text, and nothing is decoded more
than twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

import re2

from filters.decoding import ESCAPE, unescape
from filters.folding import fold
from filters.harm import canon_apart, canon_ja, canon_letters, canon_packed, canon_spelling
from filters.harm.canon_hidden import Excerpt, hidden, invisible
from filters.harm.canon_romaji import harmful, latin
from filters.harm.canon_turned import turn_of, turned
from filters.harm.canon_way import Chart, Charting, Edit, apply, chart_of, folding, same, upon
from filters.harm.canon_words import split, strange

MOST = 12  # views of one text
_DEPTH = 2  # texts within texts that are looked into


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

    def then(self, text: str, how: str, charting: Charting) -> View:
        """What this view's text was made into."""
        name = how if self.how in ("", "folded") else f"{self.how}+{how}" if how else self.how
        return View(text, name, lambda: upon(charting(), self.chart))


def views(text: str) -> tuple[View, ...]:
    """The folded text, then whatever else it may mean; at most `MOST` views."""
    shown = fold(text)
    if _quiet(text, shown):
        return (View(shown, "folded", lambda: same(len(text)) if shown is text else folding(text)),)
    return tuple(islice(_all(text), MOST))


def _all(text: str) -> Iterator[View]:
    seen = set[str]()
    for view in _meant(View(text, "", lambda: same(len(text))), 0):
        if view.text not in seen:
            seen.add(view.text)
            yield view


def _quiet(text: str, shown: str) -> bool:
    """Whether nothing below would find anything to do."""
    if shown is not text and invisible(text):
        return False
    if _traces().Match(shown.encode("utf-8", "surrogatepass")):
        return False
    words = split(shown)
    odd = strange(words)
    return not odd or not (turn_of(words, odd) or canon_spelling.explained(odd) or harmful(odd))


@cache
def _traces() -> re2.Set:
    """What a folded text has at least that any step but those by words changes."""
    traces = re2.Set.SearchSet()
    for source in (
        *(ESCAPE, canon_letters.ODD, canon_ja.SOUNDS, canon_ja.MASKED, canon_ja.spelt_trace()),
        *(canon_packed.BASE64, canon_packed.HEX, canon_packed.BITS, canon_packed.CODES, canon_packed.MORSE),
        *(canon_apart.LATIN, canon_apart.JAPANESE, canon_spelling.LEET),
    ):
        traces.Add(source)
    traces.Compile()
    return traces


# -- the slow way


def _meant(source: View, depth: int) -> Iterator[View]:
    """The source folded, what is hidden in it, and it without its dresses."""
    shown = _folded(source)
    yield shown if shown.how else shown.then(shown.text, "folded", lambda: same(len(shown.text)))
    if depth < _DEPTH:
        for excerpt in hidden(source.text):
            yield from _meant(_within(source, excerpt), depth + 1)
    plain = _undressed(shown, _OUTER)
    if depth < _DEPTH and (excerpt := canon_packed.packed(plain.text)):
        yield from _meant(_within(plain, excerpt), depth + 1)
    plain = _undressed(plain, _INNER)
    if plain.text != shown.text:
        yield plain


def _within(source: View, excerpt: Excerpt) -> View:
    return source.then(excerpt.text, excerpt.how, lambda: excerpt.chart)


def _folded(view: View) -> View:
    shown = fold(view.text)
    return view if shown is view.text else view.then(shown, "", lambda: folding(view.text))


def _undressed(view: View, steps: Sequence[tuple[str, Step]]) -> View:
    for how, step in steps:
        edits = step(view.text)
        if edits:
            view = _edited(view, how, edits)
    return view


def _edited(view: View, how: str, edits: Sequence[Edit]) -> View:
    text = view.text
    return view.then(apply(text, edits), how, lambda: chart_of(len(text), edits))


Step = Callable[[str], Sequence[Edit]]


def _escapes(text: str) -> list[Edit]:
    decoded = unescape(text)
    return [Edit(0, len(text), decoded.text, Chart(decoded.begins, decoded.ends))] if decoded else []


def _fold(text: str) -> list[Edit]:
    shown = fold(text)
    return [] if shown is text else [Edit(0, len(text), shown, folding(text))]


def _turned(text: str) -> list[Edit]:
    return turned(text, split(text))


def _spelling(text: str) -> list[Edit]:
    return canon_spelling.spelling(text, split(text))


# What is spelt is read first, then letters; the order within a text of several dresses.
_OUTER: tuple[tuple[str, Step], ...] = (
    *(("escapes", _escapes), ("escapes", _escapes), ("", _fold)),
    *(("letters", canon_letters.small), ("letters", canon_letters.alike), ("letters", canon_ja.sounds)),
)
_INNER: tuple[tuple[str, Step], ...] = (
    *(("apart", canon_apart.apart), ("leet", canon_spelling.leet), ("turned", _turned)),
    *(("spelling", _spelling), ("struck", canon_ja.struck), ("kana", canon_ja.spelt), ("romaji", latin)),
)
