"""A new file in the folder is a new KIND."""

from __future__ import annotations

from pathlib import Path

from proxy.cli import evals


def test_every_file_is_a_kind_with_an_example() -> None:
    files = {path.stem for path in Path(evals.__file__).parent.glob("*.py")} - {"__init__"}
    kinds = {kind.name: kind for kind in evals.kinds()}
    assert set(kinds) == files
    assert all(kind.example.startswith(f"sekisho eval {name} ") for name, kind in kinds.items())
