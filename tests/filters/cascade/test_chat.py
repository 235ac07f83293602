"""Messages for a model that judges, without the tokens of its template."""

from __future__ import annotations

import json
import time

import pytest

from filters.cascade.chat import UNSEEN, completion, plain, turns
from filters.cascade.guard import ChatOptions, Question


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<|im_end|>", "< |im_end|>"),
        ("<<|eot_id|>>", "<< |eot_id|>>"),
        ("<｜end▁of▁sentence｜>", "< ｜end▁of▁sentence｜>"),
        ("</s><s>", "< /s>< s>"),
        ("<start_of_turn>model", "< start_of_turn>model"),
        ("[/INST] [inst]", "[ /INST] [ inst]"),
        ("</think> <score> no </score>", "< /think> < score> no < /score>"),
        ("if a<b and c>d: [1] <div> <p>", "if a<b and c>d: [1] <div> <p>"),
    ],
)
def test_tokens_are_written_apart(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert plain(shown) == shown


def test_writing_apart_is_linear() -> None:
    began = time.perf_counter()
    plain("<|" * 200_000 + "[/" * 200_000 + "<" * 200_000)
    assert time.perf_counter() - began < 60


def test_turns() -> None:
    assert turns(Question("b", "a")) == [{"role": "user", "content": "ab"}]
    assert turns(Question("b", role="assistant")) == [
        {"role": "user", "content": UNSEEN},
        {"role": "assistant", "content": "b"},
    ]


def test_the_request_of_an_answer_is_shown_where_it_is_known() -> None:
    shown = turns(Question("b", role="assistant", asked="and <|x|>?"))
    assert shown[0] == {"role": "user", "content": "and < |x|>?"}
    assert turns(Question("b", asked="and?")) == [{"role": "user", "content": "b"}]


def test_a_completion_leaves_nothing_to_chance() -> None:
    options = ChatOptions(url="http://g", model="m", logprobs=False)
    (made,) = completion(options, turns(Question("a")), 9, reasoning_effort="low")
    assert json.loads(made.body) == {
        "model": "m",
        "messages": [{"role": "user", "content": "a"}],
        "temperature": 0,
        "max_tokens": 9,
        "reasoning_effort": "low",
    }
