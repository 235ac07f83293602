"""Harmful, illegal and hostile text, and attacks on the model, by a small model trained for it.

A first stage and not a guard model: see `docs/models/harm.md` for what it misses. It reads
windows of 240 characters, one every 120, and reports by blocks of 120: a block is as bad as
the worse of the two windows that it lies in. So no two findings overlap, and an answer that is
streamed waits for at most two windows where a row could act on what is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from filters.detector import DETECTORS, View, Window
from filters.detector import Options as BaseOptions
from filters.harm.features import SIZE, STRIDE
from filters.harm.score import BEFORE, Judged, judge, side
from filters.harm.taxonomy import ATTACKS, HARMS, Class
from filters.model import Direction, Finding, Reading

_BY_RULES = frozenset({"obfuscation"})  # other detectors know these; the model was not taught them
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
    reach = STRIDE + BEFORE
    view: View = "raw"  # what was hidden in invisible characters is gone from the folded view
    inline = True
    opt_in = True  # some 0.2 ms for 200 characters: every request and answer would cost half as much again

    Options = Options

    def __init__(self, options: Options) -> None:
        self._least = options.min_score
        self._leasts: Mapping[str, float] = dict(options.min_scores)
        self._lowest = min((self._least, *self._leasts.values()))
        self._directions = options.directions

    def read(self, window: Window) -> Reading:
        begin = max(-(-window.start // STRIDE), window.resume // STRIDE - 1) * STRIDE
        number = (window.end - begin - SIZE) // STRIDE + 1  # of whole windows
        if window.channel.direction not in self._directions:
            return Reading((), window.end)
        if not window.final and begin + number * STRIDE <= window.resume:
            return Reading((), window.resume)
        settled = window.end if window.final else begin + number * STRIDE
        asked = side(window.channel.role, window.channel.trust)
        here = begin - window.start
        read = judge(
            window.text[here:],
            asked,
            least=self._lowest,
            first=begin == 0,
            last=window.final,
            before=window.text[max(0, here - BEFORE) : here],
            at=begin // STRIDE,
        )
        judged = list(read)
        return Reading(tuple(self._findings(window, judged, begin, settled)), settled)

    def _findings(
        self, window: Window, judged: Sequence[Judged], begin: int, settled: int
    ) -> Iterator[Finding]:
        """Block by block. A text shorter than one window is one block."""
        if all(max(one.harm, one.attack) < self._lowest for one in judged):
            return
        stride = SIZE if window.final and not begin and window.end < SIZE else STRIDE
        for place in range(begin, settled, stride):
            if place < window.resume:
                continue
            number = (place - begin) // STRIDE
            around = judged[max(0, number - 1) : number + 1]
            span = (place - window.start, min(place + stride, window.end) - window.start)
            yield from self._of_block(window, span, around)

    def _of_block(self, window: Window, span: tuple[int, int], around: Sequence[Judged]) -> Iterator[Finding]:
        for classes, harmful in ((_harms(), True), (_attacks(), False)):
            worst = max(around, key=lambda one: one.harm if harmful else one.attack)
            score = worst.harm if harmful else worst.attack
            for one, likely in _named(classes, worst.given, score):
                if likely >= self._leasts.get(one.name, self._least) and likely > 0:
                    yield window.finding(span, one.kind, round(likely, 4), _attrs(one, worst.given, likely))


def _named(
    classes: Mapping[str, Class], given: Mapping[str, float], score: float
) -> Iterator[tuple[Class, float]]:
    """The likeliest class, for what is known of the whole; and others that are likely too."""
    if not given or score <= 0:
        return
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


@cache
def _harms() -> Mapping[str, Class]:
    return {one.name: one for one in HARMS}


@cache
def _attacks() -> Mapping[str, Class]:
    return {one.name: one for one in ATTACKS if one.name not in _BY_RULES}
