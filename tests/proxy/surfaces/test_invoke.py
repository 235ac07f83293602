"""InvokeModel: whatever the maker's form, its text is read, whole and in chunks."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.bedrock import Bedrock
from tests.fixtures import needs_wire
from tests.proxy.surfaces.converse_streams import (
    CHUNKS,
    INVOKE,
    ask,
    chunks,
    documents,
    stream,
    text,
    told,
    wrapped,
)
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, dumps
from tests.station.exchanges import policy, recordings, through

# An event that says a piece of text, by maker, and where it stands.
PIECES: dict[str, Any] = {
    "messages": lambda said: {
        "type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": said}
    },
    "chat": lambda said: {
        "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": said}}]
    },
    "nova": lambda said: {"contentBlockDelta": {"delta": {"text": said}, "contentBlockIndex": 0}},
    "titan": lambda said: {"outputText": said, "index": 0},
    "llama": lambda said: {"generation": said, "stop_reason": None},
    "mistral": lambda said: {"outputs": [{"text": said, "stop_reason": None}]},
    "cohere": lambda said: {"is_finished": False, "text": said},
    "several of cohere": lambda said: {"index": 1, "is_finished": False, "text": said},
    "completion": lambda said: {"object": "text_completion", "choices": [{"index": 0, "text": said}]},
    "claude 2": lambda said: {"completion": said, "stop_reason": None},
}  # fmt: skip


@pytest.mark.parametrize("maker", PIECES)
@given(at=st.lists(st.integers(0, 40), max_size=5), cuts=st.lists(st.integers(1, 300), max_size=6))
def test_a_stream_is_masked_wherever_it_was_cut(maker: str, at: list[int], cuts: list[int]) -> None:
    said = f"Ask {SECRET}, or {SECRET}."
    places = sorted({0, len(said), *(one % len(said) for one in at)})
    pieces = [said[a:b] for a, b in itertools.pairwise(places)]
    out = ask(chunks(*(PIECES[maker](one) for one in pieces)), path=CHUNKS, cuts=cuts)
    found = [doc for _, doc in documents(out)]
    assert len(found) == len(pieces)
    blank = PIECES[maker]("")
    assert all(same(doc, blank) for doc in found)
    assert "".join(spoken(doc, blank) for doc in found) == "Ask [NAME], or [NAME]."
    assert out.unmapped() == []


def same(doc: Any, blank: Any) -> bool:
    """Whether two events differ in nothing but the text."""
    if blank == "":
        return isinstance(doc, str)
    if isinstance(blank, dict):
        return doc.keys() == blank.keys() and all(same(doc[k], blank[k]) for k in blank)
    if isinstance(blank, list):
        return len(doc) == len(blank) and all(map(same, doc, blank))
    return doc == blank


def spoken(doc: Any, blank: Any) -> str:
    if blank == "":
        return doc
    if isinstance(blank, dict):
        return "".join(spoken(doc[k], blank[k]) for k in blank)
    return "".join(map(spoken, doc, blank)) if isinstance(blank, list) else ""


WHOLE: list[dict[str, Any]] = [
    {"type": "message", "content": [{"type": "text", "text": SECRET}], "stop_reason": "end_turn"},
    {"object": "chat.completion",
     "choices": [{"index": 0, "message": {"role": "assistant", "content": SECRET}}]},
    {"output": {"message": {"role": "assistant", "content": [{"text": SECRET}]}}, "stopReason": "end_turn"},
    {"results": [{"outputText": SECRET, "completionReason": "FINISH", "tokenCount": 1}]},
    {"generation": SECRET, "stop_reason": "stop"},
    {"outputs": [{"text": SECRET, "stop_reason": "stop"}]},
    {"id": "1", "generations": [{"id": "2", "text": SECRET, "finish_reason": "COMPLETE"}], "prompt": SECRET},
    {"text": SECRET, "generation_id": "1", "finish_reason": "COMPLETE",
     "chat_history": [{"role": "CHATBOT", "message": SECRET}]},
    {"completion": SECRET, "stop_reason": "stop_sequence", "stop": "x"},
    {"object": "text_completion", "choices": [{"index": 0, "text": SECRET, "finish_reason": "stop"}]},
    {"completions": [{"data": {"text": SECRET}, "finishReason": {"reason": "endoftext"}}]},
    {"message": SECRET},
]  # fmt: skip


@pytest.mark.parametrize("doc", WHOLE, ids=" ".join)
def test_a_whole_answer_is_read(doc: dict[str, Any]) -> None:
    traced = {**doc, "amazon-bedrock-trace": {"guardrail": {"outputs": [{"g": {"a": SECRET}}]}}}
    out = ask(dumps(traced), path=INVOKE, kind="application/json")
    assert out.sent == dumps(traced).replace(SECRET.encode(), b"[NAME]")
    assert out.unmapped() == []


@pytest.mark.parametrize("doc", WHOLE[:-1], ids=" ".join)
def test_a_stopped_answer_keeps_its_form(doc: dict[str, Any]) -> None:
    stopped = json.loads(dumps(doc).decode().replace(SECRET, BANNED))
    out = ask(dumps(stopped), REFUSE, INVOKE, kind="application/json")
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    assert "harm.fruit" in out.reply.body.decode()
    read = json.loads(out.reply.body)
    if out.reply.status == 200:
        assert set(read) & set(doc)
    else:  # nobody knows how this one would be told
        assert (out.reply.status, "completions" in doc) == (400, True)


ASKED: list[dict[str, Any]] = [
    {"anthropic_version": "bedrock-2023-05-31", "system": SECRET,
     "messages": [{"role": "user", "content": SECRET}]},
    {"messages": [{"role": "user", "content": [{"type": "text", "text": SECRET}]}]},
    {"schemaVersion": "messages-v1", "system": [{"text": SECRET}],
     "messages": [{"role": "user", "content": [{"text": SECRET}]}]},
    {"inputText": SECRET, "textGenerationConfig": {"stopSequences": [SECRET]}},
    {"prompt": SECRET, "max_gen_len": 1},
    {"message": SECRET, "chat_history": [{"role": "USER", "message": SECRET}],
     "documents": [{"title": SECRET}]},
    {"texts": [SECRET], "input_type": "search_document"},
    {"query": SECRET, "documents": [SECRET]},
    {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": SECRET, "negativeText": SECRET}},
    {"text_prompts": [{"text": SECRET, "weight": 1}]},
]  # fmt: skip


@pytest.mark.parametrize("doc", ASKED, ids=" ".join)
def test_a_request_is_read(doc: dict[str, Any]) -> None:
    out = ask(b"{}", path=INVOKE, asked=doc, kind="application/json")
    assert out.forwarded == dumps(doc).replace(SECRET.encode(), b"[NAME]")
    assert out.unmapped() == []


@pytest.mark.parametrize("doc", ASKED[:6], ids=" ".join)
def test_a_conversation_is_named_by_what_it_begins_with(doc: dict[str, Any]) -> None:
    assert Bedrock().surface(Seen("POST", INVOKE)).conversation(doc)[0].startswith(SECRET)


def test_novas_blocks_are_one_text() -> None:
    half = len(SECRET) // 2
    found = told(ask(wrapped(stream(text([SECRET[:half]], 0), text([SECRET[half:]], 1))), path=CHUNKS))
    assert [doc["delta"]["text"] for name, doc in found if name == "contentBlockDelta"] == ["[NAME]", ""]


def test_a_maker_nobody_knows_is_read_and_reported() -> None:
    out = ask(chunks({"poem": {"line": SECRET}}), path=CHUNKS)
    assert documents(out) == [("chunk", {"poem": {"line": "[NAME]"}})]
    assert out.unmapped() == ["/?/?"]


@needs_wire
@pytest.mark.parametrize(
    "one", [one for one in recordings() if one.provider == "bedrock"], ids=lambda one: one.name
)
def test_nothing_in_a_recording_is_unmapped(one: Any) -> None:
    records = through(one, policy("observe")).records
    assert [r.attrs for r in records if r.attrs.get("kind") == "sekisho.unmapped"] == []
