"""Gemini and Vertex AI: two spellings, two framings, channels that a chunk's positions do not name."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import Sequence
from typing import Any

import pytest
from google import genai
from google.genai import errors, types
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialect import Notice, Seen
from proxy.dialects.gemini import Gemini
from proxy.surfaces.generate import Generate
from proxy.surfaces.generate_tables import ANSWER, EVENTS, REQUEST, camel
from proxy.table import Table
from tests.fixtures import needs_wire
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, policy, talk

Doc = dict[str, Any]
ASKED: Doc = {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}
MODEL = "/v1beta/models/gemini-2.5-flash"
PLAIN = f"{MODEL}:generateContent"
SSE = f"{MODEL}:streamGenerateContent?alt=sse"
ARRAY = f"{MODEL}:streamGenerateContent"
JSON = "application/json; charset=UTF-8"
FLAG = policy(("sekisho.*", "flag"), ("pii.*", "flag"))
REPORT = policy(("sekisho.*", "flag"), ("pii.*", ("mask", {"style": "label"})))
HALVES = ("The customer is Taro", " Yamada, I think.")


def text(said: str, **more: Any) -> Doc:
    return {"text": said, **more}


def thought(said: str) -> Doc:
    return text(said, thought=True)


def chunk(*parts: Doc, index: int = 0, **more: Any) -> Doc:
    return {"candidates": [{"content": {"parts": [*parts], "role": "model"}, "index": index, **more}]}


def sse(*docs: Doc) -> bytes:
    return b"".join(b"data: %b\r\n\r\n" % dumps(doc) for doc in docs)


def array(*docs: Doc) -> bytes:
    return (
        b"[" + b",\r\n".join(json.dumps(doc, indent=2, ensure_ascii=False).encode() for doc in docs) + b"\n]"
    )


def streamed(*docs: Doc, rows: Any = MASK, **more: Any) -> Talk:
    return talk(Gemini(), SSE, ASKED, sse(*docs), rows, **more)


def whole(doc: Any, rows: Any = MASK, path: str = PLAIN, **more: Any) -> Talk:
    return talk(Gemini(), path, ASKED, dumps(doc), rows, kind=JSON, **more)


def asked(doc: Any, rows: Any = FLAG, path: str = PLAIN) -> Talk:
    return talk(Gemini(), path, doc, b"{}", rows, kind=JSON)


def said(docs: Sequence[Doc], index: int = 0, thoughts: bool = False) -> str:
    """The text of one candidate, or its thoughts, as clients join it."""
    ours = (c for doc in docs for c in doc.get("candidates", []) if c.get("index", 0) == index)
    parts = (part for one in ours for part in one.get("content", {}).get("parts", []))
    return "".join(part.get("text", "") for part in parts if bool(part.get("thought")) is thoughts)


def found(out: Talk) -> list[tuple[str, str]]:
    return [(f["role"], f["trust"]) for f in out.findings if f["kind"] == "pii.name"]


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


# What the library keeps beside an answer never came over the wire.
_LOCAL = ("/sdkHttpResponse", "/automaticFunctionCallingHistory", "/parsed")


def unmapped(table: Table, kind: object, at: str) -> set[str]:
    found = {shape for shape in shapes(kind, at) if not shape.startswith(_LOCAL)}
    return {shape for shape in found if not table.slot(shape).mapped}


@pytest.mark.parametrize(
    ("table", "kind", "at"),
    [
        (ANSWER, types.GenerateContentResponse, ""),
        (EVENTS, types.GenerateContentResponse, ""),
        (ANSWER, types.CountTokensResponse, ""),
        (ANSWER, types.ComputeTokensResponse, ""),
        (ANSWER, types.EmbedContentResponse, ""),
        (ANSWER, types.CachedContent, ""),
        (ANSWER, types.ListModelsResponse, ""),
        (ANSWER, types.Model, ""),
        (REQUEST, types.Content, "/contents/*"),
        (REQUEST, types.Content, "/contents"),
        (REQUEST, types.Content, "/systemInstruction"),
        (REQUEST, types.Content, "/generateContentRequest/contents/*"),
        (REQUEST, types.Content, "/requests/*/content"),
        (REQUEST, types.Tool, "/tools/*"),
        (REQUEST, types.ToolConfig, "/toolConfig"),
        (REQUEST, types.GenerationConfig, "/generationConfig"),
        (REQUEST, types.SafetySetting, "/safetySettings/*"),
        (REQUEST, types.ModelArmorConfig, "/modelArmorConfig"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object, at: str) -> None:
    assert unmapped(table, kind, at) == set()


# -- spellings


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("function_call", "functionCall"),
        ("functionCall", "functionCall"),
        ("bytes_base64_encoded", "bytesBase64Encoded"),
        ("_responseJsonSchema", "_responseJsonSchema"),
        ("a_b_c", "aBC"),
        ("@type", "@type"),
        ("*", "*"),
        ("", ""),
    ],
)
def test_both_spellings_are_one(word: str, spelt: str) -> None:
    assert camel(word) == spelt


PARTS: list[tuple[Doc, str, str]] = [
    ({"text": SECRET}, "assistant", "user"),
    ({"text": SECRET, "thought": True}, "reasoning", "user"),
    ({"functionCall": {"name": "f", "args": {"a": [{"b": SECRET}]}}}, "assistant", "user"),
    ({"function_call": {"name": "f", "args": {SECRET: 1}}}, "assistant", "user"),
    ({"functionCall": {"name": SECRET}}, "assistant", "user"),
    ({"functionResponse": {"name": "f", "response": {"result": SECRET}}}, "tool", "tool"),
    ({"function_response": {"name": "f", "response": {SECRET: 1}}}, "tool", "tool"),
    ({"functionResponse": {"parts": [{"fileData": {"displayName": SECRET}}]}}, "tool", "tool"),
    ({"executableCode": {"language": "PYTHON", "code": f"x = '{SECRET}'"}}, "assistant", "user"),
    ({"executable_code": {"language": 1, "code": f"x = '{SECRET}'"}}, "assistant", "user"),
    ({"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": SECRET}}, "tool", "tool"),
    ({"code_execution_result": {"output": SECRET}}, "tool", "tool"),
    ({"toolCall": {"tool_type": "FILE_SEARCH", "args": {"q": SECRET}}}, "assistant", "user"),
    ({"toolResponse": {"response": {"text": SECRET}}}, "tool", "tool"),
    ({"inlineData": {"mimeType": "image/png", "data": "", "displayName": SECRET}}, "assistant", "user"),
    ({"file_data": {"file_uri": f"https://x.test/{SECRET}"}}, "assistant", "user"),
    ({"audioTranscription": {"text": SECRET}}, "assistant", "user"),
]


@pytest.mark.parametrize(("part", "role", "trust"), PARTS)
def test_parts_are_read_wherever_they_stand(part: Doc, role: str, trust: str) -> None:
    content = {"parts": [part], "role": "model"}
    assert found(whole(chunk(part), FLAG)) == [(role, trust)]
    assert found(streamed(chunk(part), rows=FLAG)) == [(role, trust)]
    for contents in ([content], content, [{**content, "parts": part}]):
        assert found(asked({"contents": contents})) == [(role, trust)]


def keys(doc: Any) -> set[str]:
    """Every key in a document, which are read but never rewritten."""
    if isinstance(doc, dict):
        return {*doc}.union(*map(keys, doc.values()))
    return set().union(*map(keys, doc)) if isinstance(doc, list) else set()


@pytest.mark.parametrize("part", [part for part, _, _ in PARTS if SECRET not in keys(part)])
def test_parts_are_masked_wherever_they_stand(part: Doc) -> None:
    masked = json.loads(json.dumps(part).replace(SECRET, "[NAME]"))
    assert json.loads(whole(chunk(part)).sent) == chunk(masked)
    assert streamed(chunk(part)).events == [chunk(masked)]
    assert json.loads(asked({"contents": [{"parts": [part]}]}, MASK).forwarded or b"") == {
        "contents": [{"parts": [masked]}]
    }


@pytest.mark.parametrize(
    ("doc", "role"),
    [
        ({"contents": [{"role": "user", "parts": [{"text": SECRET}]}]}, "user"),
        ({"contents": [{"parts": [{"text": SECRET}]}]}, "user"),
        ({"contents": [{"role": "model", "parts": [{"text": SECRET}]}]}, "assistant"),
        ({"contents": [{"role": "function", "parts": [{"text": SECRET}]}]}, "tool"),
        ({"contents": {"role": "model", "parts": {"text": SECRET}}}, "assistant"),
        # Only what the model said can have been thought: nobody escapes a rule by saying so.
        ({"contents": [{"role": "model", "parts": [thought(SECRET)]}]}, "reasoning"),
        ({"contents": [{"role": "user", "parts": [thought(SECRET)]}]}, "user"),
        ({"contents": [{"parts": [thought(SECRET)]}]}, "user"),
        ({"systemInstruction": {"parts": [{"text": SECRET}]}}, "system"),
        ({"system_instruction": {"role": "user", "parts": {"text": SECRET}}}, "system"),
        ({"systemInstruction": SECRET}, "system"),
        ({"tools": [{"functionDeclarations": [{"name": "f", "description": SECRET}]}]}, "definition"),
        (
            {"tools": [{"function_declarations": [{"parameters": {"properties": {SECRET: {}}}}]}]},
            "definition",
        ),
        ({"tools": {"functionDeclarations": [{"description": SECRET}]}}, "definition"),
        ({"toolConfig": {"functionCallingConfig": {"allowedFunctionNames": [SECRET]}}}, "definition"),
        ({"generationConfig": {"responseSchema": {"enum": [SECRET]}}}, "definition"),
        ({"generation_config": {"response_json_schema": {"title": SECRET}}}, "definition"),
        ({"generationConfig": {"stopSequences": [SECRET]}}, "user"),
        ({"labels": {"owner": SECRET}}, "user"),
        ({"labels": {SECRET: "x"}}, "user"),
        (
            {"generateContentRequest": {"contents": [{"role": "model", "parts": [{"text": SECRET}]}]}},
            "assistant",
        ),
        ({"content": {"parts": [{"text": SECRET}]}, "taskType": "RETRIEVAL_DOCUMENT"}, "user"),
        ({"content": {"parts": [{"text": "x"}]}, "title": SECRET}, "user"),
        ({"requests": [{"content": {"parts": [{"text": SECRET}]}}]}, "user"),
        ({"batch": {"inputConfig": {"requests": {"requests": [{"request": {"contents": SECRET}}]}}}}, "user"),
        ({"instances": [{"content": SECRET}]}, "user"),
        ({"instances": [{"prompt": "x"}], "parameters": {"negativePrompt": SECRET}}, "user"),
        ({"displayName": SECRET}, "user"),
    ],
)
def test_who_speaks_in_a_request(doc: Doc, role: str) -> None:
    out = asked(doc)
    assert [role for role, _ in found(out)] == [role]
    assert out.unmapped() == []


def test_what_names_things_is_never_touched() -> None:
    doc = {
        "model": SECRET,
        "contents": [
            {"role": "model", "parts": [{"text": "", "thoughtSignature": SECRET}]},
            {"role": "model", "parts": [{"functionCall": {"id": SECRET}, "thought_signature": SECRET}]},
        ],
        "safetySettings": [{"category": SECRET, "threshold": SECRET}],
        "generationConfig": {"responseMimeType": SECRET, "temperature": 0.10, "topK": 1},
        "cachedContent": SECRET,
    }
    out = asked(doc, MASK)
    assert out.forwarded == dumps(doc)
    assert found(out) == []


@pytest.mark.parametrize(
    ("doc", "why"),
    [
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "aGVsbG8="}}]}]},
            ["image"],
        ),
        (
            {"contents": [{"parts": [{"inline_data": {"mime_type": "AUDIO/wav", "data": "aGVsbG8="}}]}]},
            ["audio"],
        ),
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "video/mp4", "data": "aGVsbG8="}}]}]},
            ["video"],
        ),
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "application/pdf", "data": "aGVsbG8="}}]}]},
            ["file"],
        ),
        ({"contents": [{"parts": [{"inlineData": {"data": "aGVsbG8="}}]}]}, ["file"]),
        ({"contents": [{"parts": [{"fileData": {"fileUri": "gs://bucket/a.pdf"}}]}]}, ["file"]),
        ({"contents": {"parts": {"file_data": {"file_uri": "gs://bucket/a.pdf"}}}}, ["file"]),
        ({"contents": [], "cachedContent": "cachedContents/1"}, ["stored context"]),
        ({"contents": [], "cached_content": "cachedContents/1"}, ["stored context"]),
        ({"instances": [{"image": {"bytesBase64Encoded": "aGVsbG8="}}]}, ["image"]),
        (ASKED, []),
    ],
)
def test_what_cannot_be_read_is_reported(doc: Doc, why: list[str]) -> None:
    assert asked(doc).unscanned() == why


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


BESIDE: list[tuple[Doc, str, str]] = [
    ({"groundingMetadata": {"webSearchQueries": [SECRET]}}, "assistant", "user"),
    ({"groundingMetadata": {"groundingChunks": [{"web": {"title": SECRET}}]}}, "retrieved", "retrieved"),
    (
        {"grounding_metadata": {"grounding_chunks": [{"retrieved_context": {"text": SECRET}}]}},
        "retrieved",
        "retrieved",
    ),
    (
        {
            "groundingMetadata": {
                "groundingChunks": [{"retrievedContext": {"customMetadata": [{"x": SECRET}]}}]
            }
        },
        "retrieved",
        "retrieved",
    ),
    ({"groundingMetadata": {"groundingSupports": [{"segment": {"text": SECRET}}]}}, "assistant", "user"),
    (
        {"groundingMetadata": {"searchEntryPoint": {"renderedContent": f"<b>{SECRET}</b>"}}},
        "retrieved",
        "retrieved",
    ),
    ({"citationMetadata": {"citations": [{"title": SECRET}]}}, "retrieved", "retrieved"),
    ({"citationMetadata": {"citationSources": [{"uri": SECRET}]}}, "retrieved", "retrieved"),
    ({"urlContextMetadata": {"urlMetadata": [{"retrievedUrl": SECRET}]}}, "retrieved", "retrieved"),
    ({"finishMessage": SECRET}, "error", "user"),
]


@pytest.mark.parametrize(("more", "role", "trust"), BESIDE)
def test_what_stands_beside_an_answer_is_read(more: Doc, role: str, trust: str) -> None:
    for out in (whole(chunk(text("x"), **more), REPORT), streamed(chunk(text("x"), **more), rows=REPORT)):
        assert found(out) == [(role, trust)]
        assert SECRET.encode() not in out.sent
        assert out.unmapped() == []


def test_a_segment_is_ruled_as_the_answer_it_repeats() -> None:
    told = f"It is {SECRET}."
    support = {"groundingSupports": [{"segment": {"endIndex": len(told), "text": told}}]}
    out = streamed(chunk(text(told)), chunk(text(""), finishReason="STOP", groundingMetadata=support))
    assert said(out.events) == "It is [NAME]."
    segment = out.events[1]["candidates"][0]["groundingMetadata"]["groundingSupports"][0]["segment"]
    assert segment["text"] == "It is [NAME]."


def test_identifiers_and_numbers_of_an_answer_are_never_touched() -> None:
    doc = {
        **chunk(
            text("x", thoughtSignature=SECRET), finishReason=SECRET, safetyRatings=[{"category": SECRET}]
        ),
        "usageMetadata": {"trafficType": SECRET, "promptTokensDetails": [{"modality": SECRET}]},
        "modelVersion": SECRET,
        "responseId": SECRET,
        "promptFeedback": {"blockReason": SECRET},
    }
    assert whole(doc).sent == dumps(doc)
    assert streamed(doc).sent == sse(doc)


ERROR: Doc = {
    "error": {
        "code": 400,
        "message": f"No such user: {SECRET}",
        "status": "INVALID_ARGUMENT",
        "details": [{"@type": "type.googleapis.com/google.rpc.DebugInfo", "detail": f"for {SECRET}"}],
    }
}


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        (PLAIN, dumps(ERROR), JSON, 400),
        (SSE, dumps(ERROR), JSON, 400),
        (SSE, json.dumps(ERROR, indent=2).encode(), "text/event-stream", 404),
        (SSE, sse(chunk(text("x")), ERROR), "text/event-stream", 200),
        # In the middle of a stream an error may come bare; the official client reads it.
        (SSE, sse(chunk(text("x"))) + json.dumps(ERROR, indent=2).encode(), "text/event-stream", 200),
        (SSE, sse(chunk(text("x"))) + dumps([ERROR]) + b"\r\n\r\n", "text/event-stream", 200),
        (ARRAY, array(ERROR), JSON, 400),
        (ARRAY, array(chunk(text("x")), ERROR), JSON, 200),
        (ARRAY, dumps(ERROR), JSON, 200),
    ],
)
def test_errors_are_read(path: str, body: bytes, kind: str, status: int) -> None:
    out = talk(Gemini(), path, ASKED, body, REPORT, kind=kind, status=status)
    assert out.sent == body.replace(SECRET.encode(), b"[NAME]")
    assert set(found(out)) == {("error", "user")}
    assert out.unmapped() == []


def test_what_is_stored_is_read_again() -> None:
    done = {"response": {"inlinedResponses": {"inlinedResponses": [{"response": chunk(text(SECRET))}]}}}
    for path, doc in (
        ("/v1beta/batches/1", done),
        ("/v1beta/batches/1", {"metadata": {"output": done["response"]}}),
        ("/v1beta/cachedContents/1", {"name": "cachedContents/1", "displayName": SECRET}),
        ("/v1beta/models", {"models": [{"name": "models/x", "description": SECRET}]}),
    ):
        out = talk(Gemini(), path, None, dumps(doc), REPORT, kind=JSON, method="GET")
        assert SECRET.encode() not in out.sent
        assert out.unmapped() == []


# -- whose paths they are


@pytest.mark.parametrize(
    ("path", "name", "model", "streams"),
    [
        (PLAIN, "generate", "gemini-2.5-flash", False),
        (SSE.partition("?")[0], "generate", "gemini-2.5-flash", True),
        (
            "/v1/projects/p/locations/l/publishers/google/models/gemini-3:generateContent",
            "generate",
            "gemini-3",
            False,
        ),
        ("/v1/projects/p/locations/l/endpoints/7:generateContent", "generate", "7", False),
        ("/v1beta/models/gemini-3%3AcountTokens", "generate", "gemini-3", False),
        ("/v1beta/cachedContents", "generate", "", False),
        ("/v1beta/models", "generate", "", False),
        ("/v1beta/interactions", "interactions", "", False),
        ("/v1beta/openai/chat/completions", "chat.completions", "", False),
        ("/v1/projects/p/locations/l/endpoints/openapi/chat/completions", "chat.completions", "", False),
        ("/v1beta/openai/embeddings", "embeddings", "", False),
        (
            "/v1/projects/p/locations/l/publishers/anthropic/models/claude-5:rawPredict",
            "messages",
            "claude-5",
            False,
        ),
        ("/upload/v1beta/files", "generic", "", False),
    ],
)
def test_the_path_says_which_surface(path: str, name: str, model: str, streams: bool) -> None:
    surface = Gemini().surface(Seen("POST", path))
    assert (surface.name, surface.model({}), surface.streaming({})) == (name, model, streams)


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


def client(url: str) -> genai.Client:
    return genai.Client(api_key="k", http_options=types.HttpOptions(base_url=url, timeout=20_000))


def generate(url: str) -> types.GenerateContentResponse:
    with client(url) as gemini:
        return gemini.models.generate_content(model="gemini-2.5-flash", contents="hello")


def stream(url: str) -> list[types.GenerateContentResponse]:
    with client(url) as gemini:
        return list(gemini.models.generate_content_stream(model="gemini-2.5-flash", contents="hello"))


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


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("harm.fruit", "SAFETY"), ("pii.name", "SPII"), ("secret.key", "SPII"), ("ip.text", "SAFETY")],
)
def test_personal_data_has_a_reason_of_its_own(kind: str, reason: str) -> None:
    reply = Generate(Seen("POST", PLAIN)).instead(chunk(text("x")), 200, notice(kind))
    assert json.loads(reply.body)["candidates"][0]["finishReason"] == reason


def notice(kind: str = "harm.fruit") -> Notice:
    return Notice("0199", "p", "r", kind, "refuse", "response")


def test_a_stopped_error_stays_an_error() -> None:
    doc = {"error": {"code": 503, "message": BANNED, "status": "UNAVAILABLE"}}
    out = whole(doc, REFUSE, status=503)
    assert out.reply is not None
    assert out.reply.status == 503
    assert json.loads(out.reply.body)["error"]["code"] == 503
    assert json.loads(out.reply.body)["error"]["status"] == "UNAVAILABLE"
    assert BANNED.encode() not in out.reply.body


def test_a_stopped_answer_that_is_no_answer_is_an_error() -> None:
    out = whole({"models": [{"description": BANNED}]}, REFUSE, "/v1beta/models")
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["error"]["status"]) == (400, "INVALID_ARGUMENT")


async def test_a_stopped_stream_finishes_for_safety() -> None:
    docs = [
        {**chunk(text("Eat the forbid")), "usageMetadata": {"totalTokenCount": 7}, "responseId": "r1"},
        chunk(text("den fruit, and more")),
        chunk(text("later"), finishReason="STOP"),
    ]
    out = streamed(*docs, rows=REFUSE)
    assert out.finished
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(stream, url)
    assert "".join(one.text or "" for one in chunks) == "Eat the "
    last = (chunks[-1].candidates or [])[0]
    assert last.finish_reason == types.FinishReason.SAFETY
    assert "harm.fruit" in out.events[-1]["candidates"][0]["finishMessage"]
    assert chunks[-1].response_id == "r1"
    assert chunks[-1].usage_metadata is not None
    assert out.sent.endswith(b"\r\n\r\n")


def test_only_candidates_that_go_on_are_ended() -> None:
    docs = [
        chunk(text("a"), index=0, finishReason="STOP"),
        chunk(text("b"), index=1),
        chunk(text("c"), index=2),
        chunk(text(BANNED), index=1),
    ]
    ended = streamed(*docs, rows=REFUSE).events[-1]["candidates"]
    assert [(one["index"], one["finishReason"]) for one in ended] == [(1, "SAFETY"), (2, "SAFETY")]


@pytest.mark.parametrize(
    "docs",
    [
        [chunk(text(BANNED))],
        [chunk({"functionCall": {"name": "f", "args": {"a": BANNED}}})],
        [chunk(text("Eat the ")), chunk(text(BANNED)), chunk(text("later"), finishReason="STOP")],
        [chunk(text("Eat the ")), chunk({"functionCall": {"name": "f", "args": {"a": BANNED}}})],
        [chunk(text("done"), finishReason="STOP"), {"promptFeedback": {"blockReasonMessage": BANNED}}],
        [{"promptFeedback": {"blockReasonMessage": BANNED}}],
    ],
)
@pytest.mark.parametrize("read", [1, 7, 100_000])
def test_a_stopped_array_is_closed(docs: list[Doc], read: int) -> None:
    body = array(*docs)
    out = talk(Gemini(), ARRAY, ASKED, body, REFUSE, kind=JSON, cuts=[read] * len(body))
    left = json.loads(out.sent)
    assert BANNED.encode() not in out.sent
    assert out.finished
    reasons = [c["finishReason"] for doc in left for c in doc.get("candidates", []) if "finishReason" in c]
    assert reasons == (["STOP"] if docs[0].get("candidates", [{}])[0].get("finishReason") else ["SAFETY"])


async def test_nothing_that_was_not_read_leaves_with_a_stop() -> None:
    """What stands in the same chunk behind the words that stopped it."""
    late = chunk(text(f"{BANNED}!"), text(SECRET), {"functionCall": {"name": "f", "args": {"a": SECRET}}})
    late["candidates"] += chunk(text(SECRET), index=1)["candidates"]
    out = streamed(chunk(text("Well, ")), late, rows=REFUSE)
    assert SECRET.encode() not in out.sent
    assert said(out.events) == "Well, "
    keyed = chunk(text(f"{BANNED}!"), {"functionCall": {"name": "f", "args": {SECRET: 1}}})
    assert SECRET.encode() not in streamed(chunk(text("Well, ")), keyed, rows=REFUSE).sent


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
