"""What Gemini's fields are: both spellings, every place, and every string the official client knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.genai import types

from proxy.dialects.gemini import Gemini
from proxy.surfaces.generate_tables import ANSWER, EVENTS, REQUEST, camel
from proxy.table import Table
from tests.proxy.surfaces.generate_streams import (
    ARRAY,
    ASKED,
    FLAG,
    JSON,
    PLAIN,
    REPORT,
    SSE,
    Doc,
    array,
    asked,
    chunk,
    found,
    sse,
    streamed,
    text,
    thought,
    whole,
)
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import MASK, SECRET, dumps, talk

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
        ({"contents": [{"parts": [{"fileData": {"fileUri": "gs://bucket/a.pdf"}}]}]}, ["file id"]),
        ({"contents": {"parts": {"file_data": {"file_uri": "gs://bucket/a.pdf"}}}}, ["file id"]),
        ({"contents": [], "cachedContent": "cachedContents/1"}, ["stored context"]),
        ({"contents": [], "cached_content": "cachedContents/1"}, ["stored context"]),
        ({"instances": [{"image": {"bytesBase64Encoded": "aGVsbG8="}}]}, ["image"]),
        (ASKED, []),
    ],
)
def test_what_cannot_be_read_is_reported(doc: Doc, why: list[str]) -> None:
    assert asked(doc).unscanned() == why


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
