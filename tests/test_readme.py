"""The first page: in order, and every block of it runs or is read."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from config.known import check_names
from config.load import load_text
from config.policies import names, resolve
from filters.compiling import compile_policy
from proxy.assembly import known
from tests.house import ROOT
from tests.proxy.cli.shells import run
from tests.proxy.stations import demonstrated

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


def test_the_order_is_the_promised_one() -> None:
    assert re.findall(r"(?m)^## (.+)$", README) == [
        "Ten lines that run",
        "What you see",
        "What it does not do",
        "The path",
        "Numbers",
        "Where next",
    ]


def test_every_kind_of_block_is_tested_here() -> None:
    kinds = set(re.findall(r"(?m)^```(\w+)$", README))
    assert kinds == {"sh", "python", "text", "console", "yaml"}


def test_the_python_block_prints_what_is_shown() -> None:
    """Run as it stands, in a process of its own, against the demo that is promised to be up."""
    (block,), (shown,) = blocks("python"), blocks("text")
    with demonstrated() as address:
        code = block.replace("http://127.0.0.1:8090", address)
        assert code != block
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.sub(r"(_1)_[A-Z2-7]{2}", r"\1_••", done.stdout) == shown.strip()


def test_ten_lines_are_about_ten() -> None:
    (block,) = blocks("python")
    assert len(block.splitlines()) + 2 <= 15


@pytest.mark.parametrize("block", blocks("console"), ids=range(len(blocks("console"))))
def test_a_console_shows_what_is_printed(block: str) -> None:
    for command, shown in re.findall(r"(?m)^\$ (.+)\n((?:(?!\$ ).*\n)*)", block):
        given, _, verb = command.rpartition(" | ")
        text = shlex.split(given)[1] + "\n" if given else ""
        done = run(*shlex.split(verb)[1:], given=text.encode())
        assert done.status in (0, 1)
        if shown:
            assert [line.rstrip() for line in done.out.splitlines()] == shown.splitlines()


@pytest.mark.parametrize("block", blocks("yaml"), ids=range(len(blocks("yaml"))))
def test_a_configuration_can_be_honoured(block: str) -> None:
    settings = load_text(block)
    check_names(settings, known())
    for name in names(settings):
        compile_policy(resolve(settings, name))


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make ")])
def test_a_make_target_is_there(line: str) -> None:
    done = subprocess.run([*shlex.split(line), "-n"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("sekisho ")])
def test_a_verb_takes_what_it_is_given(line: str) -> None:
    words = shlex.split(line)[1:]
    verb = words[:2] if words[0] == "audit" else words[:1]
    done = run(*verb, "--help")
    assert done.status == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in done.out


def test_every_command_line_is_one_of_these() -> None:
    assert all(line.startswith(("make ", "sekisho ")) for line in SHELL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target
