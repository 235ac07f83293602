"""A request with a past is ruled as one without; what changes is what it costs, and what has stopped once."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.gate import Ask, Read
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Forward, Limits, Record, Respond
from proxy.dialect import Seen
from proxy.jsonscan import scan, strings
from proxy.past import LEAST, Past, Pasts, Recall
from proxy.session import Session
from proxy.surfaces.chat import Chat
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, WHO, Word, policy, settle

LONG = "The keeper lit the lamp and went up the stairs again, as he did on every quiet evening. " * 8


def said(role: str, text: object, **more: object) -> dict[str, object]:
    return {"role": role, "content": text, **more}


def body(turns: Sequence[object], **more: object) -> bytes:
    return json.dumps({"model": "m", "messages": list(turns), **more}, ensure_ascii=False).encode()


class Asked:
    """One request: what went up, or was answered, and what is on record of it."""

    def __init__(self, data: bytes, past: Past | None, rules: Policy = REFUSE) -> None:
        surface = Chat(Seen("POST", "/v1/chat/completions"))
        surface.asked = json.loads(data)
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        self.asks: list[Ask] = []
        session = Session(
            WHO, surface, rules, desk, self._settle, Limits(), past=(lambda: past) if past else None
        )
        commands = session.request(data, "application/json")
        while self.asks:
            ask = self.asks.pop(0)
            commands += session.report(Read(ask.ticket, ask.reader.detector.read(ask.window)))
        self.up = next((c.body for c in commands if isinstance(c, Forward)), None)
        self.refused = any(isinstance(c, Respond) for c in commands)
        found = [c.attrs for c in commands if isinstance(c, Record) and c.name == "sekisho.finding"]
        self.findings = [(one["kind"], one["measure"], one["path"], one["start"]) for one in found]

    def _settle(self, ask: Ask) -> Read | None:
        if ask.reader.detector.inline:
            return settle(ask)
        self.asks.append(ask)
        return None


TURN = st.sampled_from(
    [
        said("user", LONG),
        said("assistant", LONG, extra={"note": "n"}),
        said("user", f"I am {SECRET}. {LONG}"),
        said("user", [{"type": "text", "text": LONG}, {"type": "text", "text": SECRET}]),
        said("assistant", "", tool_calls=[{"id": "x", "function": {"name": "f", "arguments": '{"a": "b"}'}}]),
        said("tool", f'say "{SECRET}"\n日本'),
        {},
        said("user", ""),
    ]
)


@given(turns=st.lists(TURN, min_size=2, max_size=14), more=st.sampled_from([{}, {"user": SECRET}, {"n": 1}]))
def test_every_turn_of_a_conversation_is_ruled_as_if_it_were_the_first(
    turns: list[object], more: dict[str, object]
) -> None:
    past = Past()
    for end in range(1, len(turns) + 1):
        data = body(turns[:end], **more)
        known, first = Asked(data, past), Asked(data, None)
        assert known.up == first.up
        assert known.findings == first.findings


@given(turns=st.lists(TURN, min_size=4, max_size=10), at=st.integers(0, 9), other=TURN)
def test_a_history_that_was_changed_is_read_again(turns: list[object], at: int, other: object) -> None:
    past = Past()
    Asked(body(turns), past)
    turns[at % len(turns)] = other
    data = body([*turns, said("user", "and then?")])
    assert Asked(data, past).up == Asked(data, None).up


def test_what_is_known_is_not_scanned_again() -> None:
    turns = [said("user", LONG), said("assistant", LONG)] * 20
    past = Past()
    Asked(body(turns), past)
    data = body([*turns, said("user", "and then?")])
    recall = Recall(past, data, json.loads(data))
    assert recall.prefix is not None
    assert recall.prefix.count == len(turns) - 1
    left = json.loads(recall.prefix.without(data))
    assert left == {"model": "m", "messages": [turns[-1], said("user", "and then?")]}


def test_messages_that_say_nothing_at_the_beginning_are_counted() -> None:
    """A prefix begins with the first message that has a text, wherever that stands."""
    told, asked = said("user", LONG), said("tool", f"say {SECRET}")
    turns, past = [{}, {}, told, told, told, asked], Past()
    for more in ([], [asked], [asked, {}, said("user", "hi")]):
        Asked(body([*turns, *more]), past)
    assert past.prefix is not None
    assert (past.prefix.first, past.prefix.count) == (2, 6)
    assert {leaf.pointer for leaf in past.prefix.loud} == {"/messages/5/content", "/messages/6/content"}


def test_a_place_in_what_is_left_is_moved_back_to_the_body() -> None:
    turns = [said("user", LONG), said("assistant", LONG)] * 4
    past = Past()
    Asked(body(turns), past)
    data = body([*turns, said("user", "and then?")], user="me")
    prefix = Recall(past, data, json.loads(data)).prefix
    assert prefix is not None
    moved = [prefix.back(leaf) for leaf in scan(prefix.without(data))]
    there = scan(data)
    assert [leaf for leaf in there if leaf in moved] == moved
    assert moved[0] == there[0]
    assert moved[-1] == there[-1]


@pytest.mark.parametrize(
    "doc",
    [
        {"messages": ["a" * LEAST, "b"]},
        {"messages": [["a" * LEAST], ["b"]]},
        {"messages": [[{"a": "a" * LEAST}], [{"b": "b"}]]},
        {"messages": [1, 2], "x": "a" * LEAST},
        {"messages": {"0": {"a": "a" * LEAST}}},
        {"messages": [{"a": "a" * LEAST}]},
        ["a" * LEAST],
    ],
)
def test_what_is_no_list_of_messages_is_not_remembered(doc: Any) -> None:
    data = json.dumps(doc).encode()
    past = Past()
    Recall(past, data, doc).learn(strings(data), ())
    assert past.prefix is None


def test_messages_twice_over_are_all_read() -> None:
    one, two = body([said("user", LONG)] * 9)[1:-1], body([said("user", SECRET), said("user", "x")])[1:-1]
    data = b"{%b, %b}" % (one, two)
    past = Past()
    for _ in range(3):
        out = Asked(data, past)
        assert out.up is not None
        assert SECRET.encode() not in out.up


def test_too_many_loud_texts_are_not_remembered() -> None:
    past = Past()
    Asked(body([said("user", SECRET + LONG)] * 300), past)
    assert past.prefix is None
    Asked(body([said("user", SECRET + LONG)] * 200), past)
    assert past.prefix is not None
    assert SECRET not in repr(past)


# -- what has stopped once


def test_an_old_message_does_not_refuse_for_ever() -> None:
    past = Past()
    bad = said("user", f"Give me the {BANNED} now")
    assert Asked(body([bad]), past).refused
    again = Asked(body([bad, said("user", "sorry; something else?")]), past)
    assert again.up == body([said("user", "Give me the [removed]"), said("user", "sorry; something else?")])
    assert again.findings == [("harm.fruit", "mask", "/messages/*/content", 12)]


def test_but_it_does_as_the_last_message_or_where_it_never_stopped_before() -> None:
    past = Past()
    bad = said("user", f"Give me the {BANNED} now")
    assert Asked(body([bad, said("user", "well?")]), past).refused
    assert not Asked(body([bad, said("user", "well?")]), past).refused
    assert Asked(body([said("user", "well?"), bad]), past).refused
    assert Asked(body([said("user", f"other {BANNED}"), said("user", "well?")]), past).refused
    assert Asked(body([bad, said("user", "well?")]), Past()).refused


def test_what_was_answered_with_help_is_answered_so_again_as_the_last_message_and_is_history_after_that() -> (
    None
):
    past, rules = Past(), policy(("harm.*", "resources"))
    bad, next_ = said("user", f"Give me the {BANNED} now"), said("user", "whom can I call?")
    assert Asked(body([bad]), past, rules).findings == [
        ("harm.fruit", "resources", "/messages/*/content", 12)
    ]
    assert Asked(body([bad]), past, rules).refused
    helped = [bad, said("assistant", "Call 110."), next_]
    up = Asked(body(helped), past, rules).up
    assert up == body([said("user", "Give me the [removed]"), *helped[1:]])


def test_arguments_that_stopped_a_request_stay_json() -> None:
    past = Past()
    call = {"id": "x", "function": {"name": "f", "arguments": json.dumps({"a": BANNED})}}
    turns = [said("assistant", "", tool_calls=[call]), said("user", "and?")]
    assert Asked(body(turns), past).refused
    up = Asked(body(turns), past).up
    assert up is not None
    assert json.loads(up)["messages"][0]["tool_calls"][0]["function"]["arguments"] == "{}"


def test_what_is_held_for_a_person_stays_held() -> None:
    past = Past()
    holding = policy(("harm.*", "hold_for_review"))
    turns = [said("user", BANNED), said("user", "and?")]
    assert Asked(body(turns), past, holding).refused
    assert Asked(body(turns), past, holding).refused


# -- slow readers


class Slow(Word):
    """A word that is looked for in a worker."""

    inline = False

    def __init__(self) -> None:
        super().__init__("thunder", "harm.weather")
        self.shown: list[str] = []

    def read(self, window: Any) -> Any:
        self.shown.append(window.text)
        return super().read(window)


def test_a_slow_reader_is_asked_once_about_a_text_that_was_clear() -> None:
    slow = Slow()
    rows = policy(("harm.*", ("mask", {"style": "label"})))
    rules = Policy(rows.name, rows.digest, rows.rules, rows.default, 1.0, 1000, (*rows.detectors, slow))
    past = Past()
    turns = [said("user", "a quiet day"), said("assistant", "with thunder"), said("user", "and then?")]
    first = Asked(body(turns), past, rules)
    shown, slow.shown = slow.shown, []
    again = Asked(body([*turns, said("user", "rain")]), past, rules)
    assert shown == ["a quiet day", "with thunder", "and then?"]
    assert slow.shown == ["with thunder", "rain"]
    assert first.up is not None
    assert again.up is not None
    assert b"thunder" not in first.up + again.up


# -- bounds


def test_conversations_make_room_for_others() -> None:
    pasts = Pasts(2)
    first = pasts.of("a")
    assert pasts.of("a") is first
    pasts.of("b")
    assert pasts.of("a") is first
    pasts.of("c")
    assert len(pasts) == 2
    assert pasts.of("a") is first


def test_what_is_remembered_of_one_is_bounded() -> None:
    past = Past()
    recall = Recall(past, b"{}", {})
    for at in range(10_000):
        recall.stopped(b"%d" % at)
        recall.cleared(("request", at))
    assert len(past.stopped) == 256
    assert len(past.clear) == 4096
    assert recall.is_clear(("request", 9_999))
    assert not recall.is_clear(("request", 0))


def test_masking_is_the_same_in_every_turn() -> None:
    past = Past()
    turns = [said("user", f"I am {SECRET}. {LONG}"), *[said("assistant", LONG)] * 8]
    ups = [Asked(body(turns[:end]), past, MASK).up for end in range(5, len(turns) + 1)]
    for one, other in itertools.pairwise(ups):
        assert one is not None
        assert other is not None
        assert other.startswith(one[:-2])
