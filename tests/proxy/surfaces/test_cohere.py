"""Cohere's chat: blocks, plans and calls as channels, and citations that move with their text."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Notice, Seen
from proxy.dialects.cohere import Cohere
from tests.fixtures import needs_wire
from tests.proxy.surfaces.cohere_events import (
    FLAG,
    REPORT,
    Doc,
    ask,
    block,
    call,
    cite,
    event,
    message,
    plan,
    stream,
    whole,
)
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sessions import MASK, SECRET, dumps, sse, talk


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 300), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    text = f"The customer is {SECRET}, I think."
    places = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    docs = stream(block([text[a:b] for a, b in itertools.pairwise(places)]))
    out = ask(docs, cuts=reads).events
    assert message(out, "text") == "The customer is [NAME], I think."
    assert [doc["type"] for doc in out] == [doc["type"] for doc in docs]


def test_nothing_found_nothing_changed() -> None:
    docs = stream(block(["quite"], kind="thinking"), block([" harmless"], 1), plan(["so "]), call(["{}"]))
    assert ask(docs).sent == sse(*docs) + b"data: [DONE]\n\n"


def test_blocks_are_channels_of_their_own() -> None:
    docs = stream(block(["It is Taro "]), block(["Yamada"], 1), block(["Taro ", "Yamada"], 2, "thinking"))
    result = ask(docs)
    out = result.events
    assert (message(out, "text"), message(out, "text", 1)) == ("It is Taro ", "Yamada")
    assert message(out, "thinking", 2) == "[NAME]"
    assert [one["role"] for one in result.findings] == ["reasoning"]


def test_a_plan_is_read_in_pieces_until_what_is_planned_begins() -> None:
    result = ask(stream(plan(["I find Taro ", "Yamada."]), call(["{}"]), plan(["Taro "])))
    said = [doc["delta"]["message"]["tool_plan"] for doc in result.events if doc["type"] == "tool-plan-delta"]
    assert said == ["I find [NAME]", ".", "Taro "]


@pytest.mark.parametrize(
    "pieces",
    [
        ['{"name": "Taro', ' Yamada", "n": 1}'],
        ["", '{"name": "\\u', "0054aro \\u005", '9amada", "n": 1}'],
        list('{"name": "Taro Yamada", "n": 1}'),
    ],
)
def test_a_tools_arguments_stay_json(pieces: list[str]) -> None:
    out = ask(stream(call(["{}"]), call(pieces, 1))).events
    deltas = [doc for doc in out if doc["type"] == "tool-call-delta" and doc["index"] == 1]
    joined = "".join(doc["delta"]["message"]["tool_calls"]["function"]["arguments"] for doc in deltas)
    assert json.loads(joined) == {"name": "[NAME]", "n": 1}


def cited(docs: list[Doc]) -> list[tuple[int, int]]:
    found = (doc["delta"]["message"]["citations"] for doc in docs if doc["type"] == "citation-start")
    return [(one["start"], one["end"]) for one in found]


def test_a_citation_moves_with_its_block() -> None:
    text = [f"山田は{SECRET}", "です。門は", "六時に開く。"]
    at = "".join(text).index("六時")
    thought = block(["x" * 40], 0, "thinking")
    begun, *said, end = block(text, 1)
    docs = stream(thought, [begun, *said], cite(at, at + 2, "六時"), cite(3, 14, SECRET, 1), [end])
    out = ask(docs).events
    told = message(out, "text", 1)
    moved, hidden = cited(out)
    assert told[moved[0] : moved[1]] == "六時"
    assert told[hidden[0] : hidden[1]] == "[NAME]"


def test_a_citation_never_quotes_half_of_what_was_masked() -> None:
    text = f"It is {SECRET}, today."
    begun, said, end = block([text])
    docs = stream([begun, said], cite(0, 10, "It is Taro"), cite(11, 24, "Yamada, today", 1), [end])
    out = ask(docs).events
    quotes = [one["delta"]["message"]["citations"]["text"] for one in out if one["type"] == "citation-start"]
    assert quotes == ["It is [NAME]", "[NAME], today"]
    told = message(out, "text")
    assert [told[a:b] for a, b in cited(out)] == quotes


@pytest.mark.parametrize(
    ("more", "now"),
    [
        ({}, (12, 14)),
        ({"content_index": 1, "type": "TEXT_CONTENT"}, (12, 14)),
        ({"content_index": 0, "type": "THINKING_CONTENT"}, (17, 19)),
        ({"type": "PLAN"}, (17, 19)),
    ],
)
def test_a_citation_says_what_it_is_about(more: Doc, now: tuple[int, int]) -> None:
    begun, *said, end = block([f"{SECRET} keeps it."], 1)
    docs = stream(
        plan(["A plan, quite long."]), block(["A thought, as long."], 0, "thinking"), [begun, *said]
    )
    assert cited(ask([*docs[:-1], *cite(17, 19, "so", **more), end, docs[-1]]).events) == [now]


def test_the_citations_of_a_whole_answer_move_too() -> None:
    content = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": f"{SECRET} keeps it."}]
    notes = [
        {"start": 12, "end": 17, "text": "keeps"},
        {"start": 17, "end": 24, "text": "perhaps", "type": "PLAN"},
    ]
    said = {
        "role": "assistant",
        "content": content,
        "tool_plan": f"Ask {SECRET}, perhaps.",
        "citations": notes,
    }
    read = json.loads(whole("/v2/chat", {}, {"id": "a", "message": said}).sent)["message"]
    assert [(one["start"], one["end"]) for one in read["citations"]] == [(7, 12), (12, 19)]
    asked = {"messages": [{**said, "content": f"{SECRET} keeps it."}]}
    up = json.loads(whole("/v2/chat", asked, {}).forwarded or b"")["messages"][0]
    assert (up["citations"][0]["start"], up["citations"][0]["end"]) == (7, 12)


def test_log_probabilities_go_with_the_text() -> None:
    begun, one, two, end = block(["It is ", SECRET])
    docs = stream([begun, {**one, "logprobs": {"text": "It is ", "token_ids": [1]}}])
    docs[-1:] = [{**two, "logprobs": {"text": SECRET, "token_ids": [2]}}, end]
    kept = [doc["logprobs"] for doc in ask(docs).events if "logprobs" in doc]
    assert kept == [{"text": "It is ", "token_ids": [1]}, None]
    answer = {"message": {"content": [{"type": "text", "text": SECRET}]}, "logprobs": [{"text": "Taro"}]}
    assert json.loads(whole("/v2/chat", {}, answer).sent)["logprobs"] is None


def test_a_member_nobody_has_told_us_of_is_joined_and_reported() -> None:
    docs = stream([event("hum", {"hum": "Taro "}), event("hum", {"hum": "Yamada"})])
    result = ask(docs, REPORT)
    assert [doc["delta"]["message"]["hum"] for doc in result.events[1:3]] == ["[NAME]", ""]
    assert result.unmapped() == ["/delta/message/?"]


NOTICE = Notice("0199", "p", "r", "k", "refuse")


@pytest.mark.parametrize("path", ["/v2/chat", "/v1/chat", "/v1/generate", "/v2/embed"])
def test_our_own_errors_have_a_message(path: str) -> None:
    surface = Cohere().surface(Seen("POST", path))
    for reply, status in (
        (surface.refused(NOTICE), 400),
        (surface.failed("timeout", 504), 504),
        (surface.denied(413, "too_large", "The body is too long."), 413),
    ):
        assert reply.status == status
        assert json.loads(reply.body)["message"]


RECORDED = [one for one in recorded("cohere") if one.name.startswith("cohere/")]


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    more: Any = {"kind": one.kind, "method": one.method, "status": one.status, "cuts": one.cuts}
    out = talk(Cohere(), one.path, one.asked, one.answer, FLAG, **more)
    assert out.forwarded == (one.asked or b"")
    assert (out.sent, out.finished, out.unmapped()) == (one.answer, True, [])


def test_a_strange_document_moves_nothing() -> None:
    strange: list[Any] = [
        {"type": "citation-start", "delta": {"message": {"citations": {"content_index": [], "type": {}}}}},
        {"type": "content-start", "index": "x", "delta": {"message": {"content": {"type": "text"}}}},
        {"type": "content-end", "index": None},
    ]
    docs = [*stream(block([SECRET]))[:-1], *strange]
    assert ask(docs, MASK).events[-3:] == strange
    odd = {"messages": [7, {"role": "assistant", "content": [7], "citations": [7, {"start": 1, "end": 2}]}]}
    out = talk(Cohere(), "/v2/chat", {**odd, "user": SECRET}, b"{}", REPORT, kind="application/json")
    assert out.forwarded == dumps({**odd, "user": "[NAME]"})
