"""Channels: who speaks, and which pieces belong together, also in documents nobody should send."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.channels import key_of, role_of
from proxy.table import Slot


@pytest.mark.parametrize(
    ("role", "doc", "said"),
    [
        ("assistant", {}, ("assistant", "user")),
        ("definition", {}, ("definition", "system")),
        ("@/m/*/role", {"m": [{"role": "developer"}]}, ("system", "system")),
        ("@/m/*/role", {"m": [{"role": "model"}]}, ("assistant", "user")),
        ("@/m/*/role", {"m": [{"role": "wizard"}]}, ("user", "user")),
        ("@/m/*/role", {"m": [{"role": ["user"]}]}, ("user", "user")),
        ("@/m/*/role", {"m": "none"}, ("user", "user")),
        ("@/m/*/role|/m/*/type|tool", {"m": [{"type": "reasoning_text"}]}, ("reasoning", "user")),
        (
            "@/m/*/role|/m/*/type|tool",
            {"m": [{"role": "system", "type": "reasoning_text"}]},
            ("system", "system"),
        ),
        ("@/m/*/role|/m/*/type|tool", {"m": [{"type": "search_result"}]}, ("retrieved", "retrieved")),
        ("@/m/*/role|/m/*/type|tool", {"m": [{"type": "new"}]}, ("tool", "tool")),
    ],
)
def test_who_speaks(role: str, doc: Any, said: tuple[str, str]) -> None:
    assert role_of(Slot(role), "/m/0/text", doc) == said


def test_trust_may_be_named_apart_from_the_role() -> None:
    assert role_of(Slot("definition", trust="tool"), "", {}) == ("definition", "tool")


@pytest.mark.parametrize(
    ("pointer", "doc", "indexes"),
    [
        ("/delta", {"delta": "x"}, ()),
        ("/delta", {"delta": "x", "output_index": 2, "content_index": 1}, (2, 1)),
        ("/choices/0/delta/content", {"choices": [{"index": 3, "delta": {"content": "x"}}]}, (3,)),
        ("/choices/0/delta", {"choices": [{"delta": "x"}]}, (0,)),
        ("/a~1b/0", {"a/b": ["x"]}, (0,)),
    ],
)
def test_indexes_are_said_by_the_event_the_element_or_its_place(
    pointer: str, doc: Any, indexes: tuple[int, ...]
) -> None:
    assert key_of("f", pointer, doc) == ("f", indexes)


@pytest.mark.parametrize("pointer", ["/a/b/c", "/a/7/c", f"/a/{'9' * 5000}/c", "/a/٣/c", "/a/-1/c"])
def test_a_key_that_stands_twice_leads_nowhere(pointer: str) -> None:
    """The scanner reports both members; the document as read has kept the last."""
    assert key_of("f", pointer, {"a": [{"c": "x"}]})[0] == "f"
    assert role_of(Slot("@/a/*/role"), pointer, {"a": [{"role": "system"}]})[0] in ("user", "system")
