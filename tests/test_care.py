"""docs/care.md: its examples run, and its options, defaults and words are the code's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.crisis import HelpList, parse
from config.known import check_names
from config.load import load, load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.detector import DETECTORS
from filters.detectors.grounding_guard import GroundingGuard
from filters.harm.grounds import MOST
from filters.harm.labels import LABELS
from filters.measure import MEASURES, Halt
from proxy.assembly import known
from tests.filters.verdicts import NoDesk, verdict
from tests.house import ROOT

PAGE = (Path(ROOT) / "docs/care.md").read_text("utf-8")
SETTINGS, HELP, JUDGE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_are_a_policy_and_its_list(tmp_path: Path) -> None:
    (tmp_path / "help-ja.yaml").write_text(HELP, "utf-8")
    (tmp_path / "sekisho.yaml").write_text(SETTINGS, "utf-8")
    settings = load(tmp_path / "sekisho.yaml", {})
    check_names(settings, known())
    policy = compile_policy(resolve(settings, "our-office"))
    (row,) = [rule for rule in policy.rules if rule.measure.name == "resources"]
    said = row.measure.act("もう消えたい", verdict("もう消えたい", "harm.self_harm"), NoDesk())
    assert isinstance(said, Halt)
    assert said.says == HelpList.model_validate(parse("help-ja.yaml", HELP)).text
    assert policy.sourced


@pytest.mark.parametrize(
    ("name", "registry", "also"),
    [("resources", MEASURES, {"files"}), ("grounding", DETECTORS, set[str]())],
)
def test_every_option_is_told(name: str, registry: object, also: set[str]) -> None:
    options = registry.find(name).Options.model_fields  # type: ignore[attr-defined]  # both have it
    for option in (*options, *also):
        assert f"| `{option}` |" in PAGE


def test_the_judge_of_the_page_is_a_policy() -> None:
    settings = load_text(JUDGE)
    check_names(settings, known())
    policy = compile_policy(resolve(settings, "our-answers"))
    assert policy.grounded
    assert {"grounding_judge", "granite_grounding", "bedrock_grounding"} <= set(
        re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    )


def test_every_option_of_the_judge_is_told() -> None:
    section = PAGE.split("## A judge that reads both\n")[1]
    (table,) = re.findall(r"\| option of `grounding_guard` .*?\n\n", section, re.DOTALL)
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    fields = GroundingGuard.Options.model_fields
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(fields)
    for names, told in (("least most context", "120, 2000, 400"), ("shown", "24000"), ("terms", "3")):
        assert told == ", ".join(str(fields[name].default) for name in names.split())
        assert f"| {told} |" in table
    assert f"{MOST:,} characters at most" in section


def test_the_defaults_are_the_codes() -> None:
    fields = DETECTORS.find("grounding").Options.model_fields  # type: ignore[attr-defined]  # it has options
    assert re.search(rf"\| `least` \|.*\| {fields['least'].default} \|", PAGE)
    assert re.search(rf"\| `terms` \|.*\| {fields['terms'].default} \|", PAGE)


def test_the_line_and_the_mark_are_the_codes() -> None:
    assert f"> {LABELS['misinformation.disaster']['ja']}" in PAGE
    assert "［要出典 / source needed］" in PAGE


def test_the_pages_it_names_are_there() -> None:
    for page in re.findall(r"\]\(([\w.-]+\.md)\)", PAGE):
        assert (Path(ROOT) / "docs" / page).is_file()
