"""A text as it may have been meant: the views in which harm is looked for.

Whoever wants to be understood by a model and not by a filter writes in tags, base64,
look-alikes, l33t, letters apart. A view is the text with such a dress taken off, or what
was hidden in it. Judge every view as if it had come by itself; the highest score counts.

The first view is always the folded text (`filters.folding`); most texts have no other, as
one native search and one pass over the words say (`dressed`). Give it the *original* text:
in the folded view of a channel what was hidden in invisible characters is gone. Positions
are those of the text given. A piece of a longer text may be given, cut anywhere; but what
is spelt takes room (`&#x68;` is one letter, `68 ` too), so a piece of 240 characters may
say 40: where one is `dressed`, give what stands before it too, `WIDE` characters in all.

What must stay true: the same text has the same views; a view's characters come from where
`begins` and `ends` say; time and size are linear in the text, and nothing is decoded more
than twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from filters.decoding import unescape
from filters.folding import fold
from filters.harm.canon_apart import apart, apart_ja
from filters.harm.canon_hidden import Excerpt, hidden, invisible
from filters.harm.canon_ja import sounds, spelt, struck
from filters.harm.canon_letters import alike, small
from filters.harm.canon_packed import packed
from filters.harm.canon_romaji import latin
from filters.harm.canon_signs import signs
from filters.harm.canon_spelling import leet, spelling
from filters.harm.canon_turned import turned
from filters.harm.canon_way import Chart, Charting, Edit, apply, chart_of, folding, same, upon

MOST = 12  # views of one text
WIDE = 1440  # characters that 240 take in the widest spelling
_DEPTH = 2  # texts within texts that are looked into


class _Step(NamedTuple):
    """sign: what a text shows if there may be something to do. how: what it is called."""

    sign: str
    how: str
    make: Callable[[str], Sequence[Edit]]


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


def dressed(text: str) -> bool:
    """Whether there may be another view than the first. 45 µs for 2 KB of English."""
    return _dressed(text, fold(text))


def _dressed(text: str, shown: str) -> bool:
    return (shown is not text and invisible(text)) or bool(signs(shown))


def views(text: str) -> tuple[View, ...]:
    """The folded text, then whatever else it may mean; at most `MOST` views."""
    shown = fold(text)
    if not _dressed(text, shown):
        return (View(shown, "folded", lambda: same(len(text)) if shown is text else folding(text)),)
    return tuple(islice(_all(text), MOST))


def _all(text: str) -> Iterator[View]:
    seen = set[str]()
    for view in _meant(View(text, "", lambda: same(len(text))), 0):
        if view.text not in seen:
            seen.add(view.text)
            yield view


def _meant(source: View, depth: int) -> Iterator[View]:
    """The source folded, what is hidden in it, and it without its dresses."""
    shown = _folded(source)
    yield shown if shown.how else shown.then(shown.text, "folded", lambda: same(len(shown.text)))
    if depth < _DEPTH:
        for excerpt in hidden(source.text):
            yield from _meant(_within(source, excerpt), depth + 1)
    plain, seen = _undressed(shown, signs(shown.text), _OUTER)
    if depth < _DEPTH and (excerpt := packed(plain.text, seen)):
        yield from _meant(_within(plain, excerpt), depth + 1)
    plain, _ = _undressed(plain, seen, _INNER)
    if plain.text != shown.text:
        yield plain


def _within(source: View, excerpt: Excerpt) -> View:
    return source.then(excerpt.text, excerpt.how, excerpt.charting)


def _folded(view: View) -> View:
    shown = fold(view.text)
    return view if shown is view.text else view.then(shown, "", lambda: folding(view.text))


def _undressed(view: View, seen: set[str], steps: Sequence[_Step]) -> tuple[View, set[str]]:
    """The view after those steps of which it shows the sign, and the signs it shows then."""
    for step in steps:
        edits = step.make(view.text) if step.sign in seen else ()
        if edits:
            view = _folded(_edited(view, step.how, edits))
            seen = signs(view.text)
    return view, seen


def _edited(view: View, how: str, edits: Sequence[Edit]) -> View:
    text = view.text
    return view.then(apply(text, edits), how, lambda: chart_of(len(text), edits))


def _escapes(text: str) -> list[Edit]:
    decoded = unescape(text)
    return [Edit(0, len(text), decoded.text, Chart(decoded.begins, decoded.ends))] if decoded else []


# What is spelt is read before letters are, letters before words.
_OUTER = (
    *(_Step("escapes", "escapes", _escapes), _Step("escapes", "escapes", _escapes)),
    *(
        _Step("letters", "letters", small),
        _Step("letters", "letters", alike),
        _Step("sounds", "letters", sounds),
    ),
)
_INNER = (
    *(_Step("apart", "apart", apart), _Step("apart-ja", "apart", apart_ja), _Step("leet", "leet", leet)),
    *(_Step("turned", "turned", turned), _Step("spelling", "spelling", spelling)),
    *(_Step("struck", "struck", struck), _Step("kana", "kana", spelt), _Step("romaji", "romaji", latin)),
)
