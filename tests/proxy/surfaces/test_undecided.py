"""A stop while a slow reader is out: a call leaves as it was ruled, or it does not leave.

The call comes first and waits for its reader; then other words stop the exchange. A client
that got the call without its arguments could carry it out with none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from filters.gate import Ask, Read
from filters.measure import MEASURES
from filters.policy import Policy, Rule
from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import Dialect, Seen
from proxy.dialects.anthropic import Anthropic
from proxy.dialects.bedrock import Bedrock
from proxy.dialects.cohere import Cohere
from proxy.dialects.gemini import Gemini
from proxy.dialects.mistral import MistralAI
from proxy.dialects.ollama import Ollama
from proxy.dialects.openai import OpenAI
from proxy.eventstream import MEDIA_TYPE
from proxy.session import Session, State
from tests.proxy.surfaces import (
    chat_streams,
    cohere_events,
    converse_streams,
    generate_streams,
    messages_streams,
    ollama_lines,
    responses_streams,
)
from tests.proxy.surfaces.sessions import BANNED, SECRET, WHO, Talk, Word, dumps, policy, settle, sse

EVENTS = "text/event-stream"
ARGUMENTS = '{"city":"Osaka","note":"for two"}'
PIECES = (ARGUMENTS[:9], ARGUMENTS[9:])
_HARM, _NAMES = (
    Rule(kind, (kind,), MEASURES.build(measure))
    for kind, measure in (("harm.*", "refuse"), ("pii.*", "mask"))
)


class Slow(Word):
    """A reader in a process of its own."""

    inline = False


READERS = (Word(BANNED, "harm.fruit"), Slow(SECRET, "pii.name"))
ALLOW = Rule("default", ("*",), MEASURES.build("allow"))
RULES = Policy("test", "0" * 64, (_HARM, _NAMES), ALLOW, 1.0, 100_000, READERS)


CALLS = (
    b"functionCall",
    b'"tool_calls"',
    b"toolUse",
    b"arguments",
    b"partial_json",
    b"parameters",
    b"tool-call",
)


class Case(NamedTuple):
    """A dialect's stream that begins with a call and goes on with other words."""

    dialect: Dialect
    path: str
    kind: str
    asked: object
    call: bytes
    words: Callable[[str], bytes]
    ended: bytes  # what says that it was stopped, in the provider's words


def _chat_call(**more: Any) -> bytes:
    call = {"index": 0, "id": "c1", "type": "function", "function": {"name": "find", "arguments": ARGUMENTS}}
    return b"data: %b\n\n" % dumps(chat_streams.chunk({"tool_calls": [call]}, **more))


def _chat_words(text: str) -> bytes:
    return b"data: %b\n\n" % dumps(chat_streams.content(text, index=1))


def _events(*docs: Any) -> bytes:
    return sse(*docs)


def _gemini(*docs: Any) -> bytes:
    return generate_streams.sse(*docs)


GEMINI_CALL = {"functionCall": {"name": "find", "args": json.loads(ARGUMENTS)}}
OLLAMA_CALL = [{"function": {"name": "find", "arguments": json.loads(ARGUMENTS)}}]
FIRST_CALL = {
    "event_type": "tool-calls-generation",
    "tool_calls": [{"name": "find", "parameters": json.loads(ARGUMENTS)}],
}
CASES: dict[str, Case] = {
    "chat": Case(
        OpenAI(),
        chat_streams.PATH,
        EVENTS,
        chat_streams.ASKED,
        _chat_call(),
        _chat_words,
        b'"content_filter"',
    ),
    "chat that says the calls are complete": Case(
        OpenAI(),
        chat_streams.PATH,
        EVENTS,
        chat_streams.ASKED,
        _chat_call() + b"data: %b\n\n" % dumps(chat_streams.chunk({}, finish_reason="tool_calls")),
        _chat_words,
        b'"content_filter"',
    ),
    "mistral": Case(
        MistralAI(),
        "/v1/chat/completions",
        EVENTS,
        chat_streams.ASKED,
        _chat_call(finish_reason="tool_calls"),
        _chat_words,
        b'"content_filter"',
    ),
    "responses": Case(
        OpenAI(),
        "/v1/responses",
        EVENTS,
        responses_streams.ASKED,
        _events(*responses_streams.stream(responses_streams.call(PIECES))[:-1]),
        lambda text: _events(*responses_streams.message([text], 1)),
        b"response.incomplete",
    ),
    "messages": Case(
        Anthropic(),
        "/v1/messages",
        EVENTS,
        messages_streams.ASKED,
        _events(*messages_streams.stream(messages_streams.use(PIECES))[:-2]),
        lambda text: _events(*messages_streams.text([text], 1)),
        b'"refusal"',
    ),
    "gemini": Case(
        Gemini(),
        generate_streams.SSE,
        EVENTS,
        generate_streams.ASKED,
        _gemini(generate_streams.chunk(generate_streams.text("Sure. "), GEMINI_CALL)),
        lambda text: _gemini(generate_streams.chunk(generate_streams.text(text), index=1)),
        b'"SAFETY"',
    ),
    "gemini, finished": Case(
        Gemini(),
        generate_streams.SSE,
        EVENTS,
        generate_streams.ASKED,
        _gemini(generate_streams.chunk(GEMINI_CALL, finishReason="STOP")),
        lambda text: _gemini(generate_streams.chunk(generate_streams.text(text), index=1)),
        b'"SAFETY"',
    ),
    "converse": Case(
        Bedrock(),
        converse_streams.STREAM,
        MEDIA_TYPE,
        converse_streams.ASKED,
        converse_streams.framed(converse_streams.use(PIECES)),
        lambda text: converse_streams.framed(converse_streams.text([text], 1)),
        b"guardrail_intervened",
    ),
    "ollama": Case(
        Ollama(),
        "/api/chat",
        ollama_lines.LINES,
        ollama_lines.ASKED,
        dumps(ollama_lines.said(tool_calls=OLLAMA_CALL)) + b"\n",
        lambda text: dumps(ollama_lines.said(text)) + b"\n",
        b'"done":true',
    ),
    "cohere": Case(
        Cohere(),
        "/v2/chat",
        EVENTS,
        cohere_events.ASKED,
        _events(*cohere_events.stream(cohere_events.call(PIECES))[:-1]),
        lambda text: _events(*cohere_events.block([text], 1)),
        b'"ERROR"',
    ),
    "cohere's first": Case(
        Cohere(),
        "/v1/chat",
        cohere_events.LINES,
        cohere_events.FIRST,
        dumps(FIRST_CALL) + b"\n",
        lambda text: dumps({"event_type": "text-generation", "text": text}) + b"\n",
        b'"ERROR"',
    ),
}


def slow(ask: Ask) -> Read | None:
    """Whoever reads the call is out for long; of other words the readers know at once."""
    return settle(ask) if ask.window.text.startswith(BANNED) else None


def begun(case: Case) -> tuple[Session, Talk]:
    line, _, query = case.path.partition("?")
    surface = case.dialect.surface(Seen("POST", line, query))
    surface.asked = case.asked
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "", 0.0)
    waiting = Session(WHO, surface, RULES, desk, slow, Limits())
    out = Talk()
    commands = waiting.request(dumps(case.asked), "application/json")
    for one in [c for c in commands if isinstance(c, Ask)]:
        commands += waiting.report(settle(one))
    out.take(commands)
    assert out.forwarded is not None
    out.take(waiting.head(200, case.kind))
    return waiting, out


@pytest.mark.parametrize("name", CASES)
def test_a_call_that_waits_for_its_verdict_never_leaves_without_its_arguments(name: str) -> None:
    case = CASES[name]
    waiting, out = begun(case)
    out.take(waiting.body(case.call))
    early = len(out.sent)  # where a call's name comes first, that has left
    out.take(waiting.body(case.words(f"{BANNED}!")))
    assert waiting.state is State.STOPPED
    assert out.finished
    assert case.ended in out.sent
    assert b"city" not in out.sent
    late = out.sent[early:]
    assert [word for word in CALLS if word in late] == []


PICTURE = {"inlineData": {"mimeType": "image/png", "data": "iVBOR" * 20}}
REFUSED = policy(("harm.*", "refuse"), ("sekisho.*", "refuse"))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([generate_streams.text(BANNED), GEMINI_CALL], ""),
        ([generate_streams.text("b"), PICTURE, GEMINI_CALL], ""),
        ([generate_streams.text("b"), {"functionCall": {"name": "find", "args": {BANNED: 1}}}], ""),
        ([generate_streams.text("b"), {"surprise": SECRET}, GEMINI_CALL], ""),
        ([generate_streams.text(f"b {BANNED}"), generate_streams.thought("c")], "b "),
    ],
)
def test_what_stands_in_the_event_that_was_stopped_leaves_whole_or_not_at_all(
    parts: list[Any], said: str
) -> None:
    """Only a channel's plain text can be cut short."""
    docs = [generate_streams.chunk(generate_streams.text("a ")), generate_streams.chunk(*parts)]
    out = generate_streams.streamed(*docs, rows=REFUSED)
    assert generate_streams.said(out.events) == f"a {said}"
    assert out.events[-1]["candidates"][0]["finishReason"] == "SAFETY"
    assert not any(word in out.sent for word in (b"functionCall", b"inlineData", b"surprise"))


def test_a_call_that_was_ruled_before_the_stop_leaves_as_it_was_ruled() -> None:
    parts = [GEMINI_CALL, generate_streams.text(BANNED)]
    out = generate_streams.streamed(generate_streams.chunk(*parts), rows=REFUSED)
    left = [part for doc in out.events for part in doc["candidates"][0].get("content", {}).get("parts", ())]
    assert left == [GEMINI_CALL, {"text": ""}]
