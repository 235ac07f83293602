"""Every string that Cohere's own library knows has its slot; who speaks; what is never touched."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from cohere.v2.client import V2Client
from cohere.v2.types.v2chat_response import V2ChatResponse
from cohere.v2.types.v2chat_stream_response import V2ChatStreamResponse

from proxy.surfaces import cohere_tables as tables
from proxy.table import Table
from tests.proxy.surfaces.cohere_events import REPORT, whole
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET


def arguments(method: object) -> Iterator[str]:
    """The shapes of what a method sends; an open enumeration counts as its string alone."""
    for name, kind in typing.get_type_hints(method).items():
        if name not in ("return", "request_options"):
            yield from closed(shapes(kind, f"/{name}"))


def closed(found: Iterator[str]) -> set[str]:
    """Without what `Literal[…] | Any` adds: a member `x` of a string."""
    every = set(found)
    return {shape for shape in every if shape.removesuffix("/x") not in every - {shape}}


def test_every_string_the_client_sends_is_mapped() -> None:
    missing = {shape for shape in arguments(V2Client.chat) if not tables.REQUEST.slot(shape).mapped}
    assert missing == set()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (tables.ANSWER, V2ChatResponse),
        *((tables.EVENTS, one) for one in typing.get_args(V2ChatStreamResponse)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_string_the_client_reads_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in closed(shapes(kind)) if not table.slot(shape).mapped} == set()


def turn(role: str, **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": role, **more}]}


SOURCES = [{"sources": [{"type": "tool", "id": "a", "tool_output": {"content": SECRET}}]}]


@pytest.mark.parametrize(
    ("doc", "role", "trust"),
    [
        (turn("user", content=SECRET), "user", "user"),
        (turn("system", content=SECRET), "system", "system"),
        (turn("assistant", content=[{"type": "text", "text": SECRET}]), "assistant", "user"),
        (turn("assistant", content=[{"type": "thinking", "thinking": SECRET}]), "reasoning", "user"),
        (turn("assistant", tool_plan=SECRET), "reasoning", "user"),
        (
            turn("assistant", tool_calls=[{"function": {"arguments": f'{{"a":"{SECRET}"}}'}}]),
            "assistant",
            "user",
        ),
        (turn("assistant", citations=SOURCES), "retrieved", "retrieved"),
        (turn("tool", content=SECRET), "tool", "tool"),
        (turn("tool", content=[{"document": {"data": {"a": SECRET}}}]), "retrieved", "retrieved"),
        (turn("user", content=[{"image_url": {"url": SECRET}}]), "user", "user"),
        ({"documents": [SECRET]}, "retrieved", "retrieved"),
        ({"documents": [{"data": {"a": SECRET}}]}, "retrieved", "retrieved"),
        ({"tools": [{"function": {"description": SECRET}}]}, "definition", "system"),
        ({"response_format": {"json_schema": {"title": SECRET}}}, "definition", "system"),
        ({"stop_sequences": [SECRET]}, "user", "user"),
    ],
)
def test_who_asks(doc: dict[str, Any], role: str, trust: str) -> None:
    out = whole("/v2/chat", doc, {}, REPORT)
    assert [(one["role"], one["trust"]) for one in out.findings] == [(role, trust)]
    assert json.loads(out.forwarded or b"") == json.loads(json.dumps(doc).replace(SECRET, "[NAME]"))


def test_pictures_are_reported() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA" * 6
    doc = turn("user", content=[{"type": "image_url", "image_url": {"url": picture}}])
    assert whole("/v2/chat", doc, {}).unscanned() == ["image"]


@pytest.mark.parametrize(
    "doc",
    [
        {"id": SECRET, "finish_reason": SECRET, "meta": {"api_version": {"version": SECRET}}},
        {"message": {"role": SECRET, "tool_calls": [{"id": SECRET, "type": SECRET}]}},
        {"message": {"citations": [{"type": SECRET, "sources": [{"type": SECRET, "id": SECRET}]}]}},
    ],
)
def test_what_identifies_is_never_touched(doc: dict[str, Any]) -> None:
    assert json.loads(whole("/v2/chat", {"model": SECRET}, doc).sent) == doc


@pytest.mark.parametrize("doc", [{"id": "a", "message": SECRET}, {"meta": {"warnings": [SECRET]}}])
def test_what_the_server_says_of_itself_is_read(doc: dict[str, Any]) -> None:
    out = whole("/v2/chat", {}, doc, status=400)
    assert [one["role"] for one in out.findings] == ["error"]
