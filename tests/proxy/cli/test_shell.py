"""Exit statuses, and what is said with them."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable

import pytest
import typer

from config.errors import ConfigError, ConfigErrors, Problem
from proxy.cli.screen import Gone
from proxy.cli.shell import FOUND, exiting, status_of
from tests.proxy.cli.shells import SEKISHO, clean, run, run_apart

CANARY = "canary-7f3a"


def raising(error: BaseException) -> Callable[[], object]:
    def step() -> object:
        raise error

    return step


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (lambda: None, 0),
        (raising(SystemExit(1)), 1),
        (raising(SystemExit(None)), 0),
        (raising(ConfigError("no")), 2),
        (raising(KeyError(CANARY)), 2),
        (raising(RecursionError()), 2),
        (raising(KeyboardInterrupt()), 130),
    ],
)
def test_every_end_has_its_status(step: Callable[[], object], status: int) -> None:
    assert status_of(step) == status


def test_an_error_of_ours_is_told_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    status_of(
        raising(
            ConfigErrors([Problem("a.yaml", 3, "policy", "no", "try yes"), Problem("a.yaml", 4, "", "bad")])
        )
    )
    assert capsys.readouterr().err == "sekisho: a.yaml:3: policy: no (try yes)\nsekisho: a.yaml:4: bad\n"


def test_a_bug_is_told_by_its_type_and_place_never_by_its_content(capsys: pytest.CaptureFixture[str]) -> None:
    status_of(raising(ValueError(CANARY)))
    told = capsys.readouterr().err
    assert told.startswith("sekisho: internal error: ValueError at tests/proxy/cli/test_shell.py:")
    assert CANARY not in told
    assert len(told.splitlines()) == 1


def test_what_steers_a_terminal_is_not_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    status_of(raising(ConfigError("\x1b[31mred\x1b[0m and \u202eback")))
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_a_verb_returns_its_status() -> None:
    with pytest.raises(typer.Exit) as end:
        exiting(lambda: FOUND)()
    assert end.value.exit_code == 1


def test_a_reader_that_goes_away_is_no_error() -> None:
    """More than a pipe holds is written to a reader that closes at once."""
    with subprocess.Popen(
        [str(SEKISHO), "explain", "*", "--json"], stdout=-1, stderr=-1, env=clean({})
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (141, b"")


def test_a_gone_reader_is_told_apart_from_an_error() -> None:
    done = run_apart("nonsense")
    assert done.status == 2
    assert not issubclass(Gone, ConfigError)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("serve", "--port", "x"),
        ("serve", "--port", "70000"),
        ("serve", "--workers", "0"),
        ("try", "--cut", "half"),
        ("explain",),
        ("check", "--nope"),
        ("audit",),
        ("fake-upstream",),
    ],
)
def test_a_command_line_that_makes_no_sense_is_usage(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert "Usage: sekisho" in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_running_a_verb_leaves_the_log_alone() -> None:
    before = logging.getLogger().handlers[:]
    run("schema")
    assert logging.getLogger().handlers == before
