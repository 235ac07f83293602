"""Threads: words of users and models, whole or in pieces, and positions in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.threads import Threads
from tests.proxy.surfaces.chat_streams import FLAG, Doc, found
from tests.proxy.surfaces.sessions import MASK, SECRET, Talk, dumps, events, talk

RUNS = "/v1/threads/thread_1/runs"
RUN: Doc = {"id": "run_1", "object": "thread.run", "status": "in_progress", "thread_id": "thread_1"}
MESSAGE: Doc = {
    "id": "msg_1",
    "object": "thread.message",
    "status": "in_progress",
    "role": "assistant",
    "content": [],
}
STEP: Doc = {"id": "step_1", "object": "thread.run.step", "status": "in_progress", "type": "tool_calls"}


def named(*docs: tuple[str, Doc]) -> bytes:
    said = b"".join(b"event: %b\ndata: %b\n\n" % (name.encode(), dumps(doc)) for name, doc in docs)
    return said + b"event: done\ndata: [DONE]\n\n"


def piece(
    text: str, index: int = 0, notes: list[Doc] | None = None, message: str = "msg_1"
) -> tuple[str, Doc]:
    value = {"value": text, **({"annotations": notes} if notes is not None else {})}
    content = [{"index": index, "type": "text", "text": value}]
    delta = {"id": message, "object": "thread.message.delta", "delta": {"content": content}}
    return "thread.message.delta", delta


def call(index: int = 0, **function: str) -> tuple[str, Doc]:
    calls = [{"index": index, "id": f"call_{index}", "type": "function", "function": function}]
    details = {"type": "tool_calls", "tool_calls": calls}
    return "thread.run.step.delta", {
        **STEP,
        "object": "thread.run.step.delta",
        "delta": {"step_details": details},
    }


def finished(text: str, notes: list[Doc] | None = None) -> tuple[str, Doc]:
    content = [{"type": "text", "text": {"value": text, "annotations": notes or []}}]
    return "thread.message.completed", {**MESSAGE, "status": "completed", "content": content}


def run(*docs: tuple[str, Doc], rows: Any = MASK, **more: Any) -> Talk:
    asked = {"assistant_id": "asst_1", "stream": True}
    return talk(OpenAI(), RUNS, asked, named(*docs), rows, **more)


def note(start: int, end: int) -> Doc:
    return {
        "index": 0,
        "type": "file_citation",
        "text": "[1]",
        "start_index": start,
        "end_index": end,
        "file_citation": {"file_id": "f"},
    }


def texts(out: Talk) -> list[str]:
    docs = (doc.get("delta", doc) for doc in events(out.sent))
    return [part["text"]["value"] for doc in docs for part in doc.get("content") or ()]


# -- what is asked


@pytest.mark.parametrize(
    ("path", "doc", "role"),
    [
        ("/v1/assistants", {"model": SECRET, "instructions": SECRET}, "system"),
        (
            "/v1/assistants",
            {"tools": [{"type": "function", "function": {"description": SECRET}}]},
            "definition",
        ),
        ("/v1/threads", {"messages": [{"role": "user", "content": SECRET}]}, "user"),
        (
            "/v1/threads/t/messages",
            {"role": "assistant", "content": [{"type": "text", "text": SECRET}]},
            "assistant",
        ),
        (RUNS, {"additional_instructions": SECRET}, "system"),
        ("/v1/threads/runs", {"thread": {"messages": [{"role": "user", "content": SECRET}]}}, "user"),
        (
            f"{RUNS}/r/submit_tool_outputs",
            {"tool_outputs": [{"tool_call_id": "c", "output": SECRET}]},
            "tool",
        ),
    ],
)
def test_requests_are_read(path: str, doc: Doc, role: str) -> None:
    out = talk(OpenAI(), path, doc, b"{}", FLAG, kind="application/json")
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("path", "told"), [(RUNS, True), ("/v1/threads/runs", False), ("/v1/threads", False)]
)
def test_history_that_lies_upstream_is_on_record(path: str, told: bool) -> None:
    doc = {"assistant_id": "a"} if told else {}
    out = talk(OpenAI(), path, doc, b"{}", FLAG, kind="application/json")
    assert out.unscanned() == (["stored history"] if told else [])


def test_a_thread_is_a_conversation() -> None:
    def named(path: str, doc: Doc) -> tuple[str, bool]:
        return Threads(Seen("POST", path)).conversation(doc)

    first = named("/v1/threads/t1/messages", {"role": "user", "content": "x"})
    assert first == named("/v1/threads/t1/runs", {"assistant_id": "a"}) == ("t1", True)
    assert named("/v1/threads/runs", {"thread": {"messages": [{"role": "user", "content": "x"}]}}) == (
        "x",
        False,
    )


# -- what is told


def test_stored_messages_are_read() -> None:
    page = {"object": "list", "data": [finished(f"{SECRET} [1]", [note(12, 15)])[1]], "has_more": False}
    out = talk(OpenAI(), "/v1/threads/t/messages", None, dumps(page), MASK, kind="application/json")
    said = json.loads(out.sent)["data"][0]["content"][0]["text"]
    assert said["value"] == "[NAME] [1]"
    assert (said["annotations"][0]["start_index"], said["annotations"][0]["end_index"]) == (7, 10)
    assert out.unmapped() == []


def test_pieces_and_their_repeat_are_ruled_once() -> None:
    out = run(
        ("thread.run.created", RUN),
        ("thread.message.created", MESSAGE),
        piece("This is Ta", notes=[]),
        piece("ro Yamada speaking"),
        piece("[1].", notes=[note(28, 31)]),
        finished(f"This is {SECRET} speaking[1].", [note(28, 31)]),
        ("thread.run.completed", {**RUN, "status": "completed"}),
        cuts=(100, 300, 7),
    )
    assert texts(out) == ["This is [NAME]", " speaking", "[1].", "This is [NAME] speaking[1]."]
    assert (found(out), out.unmapped()) == (["assistant"], [])
    deltas = [d for d in events(out.sent) if d.get("object") == "thread.message.delta"]
    moved = deltas[-1]["delta"]["content"][0]["text"]["annotations"][0]
    whole = events(out.sent)[-2]["content"][0]["text"]["annotations"][0]
    assert (
        (moved["start_index"], moved["end_index"]) == (whole["start_index"], whole["end_index"]) == (23, 26)
    )


def test_messages_and_parts_are_channels_of_their_own() -> None:
    pieces = (
        piece("Taro"),
        piece(" Yamada", message="msg_2"),
        piece(" Yamada", index=1),
        piece(" and so on"),
    )
    assert texts(run(*pieces)) == ["Taro", " Yamada", " Yamada", " and so on"]


def test_arguments_of_calls_are_read_as_json() -> None:
    arguments = ('{"name": "Taro', ' Yamada"}')
    step = {**STEP, "status": "completed"}
    calls = [{"id": "call_0", "type": "function", "function": {"name": "f", "arguments": "".join(arguments)}}]
    step["step_details"] = {"type": "tool_calls", "tool_calls": calls}
    out = run(
        call(arguments=arguments[0], name="f"),
        call(arguments=arguments[1]),
        ("thread.run.step.completed", step),
    )
    said = [
        d["delta"]["step_details"]["tool_calls"][0]["function"]["arguments"] for d in events(out.sent)[:2]
    ]
    assert json.loads("".join(said)) == {"name": "[NAME]"}
    whole = events(out.sent)[2]["step_details"]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(whole) == {"name": "[NAME]"}
    assert out.unmapped() == []


def test_what_tools_did_is_read() -> None:
    code = [{"index": 0, "type": "code_interpreter", "code_interpreter": {"input": f"print('{SECRET}')"}}]
    found_in = [
        {"file_id": "f", "file_name": "a", "score": 0.1, "content": [{"type": "text", "text": SECRET}]}
    ]
    search = [{"id": "c", "type": "file_search", "file_search": {"results": found_in}}]
    delta = {**STEP, "object": "thread.run.step.delta", "delta": {"step_details": {"tool_calls": code}}}
    step = {**STEP, "status": "completed", "step_details": {"type": "tool_calls", "tool_calls": search}}
    out = run(("thread.run.step.delta", delta), ("thread.run.step.completed", step))
    assert (found(out), out.unmapped()) == (["assistant", "retrieved"], [])
    assert SECRET.encode() not in out.sent


def test_a_delta_nobody_knows_is_read_and_reported() -> None:
    odd = {
        "id": "msg_1",
        "object": "thread.message.delta",
        "delta": {"content": [{"index": 0, "song": SECRET}]},
    }
    out = run(("thread.message.delta", odd))
    assert (found(out), out.unmapped()) == (["unmapped"], ["/delta/content/*/?"])
    assert SECRET.encode() not in out.sent


def test_an_error_in_a_stream_is_read() -> None:
    out = run(piece("Hello"), ("error", {"message": SECRET, "type": "server_error", "code": None}))
    assert (found(out), out.unmapped()) == (["error"], [])


def test_a_stream_without_findings_is_the_bytes_that_came() -> None:
    docs = (
        ("thread.run.created", RUN),
        ("thread.message.created", MESSAGE),
        piece("Hello"),
        finished("Hello"),
    )
    assert run(*docs).sent == named(*docs)
