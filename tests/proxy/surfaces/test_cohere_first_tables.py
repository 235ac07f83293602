"""Every string that Cohere's own library knows of its first version has its slot."""

from __future__ import annotations

import typing

import pytest
from cohere.base_client import BaseCohere
from cohere.types.generate_streamed_response import GenerateStreamedResponse
from cohere.types.generation import Generation
from cohere.types.non_streamed_chat_response import NonStreamedChatResponse
from cohere.types.streamed_chat_response import StreamedChatResponse

from proxy.surfaces import cohere_first_tables as tables
from proxy.table import Table
from tests.proxy.surfaces.cohere_events import whole
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET
from tests.proxy.surfaces.test_cohere_tables import arguments, closed


@pytest.mark.parametrize(
    ("table", "method"),
    [(tables.CHAT_REQUEST, BaseCohere.chat), (tables.GENERATE_REQUEST, BaseCohere.generate)],
    ids=["chat", "generate"],
)
def test_every_string_the_client_sends_is_mapped(table: Table, method: object) -> None:
    sent = set(arguments(method)) - {"/accepts"}  # a header
    assert {shape for shape in sent if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (tables.CHAT_ANSWER, NonStreamedChatResponse),
        (tables.GENERATE_ANSWER, Generation),
        *((tables.EVENTS, one) for one in typing.get_args(StreamedChatResponse)),
        *((tables.EVENTS, one) for one in typing.get_args(GenerateStreamedResponse)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_reads_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in closed(shapes(kind)) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(
    ("path", "doc", "role", "trust"),
    [
        ("/v1/chat", {"message": SECRET}, "user", "user"),
        ("/v1/chat", {"preamble": SECRET}, "system", "system"),
        ("/v1/chat", {"documents": [{"id": "d1", "snippet": SECRET}]}, "retrieved", "retrieved"),
        ("/v1/chat", {"tool_results": [{"outputs": [{"a": SECRET}]}]}, "tool", "tool"),
        ("/v1/chat", {"tools": [{"description": SECRET}]}, "definition", "system"),
        ("/v1/chat", {"connectors": [{"id": "web", "user_access_token": SECRET}]}, "definition", "system"),
        ("/v1/generate", {"prompt": SECRET}, "user", "user"),
    ],
)
def test_who_asks(path: str, doc: dict[str, object], role: str, trust: str) -> None:
    out = whole(path, doc, {})
    assert [(one["role"], one["trust"]) for one in out.findings] == [(role, trust)]
    assert SECRET.encode() not in (out.forwarded or b"")
