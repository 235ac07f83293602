"""Responses streams for tests, made of items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import openai

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.sessions import MASK, SECRET, Talk, policy, sse, talk

Doc = dict[str, Any]


ASKED: Doc = {"model": "gpt-5", "input": "hello", "stream": True}


HEAD: Doc = {"id": f"resp {SECRET}", "object": "response", "created_at": 1, "model": "gpt-5", "output": []}


def numbered(docs: Sequence[Doc]) -> list[Doc]:
    return [{**doc, "sequence_number": n} for n, doc in enumerate(docs)]


def message(pieces: Sequence[str], at: int = 0, logprobs: bool = False) -> Iterator[Doc]:
    """The events of one output message whose text comes in these pieces."""
    where = {"item_id": f"msg {SECRET}", "output_index": at, "content_index": 0}
    text = "".join(pieces)

    def tokens(said: str) -> list[Doc]:
        return [{"token": said, "logprob": -0.5, "bytes": [1], "top_logprobs": []}] if logprobs else []

    part = {"type": "output_text", "annotations": [], "logprobs": tokens(text), "text": text}
    item = {"id": where["item_id"], "type": "message", "role": "assistant"}
    yield {
        "type": "response.output_item.added",
        "output_index": at,
        "item": {**item, "status": "in_progress", "content": []},
    }
    yield {"type": "response.content_part.added", **where, "part": {**part, "text": "", "logprobs": []}}
    for piece in pieces:
        yield {
            "type": "response.output_text.delta",
            **where,
            "delta": piece,
            "logprobs": tokens(piece),
            "obfuscation": SECRET,
        }
    yield {"type": "response.output_text.done", **where, "text": text, "logprobs": tokens(text)}
    yield {"type": "response.content_part.done", **where, "part": part}
    yield {
        "type": "response.output_item.done",
        "output_index": at,
        "item": {**item, "status": "completed", "content": [part]},
    }


def call(pieces: Sequence[str], at: int = 0) -> Iterator[Doc]:
    """The events of one function call."""
    item = {"id": f"fc_{at}", "type": "function_call", "call_id": f"call {SECRET}", "name": "find"}
    where = {"item_id": f"fc_{at}", "output_index": at}
    arguments = "".join(pieces)
    yield {
        "type": "response.output_item.added",
        "output_index": at,
        "item": {**item, "arguments": "", "status": "in_progress"},
    }
    for piece in pieces:
        yield {"type": "response.function_call_arguments.delta", **where, "delta": piece}
    yield {"type": "response.function_call_arguments.done", **where, "name": "find", "arguments": arguments}
    yield {
        "type": "response.output_item.done",
        "output_index": at,
        "item": {**item, "arguments": arguments, "status": "completed"},
    }


def stream(*items: Iterator[Doc], head: Doc = HEAD) -> list[Doc]:
    """A whole answer: the items' events between the beginning and an end that repeats the items."""
    said = [doc for item in items for doc in item]
    output = [doc["item"] for doc in said if doc["type"] == "response.output_item.done"]
    begun = {**head, "status": "in_progress"}
    return numbered(
        [
            {"type": "response.created", "response": begun},
            {"type": "response.in_progress", "response": begun},
            *said,
            {"type": "response.completed", "response": {**head, "status": "completed", "output": output}},
        ]
    )


def ask(docs: Sequence[Doc], rows: Any = MASK, path: str = "/v1/responses", **more: Any) -> Talk:
    return talk(OpenAI(), path, ASKED, sse(*docs), rows, **more)


def joined(docs: Sequence[Doc], kind: str = "response.output_text.delta", at: int = 0) -> str:
    return "".join(doc["delta"] for doc in docs if doc["type"] == kind and doc.get("output_index", at) == at)


def of(docs: Sequence[Doc], kind: str) -> Doc:
    return next(doc for doc in docs if doc["type"] == kind)


def without(doc: Any, *names: str) -> Any:
    """The document without these members: what an edit must not have changed."""
    if isinstance(doc, dict):
        return {key: without(value, *names) for key, value in doc.items() if key not in names}
    return [without(one, *names) for one in doc] if isinstance(doc, list) else doc


REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))


def openai_at(base: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{base}/v1", api_key="k", max_retries=0)
