"""What every dialect shares: framing by media type, and how a conversation without an id is recognised."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialect import Framing, Notice, Over, Seen, Surface, first_words, framing_of

HELLO = "Good morning"
MARKED = {"type": "text", "text": HELLO, "cache_control": {"type": "ephemeral"}}


@pytest.mark.parametrize(
    "doc",
    [
        {"input": HELLO},
        {"input": [{"role": "user", "content": HELLO}]},
        {"input": [{"id": "msg_1", "role": "user", "content": [{"type": "input_text", "text": HELLO}]}]},
        {"input": [{"type": "text", "text": HELLO}]},
        {"messages": [{"role": "user", "content": HELLO}]},
        {"messages": [{"role": "system", "content": "Be brief"}, {"role": "user", "content": HELLO}]},
        {"messages": [{"role": "user", "content": [MARKED]}]},
        {"messages": [{"role": "user", "content": HELLO}, {"role": "assistant", "content": "Yes?"}]},
        {"contents": [{"role": "user", "parts": [{"text": HELLO}]}]},
        {"contents": {"parts": [{"text": HELLO}]}},
        {"contents": HELLO},
    ],
)  # fmt: skip
def test_a_conversation_is_known_by_its_first_words(doc: Any) -> None:
    assert first_words(doc) == HELLO


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}],
        [{"type": "text", "text": None}],
        None,
        7,
    ],
)
def test_without_words_it_is_known_by_what_there_is(content: Any) -> None:
    one, other = ({"messages": [{"role": "user", "content": content, "name": name}]} for name in "ab")
    assert first_words(one)
    assert first_words(one) != first_words(other)


@pytest.mark.parametrize("doc", [None, [], {}, {"messages": []}, {"messages": None}, {"prompt": "x"}])
def test_what_is_no_conversation_has_no_words(doc: Any) -> None:
    assert first_words(doc) == ""


@pytest.mark.parametrize(
    ("content_type", "framing"),
    [
        ("text/event-stream", "sse"),
        ("Text/Event-Stream; charset=utf-8", "sse"),
        ("application/x-ndjson", "lines"),
        ("application/jsonl", "lines"),
        ("application/vnd.amazon.eventstream", "eventstream"),
        ("application/json; charset=utf-8", "whole"),
        ("application/problem+json", "whole"),
        ("", "whole"),
        ("text/plain", "text"),
        ("application/xml", "text"),
        ("image/svg+xml", "text"),
        ("audio/mpeg", "opaque"),
        ("application/octet-stream", "opaque"),
        ("multipart/form-data; boundary=application/json", "opaque"),
    ],
)
def test_framing(content_type: str, framing: Framing) -> None:
    assert framing_of(content_type) == Surface(Seen("POST", "/")).framing(content_type) == framing


@pytest.mark.parametrize(
    ("over", "family", "indexes", "ends"),
    [
        (Over(), "any", (3,), True),
        (Over((1,)), "text", (1, 2), True),
        (Over((1,)), "text", (2, 1), False),
        (Over((1, 2)), "text", (1,), False),
        (Over(families=frozenset({"text"})), "text/delta", (0,), True),
        (Over(families=frozenset({"text"})), "textual", (0,), False),
    ],
)
def test_what_ends(over: Over, family: str, indexes: tuple[int, ...], ends: bool) -> None:
    assert over.ends(family, indexes) is ends


@pytest.mark.parametrize(
    ("name", "told"),
    [("org/model-1.5:free", "org/model-1.5:free"), ("a sentence", ""), ("m" * 97, ""), (7, ""), (None, "")],
)
def test_a_models_name_is_no_place_for_a_sentence(name: Any, told: str) -> None:
    assert Surface(Seen("POST", "/")).model({"model": name}) == told


@pytest.mark.parametrize(
    ("how", "direction", "words"),
    [
        ("refuse", "request", "This request was stopped by policy 'strict', rule 'r' (pii.email)."),
        ("hold", "request", "This request was held for review by"),
        ("cut", "response", "This answer was stopped by"),
    ],
)
def test_a_notice_names_the_rule_and_the_exchange(how: str, direction: str, words: str) -> None:
    text = Notice("0199", "strict", "r", "pii.email", how, direction).text
    assert words in text
    assert text.endswith("[0199]")
