"""What cannot be inspected is on record with its reason, in every dialect; in an answer it brings nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import DIALECTS, Dialect, Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.past import LEAST, Past
from tests.proxy.surfaces.sessions import SECRET, dumps, policy, talk
from tests.proxy.test_past import Asked

Doc = dict[str, Any]

SILENT = policy()
BASE64 = "iVBORw0KGgo" * 9
FAR = "https://example.com/a.png"

CHAT = "/v1/chat/completions"
AZURE = "/openai/deployments/d/chat/completions"
MESSAGES = "/v1/messages"
GEMINI = "/v1beta/models/m:generateContent"
CONVERSE, INVOKE = "/model/m/converse", "/model/m/invoke"


class Sockets:
    """OpenAI's talks, as a dialect whose requests are messages of a client."""

    name = "sockets"
    documentation = ""

    def surface(self, seen: Seen) -> Surface:
        found = OpenAI().talk(Seen("GET", seen.path))
        assert found is not None
        return found


def dialect(name: str) -> Dialect:
    return Sockets() if name == "realtime" else DIALECTS.build(name)


def part(**part: object) -> Doc:
    return {"messages": [{"role": "user", "content": [part]}]}


def item(**part: object) -> Doc:
    return {"input": [{"role": "user", "content": [part]}]}


def gemini(**part: object) -> Doc:
    return {"contents": [{"parts": [part]}]}


def source(**source: object) -> Doc:
    return part(type="document", source=source)


def created(**part: object) -> Doc:
    return {"type": "conversation.item.create", "item": {"type": "message", "content": [part]}}


def sampled(**block: object) -> Doc:
    return {"jsonrpc": "2.0", "id": 1, "result": {"role": "assistant", "model": "m", "content": block}}


ASKED: list[tuple[str, str, Doc, list[str]]] = [
    # OpenAI, and who speaks alike.
    ("openai", CHAT, part(type="image_url", image_url={"url": FAR}), ["remote image"]),
    ("openai", CHAT, part(type="image_url", image_url={"url": "gs://b/a.png"}), ["remote image"]),
    ("openai", CHAT, part(type="image_url", image_url={"url": " s3://b/a.png"}), ["remote image"]),
    ("openai", CHAT, part(type="image_url", image_url={"url": "//example.com/a"}), ["remote image"]),
    ("openai", CHAT, part(type="image_url", image_url=FAR), ["remote image"]),
    ("openai", CHAT, part(type="image_url", image_url={"url": f"data:image/png;base64,{BASE64}"}), ["image"]),
    ("openai", CHAT, part(type="video_url", video_url={"url": FAR}), ["remote video"]),
    ("openai", CHAT, part(type="audio_url", audio_url={"url": FAR}), ["remote audio"]),
    ("openai", CHAT, part(type="input_audio", input_audio={"data": "UklGRg=="}), ["audio"]),
    ("openai", CHAT, part(type="file", file={"file_id": "file-1"}), ["file id"]),
    (
        "openai",
        CHAT,
        part(type="file", file={"file_data": f"data:application/pdf;base64,{BASE64}"}),
        ["file"],
    ),
    ("openai", CHAT, part(type="file", file={"file_data": FAR}), ["remote file"]),
    ("openai", CHAT, {"messages": [{"role": "assistant", "audio": {"id": "audio_1"}}]}, ["stored audio"]),
    ("openai", CHAT, {"messages": [{"reasoning_details": [{"data": "gAAA"}]}]}, ["encrypted content"]),
    ("openai", "/v1/completions", {"prompt": [1, 2, 3]}, ["token ids"]),
    ("openai", "/v1/embeddings", {"input": [[1, 2], [3]]}, ["token ids"]),
    ("openai", "/v1/responses", {"input": "x", "previous_response_id": "resp_1"}, ["stored history"]),
    ("openai", "/v1/responses", {"input": "x", "conversation": "conv_1"}, ["stored history"]),
    ("openai", "/v1/responses", {"input": [{"type": "item_reference", "id": "msg_1"}]}, ["stored history"]),
    ("openai", "/v1/responses", {"prompt": {"id": "pmpt_1"}}, ["stored prompt"]),
    ("openai", "/v1/responses", item(type="input_image", image_url=FAR), ["remote image"]),
    ("openai", "/v1/responses", item(type="input_image", file_id="file-1"), ["file id"]),
    ("openai", "/v1/responses", item(type="input_file", file_url=FAR), ["remote file"]),
    ("openai", "/v1/responses", item(type="input_file", file_id="file-1"), ["file id"]),
    ("openai", "/v1/responses", item(type="input_file", file_data=BASE64), ["file"]),
    (
        "openai",
        "/v1/responses",
        {"input": [{"type": "reasoning", "encrypted_content": "gAAA"}]},
        ["encrypted content"],
    ),
    (
        "openai",
        "/v1/responses",
        {"tools": [{"type": "code_interpreter", "container": "cntr_1"}]},
        ["container"],
    ),
    (
        "openai",
        "/v1/responses",
        {"tools": [{"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["f", "g"]}}]},
        ["file id"],
    ),
    (
        "openai",
        "/v1/responses",
        {"tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}]},
        ["vector store"],
    ),
    ("openai", "/v1/images/edits", {"prompt": "x", "images": [{"file_id": "file-1"}]}, ["file id"]),
    ("openai", "/v1/images/edits", {"prompt": "x", "images": [{"image_url": FAR}]}, ["remote image"]),
    (
        "openai",
        "/v1/moderations",
        {"input": [{"type": "image_url", "image_url": {"url": FAR}}]},
        ["remote image"],
    ),
    ("openai", "/v1/audio/transcriptions", {"url": FAR}, ["remote audio"]),
    (
        "openai",
        "/v1/threads/t/messages",
        {"role": "user", "content": "x", "attachments": [{"file_id": "file-1"}]},
        ["file id"],
    ),
    (
        "openai",
        "/v1/threads/t/messages",
        {"role": "user", "content": [{"type": "image_file", "image_file": {"file_id": "file-1"}}]},
        ["file id"],
    ),
    (
        "openai",
        "/v1/assistants",
        {"tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}}},
        ["vector store"],
    ),
    ("openai", "/v1/batches", {"input_file_id": "file-1", "endpoint": "/v1/responses"}, ["file id"]),
    ("openai", "/v1/vector_stores", {"file_ids": ["file-1", "file-2"]}, ["file id"]),
    ("openai", "/v1/fine_tuning/jobs", {"model": "m", "training_file": "file-1"}, ["file id"]),
    ("azure", AZURE, part(type="image_url", image_url={"url": FAR}), ["remote image"]),
    ("azure", "/openai/v1/responses", item(type="input_file", file_id="file-1"), ["file id"]),
    # Anthropic
    ("anthropic", MESSAGES, source(type="url", url=FAR), ["remote file"]),
    ("anthropic", MESSAGES, source(type="file", file_id="file_1"), ["file id"]),
    ("anthropic", MESSAGES, source(type="base64", media_type="application/pdf", data=BASE64), ["file"]),
    ("anthropic", MESSAGES, source(type="text", data="https://example.com is what we read."), []),
    ("anthropic", MESSAGES, part(type="container_upload", file_id="file_1"), ["file id"]),
    ("anthropic", MESSAGES, part(type="redacted_thinking", data="gAAA"), ["encrypted content"]),
    (
        "anthropic",
        MESSAGES,
        part(type="web_search_tool_result", content=[{"encrypted_content": "gAAA", "title": "t"}] * 3),
        ["encrypted content"],
    ),
    ("anthropic", MESSAGES, {"container": "container_1", "messages": []}, ["container"]),
    ("anthropic", MESSAGES, {"container": {"id": "container_1"}, "messages": []}, ["container"]),
    # Gemini
    ("gemini", GEMINI, gemini(fileData={"fileUri": FAR}), ["file id"]),
    ("gemini", GEMINI, gemini(file_data={"file_uri": "files/1", "mime_type": "a/b"}), ["file id"]),
    ("gemini", GEMINI, {"system_instruction": {"parts": {"fileData": {"fileUri": FAR}}}}, ["file id"]),
    ("gemini", GEMINI, gemini(inlineData={"mimeType": "image/png", "data": "aGk="}), ["image"]),
    ("gemini", GEMINI, gemini(inlineData={"mimeType": "application/pdf", "data": "aGk="}), ["file"]),
    ("gemini", GEMINI, {"contents": [], "cachedContent": "cachedContents/1"}, ["stored context"]),
    (
        "gemini",
        "/v1beta/models/m:batchGenerateContent",
        {"batch": {"inputConfig": {"fileName": "files/1"}}},
        ["file id"],
    ),
    ("gemini", "/v1/models/m:predict", {"instances": [{"image": {"gcsUri": "gs://b/a"}}]}, ["remote image"]),
    ("gemini", "/v1beta/interactions", {"input": [{"type": "image", "uri": FAR}]}, ["remote file"]),
    ("gemini", "/v1beta/interactions", {"previous_interaction_id": "i"}, ["stored history"]),
    ("gemini", "/v1beta/interactions", {"cached_content": "c"}, ["stored context"]),
    # Mistral, Cohere, Ollama
    ("mistral", CHAT, part(type="image_url", image_url=FAR), ["remote image"]),
    ("mistral", CHAT, part(type="document_url", document_url=FAR), ["remote file"]),
    ("mistral", CHAT, part(type="file", file_id="1"), ["file id"]),
    ("mistral", "/v1/agents/completions", {"agent_id": "ag_1", "messages": []}, ["stored prompt"]),
    ("mistral", "/v1/conversations/conv_1", {"inputs": "x"}, ["stored history"]),
    ("mistral", "/v1/ocr", {"document": {"type": "document_url", "document_url": FAR}}, ["remote file"]),
    ("mistral", "/v1/ocr", {"document": {"type": "file", "file_id": "1"}}, ["file id"]),
    ("cohere", "/v2/chat", part(type="image_url", image_url={"url": FAR}), ["remote image"]),
    ("cohere", "/v1/chat", {"message": "x", "conversation_id": "c"}, ["stored history"]),
    ("cohere", "/v1/detokenize", {"tokens": [1, 2]}, ["token ids"]),
    ("ollama", "/api/chat", {"messages": [{"role": "user", "images": [BASE64]}]}, ["image"]),
    ("ollama", "/api/generate", {"prompt": "x", "context": [1, 2]}, ["token ids"]),
    # Bedrock
    ("bedrock", CONVERSE, part(image={"source": {"bytes": "aGk="}}), ["image"]),
    ("bedrock", CONVERSE, part(document={"source": {"bytes": "aGk="}}), ["file"]),
    ("bedrock", CONVERSE, part(video={"source": {"s3Location": {"uri": "s3://b/a.mp4"}}}), ["remote video"]),
    ("bedrock", CONVERSE, part(reasoningContent={"redactedContent": "aGk="}), ["encrypted content"]),
    ("bedrock", INVOKE, source(type="base64", data=BASE64), ["file"]),
    ("bedrock", INVOKE, part(type="redacted_thinking", data="gAAA"), ["encrypted content"]),
    (
        "bedrock",
        "/model/arn%3Aaws%3Abedrock%3Ar%3A1%3Aprompt%2FP%3A1/converse",
        {"messages": []},
        ["stored prompt"],
    ),
    # The Model Context Protocol, and sockets
    ("mcp", "/mcp", sampled(type="image", mimeType="image/png", data=BASE64), ["media"]),
    (
        "mcp",
        "/mcp",
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "f", "requestState": "s"}},
        ["request state"],
    ),
    ("realtime", "/v1/realtime", created(type="input_image", image_url=FAR), ["remote image"]),
    ("realtime", "/v1/realtime", created(type="input_audio", audio="UklGRg=="), ["audio"]),
    ("realtime", "/v1/realtime", {"type": "input_audio_buffer.append", "audio": "UklGRg=="}, ["audio"]),
    (
        "realtime",
        "/v1/realtime",
        {"type": "session.update", "session": {"prompt": {"id": "pmpt_1"}}},
        ["stored prompt"],
    ),
    ("realtime", "/v1/responses", item(type="input_file", file_id="file-1"), ["file id"]),
]


@pytest.mark.parametrize(
    ("name", "path", "doc", "why"), ASKED, ids=[f"{n} {one[0]} {one[3]}" for n, one in enumerate(ASKED)]
)
def test_what_cannot_be_inspected_is_on_record(name: str, path: str, doc: Doc, why: list[str]) -> None:
    out = talk(dialect(name), path, doc, b"{}", SILENT, kind="application/json")
    assert out.unscanned() == why
    assert out.forwarded == dumps(doc)


SAID: list[tuple[str, str, Doc]] = [
    ("openai", "/v1/images/generations", {"data": [{"url": FAR}]}),
    (
        "openai",
        "/v1/responses",
        {
            "object": "response",
            "previous_response_id": "resp_1",
            "output": [
                {"type": "reasoning", "encrypted_content": "gAAA"},
                {
                    "type": "message",
                    "content": [
                        {
                            "type": "output_text",
                            "text": "x",
                            "annotations": [{"file_id": "f", "container_id": "c"}],
                        }
                    ],
                },
            ],
            "tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}],
        },
    ),
    ("openai", CHAT, {"choices": [{"message": {"content": "x", "audio": {"id": "audio_1"}}}]}),
    ("anthropic", MESSAGES, {"type": "message", "content": [{"type": "redacted_thinking", "data": "gAAA"}]}),
    ("gemini", GEMINI, {"candidates": [{"content": {"parts": [{"fileData": {"fileUri": FAR}}]}}]}),
    (
        "bedrock",
        CONVERSE,
        {"output": {"message": {"content": [{"image": {"source": {"s3Location": {"uri": FAR}}}}]}}},
    ),
]


@pytest.mark.parametrize(("name", "path", "doc"), SAID, ids=[f"{n} {one[0]}" for n, one in enumerate(SAID)])
def test_in_an_answer_it_brings_nothing(name: str, path: str, doc: Doc) -> None:
    out = talk(dialect(name), path, None, dumps(doc), SILENT, kind="application/json")
    assert (out.findings, out.sent) == ([], dumps(doc))


READ: list[tuple[str, str, Doc]] = [
    ("openai", CHAT, part(type="image_url", image_url={"url": f"{FAR}?for={SECRET}"})),
    ("openai", "/v1/responses", item(type="input_file", file_url=f"{FAR}?for={SECRET}")),
    ("gemini", GEMINI, gemini(fileData={"fileUri": f"{FAR}?for={SECRET}"})),
    ("bedrock", CONVERSE, part(image={"source": {"s3Location": {"uri": f"s3://b/{SECRET}"}}})),
]


@pytest.mark.parametrize(("name", "path", "doc"), READ, ids=[one[0] for one in READ])
def test_an_address_is_read_too(name: str, path: str, doc: Doc) -> None:
    rules = policy(("pii.*", ("mask", {"style": "label"})))
    out = talk(dialect(name), path, doc, b"{}", rules, kind="application/json")
    assert out.forwarded == dumps(doc).replace(SECRET.encode(), b"[NAME]")
    assert [one["kind"] for one in out.findings] == ["sekisho.unscanned", "pii.name"]


def test_a_row_may_refuse_it() -> None:
    rules = policy(("sekisho.unscanned", "refuse"))
    for name, path, doc, why in ASKED:
        out = talk(dialect(name), path, doc, b"{}", rules, kind="application/json")
        assert (out.forwarded is None) == bool(why), (name, path, why)


def test_what_is_on_record_once_is_so_in_every_turn() -> None:
    said = {"role": "user", "content": [
        {"type": "file", "file": {"file_id": "file-1"}},
        {"type": "file", "file": {"file_id": "file-2"}},
        {"type": "image_url", "image_url": {"url": FAR}},
    ]}  # fmt: skip
    turns: list[object] = [said, {"role": "assistant", "content": "x" * LEAST}]
    past = Past()
    for count in range(4):
        more = [{"role": "user", "content": f"turn {n}"} for n in range(count)]
        asked = Asked(json.dumps({"messages": [*turns, *more]}).encode(), past, SILENT)
        assert [kind for kind, *_ in asked.findings] == ["sekisho.unscanned"] * 2
