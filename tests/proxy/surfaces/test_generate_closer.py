"""A stopped Gemini stream: every open candidate finishes, and an array is closed."""

from __future__ import annotations

import asyncio
import json

import pytest
from google.genai import types

from proxy.dialect import Notice, Seen
from proxy.dialects.gemini import Gemini
from proxy.surfaces.generate import Generate
from proxy.surfaces.generate_closer import ArrayCloser, EventsCloser, error
from tests.proxy.surfaces.generate_streams import (
    ARRAY,
    ASKED,
    JSON,
    PLAIN,
    Doc,
    array,
    chunk,
    said,
    stream,
    streamed,
    text,
)
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, talk


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("harm.fruit", "SAFETY"), ("pii.name", "SPII"), ("secret.key", "SPII"), ("ip.text", "SAFETY")],
)
def test_personal_data_has_a_reason_of_its_own(kind: str, reason: str) -> None:
    reply = Generate(Seen("POST", PLAIN)).instead(chunk(text("x")), 200, notice(kind))
    assert json.loads(reply.body)["candidates"][0]["finishReason"] == reason


def notice(kind: str = "harm.fruit") -> Notice:
    return Notice("0199", "p", "r", kind, "refuse", "response")


async def test_a_stopped_stream_finishes_for_safety() -> None:
    docs = [
        {**chunk(text("Eat the forbid")), "usageMetadata": {"totalTokenCount": 7}, "responseId": "r1"},
        chunk(text("den fruit, and more")),
        chunk(text("later"), finishReason="STOP"),
    ]
    out = streamed(*docs, rows=REFUSE)
    assert out.finished
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(stream, url)
    assert "".join(one.text or "" for one in chunks) == "Eat the "
    last = (chunks[-1].candidates or [])[0]
    assert last.finish_reason == types.FinishReason.SAFETY
    assert "harm.fruit" in out.events[-1]["candidates"][0]["finishMessage"]
    assert chunks[-1].response_id == "r1"
    assert chunks[-1].usage_metadata is not None
    assert out.sent.endswith(b"\r\n\r\n")


def test_only_candidates_that_go_on_are_ended() -> None:
    docs = [
        chunk(text("a"), index=0, finishReason="STOP"),
        chunk(text("b"), index=1),
        chunk(text("c"), index=2),
        chunk(text(BANNED), index=1),
    ]
    ended = streamed(*docs, rows=REFUSE).events[-1]["candidates"]
    assert [(one["index"], one["finishReason"]) for one in ended] == [(1, "SAFETY"), (2, "SAFETY")]


@pytest.mark.parametrize(
    "docs",
    [
        [chunk(text(BANNED))],
        [chunk({"functionCall": {"name": "f", "args": {"a": BANNED}}})],
        [chunk(text("Eat the ")), chunk(text(BANNED)), chunk(text("later"), finishReason="STOP")],
        [chunk(text("Eat the ")), chunk({"functionCall": {"name": "f", "args": {"a": BANNED}}})],
        [chunk(text("done"), finishReason="STOP"), {"promptFeedback": {"blockReasonMessage": BANNED}}],
        [{"promptFeedback": {"blockReasonMessage": BANNED}}],
    ],
)
@pytest.mark.parametrize("read", [1, 7, 100_000])
def test_a_stopped_array_is_closed(docs: list[Doc], read: int) -> None:
    body = array(*docs)
    out = talk(Gemini(), ARRAY, ASKED, body, REFUSE, kind=JSON, cuts=[read] * len(body))
    left = json.loads(out.sent)
    assert BANNED.encode() not in out.sent
    assert out.finished
    reasons = [c["finishReason"] for doc in left for c in doc.get("candidates", []) if "finishReason" in c]
    assert reasons == (["STOP"] if docs[0].get("candidates", [{}])[0].get("finishReason") else ["SAFETY"])


async def test_nothing_that_was_not_read_leaves_with_a_stop() -> None:
    """What stands in the same chunk behind the words that stopped it."""
    late = chunk(text(f"{BANNED}!"), text(SECRET), {"functionCall": {"name": "f", "args": {"a": SECRET}}})
    late["candidates"] += chunk(text(SECRET), index=1)["candidates"]
    out = streamed(chunk(text("Well, ")), late, rows=REFUSE)
    assert SECRET.encode() not in out.sent
    assert said(out.events) == "Well, "
    keyed = chunk(text(f"{BANNED}!"), {"functionCall": {"name": "f", "args": {SECRET: 1}}})
    assert SECRET.encode() not in streamed(chunk(text("Well, ")), keyed, rows=REFUSE).sent


FIRST = chunk(text("a"))
ENDED = chunk(text("b"), finishReason="STOP")


@pytest.mark.parametrize(
    ("left", "rest"),
    [
        ([], '[{"candidates":[{"finishReason":"SAFETY","index":0'),
        ([FIRST], ',\r\n{"candidates":[{"finishReason":"SAFETY","index":0'),
        ([FIRST, ENDED], "]"),
        ([FIRST, None], ""),  # the bracket has left
        ([FIRST, None, None], ""),
        ([None, FIRST], ',\r\n{"candidates":[{"finishReason":"SAFETY","index":0'),
    ],
)
def test_an_array_is_closed_from_where_it_stands(left: list[Doc | None], rest: str) -> None:
    closer = ArrayCloser()
    for doc in left:
        closer.saw(doc)
    assert closer.close(notice()).decode().startswith(rest)
    assert bool(rest) or closer.close(notice()) == b""


def test_nothing_follows_the_last_candidate() -> None:
    closer = EventsCloser()
    closer.saw(ENDED)
    closer.saw({"candidates": None})
    closer.saw(["odd"])
    assert closer.close(notice()) == b""


@pytest.mark.parametrize("reason", [0, None, "", "FINISH_REASON_UNSPECIFIED"])
def test_a_candidate_without_a_reason_goes_on(reason: object) -> None:
    closer = EventsCloser()
    closer.saw(chunk(text("a"), index=1, finish_reason=reason))
    assert b'"index":1' in closer.close(notice())


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (400, "INVALID_ARGUMENT"),
        (404, "NOT_FOUND"),
        (418, "INVALID_ARGUMENT"),
        (503, "UNAVAILABLE"),
        (599, "UNKNOWN"),
    ],
)
def test_errors_say_their_status_in_words(status: int, word: str) -> None:
    reply = error(status, "no")
    assert reply.status == status
    assert json.loads(reply.body) == {"error": {"code": status, "message": "no", "status": word}}
