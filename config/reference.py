"""The reference of every option, as Markdown: `python -m config.reference > docs/configuration.md`.

Options, types, defaults and descriptions are read off the JSON Schema of the file; the
tables of presets off the presets. A test holds the page against this.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from config.guide import AFTER, BEFORE
from config.jsonschema import schema
from config.policies import PRESETS, preset, resolve
from config.section import LARGEST
from config.spec import MeasureSpec, RuleSpec
from config.traffic import BUILT_IN

_REF = "#/$defs/"


def reference() -> str:
    """The page."""
    parts = [BEFORE, *_sections(), AFTER, "## Presets\n", *(_preset(name) for name in PRESETS)]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _upstreams() -> str:
    head = ["Built in are:", "", "| upstream | base URL |", "|---|---|"]
    rows = (f"| `{name}` | {upstream.base_url or '*to be given*'} |" for name, upstream in BUILT_IN.items())
    return "\n".join([*head, *rows])


def _sections() -> Iterator[str]:
    whole = schema({})
    yield from _section("", whole, whole["$defs"])


def _section(at: str, section: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    """The table of one section, then those of the sections in it."""
    needed = section.get("required", [])
    rows = [_row(name, shape, name in needed) for name, shape in section["properties"].items()]
    title = f"## `{at}`" if at else "## The file"
    yield "\n".join(
        [title, "", section["description"], "", "| option | type | default | |", "|---|---|---|---|", *rows]
    )
    if at == "upstreams.<name>":
        yield _upstreams()
    for name, shape in section["properties"].items():
        for step, part in _inner(shape, parts):
            yield from _section(f"{at}.{name}{step}".lstrip("."), part, parts)


def _inner(shape: dict[str, Any], parts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The section that a value of this shape is or holds, and how it is reached."""
    match shape.get("anyOf"):
        case [dict(optional), {"type": "null"}]:
            shape = optional
        case _:
            pass
    inner = next(iter(shape.get("patternProperties", {}).values()), None)
    for step, candidate in (("", shape), ("[]", shape.get("items", {})), (".<name>", inner or {})):
        part = parts.get(candidate.get("$ref", "").removeprefix(_REF), {})
        if "properties" in part:
            yield step, part


def _row(name: str, shape: dict[str, Any], is_needed: bool) -> str:
    default = "*needed*" if is_needed else _default(shape)
    return f"| `{name}` | {_type(shape)} | {default} | {shape['description']} |"


def _default(shape: dict[str, Any]) -> str:
    value = shape.get("default")
    return "" if value is None or "$ref" in shape else f"`{json.dumps(value, ensure_ascii=False)}`"


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return {"MeasureChoice": "measure", "ExporterChoice": "exporter"}.get(
            shape["$ref"].removeprefix(_REF), "section"
        )
    if "anyOf" in shape:
        return " or ".join(_type(part) for part in shape["anyOf"] if part.get("type") != "null")
    if "enum" in shape:
        return " or ".join(f"`{value}`" for value in shape["enum"])
    match shape["type"]:
        case "array":
            return f"list of {_type(shape['items'])}"
        case "object":
            return "by name"
        case "integer" | "number":
            return _number(shape)
        case "boolean":
            return "`true` or `false`"
        case _:
            return str(shape.get("format", "text"))


def _number(shape: dict[str, Any]) -> str:
    word = "whole number" if shape["type"] == "integer" else "number"
    low = shape.get("minimum", shape.get("exclusiveMinimum"))
    above = "above" if "exclusiveMinimum" in shape else "from"
    high = shape["maximum"]
    return f"{word} {above} {low}" + (f" to {high}" if high < LARGEST else "")


def _preset(name: str) -> str:
    spec = resolve(preset(name), name)
    head = ["| kind | where | from score | measure |", "|---|---|---|---|"]
    return "\n".join([f"### `{name}`", "", *head, *(_policy_row(rule) for rule in spec.rules)])


def _policy_row(rule: RuleSpec) -> str:
    kinds = ", ".join(f"`{kind}`" for kind in rule.kinds)
    unless = f" except {', '.join(f'`{kind}`' for kind in rule.unless)}" if rule.unless else ""
    roles = f", role {', '.join(f'`{role}`' for role in rule.roles)}" if rule.roles else ""
    return f"| {kinds}{unless} | {rule.direction}{roles} | {rule.min_score:g} | {_measure(rule.measure)} |"


def _measure(measure: MeasureSpec) -> str:
    options = ", ".join(f"{name}: {json.dumps(value)}" for name, value in measure.options.items())
    return f"{measure.name} ({options})" if options else measure.name


if __name__ == "__main__":
    sys.stdout.write(reference())
