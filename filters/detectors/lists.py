"""What an operator lists: words of their own, patterns, marks of confidentiality, and what is let be.

Words are one automaton however many there are (`filters.wordlist`), patterns run on RE2
alone (`filters.operator_pattern`). Without options the marks of confidentiality are looked
for. `allow` makes no findings: it takes those of all detectors back, in the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, NamedTuple

import re2
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from filters import registry
from filters.allowing import Allowance
from filters.credentials import sayable
from filters.detector import DETECTORS, View, Window
from filters.markers import markers, plain_words
from filters.model import Finding, Reading
from filters.operator_pattern import MOST, OperatorPattern, compiled
from filters.sieve import Sieve
from filters.wordlist import WordList, plain, words_sieve

MARKER = "confidential.marker"
MOST_WORDS, LONGEST_WORD = 200_000, 256
_FEW = 256  # words that a sieve may have

Kind = Annotated[str, Field(pattern=r"^(?:list|confidential)(?:\.[a-z0-9_]+)+$")]
Score = Annotated[float, Field(gt=0, le=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Words(_Row):
    """Words or phrases of one kind. In a settings file, `words_file` names a file of them."""

    kind: Kind = Field(description="What findings are called: `list.…`, or `confidential.…`.")
    words: tuple[str, ...] = Field(description="Words or phrases; case and widths do not matter.")
    score: Score = Field(default=1.0, description="How certain a finding is.")

    @field_validator("words")
    @classmethod
    def _usable(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if not words or len(words) > MOST_WORDS:
            raise ValueError(f"from 1 to {MOST_WORDS} words")
        for n, word in enumerate(words, 1):
            if not 1 <= len(plain(word)) <= LONGEST_WORD:
                raise ValueError(f"word {n}: from 1 to {LONGEST_WORD} characters that can be seen")
        return words


class Pattern(_Row):
    """A pattern of one kind."""

    kind: Kind = Field(description="What findings are called: `list.…`, or `confidential.…`.")
    pattern: str = Field(description="In RE2's syntax; of folded text (NFKC, dashes as -).")
    repeats: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="What repeats without end (`*`, `+`, `{2,}`) ends after so many."
    )
    score: Score = Field(default=1.0, description="How certain a finding is.")

    @model_validator(mode="after")
    def _usable(self) -> Pattern:
        OperatorPattern(self.pattern, self.repeats)
        return self


class Allow(_Row):
    """Values that are no findings."""

    kinds: tuple[str, ...] = Field(min_length=1, description="Globs of the kinds it is about: `pii.email`.")
    words: tuple[str, ...] = Field(default=(), description="Whole values; case and widths do not matter.")
    patterns: tuple[str, ...] = Field(default=(), description="Patterns in RE2's syntax, for a whole value.")

    @field_validator("patterns")
    @classmethod
    def _usable(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            compiled(pattern)
        return patterns


class _Meaning(NamedTuple):
    """What a word that was found is. capitals: only where it is written in them."""

    kind: str
    score: float
    capitals: bool = False


@DETECTORS.add
class Lists:
    """Reads the folded text; kinds are the operator's own."""

    class Options(registry.Options):
        """What is listed."""

        deny: tuple[Words, ...] = Field(default=(), description="Words that are findings.")
        patterns: tuple[Pattern, ...] = Field(
            default=(), max_length=MOST, description="Patterns whose matches are findings."
        )
        allow: tuple[Allow, ...] = Field(
            default=(), description="Values that are no findings, whichever detector finds them."
        )
        markers: bool = Field(
            default=True, description="Whether marks such as 社外秘 and CONFIDENTIAL are findings."
        )

    name = "lists"
    kinds: Mapping[str, str] = {
        MARKER: "A mark that a text is not for everybody: 社外秘, 取扱注意, CONFIDENTIAL.",
        "list.*": "A word or pattern that the operator listed, of the kind given there.",
        "confidential.*": "The same, for what the operator calls confidential.",
    }
    view: View = "folded"
    inline = True

    def __init__(self, options: Options) -> None:
        self._meanings = _meanings(options)
        none = map(plain, plain_words()) if options.markers else ()
        self._words = WordList(self._meanings, none) if self._meanings else None
        self._patterns = [(OperatorPattern(row.pattern, row.repeats), row) for row in options.patterns]
        self._among = _among([pattern.source for pattern, _ in self._patterns])
        self.allows = [Allowance(row.kinds, row.words, row.patterns) for row in options.allow]
        listed = {row.kind: "Listed by the operator." for row in (*options.deny, *options.patterns)}
        self.kinds = ({MARKER: Lists.kinds[MARKER]} if options.markers else {}) | listed
        self.reach = self._words.reach if self._words else 1
        self.sieve = self._sieve()

    def _sieve(self) -> Sieve | None:
        """Of few words; many, or patterns, are asked themselves."""
        if self._patterns or self._words is None or len(self._words.words) > _FEW:
            return None
        return words_sieve(self._words.words)

    def read(self, window: Window) -> Reading:
        text, at = sayable(window.text), window.at
        found, settled = self._listed(window, text)
        matching = self._among(text)
        for n, (pattern, row) in enumerate(self._patterns):
            if n in matching:
                spans, sure = pattern.find(text, at, final=window.final)
                found += [window.finding(span, row.kind, row.score) for span in spans]
            else:
                sure = len(text) if window.final else max(at, len(text) - pattern.longest)
            settled = min(settled, sure)
        return _whole(found, window, settled)

    def _listed(self, window: Window, text: str) -> tuple[list[Finding], int]:
        """The findings of words, and up to where they are sure."""
        if self._words is None:
            return [], len(text)
        words, settled = self._words.find(text, window.at, final=window.final)
        found = list[Finding]()
        for one in words:
            meaning = self._meanings[self._words.words[one.word]]
            if not meaning.capitals or text[one.start : one.end].isupper():
                found.append(window.finding((one.start, one.end), meaning.kind, meaning.score))
        return found, settled


def _whole(found: list[Finding], window: Window, settled: int) -> Reading:
    """What begins before `settled`, which is moved back to where it cuts no finding in two.

    A pattern is looked for behind its last match: from the middle of one it would find another.
    """
    settled += window.start
    for one in sorted(found, key=lambda one: one.span, reverse=True):
        if one.span.start < settled < one.span.end and not window.final:
            settled = one.span.start
    kept = sorted((one for one in found if one.span.start < settled), key=lambda one: (one.span, one.kind))
    return Reading(tuple(kept), settled)


def _meanings(options: Lists.Options) -> Mapping[str, _Meaning]:
    """Each word as it is looked for, and what it is; of a word that is listed twice the first."""
    meanings: dict[str, _Meaning] = {}
    for row in options.deny:
        for word in row.words:
            meanings.setdefault(plain(word), _Meaning(row.kind, row.score))
    if options.markers:
        for word, capitals in markers().items():
            meanings.setdefault(plain(word), _Meaning(MARKER, 0.9, capitals))
    return meanings


def _among(sources: Sequence[str]) -> Callable[[str], Collection[int]]:
    """Which of these patterns a text has: one search instead of one for each."""
    every = re2.Set.SearchSet()
    for source in sources:
        every.Add(source)
    try:
        every.Compile()
    except re2.error:  # too large together: each is asked
        everyone = range(len(sources))
        return lambda _: everyone

    def among(text: str) -> Collection[int]:
        return every.Match(text.encode("utf-8")) or ()

    return among if sources else lambda _: ()
