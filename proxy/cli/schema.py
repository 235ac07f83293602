"""`sekisho schema`: the configuration file as JSON Schema, extensions included."""

from __future__ import annotations

from typing import Any

from proxy.cli.options import AsJson
from proxy.cli.screen import show_json
from proxy.cli.shell import FINE

EXAMPLE = "sekisho schema > sekisho.schema.json"


def run(as_json: AsJson = False) -> int:
    """Print the JSON Schema of the configuration.

    With the options of everything installed. For editors: `# yaml-language-server:
    $schema=sekisho.schema.json` at the head of the file. It is always JSON; --json is taken, and
    changes nothing.
    """
    del as_json
    show_json(whole(), indent=2)
    return FINE


def whole() -> dict[str, Any]:
    """The schema of a file, with every installed measure, detector and exporter."""
    from config.jsonschema import schema
    from proxy.assembly import known

    there = known()
    points = {"measures": there.measures, "detectors": there.detectors, "exporters": there.exporters}
    return schema(
        {
            point: {name: one.model_json_schema() for name, one in members.items()}
            for point, members in points.items()
        }
    )
