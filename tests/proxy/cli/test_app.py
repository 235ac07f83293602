"""The verbs there are, and that each says how it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import sekisho
from proxy.cli.app import app
from proxy.cli.reference import verbs
from tests.house import ROOT
from tests.proxy.cli.shells import run

VERBS = {name.removeprefix("sekisho "): example for name, _, example in verbs(app(), "sekisho")}


def test_the_verbs_that_were_promised_are_there() -> None:
    promised = {"serve", "demo", "try", "check", "schema", "explain", "fake-upstream", "audit tail", "doctor"}
    assert promised <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_help_has_an_example_and_every_option_explained(verb: str) -> None:
    done = run(*verb.split(), "--help")
    assert done.status == 0
    assert f"Usage: sekisho {verb}" in done.out
    assert "Example:" in done.out


@pytest.mark.parametrize("verb", VERBS)
def test_an_example_is_of_its_own_verb(verb: str) -> None:
    assert f"sekisho {verb}" in VERBS[verb]


@pytest.mark.parametrize(
    "verb", ["demo", "try", "check", "schema", "explain", "fake-upstream", "audit tail", "doctor"]
)
def test_what_a_machine_may_read_it_can_have_as_json(verb: str) -> None:
    assert "--json" in run(*verb.split(), "--help").out


def test_without_a_terminal_there_are_no_colours() -> None:
    for arguments in (["--help"], ["try", "--help"], ["explain", "pii.email"]):
        assert "\x1b" not in run(*arguments).out


def test_the_version_is_told() -> None:
    assert run("--version").out == f"sekisho {sekisho.__version__}\n"


def test_the_module_is_the_same_command_line() -> None:
    command = [sys.executable, "-m", "sekisho", "check", "missing.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "missing.yaml" in done.stderr
