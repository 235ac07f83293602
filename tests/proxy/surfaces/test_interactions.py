"""Interactions: steps in requests, answers and events, and endings that the official client reads."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

import pytest
from google import genai
from google.genai import types
from google.genai._gaos.lib.compat_errors import APIStatusError
from google.genai._gaos.types import interactions as sdk
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.gemini import Gemini
from proxy.surfaces.interactions import Interactions
from proxy.table import Table
from tests.fixtures import needs_wire
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, policy, talk

Doc = dict[str, Any]
PATH = "/v1beta/interactions"
ASKED: Doc = {"model": "gemini-3", "input": "hello", "stream": True}
REPORT = policy(("sekisho.*", "flag"), ("pii.*", ("mask", {"style": "label"})))
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
HEAD: Doc = {"id": "v1_x", "object": "interaction", "model": "gemini-3", "status": "in_progress"}


def sse(*docs: Doc) -> bytes:
    events = (b"event: %b\ndata: %b\n\n" % (doc["event_type"].encode(), dumps(doc)) for doc in docs)
    return b"".join(events) + b"event: done\ndata: [DONE]\n\n"


def step(index: int, kind: str, *deltas: Doc) -> list[Doc]:
    return [
        {"index": index, "step": {"type": kind}, "event_type": "step.start"},
        *({"index": index, "delta": delta, "event_type": "step.delta"} for delta in deltas),
        {"index": index, "event_type": "step.stop"},
    ]


def stream(*steps: list[Doc]) -> list[Doc]:
    return [
        {"interaction": HEAD, "event_type": "interaction.created"},
        *(doc for one in steps for doc in one),
        {"interaction": {**HEAD, "status": "completed"}, "event_type": "interaction.completed"},
    ]


def text(said: str) -> Doc:
    return {"text": said, "type": "text"}


def summary(said: str) -> Doc:
    return {"content": text(said), "type": "thought_summary"}


def ask(docs: list[Doc], rows: Any = MASK, **more: Any) -> Talk:
    return talk(Gemini(), PATH, ASKED, sse(*docs), rows, **more)


def whole(doc: Doc, rows: Any = FLAG) -> Talk:
    return talk(Gemini(), PATH, {**ASKED, "stream": False}, dumps(doc), rows, kind="application/json")


def found(out: Talk) -> list[str]:
    return [f["role"] for f in out.findings if f["kind"] == "pii.name"]


RECORDED = list(recorded("interactions"))


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    for cuts in (one.cuts, [7] * len(one.answer), [1] * 4000):
        out = talk(Gemini(), one.path, one.asked, one.answer, REPORT, kind=one.kind, cuts=cuts)
        assert out.forwarded == (one.asked or b"")
        assert out.sent == one.answer
        assert out.unmapped() == []


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (Interactions.request, sdk.CreateModelInteraction),
        (Interactions.request, sdk.CreateAgentInteraction),
        (Interactions.answer, sdk.Interaction),
        (Interactions.events, sdk.InteractionCreatedEvent),
        (Interactions.events, sdk.InteractionCompletedEvent),
        (Interactions.events, sdk.InteractionStatusUpdate),
        (Interactions.events, sdk.StepStart),
        (Interactions.events, sdk.StepDelta),
        (Interactions.events, sdk.StepStop),
        (Interactions.events, sdk.ErrorEvent),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    # The library keeps what it does not know under `raw`.
    known = (shape for shape in shapes(kind) if "/raw/" not in shape)
    assert {shape for shape in known if not table.slot(shape).mapped} == set()


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 400), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    told = f"The customer is {SECRET}, I think."
    places = sorted({0, len(told), *(cut % len(told) for cut in cuts)})
    pieces = [told[a:b] for a, b in itertools.pairwise(places)]
    docs = stream(step(0, "thought", *map(summary, pieces)), step(1, "model_output", *map(text, pieces)))
    out = ask(docs, cuts=reads).events
    deltas = [doc["delta"] for doc in out if doc["event_type"] == "step.delta"]
    assert "".join(d["text"] for d in deltas if "text" in d) == "The customer is [NAME], I think."
    assert (
        "".join(d["content"]["text"] for d in deltas if "content" in d) == "The customer is [NAME], I think."
    )
    assert [doc["event_type"] for doc in out] == [doc["event_type"] for doc in docs]


def test_steps_are_apart_and_hold_nothing_once_they_end() -> None:
    docs = stream(step(0, "model_output", text("Taro")), step(1, "model_output", text(" Yamada")))
    body = sse(*docs)
    at = body.index(b"step.stop") + len(b"step.stop")  # in the name of the event
    out = ask(docs, cuts=[body.index(b"\n\n", at) + 2, 1])
    assert out.sent == body
    assert b'"text":"Taro"' in b"".join(out.pieces[: out.early])


def test_arguments_in_pieces_stay_json() -> None:
    pieces = ('{"name": "Ta', "ro Yam", 'ada"}')
    deltas = ({"arguments": piece, "type": "arguments_delta"} for piece in pieces)
    out = ask(stream(step(0, "function_call", *deltas))).events
    joined = "".join(doc["delta"]["arguments"] for doc in out if doc["event_type"] == "step.delta")
    assert json.loads(joined) == {"name": "[NAME]"}


STEPS: list[tuple[Doc, str]] = [
    ({"type": "user_input", "content": [text(SECRET)]}, "user"),
    ({"type": "model_output", "content": [text(SECRET)]}, "assistant"),
    ({"type": "model_output", "content": [{**text("x"), "annotations": [{"title": SECRET}]}]}, "retrieved"),
    ({"type": "thought", "signature": SECRET, "summary": [text(SECRET)]}, "reasoning"),
    ({"type": "function_call", "id": SECRET, "name": "f", "arguments": {"a": SECRET}}, "assistant"),
    ({"type": "function_result", "call_id": SECRET, "result": SECRET}, "tool"),
    ({"type": "function_result", "result": [text(SECRET)]}, "tool"),
    ({"type": "function_result", "result": {"a": SECRET}}, "tool"),
    ({"type": "code_execution_call", "arguments": {"code": f"'{SECRET}'"}}, "assistant"),
    ({"type": "code_execution_result", "result": SECRET}, "tool"),
    ({"type": "google_search_call", "arguments": {"queries": [SECRET]}}, "assistant"),
    ({"type": "google_search_result", "result": [{"search_suggestions": SECRET}]}, "retrieved"),
    ({"type": "mcp_server_tool_call", "name": "f", "server_name": SECRET}, "assistant"),
]


@pytest.mark.parametrize(("doc", "role"), STEPS)
def test_steps_are_read_in_requests_answers_and_events(doc: Doc, role: str) -> None:
    asked = talk(Gemini(), PATH, {"model": "m", "input": [doc]}, b"{}", FLAG, kind="application/json")
    assert (found(asked), asked.unmapped()) == ([role], [])
    assert found(whole({**HEAD, "steps": [doc]})) == [role]
    started = [{"index": 0, "step": doc, "event_type": "step.start"}]
    assert found(ask(stream(started), FLAG)) == [role]


@pytest.mark.parametrize(
    ("doc", "role"),
    [
        ({"input": SECRET}, "user"),
        ({"input": text(SECRET)}, "user"),
        ({"input": [text(SECRET)]}, "user"),
        ({"input": [{"role": "model", "content": [text(SECRET)]}]}, "assistant"),
        ({"system_instruction": SECRET}, "system"),
        ({"tools": [{"type": "function", "name": "f", "description": SECRET}]}, "definition"),
        ({"tools": [{"type": "mcp_server", "headers": {"authorization": SECRET}}]}, "definition"),
        ({"response_format": {"type": "text", "schema": {"title": SECRET}}}, "definition"),
        ({"labels": {"owner": SECRET}}, "user"),
        ({"errors": [{"code": "x", "message": SECRET}]}, "error"),
    ],
)
def test_who_speaks(doc: Doc, role: str) -> None:
    out = talk(Gemini(), PATH, doc, b"{}", FLAG, kind="application/json")
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("doc", "why"),
    [
        ({"input": [{"type": "image", "data": "iVBORw0KGgo" * 20, "mime_type": "image/png"}]}, ["file"]),
        ({"input": "x", "previous_interaction_id": "v1_1"}, ["stored history"]),
        ({"input": "x"}, []),
    ],
)
def test_what_cannot_be_read_is_reported(doc: Doc, why: list[str]) -> None:
    assert talk(Gemini(), PATH, doc, b"{}", FLAG, kind="application/json").unscanned() == why


def test_a_conversation_is_named_by_what_is_stored_or_by_how_it_begins() -> None:
    surface = Interactions(Seen("POST", PATH))
    assert surface.conversation({"input": "x", "previous_interaction_id": "v1_1"}) == ("v1_1", True)
    assert surface.conversation({"input": "x"}) == ("x", False)
    assert surface.conversation(None) == ("", False)


def test_errors_are_read() -> None:
    error = {"error": {"code": "invalid", "message": SECRET}, "event_type": "error"}
    for out in (ask([error], REPORT), whole(error, REPORT)):
        assert SECRET.encode() not in out.sent
        assert found(out) == ["error"]


# -- how it ends


def client(url: str) -> genai.Client:
    return genai.Client(api_key="k", http_options=types.HttpOptions(base_url=url, timeout=60_000))


def read(url: str) -> list[Any]:
    with client(url) as gemini:
        return list(gemini.interactions.create(model="gemini-3", input="hello", stream=True))


def create(url: str) -> Any:
    with client(url) as gemini:
        return gemini.interactions.create(model="gemini-3", input="hello")


async def test_a_refused_request_is_a_bad_request() -> None:
    out = talk(Gemini(), PATH, {**ASKED, "input": BANNED}, policy=REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(APIStatusError, match=r"harm\.fruit") as raised:
            await asyncio.to_thread(create, url)
    assert raised.value.status_code == 400


async def test_a_stopped_answer_is_an_incomplete_interaction() -> None:
    doc = {**HEAD, "status": "completed", "steps": [{"type": "model_output", "content": [text(BANNED)]}]}
    out = whole({**doc, "usage": {"total_tokens": 7}}, REFUSE)
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        answer = await asyncio.to_thread(create, url)
    assert (answer.id, answer.status, answer.usage.total_tokens) == ("v1_x", "incomplete", 7)
    assert "harm.fruit" in answer.errors[0].message


def test_a_stopped_error_stays_an_error() -> None:
    out = talk(
        Gemini(),
        PATH,
        ASKED,
        dumps({"error": {"message": BANNED}}),
        REFUSE,
        kind="application/json",
        status=503,
    )
    assert out.reply is not None
    assert out.reply.status == 503


async def test_a_stopped_stream_ends_its_steps_and_itself() -> None:
    docs = stream(
        step(0, "thought", summary("hm")), step(1, "model_output", text("Eat the forbid"), text("den fruit"))
    )
    out = ask(docs, REFUSE)
    async with served(out.sent) as url:
        events = await asyncio.to_thread(read, url)
    assert [event.event_type for event in events] == [
        "interaction.created",
        *("step.start", "step.delta", "step.stop"),
        *("step.start", "step.delta", "step.stop"),  # the second piece came behind what stopped it
        "interaction.completed",
    ]
    assert events[-2].index == 1
    assert (events[-1].interaction.id, events[-1].interaction.status) == ("v1_x", "incomplete")
    assert "".join(
        event.delta.text for event in events if event.event_type == "step.delta" and event.index == 1
    ) == ("Eat the ")
    assert out.sent.endswith(b"event: done\ndata: [DONE]\n\n")


async def test_a_stream_stopped_at_once_still_begins() -> None:
    out = ask(
        [{"interaction": {**HEAD, "system_instruction": BANNED}, "event_type": "interaction.created"}], REFUSE
    )
    async with served(out.sent) as url:
        events = await asyncio.to_thread(read, url)
    assert [event.event_type for event in events] == ["interaction.created", "interaction.completed"]


def test_nothing_follows_an_end() -> None:
    docs = [*stream(), {"event_type": "step.delta", "index": 3, "delta": text(BANNED)}]
    kinds = [doc["event_type"] for doc in ask(docs, REFUSE).events]
    assert kinds == ["interaction.created", "interaction.completed", "step.delta"]


async def test_comments_keep_a_stream_alive() -> None:
    events = sse(*stream(step(0, "model_output", text("a")))).split(b"\n\n")
    async with served(Interactions.keepalive + (b"\n\n" + Interactions.keepalive).join(events)) as url:
        left = await asyncio.to_thread(read, url)
    assert len(left) == 5
