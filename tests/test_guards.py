"""docs/guards.md: its example, options, defaults and figures are the code's."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from config.known import check_names
from config.load import load_text
from config.policies import resolve
from filters.cascade.guard import GUARDS, GuardOptions
from filters.compiling import compile_policy
from filters.detectors.guard import Guard
from proxy.assembly import known
from proxy.guarding.breaker import Breaker
from proxy.guarding.memory import Memory
from proxy.guarding.wire import LONGEST
from tests.house import ROOT

PAGE = (ROOT / "docs" / "guards.md").read_text("utf-8")
SOURCES = (ROOT / "docs" / "sources.md").read_text("utf-8")


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_the_configuration_can_be_honoured() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for block, policy in zip(blocks, ("office", "agents"), strict=True):
        settings = load_text(block)
        check_names(settings, known())
        made = compile_policy(resolve(settings, policy))
        assert "guard" in {one.name for one in made.detectors}


def test_every_option_has_its_row() -> None:
    rows = [
        line.split("|")[1] for line in section("Options of `guard`").splitlines() if line.startswith("| `")
    ]
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(Guard.Options.model_fields)


def test_defaults_are_the_codes() -> None:
    fields = Guard.Options.model_fields
    told = dict(re.findall(r"\| `(\w+)` \| `?([\w.]+)`? \|", section("Options of `guard`")))
    assert {name: json.dumps(fields[name].default).strip('"') for name in told} == told
    assert len(told) >= 6


def guard_rows() -> list[str]:
    """The options of every guard, but those that all have."""
    rows: list[str] = []
    for name, member in GUARDS.members().items():
        for option, field in getattr(member, "Options").model_fields.items():  # noqa: B009  # not in the protocol
            if option not in GuardOptions.model_fields:
                value = "*needed*" if field.is_required() else "ours" if option == "instruction" else ""
                if not value and field.default is not None:
                    value = f"`{json.dumps(field.default)}`"
                rows.append(f"| `{name}` | `{option}` | {value} | {field.description} |")
    return rows


def test_options_of_guards_are_the_codes() -> None:
    (table,) = re.findall(r"<!-- options -->\n(.*?)\n<!-- /options -->", PAGE, re.DOTALL)
    assert table.splitlines()[2:] == guard_rows()


@pytest.mark.parametrize("name", list(GUARDS))
def test_every_guard_is_told_of(name: str) -> None:
    assert f"| `{name}` |" in section("The guards")
    assert "## guards\n" in SOURCES


def test_figures_are_the_codes() -> None:
    memory = inspect.signature(Memory).parameters
    assert (memory["most"].default, memory["keep_s"].default) == (20_000, 600.0)
    assert "ten minutes, 20,000 of them" in PAGE
    breaker = inspect.signature(Breaker).parameters
    assert (breaker["most"].default, breaker["rest_s"].default) == (5, 10.0)
    assert "five failures of its machine in a row it is left alone for ten seconds" in PAGE
    assert f"beyond {LONGEST >> 10} KiB are none" in PAGE
