"""Ask for a recorded answer with Mistral's official Python library.

A client is made for each call and closed after it. The library asks once: it retries only
where it is told how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mistralai.client import Mistral

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Api
from tests.sdk.native_clients import Wanted

_TIMEOUT_MS = 20_000


def _client(one: Wanted) -> Mistral:
    return one.until.enter_context(Mistral(api_key="k", server_url=one.root, timeout_ms=_TIMEOUT_MS))


def _more(one: Wanted, *names: str) -> Any:
    """What every call takes, and these members of the recorded body."""
    return {"http_headers": {PICK_HEADER: one.call.recording}, **one.given(*names)}


def _chat(one: Wanted) -> Any:
    chat = _client(one).chat
    asked = chat.stream if one.call.stream else chat.complete
    messages: Any = one.body.get("messages", [])
    return asked(model=one.call.model, messages=messages, **_more(one, "tools", "max_tokens"))


def _agents(one: Wanted) -> Any:
    agents = _client(one).agents
    asked = agents.stream if one.call.stream else agents.complete
    return asked(messages=one.body.get("messages", []), **_more(one, "agent_id", "tools"))


def _fim(one: Wanted) -> Any:
    fim = _client(one).fim
    asked = fim.stream if one.call.stream else fim.complete
    return asked(model=one.call.model, prompt=one.body.get("prompt", ""), **_more(one, "suffix"))


def _embeddings(one: Wanted) -> Any:
    inputs: Any = one.body.get("input", "")
    return _client(one).embeddings.create(model=one.call.model, inputs=inputs, **_more(one))


def _conversations(one: Wanted) -> Any:
    conversations = _client(one).beta.conversations
    asked = conversations.start_stream if one.call.stream else conversations.start
    return asked(
        inputs=one.body.get("inputs", ""), **_more(one, "model", "agent_id", "instructions", "tools")
    )


def _ocr(one: Wanted) -> Any:
    return _client(one).ocr.process(model=one.call.model, **_more(one, "document"))


def _moderations(one: Wanted) -> Any:
    inputs: Any = one.body.get("input", "")
    return _client(one).classifiers.moderate(model=one.call.model, inputs=inputs, **_more(one))


MISTRAL: Mapping[Api, Callable[[Wanted], Any]] = {
    "mistral.chat": _chat,
    "mistral.agents": _agents,
    "mistral.fim": _fim,
    "mistral.embeddings": _embeddings,
    "mistral.conversations": _conversations,
    "mistral.ocr": _ocr,
    "mistral.moderations": _moderations,
}
