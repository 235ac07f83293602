"""What every dialect shares: how a conversation without an id is recognised."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialect import first_words

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
