"""Embeddings: the text that goes in is read, the vectors that come out pass."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import openai
import pytest
from openai.types import CreateEmbeddingResponse
from openai.types.embedding_create_params import EmbeddingCreateParams

from proxy.dialects.openai import OpenAI
from proxy.surfaces.embeddings import Embeddings
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import FLAG, Doc, client, found
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk

PATH = "/v1/embeddings"


def ask(doc: Doc, answer: Doc | None = None, rows: Any = FLAG, status: int = 200) -> Talk:
    return talk(OpenAI(), PATH, doc, dumps(answer or {}), rows, kind="application/json", status=status)


@pytest.mark.parametrize(
    ("table", "kind"),
    [(Embeddings.request, EmbeddingCreateParams), (Embeddings.answer, CreateEmbeddingResponse)],
    ids=["request", "answer"],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize("found_in", [SECRET, ["x", SECRET]])
def test_what_is_embedded_is_read_and_masked(found_in: Any) -> None:
    out = ask({"model": SECRET, "input": found_in})
    assert (found(out), out.unmapped()) == (["user"], [])
    masked = json.loads(ask({"input": found_in}, rows=MASK).forwarded or b"")
    assert masked == json.loads(json.dumps({"input": found_in}).replace(SECRET, "[NAME]"))


@pytest.mark.parametrize(
    ("given", "why"), [([1, 2], ["token ids"]), ([[1]], ["token ids"]), (["a"], []), ("a", [])]
)
def test_token_ids_are_reported(given: object, why: list[str]) -> None:
    assert ask({"input": given}).unscanned() == why


@pytest.mark.parametrize("vector", [[0.1, -2e-7], "zczMPQAAAL8="])
def test_vectors_pass_as_they_come(vector: object) -> None:
    answer = {
        "object": "list",
        "data": [{"object": "embedding", "index": 0, "embedding": vector}],
        "model": SECRET,
    }
    out = ask({"input": "a"}, answer, MASK)
    assert out.sent == dumps(answer)
    assert (out.unmapped(), out.unscanned()) == ([], [])


@pytest.mark.parametrize(
    "error", [{"error": {"message": SECRET}}, {"message": SECRET, "code": "x", "type": "y"}]
)
def test_errors_are_read(error: Doc) -> None:
    out = ask({"input": "a"}, error, status=400)
    assert (found(out), out.unmapped()) == (["error"], [])


async def test_a_refused_request_is_a_bad_request() -> None:
    out = ask({"input": BANNED}, rows=REFUSE)
    assert out.reply is not None

    def create(url: str) -> Any:
        with client(url) as api:
            return api.embeddings.create(model="m", input="x")

    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError, match=r"harm\.fruit"):
            await asyncio.to_thread(create, url)
