"""Ask for a recorded answer with the official Python libraries of Ollama and Cohere.

A client is made for each call: these libraries keep connections open no longer than that,
and Ollama's takes the header that picks a recording only when it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cohere
import httpx
import ollama

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Api, Call

_TIMEOUT_S = 20.0

# What a library returns: one object, or an iterator of events.
Ask = Callable[[Call, str, bool], Any]


def _ollama(call: Call, root: str) -> ollama.Client:
    return ollama.Client(
        root, timeout=_TIMEOUT_S, trust_env=False, verify=False, headers={PICK_HEADER: call.recording}
    )


def _given(call: Call, *names: str) -> dict[str, Any]:
    """These members of the recorded body, where they say something."""
    return {name: call.body[name] for name in names if call.body.get(name)}


_OLLAMA = ("tools", "think", "format", "options", "keep_alive", "logprobs", "top_logprobs")


def ollama_chat(call: Call, root: str, retries: bool) -> Any:
    """A talk. The library never asks again."""
    del retries
    body: Any = call.body
    asked: Any = {"stream": call.stream, **_given(call, *_OLLAMA)}
    return _ollama(call, root).chat(call.model, body.get("messages", []), **asked)


def ollama_generate(call: Call, root: str, retries: bool) -> Any:
    """A prompt and its continuation."""
    del retries
    body: Any = call.body
    asked: Any = {
        "stream": call.stream,
        **_given(call, "suffix", "system", "template", "context", *_OLLAMA[1:]),
    }
    return _ollama(call, root).generate(call.model, body.get("prompt", ""), **asked)


def ollama_embed(call: Call, root: str, retries: bool) -> Any:
    del retries
    body: Any = call.body
    return _ollama(call, root).embed(call.model, body.get("input", ""))


def ollama_list(call: Call, root: str, retries: bool) -> Any:
    del retries
    return _ollama(call, root).list()


def ollama_show(call: Call, root: str, retries: bool) -> Any:
    del retries
    return _ollama(call, root).show(call.model)


def _cohere(root: str, first: bool = False) -> Any:
    made = cohere.Client if first else cohere.ClientV2
    http = httpx.Client(timeout=_TIMEOUT_S, trust_env=False, verify=False)
    return made(api_key="k", base_url=root, timeout=_TIMEOUT_S, httpx_client=http)


def _options(call: Call, retries: bool) -> Any:
    once = {} if retries else {"max_retries": 0}
    return {"additional_headers": {PICK_HEADER: call.recording}, **once}


_FIRST = ("chat_history", "preamble", "documents", "tools", "tool_results", "stop_sequences", "temperature")
_SECOND = ("tools", "documents", "response_format", "stop_sequences", "temperature", "logprobs", "thinking")


def cohere_chat(call: Call, root: str, retries: bool) -> Any:
    """A chat of the second version."""
    body: Any = call.body
    client = _cohere(root)
    asked: Any = {"model": call.model, "messages": body.get("messages", []), **_given(call, *_SECOND)}
    chat = client.chat_stream if call.stream else client.chat
    return chat(**asked, request_options=_options(call, retries))


def cohere_first_chat(call: Call, root: str, retries: bool) -> Any:
    """A chat of the first version."""
    body: Any = call.body
    client = _cohere(root, first=True)
    asked: Any = {"model": call.model, "message": body.get("message", "-"), **_given(call, *_FIRST)}
    chat = client.chat_stream if call.stream else client.chat
    return chat(**asked, request_options=_options(call, retries))


def cohere_embed(call: Call, root: str, retries: bool) -> Any:
    body: Any = call.body
    asked: Any = {"model": call.model, "input_type": "search_document", "texts": body.get("texts", [])}
    return _cohere(root).v2.embed(embedding_types=["float"], **asked, request_options=_options(call, retries))


def cohere_rerank(call: Call, root: str, retries: bool) -> Any:
    body: Any = call.body
    asked: Any = {"query": body.get("query", ""), "documents": body.get("documents", [])}
    return _cohere(root).rerank(model=call.model, **asked, request_options=_options(call, retries))


NATIVE: Mapping[Api, Ask] = {
    "ollama.chat": ollama_chat,
    "ollama.generate": ollama_generate,
    "ollama.embed": ollama_embed,
    "ollama.list": ollama_list,
    "ollama.show": ollama_show,
    "cohere.v2.chat": cohere_chat,
    "cohere.v1.chat": cohere_first_chat,
    "cohere.embed": cohere_embed,
    "cohere.rerank": cohere_rerank,
}
