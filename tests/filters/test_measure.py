"""A measure is carried out, or the exchange is refused: nothing passes for a ruling."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from filters.measure import MEASURES, REFUSAL, Edit, Halt, Measure
from filters.measure import carry_out as carry
from filters.model import Verdict
from tests.filters.verdicts import desk, verdict

SECRET = "taro@example.com"


class Sly(str):
    """Text with ideas of its own."""

    __slots__ = ()


class Custom:
    """A measure from elsewhere."""

    name = "custom"
    severity = 15
    holds = True
    documentation = "Does what it is made to."

    def __init__(self, answer: Callable[[], object]) -> None:
        self.answer = answer

    def act(self, text: str, verdict: Verdict, pseudonyms: object) -> object:
        return self.answer()


def carry_out(answer: Callable[[], object]) -> tuple[Edit | Halt | None, Verdict]:
    custom: Measure = Custom(answer)  # type: ignore[assignment]  # what it answers is the test's matter
    return carry(custom, SECRET, verdict(SECRET), desk())


def failing(error: BaseException) -> Callable[[], object]:
    def answer() -> object:
        raise error

    return answer


def test_the_ladder_of_severities() -> None:
    ladder = ["allow", "flag", "restore", "label", "pseudonymise", "require_source", "defang", "mask"]
    ladder += ["hold_for_review", "cut", "refuse", "resources"]
    assert sorted(MEASURES, key=lambda name: MEASURES.find(name).severity) == ladder
    assert len({MEASURES.find(name).severity for name in MEASURES}) == len(ladder)
    assert MEASURES.find("refuse").severity == REFUSAL


@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_says_what_it_is_in_one_line(name: str) -> None:
    measure = MEASURES.build(name)
    assert measure.name == name
    assert measure.documentation.endswith(".")
    assert "\n" not in measure.documentation
    assert carry(measure, SECRET, verdict(SECRET), desk())[1] == verdict(SECRET)


@pytest.mark.parametrize(
    "outcome", [None, Edit(""), Edit("[EMAIL]"), Halt("refuse"), Halt("cut"), Halt("hold")]
)
def test_an_answer_is_carried_out_as_it_is(outcome: Edit | Halt | None) -> None:
    assert carry_out(lambda: outcome) == (outcome, verdict(SECRET))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda: True, "answer not understood"),
        (lambda: "text", "answer not understood"),
        (lambda: Edit, "answer not understood"),
        (lambda: Edit(b"text"), "answer not understood"),  # type: ignore[arg-type]
        (lambda: Edit(None), "answer not understood"),  # type: ignore[arg-type]
        (lambda: Edit(Sly("text")), "answer not understood"),
        (failing(ValueError(SECRET)), "ValueError"),
        (failing(RecursionError()), "RecursionError"),
        (failing(type("E" * 99, (Exception,), {})()), "E" * 64),
    ],
)
def test_anything_else_is_a_refusal_that_says_so(answer: Callable[[], object], why: str) -> None:
    outcome, ruled = carry_out(answer)
    failure, *rest = ruled.findings
    assert outcome == Halt("refuse")
    assert (ruled.measure, ruled.severity, ruled.kind) == ("refuse", REFUSAL, "sekisho.failed")
    assert (failure.kind, failure.span, failure.detector) == ("sekisho.failed", ruled.span, "gate")
    assert failure.attrs == {"reader": "custom", "why": why}
    assert rest == list(verdict(SECRET).findings)
    assert ruled.rule == verdict(SECRET).rule
    assert SECRET not in repr(ruled)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_whoever_ends_the_process_is_not_answered(stop: type[BaseException]) -> None:
    with pytest.raises(stop):
        carry_out(failing(stop()))
