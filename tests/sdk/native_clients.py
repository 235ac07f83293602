"""Ask for a recorded answer with the official Python libraries of Ollama and Cohere.

A client is made for each call and closed after it: Ollama's takes the header that picks
a recording only when it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import cohere
import httpx
import ollama

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Api, Call

_TIMEOUT_S = 60.0
_OLLAMA = ("think", "format", "options", "keep_alive", "logprobs", "top_logprobs")
_COHERE = ("tools", "documents", "stop_sequences", "temperature")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call, where to, whether the library may ask again, and what closes its client."""

    call: Call
    root: str
    retries: bool
    until: ExitStack

    @property
    def body(self) -> Mapping[str, Any]:
        return self.call.body

    def given(self, *names: str) -> dict[str, Any]:
        """These members of the recorded body, where they say something."""
        return {name: self.body[name] for name in names if self.body.get(name)}

    def ollama(self) -> ollama.Client:
        picked = {PICK_HEADER: self.call.recording}
        made = ollama.Client(self.root, timeout=_TIMEOUT_S, trust_env=False, verify=False, headers=picked)
        return self.until.enter_context(made)

    def cohere(self, first: bool = False) -> Any:
        http = self.until.enter_context(httpx.Client(timeout=_TIMEOUT_S, trust_env=False, verify=False))
        made = cohere.Client if first else cohere.ClientV2
        return made(api_key="k", base_url=self.root, timeout=_TIMEOUT_S, httpx_client=http)

    @property
    def options(self) -> Any:
        """Of a request of Cohere's: the header that picks the recording, and how often to ask."""
        once = {} if self.retries else {"max_retries": 0}
        return {"additional_headers": {PICK_HEADER: self.call.recording}, **once}


def _ollama_chat(one: Wanted) -> Any:
    asked: Any = {"stream": one.call.stream, **one.given("tools", *_OLLAMA)}
    return one.ollama().chat(one.call.model, one.body.get("messages", []), **asked)


def _ollama_generate(one: Wanted) -> Any:
    asked: Any = {"stream": one.call.stream, **one.given("suffix", "system", "template", "context", *_OLLAMA)}
    return one.ollama().generate(one.call.model, one.body.get("prompt", ""), **asked)


def _ollama_embed(one: Wanted) -> Any:
    return one.ollama().embed(one.call.model, one.body.get("input", ""))


def _cohere_chat(one: Wanted) -> Any:
    client = one.cohere()
    asked: Any = {"messages": one.body.get("messages", []), **one.given(*_COHERE, "logprobs", "thinking")}
    chat = client.chat_stream if one.call.stream else client.chat
    return chat(model=one.call.model, **asked, request_options=one.options)


def _cohere_first_chat(one: Wanted) -> Any:
    client = one.cohere(first=True)
    more = one.given(*_COHERE, "chat_history", "preamble", "tool_results")
    asked: Any = {"message": one.body.get("message", "-"), **more}
    chat = client.chat_stream if one.call.stream else client.chat
    return chat(model=one.call.model, **asked, request_options=one.options)


def _cohere_embed(one: Wanted) -> Any:
    asked: Any = {"input_type": "search_document", "embedding_types": ["float"]}
    texts = one.body.get("texts", [])
    return one.cohere().embed(model=one.call.model, texts=texts, **asked, request_options=one.options)


def _cohere_rerank(one: Wanted) -> Any:
    asked: Any = {"query": one.body.get("query", ""), "documents": one.body.get("documents", [])}
    return one.cohere().rerank(model=one.call.model, **asked, request_options=one.options)


# What a library returns: one object, or an iterator of events.
NATIVE: Mapping[Api, Callable[[Wanted], Any]] = {
    "ollama.chat": _ollama_chat,
    "ollama.generate": _ollama_generate,
    "ollama.embed": _ollama_embed,
    "ollama.list": lambda one: one.ollama().list(),
    "ollama.show": lambda one: one.ollama().show(one.call.model),
    "cohere.v2.chat": _cohere_chat,
    "cohere.v1.chat": _cohere_first_chat,
    "cohere.embed": _cohere_embed,
    "cohere.rerank": _cohere_rerank,
}
