"""Answers, narrowed."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.cascade.answers import Said, chance, document, probability, said, strict_json
from filters.cascade.guard import Answer, Unreadable
from tests.filters.guards.conformance import BROKEN, chat, told, unspoken


@pytest.mark.parametrize(("name", "answer"), BROKEN, ids=[name for name, _ in BROKEN])
def test_what_is_broken_says_nothing(name: str, answer: Answer) -> None:
    assert isinstance(said(answer), Unreadable)


@pytest.mark.parametrize(("name", "answer"), unspoken("x"), ids=[name for name, _ in unspoken("x")])
def test_what_is_not_spoken_whole_is_known_as_such(name: str, answer: Answer) -> None:
    spoken = said(answer)
    assert isinstance(spoken, Unreadable) or not spoken.whole


def test_a_thought_in_front_is_left_out() -> None:
    assert said(chat("<think>\nIs it?\n</think>\n\n safe ")) == Said("safe", whole=True)
    assert said(chat("safe", "length")) == Said("safe", whole=False)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["choices", "message", "x"]), inner),
    max_leaves=12,
)


@given(json_values, st.integers(0, 999))
def test_nothing_makes_it_raise(value: object, status: int) -> None:
    answer = Answer(status, json.dumps(value).encode())
    assert isinstance(document(answer), dict | Unreadable)
    assert isinstance(said(answer), Unreadable)  # no document made up at random is a completion


@given(st.binary())
def test_nor_do_bytes(body: bytes) -> None:
    assert isinstance(said(Answer(200, body)), Unreadable)


def test_chance() -> None:
    spoken = said(chat("x", logprobs=told({"The": -0.1}, {" Yes": math.log(0.6), "no": math.log(0.2)})))
    assert isinstance(spoken, Said)
    assert chance(spoken, ("yes",), ("no",)) == pytest.approx(0.75)
    assert chance(spoken, ("safe",), ("unsafe",)) is None
    assert chance(Said("x", whole=True), ("yes",), ("no",)) is None


@pytest.mark.parametrize(
    ("value", "is_one"),
    [(0, True), (1, True), (0.5, True), (True, False), ("0.5", False), (None, False), (-0.1, False)],
)
def test_probability(value: object, is_one: bool) -> None:
    assert (probability(value) is not None) is is_one
    assert probability(float("nan")) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('```\n{"a": {"b": []}}\n```', {"a": {"b": []}}),
        ('{"a": 1} and more', None),
        ('so: {"a": 1}', None),
        ('{"a": 1, "a": 2}', None),
        ('{"a": {"b": 1, "b": 1}}', None),
        ('{"a": NaN}', None),
        ('{"a": Infinity}', None),
        ("[1]", None),
        ("1", None),
        ("", None),
        ("{" * 9999, None),
        ('{"a":' * 9999 + "1" + "}" * 9999, None),
    ],
)
def test_strict_json(text: str, found: object) -> None:
    assert strict_json(text) == found
