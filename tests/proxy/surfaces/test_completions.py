"""Text completions: prompts, echoes, log probabilities of the old form, and how they end."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import openai
import pytest
from openai.types import Completion
from openai.types.completion_create_params import CompletionCreateParamsNonStreaming

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.completions import Completions
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import DONE, FLAG, Doc, body, chunk, client, found, joined
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk

PATH = "/v1/completions"
ASKED: Doc = {"model": "davinci", "prompt": "hello", "stream": True}
HEAD: Doc = {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "davinci"}


def said(text: str, index: int = 0, end: str | None = None, **more: Any) -> Doc:
    return {
        **HEAD,
        "choices": [{"text": text, "index": index, "logprobs": None, "finish_reason": end, **more}],
    }


def streamed(*docs: Doc, rows: Any = MASK) -> Talk:
    return talk(OpenAI(), PATH, ASKED, body(*docs), rows)


def whole(doc: Doc, rows: Any = MASK, **more: Any) -> Talk:
    return talk(OpenAI(), PATH, ASKED, dumps(doc), rows, kind="application/json", **more)


def ask(doc: Doc, rows: Any = FLAG) -> Talk:
    return talk(OpenAI(), PATH, doc, b"{}", rows, kind="application/json")


def told(docs: list[Doc], index: int = 0) -> str:
    return "".join(c["text"] for doc in docs for c in doc["choices"] if c["index"] == index)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (Completions.request, CompletionCreateParamsNonStreaming),
        (Completions.answer, Completion),
        (Completions.events, Completion),
    ],
    ids=["request", "answer", "events"],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(
    "doc", [{"prompt": SECRET}, {"prompt": ["x", SECRET]}, {"suffix": SECRET}, {"stop": [SECRET]}]
)
def test_what_is_asked_is_read(doc: Doc) -> None:
    out = ask(doc)
    assert (found(out), out.unmapped()) == (["user"], [])


@pytest.mark.parametrize(
    ("prompt", "why"),
    [([1, 2], ["token ids"]), ([[1], [2]], ["token ids"]), (["a"], []), ([], []), ("a", []), (None, [])],
)
def test_token_ids_are_reported(prompt: object, why: list[str]) -> None:
    assert ask({"prompt": prompt}).unscanned() == why


def test_choices_are_apart_and_end_on_their_own() -> None:
    docs = [
        said("Taro"),
        said("Taro", 1),
        said(" Yamada", 1),
        said(" Suzuki", 0, "stop"),
        said("", 1, "stop"),
    ]
    out = streamed(*docs).events
    assert (told(out, 0), told(out, 1)) == ("Taro Suzuki", "[NAME]")
    assert [doc["choices"][0]["index"] for doc in out] == [0, 1, 1, 0, 1]


def logged(*tokens: str) -> Doc:
    tops = [{token: -0.5} for token in tokens]
    return {
        "logprobs": {"tokens": [*tokens], "text_offset": [0], "top_logprobs": tops, "token_logprobs": [-0.5]}
    }


def test_log_probabilities_of_touched_text_are_null() -> None:
    docs = [said("quite", **logged("quite")), said(f" {SECRET}", **logged(" Taro"))]
    assert [doc["choices"][0]["logprobs"] for doc in streamed(*docs).events] == [
        docs[0]["choices"][0]["logprobs"],
        None,
    ]
    assert json.loads(whole(docs[1]).sent)["choices"][0]["logprobs"] is None


@pytest.mark.parametrize("logprobs", [logged(SECRET), {"logprobs": {"top_logprobs": [{SECRET: -1}]}}])
def test_log_probabilities_alone_are_read(logprobs: Doc) -> None:
    assert json.loads(whole(said("x", **logprobs)).sent)["choices"][0]["logprobs"] is None


def test_a_conversation_is_named_by_its_prompt() -> None:
    surface = Completions(Seen("POST", PATH))
    assert surface.conversation({"prompt": "a"}) == surface.conversation({"prompt": "a", "n": 2})
    assert surface.conversation({"prompt": "a"}) != surface.conversation({"prompt": "b"})
    assert not surface.conversation({"prompt": "a"})[1]


def test_filling_in_asks_like_a_completion_and_answers_like_a_chat() -> None:
    docs = [chunk({"content": "Taro"}), chunk({"content": " Yamada"})]
    out = talk(OpenAI(), "/v1/fim/completions", {"prompt": SECRET, "suffix": "x"}, body(*docs))
    assert json.loads(out.forwarded or b"")["prompt"] == "[NAME]"
    assert joined(out.events) == "[NAME]"


# -- how it ends


def create(url: str) -> Any:
    with client(url) as api:
        return api.completions.create(model="davinci", prompt="x")


def iterate(url: str) -> list[Any]:
    with client(url) as api:
        return list(api.completions.create(model="davinci", prompt="x", stream=True))


async def test_a_refused_request_is_a_bad_request() -> None:
    out = ask({"prompt": BANNED}, REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError, match=r"harm\.fruit"):
            await asyncio.to_thread(create, url)


async def test_a_stopped_answer_is_empty_and_filtered() -> None:
    doc = said(f"Eat the {BANNED}", 0, "stop")
    doc["choices"] += said("other", 1, "stop")["choices"]
    out = whole(doc, REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        read = await asyncio.to_thread(create, url)
    assert [(c.index, c.text, c.finish_reason) for c in read.choices] == [
        (0, "", "content_filter"),
        (1, "", "content_filter"),
    ]
    assert read.id == HEAD["id"]


def test_a_stopped_error_stays_an_error() -> None:
    out = whole({"error": {"message": BANNED}}, REFUSE, status=503)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["error"]["code"]) == (
        503,
        "content_policy_violation",
    )


async def test_a_stopped_stream_ends_with_a_filter() -> None:
    out = streamed(said("Eat the "), said("forbidden "), said("fruit now"), rows=REFUSE)
    async with served(out.sent) as url:
        chunks = await asyncio.to_thread(iterate, url)
    assert "".join(one.choices[0].text for one in chunks) == "Eat the "
    assert (chunks[-1].choices[0].finish_reason, chunks[-1].object) == ("content_filter", "text_completion")
    assert out.sent.endswith(DONE)
