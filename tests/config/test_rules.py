"""Rows and choices, as they are written."""

import pytest
from pydantic import ValidationError

from config.rules import MeasureChoice, Policy, Rule


def test_a_name_is_a_choice_without_options() -> None:
    short = Rule.model_validate({"kind": "x", "measure": "mask"})
    long = Rule.model_validate({"kind": ["x"], "measure": {"use": "mask"}})
    assert short == long
    assert short.measure.options == {}


def test_a_choice_keeps_its_options_as_they_came() -> None:
    choice = MeasureChoice.model_validate({"use": "mask", "style": "label", "options": [1, {"a": None}]})
    assert choice.options == {"style": "label", "options": [1, {"a": None}]}
    assert MeasureChoice.model_validate(choice.model_dump()) == choice


@pytest.mark.parametrize(
    "measure", [None, 1, [], {}, {"use": None}, {"use": "a b"}, {"use": "m", "x": float("nan")}]
)
def test_not_a_choice(measure: object) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate({"kind": "x", "measure": measure})


def test_a_policy_leaves_out_what_it_inherits() -> None:
    policy = Policy()
    assert (policy.default, policy.deadline_s, policy.hold, policy.enable, policy.disable) == (None,) * 5
