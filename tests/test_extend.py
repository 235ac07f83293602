"""The examples of docs/extend.md are extensions as they stand: they run, and keep the laws."""

from __future__ import annotations

import itertools
import re
import types
from collections.abc import Iterator
from typing import Any

import pytest

from filters.arbiter import Arbiter, Claim
from filters.detector import DETECTORS
from filters.entity import Pack
from filters.gate import End, Gate, Text
from filters.measure import MEASURES
from filters.model import Channel
from filters.policy import Policy, Rule
from filters.registry import Registry
from filters.vault import Vault
from tests.filters.gates import Run, pieces, reply
from tests.fixtures import ROOT

_BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "extend.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def example() -> Iterator[dict[str, type]]:
    """Both examples, registered as files of those names would be, and forgotten afterwards."""
    made: dict[str, type] = {}
    for name, code in zip(("ticket", "dots"), (_BLOCKS[0], _BLOCKS[2]), strict=True):
        module = types.ModuleType(f"examples.{name}")
        exec(compile(code, f"docs/extend.md:{name}", "exec"), module.__dict__)  # our own page
        made[name] = module.__dict__[name.capitalize()]
    yield made
    for registry, name in ((DETECTORS, "ticket"), (MEASURES, "dots")):
        forget(registry, name)


def forget(registry: Registry[Any], name: str) -> None:
    registry.members()
    registry._members.pop(name)  # there is no forgetting in production


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("cut", [[], [5], [8, 11], list(range(30))])
def test_the_examples_work_whatever_the_cut(cut: list[int]) -> None:
    rules = (Rule("ours", ("internal.ticket",), MEASURES.build("dots")),)
    policy = Policy(
        "p",
        "0" * 64,
        rules,
        Rule("d", ("*",), MEASURES.build("allow")),
        1.0,
        1000,
        (DETECTORS.build("ticket"),),
    )
    channel = Channel("response", "/text", "assistant")
    gate = Gate(
        channel, policy.plan(channel), Vault(b"k" * 32, 60, 9, 9).open("t", "c", 0.0), itertools.count(), 99
    )
    out = Run()
    for event in (*(Text(p) for p in pieces("お問い合わせHD-００4211です。HD-12 HD-1234567", cut)), End()):
        out.take(gate.receive(event))
        while out.pending:
            out.take(gate.receive(reply(out.pending.pop(0))))
    assert out.text == "お問い合わせ…です。HD-12 HD-1234567"


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("library card 1234-5674", 0.9),
        ("図書館カードは12345674", 0.9),
        ("図書館カードは12345678", 0.6),
        ("請求記号 12345674", None),
        ("12345674", None),
    ],
)
def test_the_pack_reads_its_numbers(text: str, score: float | None) -> None:
    module = types.ModuleType("examples.library")
    exec(compile(_BLOCKS[1], "docs/extend.md:library", "exec"), module.__dict__)  # our own page
    made = Arbiter([Pack("library", module.__dict__["ENTITIES"], module.__dict__["VETOES"])])
    claim = made.best(text, text.index("1"), final=True)
    assert (claim.score if isinstance(claim, Claim) else None) == score
