"""The JSON Schema knows the file's names and every extension's options."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from config.jsonschema import schema


class Inner(BaseModel):
    at: int = 0


class MaskOptions(BaseModel):
    """How to mask."""

    model_config = ConfigDict(extra="forbid")
    style: Literal["token", "label"] = "token"
    inner: Inner = Inner()


class OtlpOptions(BaseModel):
    endpoint: str
    inner: Inner = Inner()


EXTENSIONS = {
    "measures": {"mask": MaskOptions.model_json_schema(), "other": MaskOptions.model_json_schema()},
    "detectors": {"words": MaskOptions.model_json_schema()},
    "exporters": {"otlp": OtlpOptions.model_json_schema()},
}


def every(part: Any, key: str) -> Iterator[Any]:
    if isinstance(part, dict):
        if key in part:
            yield part[key]
        for value in part.values():
            yield from every(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from every(value, key)


@pytest.mark.parametrize("extensions", [{}, EXTENSIONS])
def test_every_reference_leads_somewhere(extensions: dict[str, dict[str, dict[str, Any]]]) -> None:
    made = schema(extensions)
    references = {reference for reference in every(made, "$ref") if isinstance(reference, str)}
    assert references
    assert references <= {f"#/$defs/{name}" for name in made["$defs"]}


def test_definitions_are_at_the_top_only() -> None:
    assert len(list(every(schema(EXTENSIONS), "$defs"))) == 1


def test_a_measure_is_a_name_or_an_object_of_its_own() -> None:
    names, mask, other = schema(EXTENSIONS)["$defs"]["MeasureChoice"]["anyOf"]
    assert names == {"type": "string", "enum": ["mask", "other"]}
    assert mask["properties"]["use"] == {"const": "mask"}
    assert other["properties"]["use"] == {"const": "other"}
    assert mask["properties"]["style"]["enum"] == ["token", "label"]
    assert mask["required"] == ["use"]
    assert mask["additionalProperties"] is False


def test_what_an_exporter_needs_is_needed() -> None:
    _, otlp = schema(EXTENSIONS)["$defs"]["ExporterChoice"]["anyOf"]
    assert otlp["required"] == ["use", "endpoint"]


def test_detectors_are_closed() -> None:
    detectors = schema(EXTENSIONS)["$defs"]["Policy"]["properties"]["detectors"]
    assert list(detectors["properties"]) == ["words"]
    assert detectors["additionalProperties"] is False
    assert "patternProperties" not in detectors


def test_without_extensions_any_name_will_do() -> None:
    anyone, with_options = schema({})["$defs"]["MeasureChoice"]["anyOf"]
    assert anyone == {"type": "string"}
    assert with_options["required"] == ["use"]


def test_names_are_those_of_the_file() -> None:
    made = schema({})
    assert "except" in made["$defs"]["Rule"]["properties"]
    assert made["additionalProperties"] is False
    assert made["$schema"].endswith("2020-12/schema")
