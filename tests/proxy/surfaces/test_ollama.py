"""Ollama's lines: fields as channels, calls that come whole, token ids that are dropped."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import Notice, Seen
from proxy.dialects.ollama import Ollama
from proxy.session import Session
from proxy.surfaces.ollama import OllamaChat, OllamaGenerate, OllamaModels
from tests.fixtures import needs_wire
from tests.proxy.surfaces.ollama_lines import (
    ASKED,
    DONE,
    FLAG,
    LINES,
    REPORT,
    ask,
    continued,
    joined,
    lines,
    said,
    stream,
    whole,
)
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, WHO, Talk, dumps, settle, talk


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 300), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    text = f"The customer is {SECRET}, I think."
    places = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    docs = [said(text[a:b]) for a, b in itertools.pairwise(places)]
    out = ask(docs, cuts=reads)
    assert joined(out) == "The customer is [NAME], I think."
    bare = [line | {"message": 0} for line in lines(out)]
    assert bare == [doc | {"message": 0} for doc in (*docs, {**said(), **DONE})]


def test_nothing_found_nothing_changed() -> None:
    docs = [said("", thinking="quite "), said("harmless")]
    assert ask(docs).sent == stream(*docs)


def test_thinking_is_reasoning_and_content_ends_it() -> None:
    docs = [said("", thinking="Taro "), said("", thinking="Yamada"), said("Taro "), said("Yamada")]
    out = ask(docs)
    assert (joined(out, "thinking"), joined(out)) == ("[NAME]", "[NAME]")
    assert [one["role"] for one in out.findings] == ["reasoning", "assistant"]


def test_a_call_is_read_leaf_by_leaf() -> None:
    arguments = {"who": SECRET, "deep": [{"er": f"to {SECRET}"}], SECRET: 1}
    call = {"id": SECRET, "function": {"index": 0, "name": "find", "arguments": arguments}}
    out = ask([said("I look."), said("", tool_calls=[call])], REPORT)
    [read] = lines(out)[1]["message"]["tool_calls"]
    assert read["function"]["arguments"] == {"who": "[NAME]", "deep": [{"er": "to [NAME]"}], "[NAME]": 1}
    assert read["id"] == SECRET
    assert out.unmapped() == []


def test_a_member_nobody_has_told_us_of_is_joined_and_reported() -> None:
    out = ask([said("", mood="Taro "), said("", mood="Yamada")], REPORT)
    assert joined(out, "mood") == "[NAME]"
    assert out.unmapped() == ["/message/?"]


def test_log_probabilities_go_with_the_text() -> None:
    def told(text: str) -> dict[str, Any]:
        return {**said(text), "logprobs": [{"token": text, "logprob": -0.1, "top_logprobs": []}]}

    docs = [told("It is "), told("Taro "), told("Yamada"), told(".")]
    kept = [line.get("logprobs") is not None for line in lines(ask(docs)) if not line["done"]]
    assert kept == [True, False, False, True]


def generated(*docs: dict[str, Any], last: dict[str, Any], rows: Any = MASK) -> Talk:
    body = stream(*docs, last={**continued(), **DONE, **last})
    return talk(Ollama(), "/api/generate", {"model": "m", "prompt": f"I am {SECRET}"}, body, rows, kind=LINES)


@pytest.mark.parametrize(
    ("said_", "asked", "context"),
    [
        (SECRET, "hello", []),  # the answer was touched
        ("hello", SECRET, []),  # the request was
        ("hello", "hello", [1, 2, 3]),
    ],
)
def test_token_ids_are_dropped_once_a_text_was_touched(said_: str, asked: str, context: list[int]) -> None:
    last = {**continued(), **DONE, "context": [1, 2, 3]}
    prompt = {"model": "m", "prompt": asked}
    streamed = talk(Ollama(), "/api/generate", prompt, stream(continued(said_), last=last), kind=LINES)
    assert lines(streamed)[-1]["context"] == context
    plain = whole("/api/generate", {**prompt, "stream": False}, {**last, "response": said_}, MASK)
    assert json.loads(plain.sent)["context"] == context


def test_token_ids_in_a_request_are_reported() -> None:
    asked = {"model": "m", "prompt": "go on", "context": [1, 2]}
    assert whole("/api/generate", asked, {**continued(), **DONE}).unscanned() == ["token ids"]
    assert whole("/api/embed", {"model": "m", "input": [1, 2]}, {}).unscanned() == ["token ids"]


def test_a_continuation_is_read_in_pieces() -> None:
    out = generated(continued("", thinking=SECRET), continued("Taro "), continued("Yamada"), last={})
    assert out.forwarded == b'{"model":"m","prompt":"I am [NAME]"}'
    assert [line["response"] for line in lines(out)] == ["", "[NAME]", "", ""]
    assert lines(out)[0]["thinking"] == "[NAME]"


def test_pictures_are_reported() -> None:
    picture = "iVBORw0KGgoAAAANSUhEUgAA" * 6
    message = {"role": "user", "content": "What is this?", "images": [picture]}
    out = whole("/api/chat", {"model": "m", "messages": [message]}, {**said("A cart."), **DONE})
    assert (out.unscanned(), out.forwarded) == (["image"], dumps({"model": "m", "messages": [message]}))
    assert whole("/api/generate", {"prompt": "?", "images": [SECRET]}, {}).forwarded == dumps(
        {"prompt": "?", "images": ["[NAME]"]}
    )


def test_errors_are_read_wherever_they_come() -> None:
    assert lines(ask([said("x"), {"error": f"{SECRET} is late"}]))[1] == {"error": "[NAME] is late"}
    assert json.loads(whole("/api/chat", {}, {"error": SECRET}, status=404).sent) == {"error": "[NAME]"}


@pytest.mark.parametrize(
    ("stream_", "streams"), [({}, True), ({"stream": True}, True), ({"stream": False}, False)]
)
def test_a_stream_is_what_comes_when_nothing_is_said(stream_: dict[str, bool], streams: bool) -> None:
    for path in ("/api/chat", "/api/generate", "/api/pull", "/api/create"):
        assert Ollama().surface(Seen("POST", path)).streaming({"model": "m", **stream_}) is streams
    assert not Ollama().surface(Seen("POST", "/api/show")).streaming({"model": "m", **stream_})


def test_a_conversation_is_named_by_its_first_words() -> None:
    turns = {"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}
    assert OllamaChat(Seen("POST", "/api/chat")).conversation(turns) == ("b", False)
    assert OllamaGenerate(Seen("POST", "/api/generate")).conversation({"prompt": "b"}) == ("b", False)


NOTICE = Notice("0199", "p", "r", "k", "refuse")


def test_what_has_no_form_for_a_stop_is_an_error() -> None:
    out = whole("/api/show", {"model": "m"}, {"system": f"Sell {BANNED}."}, REFUSE)
    assert out.reply is not None
    assert out.reply.status == 400
    assert list(json.loads(out.reply.body)) == ["error"]
    assert (
        OllamaModels(Seen("POST", "/api/pull")).closer().close(NOTICE)
        == dumps({"error": NOTICE.text}) + b"\n"
    )


@pytest.mark.parametrize("path", ["/api/chat", "/api/generate", "/api/embed", "/api/tags"])
def test_our_own_errors_have_one_member(path: str) -> None:
    surface = Ollama().surface(Seen("POST", path))
    for reply, status in (
        (surface.refused(NOTICE), 400),
        (surface.failed("timeout", 504), 504),
        (surface.denied(413, "too_large", "The body is too long."), 413),
    ):
        assert reply.status == status
        assert list(json.loads(reply.body)) == ["error"]


def test_a_sign_of_life_is_a_line_without_text() -> None:
    surface = OllamaChat(Seen("POST", "/api/chat"))
    surface.asked = {"model": "qwen3:4b"}
    surface.closer().saw({**said("x"), "created_at": "2026-11-01T09:00:01Z"})
    line = surface.filler()
    assert line.endswith(b"}\n")
    assert json.loads(line) == {**said(), "created_at": "2026-11-01T09:00:01Z"}
    assert Ollama().surface(Seen("POST", "/api/pull")).filler() == b""


def test_a_sign_of_life_is_sent_while_a_line_is_held() -> None:
    surface = OllamaChat(Seen("POST", "/api/chat"))
    surface.asked = ASKED
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    session = Session(WHO, surface, MASK, desk, settle, Limits())
    session.request(dumps(ASKED), "application/json")
    session.head(200, LINES)
    session.body(stream(said("hello "), last=said("Taro ")))
    assert session.holding
    assert session.keepalive() == dumps(said()) + b"\n"


RECORDED = [one for one in recorded("ollama") if one.name.startswith("ollama/")]


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    more: Any = {"kind": one.kind, "method": one.method, "status": one.status, "cuts": one.cuts}
    out = talk(Ollama(), one.path, one.asked, one.answer, FLAG, **more)
    assert out.forwarded == (one.asked or b"")
    assert (out.sent, out.finished, out.unmapped()) == (one.answer, True, [])
