"""docs/plugins.md and docs/eval.md: their blocks, options and defaults are the code's."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

from config.known import check_names
from config.load import load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.detector import DETECTORS
from proxy.assembly import known
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.rows import TextRow
from proxy.evaluation.types import TYPES
from tests.house import ROOT

PLUGINS = (ROOT / "docs" / "plugins.md").read_text("utf-8")
EVAL = (ROOT / "docs" / "eval.md").read_text("utf-8")


def test_the_configuration_can_be_honoured() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PLUGINS, re.DOTALL)
    settings = load_text(block)
    check_names(settings, known())
    made = compile_policy(resolve(settings, "office"))
    assert "presidio" in {one.name for one in made.detectors}


@pytest.mark.parametrize("name", ["presidio", "onnx", "onnx_text"])
def test_every_option_has_its_row(name: str) -> None:
    section = PLUGINS.split(f"## `{name}`")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    options = getattr(DETECTORS.find(name), "Options")  # noqa: B009  # not in the protocol
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(options.model_fields)


def test_an_example_of_a_row_is_one() -> None:
    block, _ = re.findall(r"```json\n(.*?)```", EVAL, re.DOTALL)
    row = json.loads(block)
    (span,) = row["spans"]
    assert row["text"][span["start"] : span["end"]] == "090-1234-5678"
    assert set(row) <= set(TextRow.__struct_fields__)


def test_examples_of_judged_rows_are_some() -> None:
    _, block = re.findall(r"```json\n(.*?)```", EVAL, re.DOTALL)
    rows = [msgspec.json.decode(line, type=HarmRow) for line in block.splitlines()]
    assert [(row.truth("harm"), row.truth("attack")) for row in rows] == [(True, False), (None, True)]
    assert all(set(json.loads(line)) <= set(HarmRow.__struct_fields__) for line in block.splitlines())
    told = {name for names in re.findall(r"`(\w+)[`:]|\"(\w+)\":", EVAL) for name in names}
    assert set(HarmRow.__struct_fields__) <= told


def test_types_are_told_with_their_kinds() -> None:
    told = dict(re.findall(r"\| `(\w+)` \| `([\w.]+)` ", EVAL))
    assert len(told) >= 8
    assert told.items() <= {name: kind for kind, name in TYPES.items()}.items()
