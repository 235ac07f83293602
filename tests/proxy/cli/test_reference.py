"""The page is what the code says."""

from __future__ import annotations

import subprocess
import sys

from proxy.cli.app import app
from proxy.cli.reference import reference, verbs
from tests.house import ROOT

PAGE = ROOT / "docs" / "cli.md"


def test_the_page_is_up_to_date() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "proxy.cli.reference"], cwd=ROOT, capture_output=True, check=True
    )
    assert made.stdout.decode() == reference() == PAGE.read_text("utf-8"), (
        "run: python -m proxy.cli.reference"
    )


def test_every_verb_has_its_section_and_example() -> None:
    page = reference()
    for name, _, example in verbs(app(), "sekisho"):
        assert f"## `{name}`" in page
        assert f"```sh\n{example}\n```" in page


def test_every_option_is_spelled_out_and_explained() -> None:
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert rows
    for row in rows:
        spelled, _, _, text = (cell.strip() for cell in row.strip("|").replace("\\|", "/").split("|"))
        assert "None" not in spelled
        assert text.endswith(".")
