"""Chat completions: channels, what changes with the text, and endings that official clients read."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from filters.gate import Ask
from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.session import Session
from proxy.surfaces.chat import Chat
from tests.fixtures import needs_wire
from tests.proxy.surfaces.chat_streams import (
    ASKED,
    DONE,
    HEAD,
    PATH,
    REPORT,
    Doc,
    answer,
    arguments,
    asked,
    body,
    chunk,
    client,
    content,
    found,
    joined,
    message,
    streamed,
    whole,
)
from tests.proxy.surfaces.recordings import Recorded, recorded
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, WHO, Talk, dumps, settle, talk

# -- what others recorded

_ELSEWHERE = ("bedrock/", "cohere/", "ollama/")  # paths of their own dialects
RECORDED = [
    one for one in recorded("chat", "completions", "embeddings") if not one.name.startswith(_ELSEWHERE)
]


@needs_wire
@pytest.mark.parametrize("one", RECORDED, ids=[one.name for one in RECORDED])
def test_recordings_pass_unchanged_and_mapped(one: Recorded) -> None:
    lengths = [random.Random(one.name).randint(1, 40) for _ in one.answer]
    most = 2000  # beyond, single bytes take long and say nothing new
    for cuts in (one.cuts, (), [7] * len(one.answer), lengths, [1] * min(len(one.answer), most)):
        out = talk(
            OpenAI(),
            one.path,
            one.asked,
            one.answer,
            REPORT,
            kind=one.kind,
            method=one.method,
            status=one.status,
            cuts=cuts,
        )
        assert out.forwarded == (one.asked or b"")
        assert out.sent == one.answer
        assert out.finished
        assert out.unmapped() == []


# -- streams


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 400), max_size=8))
def test_the_same_text_however_it_is_cut(cuts: list[int], reads: list[int]) -> None:
    told = f"The customer is {SECRET}, I think."
    places = sorted({0, len(told), *(cut % len(told) for cut in cuts)})
    pieces = [told[a:b] for a, b in itertools.pairwise(places)]
    docs = [chunk({"reasoning_content": piece}) for piece in pieces]
    docs += [chunk({"content": piece}) for piece in pieces]
    docs += [chunk({}, finish_reason="stop"), {**HEAD, "choices": [], "usage": {"total_tokens": 3}}]
    out = streamed(*docs, cuts=reads)
    assert joined(out.events) == joined(out.events, "reasoning_content") == "The customer is [NAME], I think."
    assert out.sent.endswith(DONE)
    assert blanked(out.events) == blanked(docs)


def blanked(doc: Any) -> Any:
    """The document without its text: what an edit must not have changed."""
    if isinstance(doc, dict):
        return {key: "" if "content" in key else blanked(value) for key, value in doc.items()}
    return [blanked(one) for one in doc] if isinstance(doc, list) else doc


def test_choices_are_apart_wherever_they_stand() -> None:
    first = {**HEAD, "choices": [*content("Taro")["choices"], *content("Taro", 1)["choices"]]}
    docs = [first, content(" Yamada", 1), content(" Suzuki", 0)]
    out = streamed(*docs)
    assert (joined(out.events, index=0), joined(out.events, index=1)) == ("Taro Suzuki", "[NAME]")


@pytest.mark.parametrize(
    "docs",
    [
        [chunk({"reasoning_content": "It is Taro"}), content(" Yamada asks.")],
        [chunk({"reasoning": "Taro"}), content("a"), chunk({"reasoning": "Taro"}), content("b")],
    ],
)
def test_content_ends_the_reasoning_before_it(docs: list[Doc]) -> None:
    """Else a last word that may be the beginning of a name would hold up the whole answer."""
    unended = body(*docs)[: -len(DONE)]
    out = talk(OpenAI(), PATH, ASKED, unended, REPORT)
    assert b"".join(out.pieces[: out.early]) == unended
    assert found(out) == []


def test_a_choice_that_finished_holds_nothing() -> None:
    docs = [content("Dear Taro"), chunk({}, finish_reason="stop"), content(" Yamada")]
    out = streamed(*docs, cuts=[len(body(*docs[:2])) - len(DONE)])
    assert out.sent == body(*docs)
    assert b"Dear Taro" in out.pieces[0]


def test_text_on_either_side_of_a_call_is_one_text() -> None:
    out = streamed(content("Taro"), arguments("{}"), content(" Yamada"))
    assert joined(out.events) == "[NAME]"


@pytest.mark.parametrize(
    "pieces",
    [
        ['{"name": "Taro Yamada"}'],
        ['{"na', 'me": "Ta', "ro Yam", 'ada"', "}"],
        ['{"name": "Taro \\u005', '9amada"}'],
        list('{"name": "Taro Yamada"}'),
    ],
)
def test_arguments_stay_json(pieces: list[str]) -> None:
    out = streamed(arguments("", id="call_1", type="function"), *map(arguments, pieces), rows=REPORT)
    calls = [doc["choices"][0]["delta"]["tool_calls"][0] for doc in out.events]
    assert json.loads("".join(call["function"]["arguments"] for call in calls)) == {"name": "[NAME]"}
    assert len(calls) == len(pieces) + 1
    assert calls[0]["id"] == "call_1"


def test_calls_are_apart_by_index() -> None:
    out = streamed(
        arguments('{"a": "Taro'), arguments('{"a": "', 1), arguments(' Yamada"}'), arguments(' Yamada"}', 1)
    )
    calls: dict[int, str] = {}
    for doc in out.events:
        call = doc["choices"][0]["delta"]["tool_calls"][0]
        calls[call["index"]] = calls.get(call["index"], "") + call["function"]["arguments"]
    assert calls == {0: '{"a": "[NAME]"}', 1: '{"a": " Yamada"}'}


def test_another_call_in_the_place_of_the_last_one_begins_anew() -> None:
    """Some servers count every call as the first."""
    first = arguments('{"a": "b"}', id="call_1")
    other = arguments('{"a": "Taro \\u0059amada"}', id="call_2")
    out = streamed(first, other)
    assert out.events[0] == first
    said = out.events[1]["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(said) == {"a": "[NAME]"}


# -- what changes with the text


def logged(*tokens: str) -> Doc:
    return {"logprobs": {"content": [{"token": token, "logprob": -0.5, "bytes": [1]} for token in tokens]}}


def test_log_probabilities_of_touched_text_are_null() -> None:
    docs = [content("quite", **logged("quite")), content(f" {SECRET}", **logged(" Taro", " Yamada"))]
    out = streamed(*docs).events
    assert out[0] == docs[0]
    assert out[1]["choices"][0]["logprobs"] is None
    done = answer(message("x", 0, **logged("x")), message(SECRET, 1, **logged("Taro", " Yamada")))
    first, second = json.loads(whole(done).sent)["choices"]
    assert first == done["choices"][0]
    assert (second["message"]["content"], second["logprobs"]) == ("[NAME]", None)


def test_token_ids_of_touched_text_are_null() -> None:
    docs = [chunk({"content": said, "token_id": 16}, token_ids=[16]) for said in ("quite", f" {SECRET}")]
    out = streamed(*docs).events
    assert out[0] == docs[0]
    assert (out[1]["choices"][0]["delta"]["token_id"], out[1]["choices"][0]["token_ids"]) == (None, None)


def test_log_probabilities_alone_are_read() -> None:
    assert json.loads(whole(answer(message("x", **logged(SECRET)))).sent)["choices"][0]["logprobs"] is None


def cited(start: int, end: int) -> list[Doc]:
    return [
        {
            "type": "url_citation",
            "url_citation": {"start_index": start, "end_index": end, "url": "https://x.test"},
        }
    ]


def test_positions_move_with_the_text() -> None:
    told = f"日本 {SECRET} and more"
    done = answer(
        {"index": 0, "message": {"content": told, "annotations": cited(15, 18)}, "finish_reason": "stop"}
    )
    for out in (
        json.loads(whole(done).sent)["choices"][0]["message"],
        streamed(content(told[:6]), content(told[6:]), chunk({"annotations": cited(15, 18)})).events[-1][
            "choices"
        ][0]["delta"],
    ):
        citation = out["annotations"][0]["url_citation"]
        assert (citation["start_index"], citation["end_index"]) == (10, 13)


@pytest.mark.parametrize(
    "doc",
    [
        {"choices": None},
        {"choices": [None, {"index": 0, "delta": None}]},
        {"choices": [{"delta": {"tool_calls": [None, {"id": 3}], "annotations": {}}}]},
        {"choices": {}},
        [],
        {},
    ],
)
def test_odd_chunks_pass(doc: Any) -> None:
    docs = [content(SECRET), doc, content("later")]
    out = streamed(*docs)
    assert out.sent == body(content("[NAME]"), *docs[1:])
    assert whole(doc, REFUSE).sent == dumps(doc)


# -- how it ends, as the official client reads it


def create(url: str) -> Any:
    with client(url) as api:
        return api.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": "x"}])


def iterate(url: str) -> list[Any]:
    with client(url) as api:
        messages: Any = [{"role": "user", "content": "x"}]
        return list(api.chat.completions.create(model="gpt-5", messages=messages, stream=True))


class Fruit(BaseModel):
    name: str


def parse(url: str) -> None:
    asked: Any = {"model": "gpt-5", "messages": [], "response_format": Fruit}
    with client(url) as api, api.chat.completions.stream(**asked) as events:
        for _ in events:
            pass


async def test_a_refused_request_is_a_bad_request() -> None:
    out = asked({**ASKED, "messages": [{"role": "user", "content": BANNED}]}, REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    assert (b"x-should-retry", b"false") in out.reply.headers
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError, match=r"harm\.fruit") as raised:
            await asyncio.to_thread(create, url)
    assert raised.value.code == "content_policy_violation"


async def test_a_stopped_answer_is_a_refusal() -> None:
    doc = answer(
        message(f"Eat the {BANNED}"),
        message("other", 1),
        usage={"total_tokens": 7, "prompt_tokens": 3, "completion_tokens": 4},
    )
    out = whole(doc, REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        read = await asyncio.to_thread(create, url)
    assert [choice.index for choice in read.choices] == [0, 1]
    for choice in read.choices:
        assert choice.finish_reason == "content_filter"
        assert choice.message.content is None
        assert "harm.fruit" in choice.message.refusal
    assert (read.id, read.usage.total_tokens) == (HEAD["id"], 7)


@pytest.mark.parametrize(
    ("doc", "status", "says"),
    [({"error": {"message": BANNED}}, 429, 429), ({"data": [{"content": BANNED}]}, 200, 400)],
)
def test_what_is_no_completion_is_stopped_as_an_error(doc: Doc, status: int, says: int) -> None:
    out = whole(doc, REFUSE, status=status)
    assert out.reply is not None
    assert out.reply.status == says
    assert json.loads(out.reply.body)["error"]["code"] == "content_policy_violation"


def stopped(*docs: Doc, **more: Any) -> Talk:
    out = streamed(*docs, content(f"Eat the {BANNED} now"), content("later"), rows=REFUSE, **more)
    assert BANNED.encode() not in out.sent
    assert out.finished
    return out


async def test_a_stopped_stream_ends_with_a_filter() -> None:
    out = stopped(chunk({"role": "assistant", "content": ""}))
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert "".join(one.choices[0].delta.content or "" for one in chunks) == "Eat the "
    last = chunks[-1].choices[0]
    assert last.finish_reason == "content_filter"
    assert "harm.fruit" in last.delta.refusal
    assert {one.id for one in chunks} == {HEAD["id"]}
    assert out.sent.endswith(DONE)


async def test_a_client_that_wants_a_form_is_told_of_the_filter() -> None:
    async with served(stopped().sent) as url:
        with pytest.raises(openai.ContentFilterFinishReasonError):
            await asyncio.to_thread(parse, url)


async def test_usage_is_sent_where_it_was_asked_for() -> None:
    out = stopped(asked={**ASKED, "stream_options": {"include_usage": True}})
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert chunks[-1].choices == []
    assert chunks[-1].usage.total_tokens == 0
    assert chunks[-2].choices[0].finish_reason == "content_filter"


def test_every_choice_that_goes_on_is_ended() -> None:
    docs = [content("a", 0), content("b", 1), content("c", 2), chunk({}, 1, finish_reason="stop")]
    out = streamed(*docs, content(BANNED, 2), rows=REFUSE).events
    ends = [(c["index"], c["finish_reason"]) for doc in out for c in doc["choices"] if c["finish_reason"]]
    assert ends == [(1, "stop"), (0, "content_filter"), (2, "content_filter")]


def test_a_stream_stopped_at_once_still_says_so() -> None:
    (only,) = streamed(content(BANNED), rows=REFUSE).events[-1]["choices"]
    assert (only["index"], only["finish_reason"]) == (0, "content_filter")


def test_nothing_that_was_not_read_leaves_with_a_stop() -> None:
    """What stands in the same chunk behind the words that stopped it."""
    both = {**HEAD, "choices": [*content(f"Eat the {BANNED}")["choices"], *content(SECRET, 1)["choices"]]}
    late = chunk({"content": BANNED, "annotations": [{"title": SECRET}]}, **logged(SECRET))
    for doc in (both, late):
        out = streamed(content("Well. "), doc, rows=REFUSE)
        assert SECRET.encode() not in out.sent
        assert joined(out.events).startswith("Well. ")


@pytest.mark.parametrize("said", [{"content": f"Eat the {BANNED}"}, {"reasoning": f"Eat the {BANNED}"}])
def test_a_choice_that_was_stopped_in_its_last_chunk_did_not_finish(said: Doc) -> None:
    """Some servers say the last words, or a whole call, and that they are the last, at once."""
    last = chunk(said, finish_reason="stop", native_finish_reason="STOP")
    other = content("b", 1, finish_reason="stop")
    out = streamed({**HEAD, "choices": [*last["choices"], *other["choices"]]}, rows=REFUSE).events
    ends = [(c["index"], c["finish_reason"]) for doc in out for c in doc["choices"] if c["finish_reason"]]
    assert ("STOP" in dumps(out).decode(), (0, "content_filter") in ends, (0, "stop") in ends) == (
        False,
        True,
        False,
    )


def test_a_call_that_was_stopped_whole_is_no_call() -> None:
    call = {"index": 0, "id": "call_1", "function": {"name": "eat", "arguments": json.dumps({"a": BANNED})}}
    out = streamed(chunk({"tool_calls": [call]}, finish_reason="tool_calls"), rows=REFUSE).events
    assert [doc["choices"][0]["finish_reason"] for doc in out][-1] == "content_filter"
    assert "tool_calls" not in [doc["choices"][0]["finish_reason"] for doc in out]


def test_a_stop_that_comes_after_the_end_is_still_the_end() -> None:
    """A slow reader answers when `[DONE]` waits already: nothing may follow it."""
    asks: list[Ask] = []
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "", 0.0)
    session = Session(WHO, Chat(Seen("POST", PATH)), REFUSE, desk, asks.append, Limits())
    out = Talk()
    out.take(session.request(b"", ""))
    out.take(session.head(200, "text/event-stream"))
    out.take(session.body(body(content(f"Eat the {BANNED}"), chunk({}, finish_reason="stop"))))
    while asks and not out.finished:
        out.take(session.report(settle(asks.pop(0))))
    assert out.sent.count(b"[DONE]") == 1
    assert out.sent.endswith(DONE)
    assert BANNED.encode() not in out.sent
    assert out.events[-1]["choices"][0]["finish_reason"] == "content_filter"


async def test_comments_keep_a_stream_alive() -> None:
    keepalive = Chat(Seen("POST", PATH)).keepalive
    docs = [content("a"), chunk({"content": "b"}, finish_reason="stop")]
    async with served(keepalive + body(docs[0])[: -len(DONE)] + keepalive + body(docs[1])) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert "".join(one.choices[0].delta.content for one in chunks) == "ab"


def test_a_conversation_is_named_by_how_it_begins() -> None:
    surface = Chat(Seen("POST", PATH))
    first = surface.conversation(ASKED)
    later = [{"role": "system", "content": "now"}, *ASKED["messages"], {"role": "assistant", "content": "hi"}]
    assert surface.conversation({"messages": later}) == first
    assert surface.conversation({"messages": [{"role": "user", "content": "bye"}]}) != first
