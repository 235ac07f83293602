"""Vectors, ranks, classes, summaries, tokens: texts that go up, and what repeats them."""

from __future__ import annotations

import json
import typing
from typing import Any

import pytest
from cohere.base_client import BaseCohere
from cohere.v2.client import V2Client

from proxy.surfaces.cohere_texts import CohereTexts
from tests.proxy.surfaces.cohere_events import REPORT, whole
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET
from tests.proxy.surfaces.test_cohere_tables import arguments, closed

METHODS = (
    V2Client.embed,
    V2Client.rerank,
    BaseCohere.embed,
    BaseCohere.rerank,
    BaseCohere.classify,
    BaseCohere.summarize,
    BaseCohere.tokenize,
    BaseCohere.detokenize,
)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__qualname__)
def test_every_string_has_a_row_of_its_own(method: object) -> None:
    sent, read = CohereTexts.request, CohereTexts.answer
    asked = {shape for shape in arguments(method) if sent.slot(shape) is sent.default}
    told = closed(shapes(typing.get_type_hints(method)["return"]))
    assert (asked, {shape for shape in told if read.slot(shape) is read.default}) == (set(), set())


@pytest.mark.parametrize(
    ("path", "doc", "role"),
    [
        ("/v2/embed", {"texts": [SECRET]}, "user"),
        ("/v2/embed", {"inputs": [{"content": [{"type": "text", "text": SECRET}]}]}, "user"),
        ("/v2/rerank", {"query": SECRET}, "user"),
        ("/v2/rerank", {"documents": [SECRET]}, "retrieved"),
        ("/v1/rerank", {"documents": [{"title": SECRET}]}, "retrieved"),
        ("/v1/classify", {"inputs": [SECRET]}, "user"),
        ("/v1/classify", {"examples": [{"text": SECRET}]}, "user"),
        ("/v1/summarize", {"text": SECRET}, "user"),
        ("/v1/tokenize", {"text": SECRET}, "user"),
        ("/v1/connectors", {"name": SECRET}, "user"),
    ],
)
def test_who_asks(path: str, doc: dict[str, Any], role: str) -> None:
    out = whole(path, {"model": "m", **doc}, {})
    assert [one["role"] for one in out.findings] == [role]
    assert json.loads(out.forwarded or b"") == {
        "model": "m",
        **json.loads(json.dumps(doc).replace(SECRET, "[NAME]")),
    }


@pytest.mark.parametrize(
    ("path", "doc"),
    [
        ("/v2/embed", {"texts": [SECRET]}),
        ("/v1/rerank", {"results": [{"index": 0, "document": {"text": SECRET}}]}),
        ("/v1/classify", {"classifications": [{"input": SECRET, "labels": {SECRET: {"confidence": 1}}}]}),
        ("/v1/summarize", {"summary": SECRET}),
        ("/v1/detokenize", {"text": SECRET}),
        ("/v1/datasets", {"datasets": [{"name": SECRET}]}),
        ("/v2/embed", {"message": SECRET}),
    ],
)
def test_what_comes_back_is_read(path: str, doc: dict[str, Any]) -> None:
    out = whole(path, {}, doc, REPORT)
    assert json.loads(out.sent) == json.loads(json.dumps(doc).replace(SECRET, "[NAME]"))
    assert out.unmapped() == []


def test_vectors_pass_as_they_come() -> None:
    doc = {"id": SECRET, "embeddings": {"base64": ["zczMPQAAAL8="], "float": [[0.1, -2e-7]]}}
    assert json.loads(whole("/v2/embed", {}, doc).sent) == doc


def test_what_cannot_be_read_is_reported() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA" * 6
    assert whole("/v2/embed", {"images": [picture]}, {}).unscanned() == ["image"]
    assert whole("/v1/detokenize", {"tokens": [1, 2]}, {}).unscanned() == ["token ids"]


def test_what_has_no_form_for_a_stop_is_an_error() -> None:
    out = whole("/v1/summarize", {"text": "x"}, {"id": "a", "summary": BANNED}, REFUSE)
    assert out.reply is not None
    assert out.reply.status == 400
    assert "harm.fruit" in json.loads(out.reply.body)["message"]
