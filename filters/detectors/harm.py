"""Harmful, illegal and hostile text, and attacks on the model, by a small model trained for it.

A first stage and not a guard model: see `docs/models/harm.md` for what it misses. It reads
stretches of 480 characters, one every 360, in three windows each, and reports by parts of
120: a part is as bad as the worse of the windows that it lies in. An answer that is streamed
waits for a stretch at most where a row could act on what is found.

A score is the probability in traffic of which so much is harmful as `prevalence` says; half of
what the model was measured on was. So a row that acts from 0.8 on should be right in about four
cases of five.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import Field

from filters.detector import DETECTORS, View, Window
from filters.detector import Options as BaseOptions
from filters.harm.grid import BEFORE, EACH, SIZE, STEP, STRIDE, whole
from filters.harm.taxonomy import ATTACKS, HARMS, Class
from filters.model import Direction, Finding, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from filters.harm.score import Judged, Side

    Said = TypeVar("Said", float, NDArray[np.float64])

_BY_RULES = frozenset({"obfuscation"})  # other detectors know these; the model was not taught them
_LEAST_LETTERS = 8
_ALSO = 0.5  # a second class is reported when it is at least so likely, given that there is harm
_ALSO_GRAVE = 0.25  # and one of zero tolerance from here on
_SUB = 0.5
_GRAVE = frozenset({"violent_crime", "weapons_cbrn", "csae", "sexual_crime", "self_harm"})
_MILD = frozenset({"specialised_advice", "ip_violation", "manipulation", "sexual_content"})

Name = Literal[
    "violent_crime", "weapons_cbrn", "nonviolent_crime", "fraud_scam", "cyber_abuse", "csae", "sexual_crime",
    "sexual_content", "hate_discrimination", "harassment", "self_harm", "privacy_violation", "defamation",
    "misinformation", "specialised_advice", "ip_violation", "manipulation",
    "jailbreak", "direct", "indirect", "extraction", "exfiltration",
]  # fmt: skip


class Options(BaseOptions):
    """What of the model's findings is reported."""

    prevalence: Annotated[
        float,
        Field(gt=0, le=0.5, description="How much of what comes is harmful, or an attack."),
    ] = 0.05
    min_score: Annotated[float, Field(ge=0, le=1, description="Findings below it are dropped.")] = 0.5
    min_scores: Annotated[
        dict[Name, Annotated[float, Field(ge=0, le=1)]],
        Field(description="The same for single classes, by the last part of the kind."),
    ] = Field(default_factory=dict)
    directions: Annotated[
        tuple[Direction, ...], Field(description="Where it reads: requests, answers, or both.")
    ] = ("request", "response")


@DETECTORS.add
class Harm:
    """Any language, but taught English and Japanese."""

    name = "harm"
    kinds: Mapping[str, str] = {
        one.kind: one.documentation for one in (*HARMS, *ATTACKS) if one.name not in _BY_RULES
    }
    reach = BEFORE
    view: View = "raw"  # what was hidden in invisible characters is gone from the folded view
    inline = True
    opt_in = True  # some 0.2 ms for 200 characters: every request and answer would cost half as much again

    Options = Options

    def __init__(self, options: Options) -> None:
        self._prevalence = options.prevalence
        self._least = options.min_score
        self._leasts = {str(name): least for name, least in options.min_scores.items()}
        self._lowest = min((self._least, *self._leasts.values()))
        self._directions = options.directions

    def read(self, window: Window) -> Reading:
        begin = _begin(window)
        settled = window.end if window.final else begin + whole(window.end - begin) * STEP
        if window.channel.direction not in self._directions:
            return Reading((), window.end)
        if settled <= window.resume:
            return Reading((), max(window.resume, settled))
        if window.final and not window.start and is_light(window.text):
            return Reading((), settled)
        # It takes numpy and 10 MB, and most stations only know of it.
        from filters.harm.score import judge, side  # noqa: PLC0415

        found, asked = list[Finding](), side(window.channel.role, window.channel.trust)
        here = begin - window.start
        text, before = window.text[here:], window.text[max(0, here - BEFORE) : here]
        for judged in judge(text, first=begin == 0, last=window.final, before=before):
            found += self._found(window, judged, asked, begin)
            begin += len(judged.places) * STRIDE
        return Reading(tuple(found), settled)

    def _found(self, window: Window, judged: Judged, asked: Side, begin: int) -> Iterator[Finding]:
        """Part by part: a window's first half; of the last of a stretch, all of it."""
        said = (one(judged.said) for one in (asked.harmful, asked.attacking))
        harmful, attacking = (worth(one, self._prevalence) for one in said)
        for place in range(len(judged.places)):
            start = begin + place * STRIDE
            ends = place % EACH == EACH - 1 or place == len(judged.places) - 1
            span = start - window.start, min(start + (SIZE if ends else STRIDE), window.end) - window.start
            around = (place - 1, place) if place % EACH else (place,)
            if start >= window.resume:
                for classes, said in ((_harms(), harmful), (_attacks(), attacking)):
                    worst = max(around, key=said.__getitem__)
                    if said[worst] >= self._lowest and said[worst] > 0:
                        given = judged.given(worst, asked)
                        yield from self._named(window, span, classes, given, float(said[worst]))

    def _named(
        self,
        window: Window,
        span: tuple[int, int],
        classes: Mapping[str, Class],
        given: Mapping[str, float],
        score: float,
    ) -> Iterator[Finding]:
        for one, likely in _named(classes, given, score):
            if likely >= self._leasts.get(one.name, self._least):
                yield window.finding(span, one.kind, round(likely, 4), _attrs(one, given, likely))


def worth(said: Said, prevalence: float) -> Said:
    """What a probability is worth where there is less harm than in what the model was measured on."""
    return said * prevalence / (said * prevalence + (1 - said) * (1 - prevalence))


def _begin(window: Window) -> int:
    """The first stretch that is wanted, or the first that is shown from its beginning."""
    return max(window.resume // STEP, -(-window.start // STEP)) * STEP


def _named(
    classes: Mapping[str, Class], given: Mapping[str, float], score: float
) -> Iterator[tuple[Class, float]]:
    """The likeliest class, for what is known of the whole; and others that are likely too."""
    first = max(classes, key=lambda name: given[name])
    yield classes[first], score
    for name, one in classes.items():
        if name != first and given[name] >= (_ALSO_GRAVE if one.zero_tolerance else _ALSO):
            yield one, score * given[name]


def _attrs(one: Class, given: Mapping[str, float], likely: float) -> Mapping[str, str | int | float | bool]:
    severity = 3 if one.name in _GRAVE else 1 if one.name in _MILD else 2
    attrs: dict[str, str | int | float | bool] = {"severity": max(1, severity - (likely < 0.7))}
    subs = {name: share for name, share in given.items() if name.startswith(f"{one.name}.") and share >= _SUB}
    if subs:
        attrs["sub"] = max(subs, key=lambda name: subs[name]).partition(".")[2]
    return attrs


def is_light(text: str) -> bool:
    """Whether a whole text is too short to say anything: fewer letters than one short sentence has.

    The model was taught none, and is sure of anything. A kana or kanji counts as two letters.
    """
    if len(text) > 4 * _LEAST_LETTERS:
        return False
    return sum(2 if one >= "\u3040" else 1 for one in text if one.isalpha()) < _LEAST_LETTERS


@cache
def _harms() -> Mapping[str, Class]:
    return {one.name: one for one in HARMS}


@cache
def _attacks() -> Mapping[str, Class]:
    return {one.name: one for one in ATTACKS if one.name not in _BY_RULES}
