"""JSON Schema of `sekisho.yaml`, for editors: the file's shape with every extension's options plugged in.

The floors that know the extensions hand in each one's own JSON Schema. A choice is
then its name alone, or an object whose `use` says which options there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config.schema import Settings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Options = Mapping[str, dict[str, Any]]


def schema(extensions: Mapping[str, Options]) -> dict[str, Any]:
    """The schema of a settings file.

    extensions: by `measures`, `detectors`, `exporters`: name → JSON Schema of its options,
    as `model_json_schema()` gives it. A point that is left out takes any name.
    """
    whole = Settings.model_json_schema(by_alias=True)
    parts: dict[str, Any] = whole["$defs"]
    for definition, point in (("MeasureChoice", "measures"), ("ExporterChoice", "exporters")):
        parts[definition] = _choice(parts[definition], extensions.get(point), parts)
    if "detectors" in extensions:
        inside = parts["Policy"]["properties"]
        inside["detectors"] = _detectors(extensions["detectors"], parts) | {
            "description": inside["detectors"]["description"]
        }
    return {"$schema": _DIALECT, "title": "sekisho.yaml"} | {k: v for k, v in whole.items() if k != "title"}


def _choice(anyone: dict[str, Any], known: Options | None, parts: dict[str, Any]) -> dict[str, Any]:
    if known is None:
        return {"anyOf": [{"type": "string"}, anyone], "description": anyone["description"]}
    names = {"type": "string", "enum": sorted(known)}
    return {
        "anyOf": [names, *(_chosen(name, _lifted(known[name], parts)) for name in sorted(known))],
        "description": anyone["description"],
    }


def _chosen(name: str, options: dict[str, Any]) -> dict[str, Any]:
    properties = {"use": {"const": name}} | options.get("properties", {})
    return options | {
        "type": "object",
        "properties": properties,
        "required": ["use", *options.get("required", [])],
    }


def _detectors(known: Options, parts: dict[str, Any]) -> dict[str, Any]:
    options = {name: _lifted(known[name], parts) for name in sorted(known)}
    return {"type": "object", "properties": options, "additionalProperties": False}


def _lifted(options: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """The extension's schema, with definitions of its own moved up to the file's.

    Two extensions may define different things under one name: each gets the
    extension's title in front. ("Options" is a common title, so it is also numbered.)
    """
    own: dict[str, Any] = options.get("$defs", {})
    prefix = f"{options.get('title', 'Options')}{len(parts)}_"
    renamed = {f"#/$defs/{name}": f"#/$defs/{prefix}{name}" for name in own}
    parts |= {f"{prefix}{name}": _referring(part, renamed) for name, part in own.items()}
    return _referring({key: value for key, value in options.items() if key != "$defs"}, renamed)


def _referring(part: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {
            key: renamed.get(value, value)
            if key == "$ref" and isinstance(value, str)
            else _referring(value, renamed)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_referring(item, renamed) for item in part]
    return part
