"""Say what a client library would be asked to do to get a recorded answer.

A Call is the same for every language. The fake upstream picks the recording by the
`fake-recording` header, so a call may be simpler than the request that was recorded
and still receives exactly its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from proxy.fake import Recording

Api = Literal[
    "chat.completions",
    "completions",
    "embeddings",
    "responses",
    "responses.retrieve",
    "responses.input_items",
    "responses.compact",
    "messages",
    "messages.count_tokens",
    "generate",
    "ollama.chat",
    "ollama.generate",
    "ollama.embed",
    "ollama.list",
    "ollama.show",
    "cohere.v2.chat",
    "cohere.v1.chat",
    "cohere.embed",
    "cohere.rerank",
    "mistral.chat",
    "mistral.agents",
    "mistral.fim",
    "mistral.embeddings",
    "mistral.conversations",
    "mistral.ocr",
    "mistral.moderations",
    "openai.images",
    "openai.images.edit",
    "openai.images.variation",
    "openai.speech",
    "openai.transcriptions",
    "openai.transcriptions.stream",
    "openai.translations",
    "openai.moderations",
    "openai.files.create",
    "openai.files.delete",
    "openai.files.content",
    "openai.batches",
    "openai.vector_stores.search",
    "openai.models",
    "openai.models.retrieve",
    "openai.threads.runs",
    "raw",
]
# A Roots gives the base URL under which a family of paths is served: "openai",
# "anthropic", "gemini", or any other provider's name.
Roots = Callable[[str], str]

_STATION = {"openai", "anthropic", "gemini", "azure", "ollama", "bedrock"}
_SAME: Mapping[str, Api] = {
    "chat.completions": "chat.completions",
    "completions": "completions",
    "embeddings": "embeddings",
    "responses": "responses",
    "responses.compact": "responses.compact",
    "messages": "messages",
    "rawPredict": "messages",
    "streamRawPredict": "messages",
    "messages.count_tokens": "messages.count_tokens",
    "generateContent": "generate",
    "streamGenerateContent(sse)": "generate",
    "ollama.chat": "ollama.chat",
    "ollama.generate": "ollama.generate",
    "cohere.v2.chat": "cohere.v2.chat",
    "cohere.v1.chat": "cohere.v1.chat",
}
# Surfaces of several calls: the path says which.
_BY_PATH: Mapping[str, Api] = {
    "/api/embed": "ollama.embed",
    "/api/tags": "ollama.list",
    "/api/show": "ollama.show",
    "/v2/embed": "cohere.embed",
    "/v2/rerank": "cohere.rerank",
}
# A library of its own for paths that are OpenAI's too.
_MISTRAL: Mapping[str, Api] = {
    "/v1/chat/completions": "mistral.chat",
    "/v1/agents/completions": "mistral.agents",
    "/v1/fim/completions": "mistral.fim",
    "/v1/embeddings": "mistral.embeddings",
    "/v1/conversations": "mistral.conversations",
    "/v1/ocr": "mistral.ocr",
    "/v1/moderations": "mistral.moderations",
}

# Of OpenAI's library: method and path, the first that fits.
_OPENAI: tuple[tuple[re.Pattern[str], Api], ...] = (
    (re.compile(r"POST /v1/images/generations"), "openai.images"),
    (re.compile(r"POST /v1/images/edits"), "openai.images.edit"),
    (re.compile(r"POST /v1/images/variations"), "openai.images.variation"),
    (re.compile(r"POST /v1/audio/speech"), "openai.speech"),
    (re.compile(r"POST /v1/audio/transcriptions"), "openai.transcriptions"),
    (re.compile(r"POST /v1/audio/translations"), "openai.translations"),
    (re.compile(r"POST /v1/moderations"), "openai.moderations"),
    (re.compile(r"POST /v1/files"), "openai.files.create"),
    (re.compile(r"DELETE /v1/files/[^/]+"), "openai.files.delete"),
    (re.compile(r"GET /v1/files/[^/]+/content"), "openai.files.content"),
    (re.compile(r"GET /v1/batches/[^/]+"), "openai.batches"),
    (re.compile(r"POST /v1/vector_stores/[^/]+/search"), "openai.vector_stores.search"),
    (re.compile(r"GET /v1/models"), "openai.models"),
    (re.compile(r"GET /v1/models/[^/]+"), "openai.models.retrieve"),
    (re.compile(r"POST /v1/threads/[^/]+/runs"), "openai.threads.runs"),
)

_FORMAT = re.compile(rb'name="?response_format"?\r\n\r\n([a-z_]+)\r\n')


def direct(url: str) -> Roots:
    """The fake upstream itself: every family at one URL."""
    return lambda family: url


def station(url: str) -> Roots:
    """The station: a leading path for each family."""
    return lambda family: f"{url}/{family}" if family in _STATION else f"{url}/u/{family}"


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to ask for. family: whose paths; body: as recorded, {} when it is no JSON object.

    provider: who answered when it was recorded.
    target, method, headers, content: the recorded request, for `raw`.
    """

    recording: str
    api: Api
    family: str
    stream: bool
    body: Mapping[str, JsonValue]
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    provider: str

    @property
    def model(self) -> str:
        """The model that was asked for, by body or by path."""
        named = self.body.get("model")
        by_path = self.target.partition("/models/")[2].partition(":")[0]
        return named if isinstance(named, str) else by_path or "model"

    @property
    def rest(self) -> dict[str, JsonValue]:
        """The body without the members that clients want as arguments of their own."""
        taken = {"model", "messages", "input", "prompt", "stream", "max_tokens", "contents"}
        return {name: value for name, value in self.body.items() if name not in taken}

    @property
    def response_format(self) -> str | None:
        """The format that a form asks for, if it does."""
        wanted = _FORMAT.search(self.content)
        return wanted[1].decode() if wanted else None


def call(recording: Recording) -> Call:
    """What to ask for; what no client library covers is asked for byte by byte."""
    asked = recording.asked
    body = asked.value if isinstance(asked.value, dict) else {}
    api = _api(recording)
    headers = tuple((name, value) for name, value in asked.headers if name != "accept-encoding")
    stream = body.get("stream") is True or recording.stream is not None or "alt=sse" in asked.target
    family = _family(api, recording.provider)
    asked_for = (asked.method, asked.target, headers, asked.body)
    return Call(recording.name, api, family, stream, body, *asked_for, recording.provider)


def _api(recording: Recording) -> Api:
    asked = recording.asked
    if recording.surface == "responses.item" and asked.method == "GET":
        return "responses.input_items" if asked.path.endswith("/input_items") else "responses.retrieve"
    if recording.surface == "streamGenerateContent(array)" and recording.stream == "sse":
        return "generate"
    if recording.provider == "mistral":
        return _MISTRAL.get(asked.path, "raw")
    if recording.provider == "openai" and (api := _of_openai(f"{asked.method} {asked.path}")):
        stream: Api = "openai.transcriptions.stream"  # it ends otherwise
        return stream if recording.stream is not None and api == "openai.transcriptions" else api
    return _BY_PATH.get(asked.path) or _SAME.get(recording.surface, "raw")


def _of_openai(line: str) -> Api | None:
    return next((api for pattern, api in _OPENAI if pattern.fullmatch(line)), None)


def _family(api: Api, provider: str) -> str:
    match api:
        case "raw":
            return "gemini" if provider == "vertex" else provider
        case "messages" | "messages.count_tokens":
            return "anthropic"
        case "generate":
            return "gemini"
        case _ if api.startswith(("ollama.", "cohere.", "mistral.")):
            return api.partition(".")[0]
        case _:
            return "azure" if provider == "azure" else "openai"
