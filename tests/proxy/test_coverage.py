"""The page of what is read is what the tables say, and misses no surface."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import proxy.surfaces
from proxy import coverage
from proxy.dialect import DIALECTS, Seen, Surface
from proxy.fake import CONVERSATIONS, Recording, load
from tests.fixtures import ROOT

PAGE = ROOT / "docs" / "coverage.md"
EVERY = coverage.shown()


def test_the_page_is_up_to_date() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "proxy.coverage"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    assert made == PAGE.read_text("utf-8"), "run: python -m proxy.coverage > docs/coverage.md"


def kinds() -> set[type[Surface]]:
    """Every surface that has tables of its own; what is not served has none."""
    found = set()
    for one in pkgutil.iter_modules(proxy.surfaces.__path__):
        module = importlib.import_module(f"proxy.surfaces.{one.name}")
        classes = (kind for kind in vars(module).values() if isinstance(kind, type))
        found |= {kind for kind in classes if issubclass(kind, Surface) and kind.name != "generic"}
        found -= {kind for kind in found if kind.unserved}
    return found


def name_of(kind: type[Surface]) -> str:
    return kind.__qualname__


@pytest.mark.parametrize("kind", sorted(kinds(), key=name_of), ids=name_of)
def test_every_surface_is_on_it(kind: type[Surface]) -> None:
    names = {one.name.removesuffix(", socket") for one in EVERY}
    assert kind.name in names, "give an example of its path in proxy/coverage_paths.py"


@pytest.mark.parametrize("dialect", [name for name in coverage.dialects() if name != "generic"])
def test_every_dialect_is_on_it(dialect: str) -> None:
    assert any(dialect in one.dialects for one in EVERY)


@pytest.mark.parametrize("one", load(CONVERSATIONS), ids=lambda one: one.name)
def test_what_is_talked_here_is_on_it(one: Recording) -> None:
    dialect = one.provider if one.provider in DIALECTS.members() else "openai"
    surface = DIALECTS.build(dialect).surface(Seen("POST", one.asked.path))
    assert any(surface.name == shown.name and dialect in shown.dialects for shown in EVERY)


def test_every_row_of_a_surface_is_counted_once() -> None:
    for one in EVERY:
        for direction, table in one.tables.items():
            counted = sum(one.counts(direction).values())
            batched = [row for row in table.rows if row.startswith("/*/")]
            assert 0 < counted <= len(table.rows)
            assert counted == len(table.rows) or batched


def test_one_path_is_shown_row_by_row() -> None:
    lines = coverage.rows_of("/v1/embeddings", "openai").splitlines()
    assert "openai embeddings request /input inspected user user" in lines
    assert len(lines) == sum(len(t.rows) for t in coverage.tables_of(surface("/v1/embeddings")).values())
    assert "azure embeddings request /model exempt" in coverage.rows_of("/v1/embeddings").splitlines()


def surface(path: str) -> Surface:
    return DIALECTS.build("openai").surface(Seen("POST", path))
