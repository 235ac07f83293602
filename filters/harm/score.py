"""How likely a text is harmful, and how likely it goes at the model: of a whole text, or window by window.

A text is as bad as its worst window. Stretches of three windows are also looked at in every
other view (`filters.harm.canon`): what was hidden in one counts for all of its windows as if
it stood there. Which questions count depends on who speaks: a user may ask for something
harmful or attack the model, an answer may only be harmful itself, and a document may also
carry orders that nobody asked it for.

What must stay true: what is said of a stretch depends on its own text, on whether it is the
first, and on whether the text ends in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from filters.harm.canon import dressed, views
from filters.harm.features import MOST, Windows, windows
from filters.harm.grid import BEFORE, EACH, STRETCH, STRIDE, count, whole
from filters.harm.model import QUESTIONS, Floats, Model, shipped
from filters.harm.taxonomy import CLASSES, HARMS

_ENDS = STRETCH  # of a view, at either end: what is between was at an end before, or will be
_WORST = 3  # windows of a text whose classes are weighed, for harm and for attacks
_NEAR, _BAD = 0.3, 0.1  # if they are at least this share of the worst, and that is at least so likely

# The model's first columns are the classes, harms before attacks (`training.harm.classes`).
_NAMES = tuple(one.name for one in CLASSES)
_HARMFUL = tuple(one in HARMS for one in CLASSES)
_INDIRECT = _NAMES.index("indirect")

_ANSWERS = frozenset({"assistant", "reasoning"})
_GIVEN = frozenset({"tool", "retrieved"})  # trusts of documents


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibrated. classes: by the last part of the kind; none is above harm or attack themselves."""

    harm: float
    attack: float
    classes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Side:
    """Which questions count for harm, and which for an attack: their columns.

    document: whoever wrote it is not who talks to the model, so an attack in it is an indirect one.
    """

    harm: tuple[int, ...]
    attack: tuple[int, ...]
    document: bool = False

    def harmful(self, said: Floats) -> Floats:
        """Of windows."""
        return _highest(said, self.harm)

    def attacking(self, said: Floats) -> Floats:
        return _highest(said, self.attack)


def _highest(said: Floats, columns: tuple[int, ...]) -> Floats:
    if not columns:
        return np.zeros(len(said))
    first, *others = (said[:, column] for column in columns)
    for other in others:
        first = np.maximum(first, other)
    return first


_REQUEST, _CONTENT, _ATTACK, _PLANTED = range(len(QUESTIONS))
_DOCUMENT = Side((_REQUEST, _CONTENT), (_ATTACK, _PLANTED), document=True)
_ANSWER = Side((_CONTENT,), ())
_SETTING = Side((_REQUEST, _CONTENT), ())
_USER = Side((_REQUEST, _CONTENT), (_ATTACK,))


def side(role: str, trust: str) -> Side:
    """What is asked of a text by who speaks it."""
    if trust in _GIVEN or role == "tool":
        return _DOCUMENT
    if role in _ANSWERS:
        return _ANSWER
    return _SETTING if trust == "system" else _USER


@dataclass(frozen=True, slots=True)
class Judged:
    """Windows in a row: what is said of each, [window, question], and what it is said of."""

    said: Floats
    places: list[tuple[Windows, int]]

    def shares(self, some: Sequence[int], asked: Side) -> Floats:
        """Of some windows, how likely each class and sub-class is, if there is harm, or an attack, at all."""
        model, (made, *others) = shipped(), [self.places[window] for window in some]
        if all(other[0] is made[0] for other in others):
            shares = model.given(made[0], made[1], *(place for _, place in others))
        else:
            shares = np.concatenate([model.given(*one) for one in (made, *others)])
        shares[:, _INDIRECT] = asked.document
        return shares

    def given(self, window: int, asked: Side) -> Mapping[str, float]:
        """The same of one window, by their names."""
        return dict(zip(shipped().names, self.shares((window,), asked)[0].tolist(), strict=True))


def score(text: str, *, role: str = "user", trust: str = "user") -> Scores:
    """Of a whole original text. Some 0.2 ms for 200 characters, 0.6 ms for 2 KB."""
    asked, harms, attacks = side(role, trust), 0.0, 0.0
    classes = [0.0] * len(CLASSES)
    for judged in judge(text, first=True, last=True):
        rows = judged.said.tolist()  # a few numbers: quicker one by one than all at once
        harmful = [max([row[one] for one in asked.harm], default=0.0) for row in rows]
        attacking = [max([row[one] for one in asked.attack], default=0.0) for row in rows]
        harms, attacks = max(harms, *harmful), max(attacks, *attacking)
        some = [*{*_worst(harmful), *_worst(attacking)}]
        for window, shares in zip(some, judged.shares(some, asked).tolist(), strict=True):
            said = attacking[window], harmful[window]
            each = zip(classes, _HARMFUL, shares, strict=False)  # classes go before sub-classes
            classes = [max(most, said[harm] * share) for most, harm, share in each]
    return Scores(harms, attacks, dict(zip(_NAMES, classes, strict=True)))


def _worst(likely: Sequence[float]) -> list[int]:
    """The worst window, and others that are nearly as bad, if it is bad at all."""
    most = max(likely)
    if most < _BAD or len(likely) == 1:
        return [likely.index(most)]
    order = sorted(range(len(likely)), key=lambda window: -likely[window])
    return [window for window in order[:_WORST] if likely[window] >= _NEAR * most]


def judge(text: str, *, first: bool, last: bool, before: str = "") -> Iterator[Judged]:
    """The windows of a text that begins at a multiple of `STEP`, up to `MOST` at once.

    first: nothing stands before it. last: nothing follows, so that what is left at the end
    is a stretch too; else only whole ones are. before: the `BEFORE` characters that stand
    before it, or all there are.
    """
    model, every = shipped(), before + text
    total = count(len(text)) if last else EACH * whole(len(text))
    for done in range(0, total, MOST):
        number = min(MOST, total - done)
        begin = done * STRIDE
        ends = last and done + number == total
        part = text[begin:] if ends else text[begin : begin + (number + 1) * STRIDE]
        made = windows(part, number, first=first and not done, last=ends)
        judged = Judged(_probabilities(model, made), [(made, place) for place in range(number)])
        for stretch in range(0, number, EACH):
            start = len(before) + begin + stretch * STRIDE
            if dressed(every[start : start + STRETCH]):
                near = every[max(0, start - BEFORE) : start + STRETCH]
                _hidden(model, near, judged, stretch)
        yield judged


def _hidden(model: Model, text: str, judged: Judged, window: int) -> None:
    """Count what else a stretch may mean, read with what stands before it, for its windows."""
    for shown in _other(text):
        made = windows(shown, count(len(shown)), first=True, last=True)
        said = _probabilities(model, made)
        place = int(said.max(1).argmax())
        for at in range(window, min(window + EACH, len(judged.places))):
            if said[place].max() > judged.said[at].max():
                judged.places[at] = made, place
            np.maximum(judged.said[at], said.max(0), out=judged.said[at])


def _other(text: str) -> Iterator[str]:
    """What it may mean besides, without what was read before: of a text of this length the end is new."""
    for view in views(text)[1:]:
        shown = view.text
        if 4 * len(shown) > 3 * len(text) and "turned" not in view.how:
            yield shown[-STRETCH - STRIDE :]
        elif len(shown) <= 2 * _ENDS:
            yield shown
        else:
            yield from (shown[:_ENDS], shown[-_ENDS:])


def _probabilities(model: Model, made: Windows) -> Floats:
    """Nothing is said of a window with nothing in it."""
    sums, japanese = model.sums(made), made.wide * 4 >= made.narrow
    if not japanese.any():
        return model.latin.probabilities(sums)
    said = model.japanese.probabilities(sums)
    if not japanese.all():
        said = np.where(japanese[:, None], said, model.latin.probabilities(sums))
    said[made.counts == 0] = 0.0
    return said
