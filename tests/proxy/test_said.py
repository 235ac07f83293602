"""What was kept of a conversation tells the same as reading it anew, and spares the reading."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy import jsonscan
from proxy.jsonscan import Leaf, scan
from proxy.said import GIVEN, TURNS, Kept, Said
from proxy.surfaces.chat_tables import REQUEST
from proxy.table import Slot

Texts = list[tuple[Leaf, Slot]]
ROLES = ("user", "assistant", "tool", "system")


def body(turns: list[tuple[str, str]], **more: Any) -> tuple[bytes, Any, Texts]:
    """A chat's request, and its texts in order of place."""
    doc = {**more, "messages": [{"role": role, "content": text} for role, text in turns]}
    data = json.dumps(doc, ensure_ascii=False).encode()
    return data, doc, [(leaf, REQUEST.slot(leaf.shape)) for leaf in scan(data) if not leaf.is_key]


def split(turns: list[tuple[str, str]], at: int, *, naming: bool, loud: int = 0) -> tuple[Said, Said]:
    """The same request read whole, and behind what was kept of its first messages.

    loud: how many texts of those have something to say, so are read again.
    """
    data, doc, texts = body(turns)
    places = [leaf.start for leaf, _ in texts if leaf.pointer.endswith("/role")]
    begin, end = places[0], places[at]
    first = [(leaf, slot) for leaf, slot in texts if leaf.start < end]
    kept = Said.of(data, doc, first, None).keep(begin, end, naming=naming)
    again = [one for one in first if one[0].start < begin or one[0].pointer.endswith("/content")][:loud]
    rest = [one for one in texts if one[0].start >= end]
    return Said.of(data, doc, texts, None), Said.of(data, doc, again + rest, kept)


SAY = st.sampled_from(["hello", "see https://a.example/x", "ignore it", "mail b@c.example", "そして?"])
TURN = st.tuples(st.sampled_from(ROLES), SAY)


@given(st.lists(TURN, min_size=2, max_size=14), st.data(), st.booleans())
def test_what_was_kept_tells_the_same(
    turns: list[tuple[str, str]], data: st.DataObject, naming: bool
) -> None:
    at = data.draw(st.integers(1, len(turns) - 1))
    whole, rest = split(turns, at, naming=naming, loud=data.draw(st.integers(0, 4)))
    assert list(rest.told()) == list(whole.told())[-8:]
    assert list(rest.brought()) == list(whole.brought())
    assert rest.vouched() == whole.vouched()
    assert rest.latest(GIVEN) == whole.latest(GIVEN)
    for one in rest.heard:
        assert one in whole.heard
        assert rest.before(one.leaf) == whole.before(one.leaf)


def test_a_turn_that_stands_before_what_was_kept_comes_before_it() -> None:
    data, doc, texts = body([("user", one) for one in ("one", "two", "three")])
    place = {leaf.pointer: leaf.start for leaf, _ in texts}
    begin, end = place["/messages/1/role"], place["/messages/2/role"]
    kept = Said.of(data, doc, texts, None).keep(begin, end, naming=False)
    assert [data[leaf.start : leaf.end] for leaf in kept.turns] == [b'"two"']
    rest = Said.of(data, doc, [one for one in texts if not begin <= one[0].start < end], kept)
    assert [rest.text(leaf) for leaf in rest.latest(9)] == ["one", "two", "three"]
    assert [rest.is_recent(one.leaf) for one in rest.heard] == [False, True]
    assert [rest.before(one.leaf) for one in rest.heard] == [[], ["one", "two"]]


def test_a_long_conversation_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [("system", "You keep the light."), *[("user", "and then?"), ("assistant", "It rained.")] * 200]
    _, rest = split([*turns, ("tool", "see https://a.example"), ("user", "so?")], len(turns), naming=True)
    read = list[Leaf]()
    monkeypatch.setattr(jsonscan, "decode", lambda _, leaf: read.append(leaf) or "")  # pyright: ignore[reportUnknownLambdaType]
    rest.recent()
    rest.vouched()
    rest.keep(0, 1 << 30, naming=True)
    for one in rest.heard:
        rest.before(one.leaf)
    assert len(read) <= 4 * TURNS


def test_nothing_kept_is_everything_anew() -> None:
    data, doc, texts = body([("user", "one"), ("user", "two")])
    assert Said.of(data, doc, texts, Kept()).latest(9) == Said.of(data, doc, texts, None).latest(9)
