"""The official Mistral library, asked for whatever a test serves."""

from __future__ import annotations

from typing import Any

from mistralai.client import Mistral

_ASKED: Any = {"model": "mistral-small-latest", "messages": [{"role": "user", "content": "x"}]}


def client(url: str) -> Mistral:
    return Mistral(api_key="k", server_url=url, timeout_ms=20_000)


def complete(url: str) -> Any:
    with client(url) as api:
        return api.chat.complete(**_ASKED)


def iterate(url: str) -> list[Any]:
    """The data of every chunk of a chat."""
    with client(url) as api, api.chat.stream(**_ASKED) as stream:
        return [event.data for event in stream]


def converse(url: str) -> Any:
    with client(url) as api:
        return api.beta.conversations.start(inputs="x", model="mistral-small-latest")


def follow(url: str) -> list[Any]:
    """The data of every event of a conversation."""
    asked: Any = {"inputs": "x", "model": "mistral-small-latest"}
    with client(url) as api, api.beta.conversations.start_stream(**asked) as stream:
        return [event.data for event in stream]
