"""The house as files: what is tracked, and which modules there are."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = ("config", "filters", "audit", "provenance", "proxy")


def tracked() -> list[Path]:
    """Files under version control; in an unpacked archive, every file that is not a leftover."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        there = (ROOT / name for name in listed.stdout.split("\0") if name)
        return [path for path in there if path.is_file()]
    skipped = {".venv", "node_modules", "__pycache__", ".sekisho", "build", "dist"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts)]


def sources() -> list[Path]:
    """Every tracked source file of the floors, relative to the root, without the packages' own heads."""
    found = (path.relative_to(ROOT) for path in tracked() if path.suffix == ".py")
    return sorted(path for path in found if path.parts[0] in FLOORS and path.name != "__init__.py")


def module(source: Path) -> str:
    """`proxy/cli.py` → `proxy.cli`."""
    return ".".join(source.with_suffix("").parts)
