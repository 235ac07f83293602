"""Read a recorded answer with the official Python client libraries.

`PythonClients` keeps one client for each base URL. Nothing is retried unless asked for,
so a request counter at the upstream tells how often a client really asked.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

import anthropic
import httpx
import openai
from google import genai
from google.genai import types
from pydantic import JsonValue

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Call, Roots
from tests.sdk.mistral_clients import MISTRAL
from tests.sdk.native_clients import NATIVE, Wanted
from tests.sdk.openai_clients import OPENAI
from tests.sdk.result import Result, failure, plain

_TIMEOUT_S = 60.0
_AZURE_VERSION = "2025-04-01-preview"
# Every hop decides these for itself.
_OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


class PythonClients:
    """Clients by base URL, closed together.

    helper: use `.stream()` helpers, which check more. retries: as often as the libraries do by default.
    """

    def __init__(self, helper: bool = False, retries: bool = False) -> None:
        self.helper = helper
        self._once: dict[str, Any] = {} if retries else {"max_retries": 0}
        self._open = contextlib.ExitStack()
        self._openai: dict[tuple[str, bool], openai.OpenAI] = {}
        self._anthropic: dict[str, anthropic.Anthropic] = {}
        self._genai: dict[str, genai.Client] = {}
        self._httpx = self._open.enter_context(httpx.Client(timeout=_TIMEOUT_S, trust_env=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def read(self, call: Call, roots: Roots) -> Result:
        """What the library makes of the answer. Never raises: an exception is a result too."""
        root = roots(call.family)
        events: list[JsonValue] = []
        with warnings.catch_warnings():
            # The libraries warn of values newer than themselves; here that must not become an error.
            warnings.simplefilter("ignore")
            try:
                final = self._ask(call, root, events)
            except Exception as error:  # noqa: BLE001  # whatever a client library raises is its reading
                return Result(tuple(events), None, failure(error, root))
        return Result(tuple(events), final, None)

    def _ask(self, call: Call, root: str, events: list[JsonValue]) -> JsonValue:
        if ask := NATIVE.get(call.api) or MISTRAL.get(call.api):
            with contextlib.ExitStack() as until:
                return _either(ask(Wanted(call, root, not self._once, until)), events)
        match call.api:
            case "raw":
                return self._raw(call, root)
            case "messages" | "messages.count_tokens":
                return self._messages(call, self._client_anthropic(root), events)
            case "generate":
                return self._generate(call, self._client_genai(root), events)
            case _:
                client = self._client_openai(root, azure=call.family == "azure")
                if ask_openai := OPENAI.get(call.api):
                    return _either(ask_openai(client, call), events)
                return self._openai_api(call, client, events)

    def _openai_api(self, call: Call, client: openai.OpenAI, events: list[JsonValue]) -> JsonValue:
        more: Any = {"extra_headers": {PICK_HEADER: call.recording}, "extra_body": call.rest}
        seen: Any = {"extra_headers": more["extra_headers"]}
        body: Any = call.body
        identity = call.target.partition("?")[0].partition("/responses/")[2].partition("/")[0]
        match call.api:
            case "chat.completions":
                chat = client.chat.completions
                if self.helper and call.stream:
                    with chat.stream(model=call.model, messages=body.get("messages", []), **more) as stream:
                        _collect(stream, events)
                        return plain(stream.get_final_completion())
                asked = {"messages": body.get("messages", []), "stream": call.stream}
                return _either(chat.create(model=call.model, **asked, **more), events)
            case "completions":
                asked = {"prompt": body.get("prompt", ""), "stream": call.stream}
                return _either(client.completions.create(model=call.model, **asked, **more), events)
            case "embeddings":
                return plain(client.embeddings.create(model=call.model, input=body.get("input", ""), **more))
            case "responses":
                asked = {"model": call.model, "input": body.get("input", "")}
                if self.helper and call.stream:
                    with client.responses.stream(**asked, **more) as stream:
                        _collect(stream, events)
                        return plain(stream.get_final_response())
                return _either(client.responses.create(stream=call.stream, **asked, **more), events)
            case "responses.compact":
                return plain(client.responses.compact(model=call.model, input=body.get("input", ""), **more))
            case "responses.input_items":
                return plain(client.responses.input_items.list(identity, **seen).data)
            case _:
                return _either(client.responses.retrieve(identity, stream=call.stream, **seen), events)

    def _messages(self, call: Call, client: anthropic.Anthropic, events: list[JsonValue]) -> JsonValue:
        body: Any = call.body
        asked: Any = {
            "model": call.model,
            "messages": body.get("messages", []),
            "extra_body": call.rest,
            "extra_headers": {PICK_HEADER: call.recording},
        }
        if call.api == "messages.count_tokens":
            return plain(client.messages.count_tokens(**asked))
        asked["max_tokens"] = body.get("max_tokens", 64)
        if self.helper and call.stream:
            with client.messages.stream(**asked) as stream:
                _collect(stream, events)
                return plain(stream.get_final_message())
        return _either(client.messages.create(stream=call.stream, **asked), events)

    def _generate(self, call: Call, client: genai.Client, events: list[JsonValue]) -> JsonValue:
        http = types.HttpOptions(headers={PICK_HEADER: call.recording}, extra_body=dict(call.body))
        config = types.GenerateContentConfig(http_options=http)
        if not call.stream:
            answer = client.models.generate_content(model=call.model, contents="-", config=config)
            return plain(answer)
        stream = client.models.generate_content_stream(model=call.model, contents="-", config=config)
        return _collect(stream, events)

    def _raw(self, call: Call, root: str) -> JsonValue:
        headers = [*call.headers, (PICK_HEADER, call.recording), ("accept-encoding", "identity")]
        with self._httpx.stream(
            call.method, root + call.target, content=call.content, headers=headers
        ) as answer:
            body = b"".join(answer.iter_raw())
        kept = [(k, v) for k, v in answer.headers.multi_items() if k not in _OF_THE_CONNECTION]
        # What the station says about itself is no difference.
        shown = [[k, v] for k, v in kept if not k.startswith("sekisho-")]
        return {"status": answer.status_code, "headers": plain(shown), "body": body.hex()}

    def _client_openai(self, root: str, azure: bool = False) -> openai.OpenAI:
        if (root, azure) not in self._openai:
            given: Any = {"api_key": "k", "timeout": _TIMEOUT_S, **self._once}
            client = (
                openai.AzureOpenAI(azure_endpoint=root, api_version=_AZURE_VERSION, **given)
                if azure
                else openai.OpenAI(base_url=f"{root}/v1", **given)
            )
            self._openai[root, azure] = self._open.enter_context(client)
        return self._openai[root, azure]

    def _client_anthropic(self, root: str) -> anthropic.Anthropic:
        if root not in self._anthropic:
            client = anthropic.Anthropic(api_key="k", base_url=root, timeout=_TIMEOUT_S, **self._once)
            self._anthropic[root] = self._open.enter_context(client)
        return self._anthropic[root]

    def _client_genai(self, root: str) -> genai.Client:
        if root not in self._genai:
            once = types.HttpRetryOptions(attempts=1) if self._once else None
            options = types.HttpOptions(base_url=root, timeout=int(_TIMEOUT_S * 1000), retry_options=once)
            self._genai[root] = self._open.enter_context(genai.Client(api_key="k", http_options=options))
        return self._genai[root]


def _either(answer: Any, events: list[JsonValue]) -> JsonValue:
    """The one object that came; None for a stream, whose events are collected."""
    return _collect(answer, events) if hasattr(answer, "__next__") else plain(answer)


def _collect(stream: Iterable[Any], events: list[JsonValue]) -> None:
    # What came before a failure stays in the list: it is part of the reading.
    events.extend(plain(event) for event in stream)
