"""Every string that Amazon's own description of the runtime knows has its slot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.loaders import Loader

from proxy.dialect import Seen
from proxy.dialects.bedrock import Bedrock
from proxy.surfaces import converse_tables as tables
from proxy.surfaces.guardrails import ApplyGuardrail, Jobs
from proxy.table import Table
from tests.proxy.surfaces.converse_streams import CONVERSE, REPORT, ask
from tests.proxy.surfaces.sessions import SECRET, dumps

MODEL: Any = Loader().load_service_model("bedrock-runtime", "service-2")
SHAPES: dict[str, Any] = MODEL["shapes"]


def shapes(name: str, at: str = "", inside: tuple[str, ...] = ()) -> Iterator[str]:
    """Shapes of strings below a shape of the service; a free document counts as one string under `x`."""
    shape = SHAPES[name]
    kind = shape["type"]
    if name in inside:
        return
    inside = (*inside, name)
    if kind == "structure" and shape.get("document"):
        yield f"{at}/x"
    elif kind == "structure":
        for member, one in shape["members"].items():
            if "location" not in one:
                yield from shapes(one["shape"], f"{at}/{one.get('locationName', member)}", inside)
    elif kind == "list":
        yield from shapes(shape["member"]["shape"], f"{at}/*", inside)
    elif kind == "map":
        yield from shapes(shape["value"]["shape"], f"{at}/x", inside)
    elif kind in ("string", "blob"):
        yield at


def below(name: str) -> Iterator[str]:
    """Shapes of the events of a stream, whose names stand in a header."""
    for one in SHAPES[name]["members"].values():
        yield from shapes(one["shape"])


def unmapped(table: Table, found: Iterator[str]) -> set[str]:
    return {shape for shape in found if not table.slot(shape).mapped}


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (tables.REQUEST, "ConverseRequest"),
        (tables.REQUEST, "ConverseStreamRequest"),
        (tables.ANSWER, "ConverseResponse"),
        (tables.COUNT, "CountTokensRequest"),
        (tables.COUNT, "CountTokensResponse"),
        (ApplyGuardrail.request, "ApplyGuardrailRequest"),
        (ApplyGuardrail.answer, "ApplyGuardrailResponse"),
        (ApplyGuardrail.request, "InvokeGuardrailChecksRequest"),
        (ApplyGuardrail.answer, "InvokeGuardrailChecksResponse"),
        (Jobs.request, "StartAsyncInvokeRequest"),
        (Jobs.answer, "StartAsyncInvokeResponse"),
        (Jobs.answer, "GetAsyncInvokeResponse"),
        (Jobs.answer, "ListAsyncInvokesResponse"),
    ],
)
def test_every_string_amazon_knows_is_mapped(table: Table, name: str) -> None:
    assert unmapped(table, shapes(name)) == set()


@pytest.mark.parametrize("name", ["ConverseStreamOutput", "ResponseStream"])
def test_every_event_amazon_knows_is_mapped(name: str) -> None:
    assert unmapped(tables.EVENTS, below(name)) == set()


def test_every_path_amazon_knows_has_a_surface() -> None:
    for name, one in MODEL["operations"].items():
        path = one["http"]["requestUri"].split("?")[0].replace("{", "").replace("}", "")
        surface = Bedrock().surface(Seen(one["http"]["method"], path))
        assert surface.name != "generic", name


SAID: list[dict[str, Any]] = [
    {"text": SECRET},
    {"guardContent": {"text": {"text": SECRET, "qualifiers": ["guard_content"]}}},
    {"toolUse": {"toolUseId": "t", "name": "f", "input": {"to": SECRET, SECRET: 1}}},
    {"toolResult": {"toolUseId": "t", "content": [{"text": SECRET}, {"json": {"a": [SECRET]}}]}},
    {"document": {"format": "txt", "name": "n", "context": SECRET, "source": {"text": SECRET}}},
    {"document": {"format": "txt", "name": SECRET, "source": {"content": [{"text": SECRET}]}}},
    {"searchResult": {"source": "s", "title": SECRET, "content": [{"text": SECRET}]}},
    {"citationsContent": {"content": [{"text": SECRET}], "citations": [{"title": SECRET}]}},
    {"reasoningContent": {"reasoningText": {"text": SECRET, "signature": "s"}}},
    {"image": {"format": "png", "source": {"s3Location": {"uri": f"s3://b/{SECRET}", "bucketOwner": "1"}}}},
]


@pytest.mark.parametrize("block", SAID, ids=lambda block: next(iter(block)))
@pytest.mark.parametrize("role", ["user", "assistant"])
def test_what_a_block_says_is_read(block: dict[str, Any], role: str) -> None:
    asked = {"messages": [{"role": role, "content": [block]}]}
    answer = {"output": {"message": {"role": "assistant", "content": [block]}}}
    out = ask(dumps(answer), REPORT, CONVERSE, asked, kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")
    assert out.sent == dumps(answer).replace(SECRET.encode(), b"[NAME]")
    assert out.unmapped() == []


BESIDE: list[dict[str, Any]] = [
    {"system": [{"text": SECRET}]},
    {"promptVariables": {"a": {"text": SECRET}}},
    {"inferenceConfig": {"stopSequences": [SECRET]}},
    {"requestMetadata": {"a": SECRET}},
    {"additionalModelRequestFields": {"a": {"b": SECRET}}},
    {"toolConfig": {"tools": [{"toolSpec": {"name": "f", "description": SECRET}}]}},
    {"toolConfig": {"tools": [{"toolSpec": {"inputSchema": {"json": {"properties": {SECRET: {}}}}}}]}},
    {"outputConfig": {"textFormat": {"structure": {"jsonSchema": {"schema": f'{{"title": "{SECRET}"}}'}}}}},
]


@pytest.mark.parametrize("doc", BESIDE, ids=lambda doc: next(iter(doc)))
def test_what_a_request_says_besides_is_read(doc: dict[str, Any]) -> None:
    out = ask(b"{}", REPORT, CONVERSE, doc, kind="application/json")
    assert out.forwarded == dumps(doc).replace(SECRET.encode(), b"[NAME]")
    assert out.unmapped() == []


def test_account_numbers_in_names_of_resources_are_left_alone() -> None:
    arn = {"appliedGuardrailDetails": {"guardrailArn": SECRET, "guardrailId": SECRET}}
    body = dumps({"output": {}, "trace": {"guardrail": {"inputAssessment": {"g": arn}}}})
    assert ask(body, REPORT, CONVERSE, kind="application/json").sent == body
