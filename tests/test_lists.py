"""docs/lists.md: its example is a policy that does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.errors import ConfigErrors
from config.known import Known, check_names
from config.load import load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.detector import DETECTORS
from filters.measure import MEASURES
from filters.registry import Options
from tests.filters.gates import CHANNEL
from tests.filters.reading import read_all
from tests.house import ROOT

PAGE = (Path(ROOT) / "docs/lists.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SETTINGS = load_text(EXAMPLE)
KNOWN = Known(
    measures={name: getattr(one, "Options", Options) for name, one in MEASURES.members().items()},
    detectors={name: getattr(one, "Options", Options) for name, one in DETECTORS.members().items()},
    kinds=[kind for one in DETECTORS.members().values() for kind in one.kinds],
)


def test_the_example_is_a_policy() -> None:
    check_names(SETTINGS, KNOWN)
    policy = compile_policy(resolve(SETTINGS, "ours"))
    lists = next(detector for detector in policy.detectors if detector.name == "lists")
    text = "Project Falcon: EMP-12345 on Case-ab12, kestrel, 社外秘"
    assert [(one.kind, text[one.start : one.end]) for one in read_all(lists, text)] == [
        ("list.codename", "Project Falcon"),
        ("list.employee", "EMP-12345"),
        ("list.case", "Case-ab12"),
        ("list.product", "kestrel"),
        ("confidential.marker", "社外秘"),
    ]
    assert len(policy.plan(CHANNEL).allows) == 2


@pytest.mark.parametrize("option", DETECTORS.find("lists").Options.model_fields)  # type: ignore[attr-defined]
def test_every_option_is_told(option: str) -> None:
    assert f"| `{option}` |" in PAGE


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (r"EMP-[0-9]{4,6}\b", r"EMP-[0-9]{4,6}(", "is no pattern of RE2"),
        (", repeats: 20", "", "repeats: 40"),
        ("kind: list.codename, words", "kind: pii.codename, words", "kind"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, told: str) -> None:
    broken = EXAMPLE.replace(old, new)
    assert broken != EXAMPLE
    with pytest.raises(ConfigErrors, match=rf"sekisho.yaml:\d+: .*{told}"):
        check_names(load_text(broken), KNOWN)
