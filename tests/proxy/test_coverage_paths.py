"""Examples are known to their dialects, and each is needed."""

from __future__ import annotations

import pytest

from proxy import coverage
from proxy.coverage_paths import ALL, EVENTS, PATHS
from proxy.dialect import DIALECTS, Seen


def test_every_dialect_has_examples() -> None:
    assert set(PATHS) == set(coverage.dialects())


@pytest.mark.parametrize(
    ("dialect", "path"), [(name, path) for name, paths in PATHS.items() for path in paths]
)
def test_a_dialect_has_a_surface_for_its_examples(dialect: str, path: str) -> None:
    surface = DIALECTS.build(dialect).surface(Seen("POST", path))
    assert surface.name != "generic"
    assert path in ALL


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_has_a_table_of_its_own_somewhere(kind: str) -> None:
    surfaces = (
        found for name, paths in PATHS.items() for path in paths for _, found in coverage.surfaces(name, path)
    )
    doc = {"type": kind, "object": kind, "event": kind}
    assert any(surface.table(doc) is not surface.events for surface in surfaces)
