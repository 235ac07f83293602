"""Rerank: the question is somebody's, the documents are found."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.chat_streams import FLAG, Doc, found
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


@pytest.mark.parametrize(
    ("doc", "role"),
    [
        ({"model": SECRET, "query": SECRET, "documents": ["x"]}, "user"),
        ({"query": "x", "documents": [SECRET]}, "retrieved"),
        ({"query": "x", "documents": [{"text": SECRET}]}, "retrieved"),
        ({"query": "x", "texts": [SECRET]}, "retrieved"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/rerank", "/rerank", "/reranking"])
def test_who_speaks_in_a_request(doc: Doc, role: str, path: str) -> None:
    out = talk(OpenAI(), path, doc, b"{}", FLAG, kind="application/json")
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("doc", "roles"),
    [
        ({"results": [{"index": 0, "relevance_score": 0.5, "document": {"text": SECRET}}]}, ["retrieved"]),
        (
            {"data": [{"index": 0, "relevance_score": 0.5, "document": SECRET}], "object": "list"},
            ["retrieved"],
        ),
        ({"id": SECRET, "model": SECRET, "usage": {"total_tokens": 3}, "results": []}, []),
        ({"error": {"code": 400, "message": SECRET, "type": "x"}}, ["error"]),
    ],
)
def test_who_speaks_in_an_answer(doc: Any, roles: list[str]) -> None:
    out = talk(OpenAI(), "/v1/rerank", {}, dumps(doc), FLAG, kind="application/json")
    assert (found(out), out.unmapped()) == (roles, [])
