"""A ploy: one way to go at a model, known by a word and by what is said around it.

The *head* is a literal that few harmless texts have. What follows it must fit `said`, what
stands before it `led`; and neither may show that the words are only spoken of (`not_led`,
`not_said`, quotation). All of that within a *unit*: the sentence the head stands in, as far as
it goes on behind the head, at most `AFTER` characters; and `BEFORE` characters in front of it.

What must stay true: whether a ploy is there depends on those characters and nothing else, so
that it does not matter how the text came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

BEFORE, AFTER = 64, 200  # characters around the beginning of a head that are looked at
BLOCK = 600  # characters of a comment or an element that may hide something

# A sentence has ended when something else follows: a closing quotation mark belongs to it.
# The class in front lets the search run natively to the next place worth a look.
_SENTENCE = re.compile(r"[\n.!?。！？](?:(?<=\n)[ \t]*\n|(?<=[.!?])(?=\s)|(?<=[。！？])(?=[^」』”\"']))")
_PAIRS = re.compile(r"[「『“‘«]([^」』”’»]*)\Z")  # opened, and not closed yet
# Plain marks open where nothing but a blank is in front of them.
_PLAIN = re.compile(r"(?:\A|[\s(\[{:=,])[\"'`](?!\s)[^\"`\n]{0,24}\Z")
_CLOSED = re.compile(r"[^「『“‘«」』”’»\n]{0,80}[」』”’»]")
_PLAIN_CLOSED = re.compile(r"[^\"'`\n]{0,60}[\"'`]")
# The value of a JSON document: quoted, and said all the same.
_VALUE = re.compile(r"[:=]\s*[\"'`][^\"`\n]{0,24}\Z")


Unit = Literal["sentence", "passage", "block"]


class Sign(NamedTuple):
    """A ploy that was found, and where."""

    begin: int
    end: int
    ploy: Ploy


@dataclass(frozen=True)
class Ploy:
    """how: its name, for the record. kind: what it is when a user does it.

    score: the probability that it is an attack where a user says it; foreign: where a tool's
    result or a document does. heads: in lower case. said: source, matched from the head on,
    whatever the case. cased: source that must match
    there in the case given. near: of what must be somewhere before the head, in lower case: asked
    first, as it is cheap. led: of what must stand before it, up to it. not_led,
    not_said: of what must not, up to it and anywhere from the head on. unit: where it is looked
    for: the sentence; as many characters, whatever sentences they are; or a block. mentions: it
    counts in quotation marks too.
    """

    how: str
    kind: str
    score: float
    heads: tuple[str, ...]
    said: str
    near: str = ""
    led: str = ""
    not_led: str = ""
    not_said: str = ""
    cased: str = ""
    foreign: float = 0.0
    severity: int = 2
    unit: Unit = "sentence"
    mentions: bool = False

    def weight(self, foreign: bool) -> float:
        """How likely it is an attack, said by a user or by what they only brought along."""
        return max(self.foreign, self.score) if foreign else self.score

    def compile(self) -> None:
        """Have ready what is looked for; else each part is compiled at its first use."""
        _ = self._said, self._cased, self._near, self._led, self._not_led, self._not_said

    def sign(self, text: str, low: str, begin: int, end: int, limit: int) -> Sign | None:
        """Whether it is there at the head `low[begin:end]`, in a unit that goes to `limit`.

        low: the text in lower case, character for character.
        """
        said = self._said.match(low, begin, limit)
        if said is None or (self.cased and not self._cased.match(text, begin, limit)):
            return None
        before = low[max(0, begin - BEFORE) : begin]
        if self.near and not self._near.search(before):
            return None
        if self.led and not self._led.search(before):
            return None
        if self.not_led and self._not_led.search(before):
            return None
        if self.not_said and self._not_said.search(low, begin, limit):
            return None
        if not self.mentions and _mentioned(before, low, said.end(), limit):
            return None
        return Sign(begin, max(said.end(), end), self)

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile(_lowered(self.said))

    @cached_property
    def _cased(self) -> re.Pattern[str]:
        return re.compile(self.cased)

    @cached_property
    def _near(self) -> re.Pattern[str]:
        return re.compile(self.near)

    @cached_property
    def _led(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_lowered(self.led)})\Z")

    @cached_property
    def _not_led(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_lowered(self.not_led)})\Z")

    @cached_property
    def _not_said(self) -> re.Pattern[str]:
        return re.compile(_lowered(self.not_said))


def _lowered(source: str) -> str:
    """The same expression for a text in lower case: faster by half than one that minds no case."""
    return re.sub(r"\\.|[A-Z]", lambda found: found[0] if len(found[0]) > 1 else found[0].lower(), source)


def heads(listed: str) -> tuple[str, ...]:
    """Heads from one string: `ignore / pay no attention`."""
    return tuple(listed.split(" / "))


def _mentioned(before: str, text: str, end: int, limit: int) -> bool:
    """Whether it stands in quotation marks that close soon: words that are spoken of."""
    if _PAIRS.search(before):
        return _CLOSED.match(text, end, limit) is not None
    if not _PLAIN.search(before) or _VALUE.search(before):
        return False
    return _PLAIN_CLOSED.match(text, end, limit) is not None


def unit_end(text: str, begin: int, end: int, unit: Unit) -> int:
    """Where the unit of a head `text[begin:end]` ends; -1 where the text ends first."""
    most = begin + (BLOCK if unit == "block" else AFTER)
    if unit == "sentence" and (stop := _SENTENCE.search(text, end, most)):
        return stop.start()
    return most if len(text) >= most else -1
