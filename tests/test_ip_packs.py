"""docs/ip-packs.md: its commands run, its examples are policies, its list of names is one."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from config.load import load_text
from filters.detector import DETECTORS
from filters.ip.items import items
from tests.filters.ip.works import english
from tests.house import ROOT
from tests.proxy.cli.shells import run

PAGE = (Path(ROOT) / "docs/ip-packs.md").read_text("utf-8")
FIRST = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)[0].splitlines()


def test_the_first_commands_run(tmp_path: Path) -> None:
    (tmp_path / "manuals/guide").mkdir(parents=True)
    (tmp_path / "manuals/guide/one.txt").write_text(english(1))
    (tmp_path / "answer.txt").write_text(english(1)[100:900])
    done = [run(*shlex.split(line)[1:], cwd=tmp_path) for line in FIRST]
    assert [one.status for one in done] == [0, 0, 1, 0]
    assert "1 removed, purged" in done[-1].out


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_name_detectors_and_their_options(example: str) -> None:
    settings = load_text(example)
    for name, options in settings.policies["office"].detectors.items():
        DETECTORS.find(name).Options.model_validate(options)  # type: ignore[attr-defined]


def test_the_names_are_items() -> None:
    (listed,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert [one.id for one in items(listed.splitlines())] == ["c1", "m3"]
