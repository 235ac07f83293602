"""Gemini and Vertex AI: two framings, and channels that a chunk's positions do not name."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from typing import Any

import pytest
from google.genai import errors, types
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Seen
from proxy.dialects.gemini import Gemini
from proxy.surfaces.generate import Generate
from tests.fixtures import needs_wire
from tests.proxy.surfaces.generate_streams import (
    ARRAY,
    ASKED,
    HALVES,
    JSON,
    MODEL,
    PLAIN,
    REPORT,
    SSE,
    Doc,
    array,
    chunk,
    client,
    found,
    generate,
    said,
    sse,
    stream,
    streamed,
    text,
    thought,
    whole,
)
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, dumps, talk

# -- what others recorded, and what the official client can hold

SURFACES = (
    "generateContent",
    "streamGenerateContent",
    "countTokens",
    "batchEmbedContents",
    "models",
    "predict",
    "rawPredict",
    "streamRawPredict",
)
RECORDED = [one for one in recorded(*SURFACES) if one.name.startswith(("gemini/", "vertex/"))]


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    lengths = [random.Random(one.name).randint(1, 40) for _ in one.answer]
    most = 4000  # beyond, single bytes take long and say nothing new
    for cuts in (one.cuts, (), [7] * len(one.answer), lengths, [1] * min(len(one.answer), most)):
        out = talk(
            Gemini(),
            one.path,
            one.asked,
            one.answer,
            REPORT,
            kind=one.kind,
            method=one.method,
            status=one.status,
            cuts=cuts,
        )
        assert out.forwarded == (one.asked or b"")
        assert out.sent == one.answer
        assert out.finished
        assert out.unmapped() == []


# -- streams


@pytest.mark.parametrize("path", [SSE, ARRAY])
@given(
    cuts=st.lists(st.integers(0, 40), max_size=6),
    reads=st.lists(st.integers(1, 400), max_size=8),
    together=st.booleans(),
)
def test_the_same_text_however_it_is_cut(
    path: str, cuts: list[int], reads: list[int], together: bool
) -> None:
    told = f"The customer is {SECRET}, I think."
    places = sorted({0, len(told), *(cut % len(told) for cut in cuts)})
    pieces = [told[a:b] for a, b in itertools.pairwise(places)]
    parts = [text(piece, thoughtSignature=SECRET) for piece in pieces]
    docs = [chunk(*parts)] if together else [chunk(part) for part in parts]
    docs = [chunk(thought(f"Is it {SECRET}?")), *docs, chunk(text(""), finishReason="STOP")]
    body, kind = (sse(*docs), "text/event-stream") if path is SSE else (array(*docs), JSON)
    out = talk(Gemini(), path, ASKED, body, kind=kind, cuts=reads)
    left = out.events if path is SSE else json.loads(out.sent)
    assert said(left) == "The customer is [NAME], I think."
    assert said(left, thoughts=True) == "Is it [NAME]?"
    assert blanked(left) == blanked(docs)


def blanked(doc: Any) -> Any:
    """The document without its text: what an edit must not have changed."""
    if isinstance(doc, dict):
        return {key: "" if key == "text" else blanked(value) for key, value in doc.items()}
    return [blanked(one) for one in doc] if isinstance(doc, list) else doc


def test_the_place_in_a_chunk_names_no_channel() -> None:
    docs = [
        chunk(text("It is "), text("Taro")),
        chunk(thought("hm"), text(" Yama")),
        chunk(text("da"), text(".")),
    ]
    out = streamed(*docs)
    assert said(out.events) == "It is [NAME]."
    assert found(out) == [("assistant", "user")]


def test_thoughts_and_text_are_apart() -> None:
    docs = [chunk(thought("the name is Taro")), chunk(text(" Yamada is next")), chunk(thought(" Yamada"))]
    out = streamed(*docs)
    assert out.sent == sse(*docs)
    assert found(out) == []


def test_text_ends_what_was_thought() -> None:
    """Else a last word that may be the beginning of a name would hold up the whole answer."""
    docs = [chunk(thought("It is Taro")), chunk(text("Well, ")), chunk(thought("Taro")), chunk(text("yes."))]
    out = streamed(*docs, cuts=[len(sse(doc)) for doc in docs])
    assert b"".join(out.pieces[: out.early]) == sse(*docs)


def test_text_goes_on_behind_a_thought_or_a_call() -> None:
    call = {"functionCall": {"name": "f", "args": {}}}
    docs = [chunk(text("Taro")), chunk(thought("hm")), chunk(call), chunk(text(" Yamada"))]
    assert said(streamed(*docs).events) == "[NAME]"


def test_candidates_are_apart_and_end_on_their_own() -> None:
    docs = [
        chunk(text("Taro"), index=0),
        chunk(text("Taro"), index=1),
        chunk(text(" Yamada"), index=1, finishReason="STOP"),
        chunk(text(" Tanaka"), index=0, finish_reason=1),
    ]
    out = streamed(*docs, cuts=[len(sse(doc)) for doc in docs])
    assert said(out.events, 0) == "Taro Tanaka"
    assert said(out.events, 1) == "[NAME]"
    assert len(out.pieces[: out.early]) == len(out.pieces)


def test_a_candidate_that_finished_holds_nothing() -> None:
    docs = [chunk(text("Dear Taro"), finishReason="MAX_TOKENS")]
    out = streamed(*docs)
    assert b"".join(out.pieces[: out.early]) == sse(*docs)


def argument(said: str, path: str = "$.name", **more: Any) -> Doc:
    return {
        "functionCall": {
            "partialArgs": [{"jsonPath": path, "stringValue": said, **more}],
            "willContinue": True,
        }
    }


def test_arguments_in_pieces_are_joined_by_path() -> None:
    docs = [
        chunk({"functionCall": {"name": "f", "willContinue": True}}),
        chunk(argument("Taro", willContinue=True)),
        chunk(argument("Taro", "$.other")),
        chunk(argument(" Yamada")),
        chunk(argument(" Suzuki", "$.other")),
        chunk({"functionCall": {}}),
    ]
    out = streamed(*docs)
    pieces: dict[str, str] = {}
    for doc in out.events:
        for one in doc["candidates"][0]["content"]["parts"][0]["functionCall"].get("partialArgs", []):
            pieces[one["jsonPath"]] = pieces.get(one["jsonPath"], "") + one["stringValue"]
    assert pieces == {"$.name": "[NAME]", "$.other": "Taro Suzuki"}


@pytest.mark.parametrize("end", [[chunk({"functionCall": {}})], []])
def test_the_arguments_of_two_calls_are_apart(end: list[Doc]) -> None:
    docs = [
        chunk({"functionCall": {"name": "f", "will_continue": True}}),
        chunk(argument("Taro")),
        *end,
        chunk({"functionCall": {"name": "f", "willContinue": True}}),
        chunk({"function_call": {"partial_args": [{"json_path": "$.name", "string_value": " Yamada"}]}}),
    ]
    out = streamed(*docs, cuts=[len(sse(doc)) for doc in docs])
    assert out.sent == sse(*docs)
    assert len(out.pieces[: out.early]) == len(docs)


def test_an_event_stream_without_being_asked_for_is_read_as_one() -> None:
    out = talk(Gemini(), ARRAY, ASKED, sse(*(chunk(text(half)) for half in HALVES)))
    assert said(out.events) == "The customer is [NAME], I think."


# -- what stands beside the text


def logged(name: str, *tokens: str) -> Doc:
    chosen = [{"token": token, "logProbability": -0.5} for token in tokens]
    return {name: {"chosenCandidates": chosen, "topCandidates": [{"candidates": chosen}]}}


@pytest.mark.parametrize("name", ["logprobsResult", "logprobs_result"])
def test_log_probabilities_of_touched_text_are_null(name: str) -> None:
    docs = [
        chunk(text("quite"), **logged(name, "quite")),
        chunk(text(f" {SECRET}"), **logged(name, " Taro", " Yamada")),
    ]
    harmless, touched = streamed(*docs).events
    assert harmless == docs[0]
    assert touched["candidates"][0][name] is None
    out = json.loads(whole(docs[1]).sent)
    assert out["candidates"][0][name] is None
    assert types.GenerateContentResponse.model_validate(out).text == " [NAME]"


def test_log_probabilities_alone_are_read() -> None:
    out = json.loads(whole(chunk(text("x"), **logged("logprobsResult", SECRET))).sent)
    assert out["candidates"][0]["logprobsResult"] is None


def grounded(start: int, end: int, segment: str, **part: int) -> Doc:
    where = {"startIndex": start} if start else {}
    return {"groundingSupports": [{"segment": {**where, "endIndex": end, "text": segment, **part}}]}


def segment_of(doc: Doc) -> Doc:
    return doc["candidates"][0]["groundingMetadata"]["groundingSupports"][0]["segment"]


# Positions are in bytes: the name takes 11 of them, its label 6, and 日本 also 6.
@pytest.mark.parametrize(
    ("start", "end", "moved"), [(0, 6, (0, 6)), (18, 23, (13, 18)), (7, 19, (7, 14)), (9, 12, (7, 13))]
)
def test_positions_move_with_the_text(start: int, end: int, moved: tuple[int, int]) -> None:
    told = f"日本 {SECRET} and more"
    for docs in (
        [chunk(text(told), groundingMetadata=grounded(start, end, "x"))],
        [
            chunk(
                thought(SECRET), text(told), finishReason="STOP", groundingMetadata=grounded(start, end, "x")
            )
        ],
        [
            chunk(text(told[:6])),
            chunk(text(told[6:])),
            chunk(text(""), groundingMetadata=grounded(start, end, "x")),
        ],
    ):
        last = segment_of(streamed(*docs).events[-1])
        assert (last.get("startIndex", 0), last["endIndex"]) == moved
        if len(docs) == 1:
            once = segment_of(json.loads(whole(docs[0]).sent))
            assert (once.get("startIndex", 0), once["endIndex"]) == moved


def test_positions_are_in_the_part_they_name() -> None:
    doc = chunk(
        text(f"{SECRET}."), text(f"x {SECRET} y"), groundingMetadata=grounded(14, 15, "y", partIndex=1)
    )
    assert segment_of(json.loads(whole(doc).sent))["startIndex"] == 9


def test_positions_of_what_is_cited_move_too() -> None:
    doc = chunk(
        text(f"{SECRET} and more"),
        citation_metadata={"citation_sources": [{"start_index": 12, "end_index": 15}]},
    )
    sources = json.loads(whole(doc).sent)["candidates"][0]["citation_metadata"]["citation_sources"]
    assert sources == [{"start_index": 7, "end_index": 10}]


def test_a_member_nobody_has_told_us_of_is_joined_and_reported() -> None:
    out = streamed(
        chunk({"novel": {"text": "Taro"}}),
        chunk(text("x")),
        chunk({"novel": {"text": " Yamada"}}),
        rows=REPORT,
    )
    parts = [doc["candidates"][0]["content"]["parts"][0] for doc in out.events]
    assert "".join(part["novel"]["text"] for part in parts if "novel" in part) == "[NAME]"
    assert out.unmapped() == ["/candidates/*/content/parts/*/?/text"]


def test_a_segment_is_ruled_as_the_answer_it_repeats() -> None:
    told = f"It is {SECRET}."
    support = {"groundingSupports": [{"segment": {"endIndex": len(told), "text": told}}]}
    out = streamed(chunk(text(told)), chunk(text(""), finishReason="STOP", groundingMetadata=support))
    assert said(out.events) == "It is [NAME]."
    segment = out.events[1]["candidates"][0]["groundingMetadata"]["groundingSupports"][0]["segment"]
    assert segment["text"] == "It is [NAME]."


def test_the_model_of_a_cache_is_in_its_body() -> None:
    assert Generate(Seen("POST", "/v1beta/cachedContents")).model({"model": "models/gemini-3"}) == "gemini-3"


@pytest.mark.parametrize(
    ("query", "kind", "framing"),
    [
        ("alt=sse", "text/event-stream", "sse"),
        ("", "text/event-stream", "sse"),
        ("", JSON, "array"),
        ("key=1", JSON, "array"),
        ("$alt=json%3Benum-encoding%3Dint", JSON, "array"),
        ("$alt=sse;enum-encoding=int", JSON, "whole"),
        ("alt=sse", JSON, "whole"),
        ("", "image/png", "opaque"),
    ],
)
def test_how_a_stream_is_framed(query: str, kind: str, framing: str) -> None:
    assert Generate(Seen("POST", ARRAY, query)).framing(kind) == framing
    assert Generate(Seen("POST", PLAIN, query)).framing(JSON) == "whole"


def test_every_turn_of_a_conversation_has_its_name() -> None:
    surface = Generate(Seen("POST", PLAIN))
    first = surface.conversation(ASKED)
    later = {"contents": [*ASKED["contents"], {"role": "model", "parts": [{"text": "hi"}]}]}
    assert surface.conversation(later) == first
    assert (
        surface.conversation({"generateContentRequest": ASKED}) == first
    )  # tokens are counted of what is sent
    assert surface.conversation({"contents": ASKED["contents"][0]}) == first
    assert surface.conversation({"contents": [{"role": "user", "parts": [{"text": "bye"}]}]}) != first
    assert surface.conversation(None) == ("", False)


# -- how it ends, as the official client reads it

ASKED_FOR_FRUIT: Doc = {"contents": [{"role": "user", "parts": [{"text": BANNED}]}]}


async def test_a_refused_request_is_a_blocked_prompt() -> None:
    out = talk(Gemini(), PLAIN, ASKED_FOR_FRUIT, policy=REFUSE)
    assert out.reply is not None
    assert out.forwarded is None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        answer = await asyncio.to_thread(generate, url)
    assert answer.prompt_feedback is not None
    assert answer.prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT
    assert "harm.fruit" in (answer.prompt_feedback.block_reason_message or "")
    assert not answer.candidates


async def test_a_refused_stream_is_one_chunk_that_says_so() -> None:
    out = talk(Gemini(), SSE, ASKED_FOR_FRUIT, policy=REFUSE)
    assert out.reply is not None
    assert out.reply.content_type == b"text/event-stream"
    async with served(out.reply.body, "text/event-stream", out.reply.status) as url:
        (answer,) = await asyncio.to_thread(stream, url)
    assert answer.prompt_feedback is not None
    assert answer.prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT


def test_a_refused_array_is_an_array_of_one() -> None:
    out = talk(Gemini(), ARRAY, ASKED_FOR_FRUIT, policy=REFUSE)
    assert out.reply is not None
    (answer,) = json.loads(out.reply.body)
    assert answer["promptFeedback"]["blockReason"] == "PROHIBITED_CONTENT"
    assert out.reply.content_type == b"application/json"


async def test_what_answers_no_prompt_is_refused_as_an_error() -> None:
    out = talk(Gemini(), f"{MODEL}:countTokens", ASKED_FOR_FRUIT, policy=REFUSE)
    assert out.reply is not None

    def count(url: str) -> types.CountTokensResponse:
        with client(url) as gemini:
            return gemini.models.count_tokens(model="gemini-2.5-flash", contents="hello")

    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(errors.ClientError, match=r"harm\.fruit") as raised:
            await asyncio.to_thread(count, url)
    assert (raised.value.code, raised.value.status) == (400, "INVALID_ARGUMENT")


async def test_a_stopped_answer_is_a_candidate_that_finished_for_safety() -> None:
    doc = {
        **chunk(text(f"Eat the {BANNED}"), finishReason="STOP"),
        "usageMetadata": {"totalTokenCount": 7},
        "modelVersion": "gemini-2.5-flash",
        "responseId": "r1",
    }
    doc["candidates"] += chunk(text("other"), index=1)["candidates"]
    out = whole(doc, REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        answer = await asyncio.to_thread(generate, url)
    first, second = answer.candidates or []
    assert (first.finish_reason, second.finish_reason) == (
        types.FinishReason.SAFETY,
        types.FinishReason.SAFETY,
    )
    # The library keeps this field only where it speaks to Vertex AI.
    assert "harm.fruit" in json.loads(out.reply.body)["candidates"][0]["finishMessage"]
    assert answer.text is None
    assert (answer.response_id, answer.model_version) == ("r1", "gemini-2.5-flash")
    assert answer.usage_metadata is not None
    assert answer.usage_metadata.total_token_count == 7


def test_a_stopped_error_stays_an_error() -> None:
    doc = {"error": {"code": 503, "message": BANNED, "status": "UNAVAILABLE"}}
    out = whole(doc, REFUSE, status=503)
    assert out.reply is not None
    assert out.reply.status == 503
    assert json.loads(out.reply.body)["error"]["code"] == 503
    assert json.loads(out.reply.body)["error"]["status"] == "UNAVAILABLE"
    assert BANNED.encode() not in out.reply.body


def test_a_stopped_error_stays_an_error_whatever_it_is_called() -> None:
    doc = {"error": {"code": 404, "message": BANNED, "status": "NOT_FOUND"}}
    for path, kind, raw in ((SSE, "text/event-stream", dumps(doc)), (ARRAY, JSON, array(doc))):
        out = talk(Gemini(), path, ASKED, raw, REFUSE, kind=kind, status=404)
        assert out.reply is not None
        assert (out.reply.status, out.reply.content_type) == (404, b"application/json")
        assert json.loads(out.reply.body)["error"]["status"] == "NOT_FOUND"


def test_a_stopped_answer_that_is_no_answer_is_an_error() -> None:
    out = whole({"models": [{"description": BANNED}]}, REFUSE, "/v1beta/models")
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_the_upstream_gave_no_answer() -> None:
    reply = Generate(Seen("POST", PLAIN)).failed("refused", 502)
    assert json.loads(reply.body)["error"]["status"] == "UNAVAILABLE"
    assert (reply.status, reply.content_type) == (502, b"application/json")


async def test_blank_lines_keep_a_stream_alive() -> None:
    surface = Generate(Seen("POST", ARRAY, "alt=sse"))
    docs = [chunk(text("a")), chunk(text("b"), finishReason="STOP")]
    body = surface.keepalive + sse(docs[0]) + surface.keepalive * 3 + sse(docs[1]) + surface.keepalive
    async with served(body) as url:
        chunks = await asyncio.to_thread(stream, url)
    assert "".join(one.text or "" for one in chunks) == "ab"
    opened, closed = array(docs[0])[:-2], array(docs[1])[1:]
    padded = surface.padding + opened + surface.padding + b"," + surface.padding + closed + surface.padding
    assert json.loads(padded) == docs
