"""Servers that speak chat completions with words of their own: each keeps its form, and nothing slips by.

What they add stands here in our words; below, the same fields in what others recorded.
"""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialects.openai import OpenAI
from tests.fixtures import needs_wire
from tests.proxy.surfaces.chat_streams import (
    ASKED,
    DONE,
    HEAD,
    PATH,
    REPORT,
    Doc,
    body,
    chunk,
    content,
    found,
    joined,
    streamed,
)
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.sessions import SECRET, dumps, talk

NAME = b"[NAME]"
_DETAIL: Doc = {"type": "reasoning.text", "index": 0, "format": "unknown", "id": SECRET}
_USED: Doc = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}


def choice(**more: Any) -> Doc:
    """A chunk whose choice has these members and no delta of ours."""
    return {**HEAD, "choices": [{"index": 0, "finish_reason": None, **more}]}


# What a server streams; every "Taro Yamada" in it must go but those that are ids, whose number is given.
STREAMS: dict[str, tuple[list[Doc], int]] = {
    "groq channels and tools": (
        [
            chunk({"role": "assistant", "channel": "analysis", "reasoning": "It is Taro"}),
            chunk({"channel": "analysis", "reasoning": " Yamada."}),
            chunk(
                {
                    "executed_tools": [
                        {"index": 0, "type": "search", "arguments": dumps({"q": SECRET}).decode()}
                    ]
                }
            ),
            chunk(
                {"executed_tools": [{"index": 0, "output": SECRET, "search_results": {"results": [SECRET]}}]}
            ),
            chunk({"channel": "final", "content": SECRET}),
            {**chunk({}, finish_reason="stop"), "x_groq": {"id": SECRET, "usage": _USED}},
        ],
        1,
    ),
    "groq error": ([{"error": {"message": "x", "failed_generation": f"<call>{SECRET}</call>"}}], 0),
    "deepseek": (
        [
            chunk({"content": None, "reasoning_content": SECRET}),
            chunk({"content": SECRET, "reasoning_content": None}),
            {
                **chunk({"content": ""}, finish_reason="stop"),
                "usage": {**_USED, "prompt_cache_hit_tokens": 0},
            },
        ],
        0,
    ),
    "xai": (
        [
            content("x"),
            {**HEAD, "choices": [], "usage": {**_USED, "num_sources_used": 1}, "citations": [SECRET]},
        ],
        0,
    ),
    "openrouter": (
        [
            chunk({"content": "", "reasoning": "Taro", "reasoning_details": [{**_DETAIL, "text": "Taro"}]}),
            chunk(
                {"content": "", "reasoning": " Yamada", "reasoning_details": [{**_DETAIL, "text": " Yamada"}]}
            ),
            chunk({"reasoning_details": [{"type": "reasoning.encrypted", "data": SECRET, "index": 0}]}),
            {**content(SECRET, native_finish_reason=None), "provider": "Somebody"},
            {**chunk({"content": ""}, finish_reason="error"), "error": {"code": 502, "message": SECRET}},
        ],
        3,
    ),
    "perplexity": (
        [
            {
                **content("It is Taro"),
                "citations": [SECRET],
                "search_results": [{"title": SECRET, "snippet": SECRET}],
            },
            content(" Yamada."),
            {
                **choice(
                    delta={"role": "assistant", "content": ""},
                    message={"role": "assistant", "content": f"It is {SECRET}."},
                ),
                "object": "chat.completion.done",
                "images": [{"image_url": "https://x.test", "title": SECRET}],
                "related_questions": [SECRET],
            },
        ],
        0,
    ),
    "together": (
        [
            choice(text="Taro", delta={"content": "Taro", "token_id": 1}),
            choice(text=" Yamada", delta={"content": " Yamada", "token_id": 2}),
        ],
        0,
    ),
    "llama.cpp": (
        [
            {**content("Taro"), "__verbose": {"index": 0, "content": "Taro", "tokens": [1]}},
            {**content(" Yamada"), "__verbose": {"index": 0, "content": " Yamada", "tokens": [2]}},
            {
                **chunk({}, finish_reason="stop"),
                "timings": {"prompt_n": 3},
                "__verbose": {"index": 0, "content": "", "prompt": f"<|user|>{SECRET}", "stop": True},
            },
        ],
        0,
    ),
    "zai": (
        [
            chunk({"role": "assistant", "reasoning_content": SECRET}),
            {
                **content(SECRET),
                "web_search": [{"title": SECRET, "link": "https://x.test", "content": SECRET}],
            },
            {**chunk({"content": ""}, finish_reason="stop"), "request_id": SECRET},
        ],
        1,
    ),
    "copilot": (
        [
            {
                **HEAD,
                "choices": [],
                "prompt_filter_results": [{"content_filter_results": {}, "prompt_index": 0}],
            },
            content("Taro", content_filter_results={}),
            {
                **content(" Yamada"),
                "id": "chatcmpl-2",
                "copilot_usage": {"token_details": [{"token_type": "input"}]},
            },
            chunk({"content": None, "padding": SECRET, "reasoning_opaque": SECRET}, finish_reason="stop"),
        ],
        2,
    ),
    "writer": (
        [
            choice(delta={"content": "Taro"}, message=None),
            choice(delta={"content": " Yamada"}, message=None),
            choice(delta={}, message={"role": "assistant", "content": SECRET}),
        ],
        0,
    ),
}


@pytest.mark.parametrize("server", STREAMS)
def test_what_a_server_adds_is_read_and_its_ids_are_not(server: str) -> None:
    docs, ids = STREAMS[server]
    out = streamed(*docs, rows=REPORT)
    assert out.unmapped() == []
    assert len(out.events) == len(docs)
    said = out.sent.decode()
    assert said.count(SECRET) == ids
    assert "[NAME]" in said
    assert "Taro" not in said.replace(SECRET, "")


@pytest.mark.parametrize("server", STREAMS)
def test_where_nothing_is_found_nothing_changes(server: str) -> None:
    docs, _ = STREAMS[server]
    harmless = body(*docs).replace(b"Taro", b"Hana").replace(b"Yamada", b"Suzuki")
    assert talk(OpenAI(), PATH, ASKED, harmless, REPORT).sent == harmless


def test_thoughts_that_are_told_twice_are_masked_alike() -> None:
    docs, _ = STREAMS["openrouter"]
    out = streamed(*docs).events
    details = [doc["choices"][0]["delta"].get("reasoning_details", [{}])[0].get("text", "") for doc in out]
    assert joined(out, "reasoning") == "".join(details) == "[NAME]"


def test_comments_between_chunks_stay_where_they_were() -> None:
    comment = b": OPENROUTER PROCESSING\n\n"
    first, second = (body(doc)[: -len(DONE)] for doc in (content("Taro"), content(" Yamada")))
    out = talk(OpenAI(), PATH, ASKED, comment + first + comment + comment + second + DONE, REPORT)
    pieces = out.sent.split(comment)
    assert len(pieces) == 4
    assert (pieces[0], pieces[2], NAME in pieces[1]) == (b"", b"", True)


@pytest.mark.parametrize("order", [("delta", "message"), ("message", "delta")])
def test_a_message_told_so_far_in_each_chunk_leaves_as_its_pieces_do(order: tuple[str, str]) -> None:
    """Else it would show the beginning of what is about to be masked."""
    told, docs = "", []
    for piece in ("It", " is Taro", " Yam", "ada. ", "Yes.", ""):
        told += piece
        said = {"delta": {"content": piece}, "message": {"role": "assistant", "content": told}}
        docs.append(choice(**{name: said[name] for name in order}, finish_reason=None if piece else "stop"))
    out = streamed(*docs)
    told = [doc["choices"][0]["message"]["content"] for doc in out.events]
    masked = "It is [NAME]"
    assert told == ["It", masked, masked, f"{masked}. ", f"{masked}. Yes.", f"{masked}. Yes."]
    assert joined(out.events) == told[-1]
    assert found(out) == ["assistant"]
    early = body(*docs[:2])[: -len(DONE)]
    held = talk(OpenAI(), PATH, ASKED, early, REPORT)
    assert b"Taro" not in b"".join(held.pieces[: held.early])


def test_two_choices_that_tell_the_same_so_far_are_apart() -> None:
    def both(first: str, second: str, so_far: tuple[str, str]) -> Doc:
        said = [
            {
                "index": n,
                "delta": {"content": piece},
                "message": {"content": so_far[n]},
                "finish_reason": None,
            }
            for n, piece in enumerate((first, second))
        ]
        return {**HEAD, "choices": said}

    docs = [both("Taro", "Taro", ("Taro", "Taro")), both(" Yamada", " Suzuki", (SECRET, "Taro Suzuki"))]
    out = streamed(*docs).events
    told = [[choice["message"]["content"] for choice in doc["choices"]] for doc in out]
    assert told == [["[NAME]", "Taro"], ["[NAME]", "Taro Suzuki"]]


def test_a_message_that_is_not_what_was_told_is_read_for_itself() -> None:
    out = streamed(choice(delta={"content": "Taro"}, message={"content": f"Mr {SECRET}"})).events
    assert out[0]["choices"][0]["message"]["content"] == "Mr [NAME]"


def test_token_ids_go_with_the_text_they_repeat() -> None:
    docs, _ = STREAMS["together"]
    out = streamed(*docs).events
    assert [doc["choices"][0]["delta"]["token_id"] for doc in out] == [None, None]


# -- what others recorded

# A text of the recording, and who says it: planted with the name, it must come out masked.
PLANTED = [
    ("groq/chat-completions__plain__groq_model_web", b"The weather in San Francisco today", "assistant"),
    ("groq/chat-completions__plain__groq_model_web", b"Title: Weather in San Francisco", "tool"),
    ("groq/chat-completions__sse__groq_model_web", b"Title: Weather in San Francisco", "tool"),
    ("groq/chat-completions__sse__object", b"John Doe", "error"),
    ("mistral/chat-completions__plain__with_extended", b"The user wants me", "reasoning"),
    ("mistral/chat-completions__sse__mistral_hybrid", b" user is asking for", "reasoning"),
    ("openrouter/chat-completions__sse__openrouter_stream_error", b" to respond to a greeting", "reasoning"),
    ("openrouter/chat-completions__plain__gpt_5_image", b"Unsupported parameter", "error"),
    ("zai/chat-completions__sse__object", b" wants", "reasoning"),
    ("together/chat-completions__sse__chat_stream", b'"content":"1"', "assistant"),
]


@needs_wire
@pytest.mark.parametrize(("start", "text", "role"), PLANTED, ids=[f"{one[0]} {one[2]}" for one in PLANTED])
def test_a_name_in_a_recorded_answer_is_masked(start: str, text: bytes, role: str) -> None:
    one = next(one for one in recorded("chat") if one.name.startswith(start))
    name = SECRET.encode()
    planted = text.replace(b'"1"', b'"%b"' % name) if text.startswith(b'"') else text + b" " + name
    assert text in one.answer
    out = masked(one, one.answer.replace(text, planted, 1))
    assert role in found(out)
    assert (name in out.sent, NAME in out.sent) == (False, True)
    assert out.unmapped() == []


def masked(one: Recorded, answer: bytes) -> Any:
    return talk(
        OpenAI(), one.path, one.asked, answer, REPORT, kind=one.kind, method=one.method, status=one.status
    )
