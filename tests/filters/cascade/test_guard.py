"""What a guard is: its options, its calls, what tells it from another."""

from __future__ import annotations

import json

import pytest

from config.errors import PolicyError
from filters.cascade.guard import GUARDS, Question, call, covered, identity_of, label_of, signature_of
from filters.harm.taxonomy import BY_KIND

LLAMA = {"url": "http://127.0.0.1:9/v1/", "model": "m"}


@pytest.mark.parametrize(
    "url",
    [
        *("", "guard", "ftp://guard", "http://", "https://user:key@guard/v1", "http://guard/v1?key=1"),
        *("http://guard/v1#x", "http://gu ard", "http://guard\n", "file:///etc/passwd"),
    ],
)
def test_a_url_is_plain(url: str) -> None:
    with pytest.raises(PolicyError, match="guard 'llama_guard', option 'url'"):
        GUARDS.build("llama_guard", {**LLAMA, "url": url})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key_env", "sk-live-1"),
        ("label", "a b"),
        ("timeout_s", 0),
        ("at_once", 0),
        ("nothing", 1),
        ("bare", 0),
    ],
)
def test_options_are_held_to_their_shape(name: str, value: object) -> None:
    with pytest.raises(PolicyError):
        GUARDS.build("llama_guard", {**LLAMA, name: value})


def test_names() -> None:
    one = GUARDS.build("llama_guard", LLAMA)
    assert (label_of(one), one.options.url, signature_of(one)) == (
        "llama_guard",
        "http://127.0.0.1:9/v1",
        None,
    )
    named = GUARDS.build("llama_guard", {**LLAMA, "label": "big"})
    assert label_of(named) == "big"
    assert identity_of(one) == identity_of(GUARDS.build("llama_guard", LLAMA)) != identity_of(named)


def test_every_guard_says_what_it_is_and_what_it_covers() -> None:
    assert len(GUARDS.members()) == 12
    for member in GUARDS.members().values():
        assert member.documentation.endswith(".")


def test_a_question() -> None:
    assert Question("b", "a").whole == "ab"
    assert Question("b", role="assistant").answer
    assert Question("b", direction="response").answer
    assert not Question("b").answer
    assert Question("b").wanted == set(BY_KIND)


def test_what_json_cannot_carry_is_a_question_mark() -> None:
    made = call("/p", {"a": ["\ud800", {"b": "\udfff"}], "c": 1})
    assert json.loads(made.body) == {"a": ["?", {"b": "?"}], "c": 1}


def test_covered() -> None:
    assert covered({"A": ("x", "y"), "B": ["y"]}) == {"x", "y"}
