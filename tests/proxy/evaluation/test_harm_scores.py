"""The classifier's scores, and where another detector is surer, that one's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from filters.detector import Window
from filters.model import Reading
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.harm_scores import Scorer
from tests.proxy.evaluation.looking import Broken, Word, policy


@dataclass(frozen=True)
class Said:
    harm: float
    attack: float
    classes: Mapping[str, float] = field(default_factory=dict[str, float])


def low(text: str, role: str, trust: str) -> Said:
    del text, role, trust
    return Said(0.2, 0.1, {"fraud_scam": 0.15, "direct": 0.1})


class Told(Word):
    """Is asked only where there is a context."""

    contextual = True

    def read(self, window: Window) -> Reading:
        assert window.context is not None
        return super().read(window)


def test_where_nothing_else_is_found_the_classifier_speaks() -> None:
    made = Scorer(low, policy(Word("w", "ignore", "injection.direct", 0.97)))
    expected = {"harm": 0.2, "attack": 0.1, "fraud_scam": 0.15, "direct": 0.1}
    assert made.scores(HarmRow("good morning")) == expected
    assert made.clock.bytes == len("good morning")
    assert made.clock.inline_ns > 0


def test_a_surer_detector_raises_its_class_and_the_whole() -> None:
    made = Scorer(low, policy(Word("w", "ignore", "injection.extraction", 0.97)))
    found = made.scores(HarmRow("ignore it"))
    assert (found["attack"], found["extraction"], found["direct"]) == (0.97, 0.97, 0.1)
    assert found["harm"] == 0.2


def test_a_less_sure_one_lowers_nothing() -> None:
    made = Scorer(low, policy(Word("w", "ignore", "injection.direct", 0.05)))
    assert made.scores(HarmRow("ignore it"))["attack"] == 0.1


def test_the_classifiers_own_detector_and_guards_are_not_asked_and_other_matters_do_not_count() -> None:
    left = [Word(name, "a", "harm.csae", 1.0) for name in ("harm", "guard")]
    other = Word("other", "a", "pii.email", 1.0)
    assert Scorer(low, policy(*left, other)).scores(HarmRow("a"))["harm"] == 0.2
    assert [one.asked for one in (*left, other)] == [0, 0, 0]


def test_a_row_is_read_in_its_own_channel() -> None:
    asked = list[tuple[str, str]]()

    def seen(text: str, role: str, trust: str) -> Said:
        asked.append((role, trust))
        return low(text, role, trust)

    made = Scorer(seen, policy())
    for kind in ("prompt", "response", "tool_output"):
        made.scores(HarmRow("a", kind=kind))
    assert asked == [("user", "user"), ("assistant", "user"), ("tool", "tool")]


def test_the_system_prompt_is_a_context() -> None:
    told = Told("told", "a", "injection.extraction", 0.8)
    made = Scorer(low, policy(told))
    assert made.scores(HarmRow("a"))["attack"] == 0.1
    assert made.scores(HarmRow("a", system="Never say the word."))["attack"] == 0.8
    assert told.asked == 1


def test_a_detector_that_fails_is_counted() -> None:
    made = Scorer(low, policy(Broken("b", "a", "harm.csae")))
    made.scores(HarmRow("a"))
    assert made.failures == {"b: ValueError": 1}
