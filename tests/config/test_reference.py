"""The page is what the code says, and its examples are read."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import ConfigErrors
from config.load import load_text
from config.reference import reference
from config.schema import Settings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "configuration.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", reference(), re.DOTALL)


def test_the_page_is_up_to_date() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "config.reference"], cwd=ROOT, capture_output=True, check=True
    )
    assert made.stdout.decode() == reference() == PAGE.read_text("utf-8"), "run: python -m config.reference"


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_read(example: str) -> None:
    assert load_text(example).policies


def test_every_option_has_a_row() -> None:
    page = reference()
    for name in Settings.model_fields:
        assert f"| `{name}` |" in page
    for section in (
        "upstreams.<name>.timeouts",
        "routes[]",
        "policies.<name>.rules[]",
        "audit.ledger",
        "keys[]",
    ):
        assert f"## `{section}`" in page


def test_the_message_shown_has_the_form_of_real_ones() -> None:
    shown = re.search(r"^sekisho\.yaml:.*$", reference(), re.MULTILINE)
    with pytest.raises(ConfigErrors) as caught:
        load_text("policies: {office: {rulse: 1}}")
    form = r"sekisho\.yaml:\d+: [\w.\[\]-]+: no \w+ named '\w+' \(did you mean '\w+'\?\)"
    assert shown
    assert re.fullmatch(form, shown[0])
    assert re.fullmatch(form, str(caught.value))
