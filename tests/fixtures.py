"""Where the third-party recordings are, when they are there at all.

They are read in place and never copied. `SEKISHO_FIXTURES` names the folder;
without it, `../shared/fixtures` beside the checkout is tried.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_FOLDER = Path(os.environ.get("SEKISHO_FIXTURES", ROOT.parent / "shared" / "fixtures"))


def _there(name: str) -> Path | None:
    folder = _FOLDER / name
    return folder if folder.is_dir() else None


WIRE = _there("wire")
PII = _there("pii")

needs_wire = pytest.mark.skipif(WIRE is None, reason="wire recordings are not beside this checkout (SEKISHO_FIXTURES)")
needs_pii = pytest.mark.skipif(PII is None, reason="personal-data rows are not beside this checkout (SEKISHO_FIXTURES)")
