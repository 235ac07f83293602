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
HARM = _there("harm")

_ABSENT = "are not beside this checkout (SEKISHO_FIXTURES)"
needs_wire = pytest.mark.skipif(WIRE is None, reason=f"wire recordings {_ABSENT}")
needs_pii = pytest.mark.skipif(PII is None, reason=f"personal-data rows {_ABSENT}")
needs_harm = pytest.mark.skipif(HARM is None, reason=f"rows of harm and attacks {_ABSENT}")
