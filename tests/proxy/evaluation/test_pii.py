"""Several ways of looking over the same rows, and what is said of each."""

from __future__ import annotations

import json

import pytest

from config.errors import PolicyError
from filters.detector import Window
from filters.model import Channel
from proxy.evaluation.pii import System, alone, evaluate, prediction
from proxy.evaluation.reading import Found
from proxy.evaluation.rows import Span, TextRow
from tests.proxy.evaluation.looking import Broken, Word, policy

ROW = TextRow("call 123 or 456", (Span(5, 8, "PHONE_NUMBER"), Span(12, 15, "PERSON")), "en")


def test_each_system_has_its_own_tally_and_the_first_ones_errors_are_told() -> None:
    first = System("first", policy(Word("w", "456", "pii.phone.mobile")))
    other = System("other", policy(Word("v", "123", "pii.phone")))
    found, wrong = evaluate(ROW, [first, other])
    assert found == [Found("pii.phone.mobile", 12, 15, 0.9, "w")]
    assert [(one.sort, one.type) for one in wrong] == [
        ("missed", "PHONE_NUMBER"),
        ("missed", "PERSON"),
        ("false", "PHONE_NUMBER"),
    ]
    assert other.tallies.whole.types["PHONE_NUMBER"].hit == 1


def test_two_kinds_of_one_type_in_one_place_are_one_prediction() -> None:
    one = System("one", policy(Word("w", "456", "secret.a"), Word("v", "456", "secret.b")))
    found, wrong = evaluate(ROW, [one])
    assert len(found) == 2
    assert [w.type for w in wrong if w.sort == "false"] == ["SECRET"]


def test_only_types_that_have_a_form_can_be_below() -> None:
    one = System("one", policy(Word("w", "nothing", "pii.phone")))
    evaluate(ROW, [one])
    assert one.below(0.9) == ["en: PHONE_NUMBER: F2 0.000 is below 0.9"]
    right = System("right", policy(Word("w", "123", "pii.phone")))
    evaluate(ROW, [right])
    assert right.below(1.0) == []


def test_failures_are_part_of_what_is_said() -> None:
    one = System("one", policy(Broken("b", "a", "pii.a")))
    evaluate(ROW, [one])
    assert one.as_json()["failures"] == {"b: ValueError": 1}


def test_a_prediction_is_a_line() -> None:
    line = prediction(7, [Found("pii.phone", 5, 8, 0.123456, "w")])
    assert json.loads(line) == {
        "row": 7,
        "findings": [{"kind": "pii.phone", "start": 5, "end": 8, "score": 0.1235}],
    }
    assert line.endswith(b"\n")


def test_a_detector_alone_flags_what_it_finds() -> None:
    made = alone("email", {})
    assert [one.name for one in made.detectors] == ["email"]
    window = Window(Channel("request", "/text"), "email", "a@example.com", 0, 0, final=True)
    assert made.detectors[0].read(window).findings
    with pytest.raises(PolicyError, match="no detector named 'nothing'"):
        alone("nothing", {})
