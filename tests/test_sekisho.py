"""The public name: what extension authors import, and nothing that happens by importing it."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

import sekisho

ROOT = Path(__file__).parents[1]

PUBLIC = {
    "filters.detector": ["DETECTORS", "Confined", "Detector", "Window"],
    "filters.measure": ["MEASURES", "Edit", "Halt", "Measure", "Pseudonyms"],
    "filters.model": ["Channel", "Finding", "Reading", "TextSpan", "Verdict"],
    "filters.registry": ["Options"],
}


@pytest.mark.parametrize(("home", "name"), [(home, name) for home, names in PUBLIC.items() for name in names])
def test_a_public_name_is_the_very_thing(home: str, name: str) -> None:
    assert getattr(sekisho, name) is getattr(importlib.import_module(home), name)


def test_all_is_complete() -> None:
    assert set(sekisho.__all__) == {name for names in PUBLIC.values() for name in names} | {"__version__"}


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sekisho.__version__ == project["version"]
