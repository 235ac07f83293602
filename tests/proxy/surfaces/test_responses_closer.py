"""A stopped Responses stream: what is open is closed, and official clients read it to its end."""

from __future__ import annotations

import typing

import openai.types.responses as sdk
import pytest

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.responses_streams import (
    ASKED,
    HEAD,
    ask,
    call,
    joined,
    message,
    numbered,
    of,
    openai_at,
    stream,
)
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, Talk, dumps, sse, talk


async def read_stream(out: Talk) -> list[sdk.ResponseStreamEvent]:
    async with served(out.sent) as base, openai_at(base) as client:
        found = await client.responses.create(model="m", input="x", stream=True)
        return [event async for event in found]


KNOWN = {
    typing.get_args(kind.model_fields["type"].annotation)[0]
    for kind in typing.get_args(typing.get_args(sdk.ResponseStreamEvent)[0])
}


async def test_a_stopped_stream_closes_what_is_open() -> None:
    docs = stream(
        message(["First. ", "Second. "]), message(["Then eat ", BANNED[:9], BANNED[9:], " now."], 1)
    )
    out = ask(docs, REFUSE)
    assert BANNED.encode() not in out.sent
    read = await read_stream(out)
    assert {event.type for event in read} <= KNOWN
    assert [event.sequence_number for event in read] == sorted({event.sequence_number for event in read})
    last = read[-1]
    assert last.type == "response.incomplete"
    assert last.response.id == HEAD["id"]
    assert last.response.incomplete_details is not None
    assert last.response.incomplete_details.reason == "content_filter"
    texts = [
        part.text if part.type == "output_text" else "refusal"
        for one in last.response.output
        if one.type == "message"
        for part in one.content
    ]
    assert texts == ["First. Second. ", "Then eat ", "refusal"]
    statuses = [one.status for one in last.response.output if one.type == "message"]
    assert statuses == ["completed", "incomplete", "completed"]
    kinds = [event.type.removeprefix("response.") for event in read]
    after = kinds[len(kinds) - kinds[::-1].index("output_text.delta") :]
    assert after == [
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "content_part.added",
        "refusal.delta",
        "refusal.done",
        "content_part.done",
        "output_item.done",
        "incomplete",
    ]


async def test_the_clients_own_stream_helper_reads_a_stopped_stream_to_its_end() -> None:
    out = ask(stream(message(["Then eat ", BANNED])), REFUSE)
    async with (
        served(out.sent) as base,
        openai_at(base) as client,
        client.responses.stream(model="m", input="x") as found,
    ):
        kinds = [event.type async for event in found]
        assert kinds[-1] == "response.incomplete"
        with pytest.raises(RuntimeError, match=r"response\.completed"):  # as with the provider's own filter
            await found.get_final_response()


@pytest.mark.parametrize("stem", ["reasoning_text", "reasoning_summary_text"])
def test_reasoning_that_is_open_is_closed_too(stem: str) -> None:
    index, part, name = (
        ("content_index", "content_part", "reasoning_text")
        if stem == "reasoning_text"
        else ("summary_index", "reasoning_summary_part", "summary_text")
    )
    where = {"item_id": "r", "output_index": 0, index: 0}
    docs = numbered(
        [
            {"type": "response.created", "response": HEAD},
            {
                "type": "response.output_item.added",
                "output_index": 0,
                "item": {"id": "r", "type": "reasoning", "summary": []},
            },
            {"type": f"response.{part}.added", **where, "part": {"type": name, "text": ""}},
            {"type": f"response.{stem}.delta", **where, "delta": "I could "},
            {"type": f"response.{stem}.delta", **where, "delta": BANNED},
        ]
    )
    out = ask(docs, REFUSE).events
    assert of(out, f"response.{stem}.done")["text"] == "I could "
    assert of(out, f"response.{part}.done")["part"] == {"type": name, "text": "I could "}
    item = of(out, "response.output_item.done")["item"]
    assert (item["type"], item["status"]) == ("reasoning", "incomplete")


async def test_a_call_that_is_not_finished_is_never_repeated() -> None:
    docs = stream(call(['{"eat": "', BANNED, '"}']))
    out = ask(docs, REFUSE)
    read = await read_stream(out)
    kinds = [event.type for event in read]
    assert "response.function_call_arguments.done" not in kinds
    assert joined(out.events, "response.function_call_arguments.delta") == ""
    last = read[-1]
    assert last.type == "response.incomplete"
    assert [one.type for one in last.response.output] == ["message"]


async def test_a_stream_stopped_at_once_still_begins() -> None:
    out = ask(stream(message(["hello"]), head={**HEAD, "instructions": BANNED}), REFUSE)
    read = await read_stream(out)
    assert [event.type for event in read][::7] == ["response.created", "response.incomplete"]
    assert [event.sequence_number for event in read] == list(range(8))
    assert read[0].type == "response.created"
    assert read[0].response.model == "gpt-5"


def test_a_resumed_stream_does_not_begin_again() -> None:
    docs = [
        {
            "type": "response.output_text.delta",
            "item_id": "m",
            "output_index": 3,
            "content_index": 0,
            "delta": BANNED,
            "sequence_number": 41,
        }
    ]
    path = "/v1/responses/resp_1?stream=true&starting_after=40"
    out = talk(OpenAI(), path, None, sse(*docs), REFUSE, method="GET").events
    assert [doc["type"] for doc in out][:2] == ["response.output_text.delta", "response.output_item.added"]
    assert out[0]["delta"] == ""
    assert out[1] | {"item": None} == {
        "type": "response.output_item.added",
        "sequence_number": 42,
        "output_index": 4,
        "item": None,
    }


def test_nothing_follows_an_end() -> None:
    docs = [*stream(message(["hello"])), {"type": "response.weather.changed", "wind": BANNED}]
    assert ask(docs, REFUSE).sent == sse(*docs[:-1])


def test_strange_events_do_not_confuse_the_closer() -> None:
    docs = [
        {"type": "response.created", "response": [], "sequence_number": "one"},
        {"type": "response.output_item.added", "output_index": 0, "item": {"type": ["message"], "id": {}}},
        {"type": "response.content_part.added", "output_index": 0, "content_index": [], "part": {"type": []}},
        {"type": "response.output_text.delta", "output_index": 0, "content_index": {}, "delta": {"text": 1}},
        {"type": "response.output_item.done", "output_index": 0, "item": "gone"},
        {"type": {}, "delta": 1},
        {"type": "response.output_text.done", "output_index": 2**70, "text": BANNED},
    ]
    raw = b"".join(b"data: %b\n\n" % dumps(doc) for doc in docs)
    out = talk(OpenAI(), "/v1/responses", ASKED, raw, REFUSE)
    assert out.events[-1]["type"] == "response.incomplete"
