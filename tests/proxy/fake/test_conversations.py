"""The conversations we ship: in the providers' own forms, and nobody's data."""

from __future__ import annotations

import json
import re

import pytest

from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, Recording, load
from proxy.fake.match import Library
from proxy.fake.template import Slot
from tests.sdk.calls import call, direct
from tests.sdk.differential import seen
from tests.sdk.python_clients import PythonClients
from tests.sdk.result import Result

OURS = load(CONVERSATIONS)
LIBRARY = Library(OURS)

# What the official libraries raise, by recording; the others are read without.
RAISED = {
    "anthropic/error-400": ("BadRequestError", 400),
    "anthropic/error-529": ("OverloadedError", 529),
    "anthropic/messages-stream-overloaded": ("APIStatusError", 200),
    "azure/error-400-filter": ("BadRequestError", 400),
    "cohere/error-400": ("BadRequestError", 400),
    "gemini/error-400": ("ClientError", 400),
    "mistral/error-422": ("HTTPValidationError", 422),
    "ollama/chat-stream-error": ("ResponseError", -1),
    "ollama/error-404": ("ResponseError", 404),
    "openai/chat-stream-error": ("APIError", None),
    "openai/error-400": ("BadRequestError", 400),
    "openai/error-401": ("AuthenticationError", 401),
    "openai/error-404": ("NotFoundError", 404),
    "openai/error-429": ("RateLimitError", 429),
    "openai/images-error": ("BadRequestError", 400),
}


def raised(result: Result) -> tuple[str, int | None] | None:
    return (result.failure.kind, result.failure.status) if result.failure else None


@pytest.mark.parametrize("helper", [False, True], ids=["plain", "helper"])
@pytest.mark.parametrize("cut", ["whole", "random"])
async def test_the_official_libraries_read_every_one(cut: str, helper: bool) -> None:
    async with FakeUpstream(OURS, cut=Cut.parse(cut)) as fake:
        with PythonClients(helper) as clients:
            for one in OURS:
                got = await seen(fake, clients.read, call(one), direct(fake.base_url))
                assert (one.name, raised(got.result)) == (one.name, RAISED.get(one.name))
                assert (one.name, got.requests) == (one.name, 1)
                assert got.result.final or got.result.events or one.name in RAISED


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_every_one_is_found_by_its_own_request(one: Recording) -> None:
    assert LIBRARY.find(one.asked.method, one.asked.target, one.asked.body) is one


@pytest.mark.parametrize("one", [one for one in OURS if one.asked.body], ids=lambda one: one.name)
def test_every_one_is_found_after_its_texts_were_masked(one: Recording) -> None:
    masked = re.sub(rb"[\w.]+@[\w.]+|\+1 [\d-]+", b"PII_1_K7", one.asked.body)
    assert LIBRARY.find(one.asked.method, one.asked.target, masked) is one


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_addresses_numbers_and_ids_are_nobodys(one: Recording) -> None:
    text = (CONVERSATIONS / f"{one.name}.json").read_text()
    # An address may be cut over deltas: what there is of its host must still begin like "example".
    assert {host[:7] for host in re.findall(r"@(\w+)", text)} <= {"example"[:size] for size in range(1, 8)}
    assert all(host.endswith(".example") for host in re.findall(r"https?://([\w.]+)", text))
    assert set(re.findall(r"\b(?:\d{4} ){3}\d{4}\b", text)) <= {"4111 1111 1111 1111", "5555 5555 5555 4444"}
    assert all("sekisho" in found for found in re.findall(r'"(?:id|responseId|item_id)": "([^"]+)"', text))


def deltas(name: str, pointer: str) -> list[str]:
    """The text at a JSON pointer of each SSE payload of a recording, answering its own request."""
    one = next(one for one in OURS if one.name == name)
    lines = one.reply.body(one.asked.value).decode().splitlines()
    return [Slot.parse(pointer).text(json.loads(line[6:])) for line in lines if line.startswith("data: {")]


CHAT = "/choices/0/delta/content"


@pytest.mark.parametrize(
    ("name", "pointer", "value"),
    [
        ("openai/chat-stream-japanese-personal-data", CHAT, "hanako.sato@example.jp"),
        ("openai/chat-stream-japanese-personal-data", CHAT, "090-1234-5678"),
        ("openai/chat-stream-japanese-personal-data", CHAT, "4111 1111 1111 1111"),
        ("openai/chat-stream-echo", CHAT, "hanako.sato@example.jp"),
        ("anthropic/messages-stream-echo", "/delta/text", "hanako.sato@example.jp"),
        ("anthropic/messages-stream-tool-use", "/delta/partial_json", "yui.kato@example.com"),
        ("anthropic/messages-stream-japanese", "/delta/text", "03-1234-5678"),
        ("gemini/stream-sse", "/candidates/0/content/parts/0/text", "ren.ito@example.jp"),
        ("openai/completions-stream", "/choices/0/text", "ken.abe@example.net"),
        ("azure/chat-stream-filters", CHAT, "ren.ito@example.jp"),
        ("azure/chat-stream-filters", CHAT, "03-1234-5678"),
    ],
)
def test_what_must_be_caught_is_cut_over_deltas(name: str, pointer: str, value: str) -> None:
    texts = deltas(name, pointer)
    assert value in "".join(texts)
    assert not any(value in text for text in texts)
