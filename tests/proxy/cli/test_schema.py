"""`sekisho schema`: what an editor is told about the file."""

from __future__ import annotations

from filters.detector import DETECTORS
from filters.measure import MEASURES
from proxy.cli.schema import whole
from tests.proxy.cli.shells import run


def test_it_is_json_with_or_without_being_asked() -> None:
    assert run("schema").json == run("schema", "--json").json == whole()


def test_every_measure_and_detector_is_a_choice() -> None:
    parts = whole()["$defs"]
    names, *chosen = parts["MeasureChoice"]["anyOf"]
    assert set(names["enum"]) == set(MEASURES.members())
    assert {one["properties"]["use"]["const"] for one in chosen} == set(MEASURES.members())
    assert set(parts["Policy"]["properties"]["detectors"]["properties"]) == set(DETECTORS.members())


def test_an_exporters_options_are_there() -> None:
    _, *chosen = whole()["$defs"]["ExporterChoice"]["anyOf"]
    (otlp,) = (one for one in chosen if one["properties"]["use"]["const"] == "otlp")
    assert {"endpoint", "headers", "timeout_s"} <= set(otlp["properties"])
