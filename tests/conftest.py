"""What every test runs under."""

from __future__ import annotations

import signal

import pytest

_DEEP_S = 3 * 3600
# Where files take minutes: random cuts of everything, stations and Node in processes of their own.
_LONG = ("tests/contracts/", "tests/station/", "tests/sdk/", "tests/proxy/cli/", "tests/audit/")


def pytest_configure() -> None:
    """Ctrl-C means what it means at a terminal, also to the processes that tests start.

    A run that a shell put into the background inherits it as ignored, and would wait for ever
    for a process that it interrupts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deep tests take longer than `timeout` in pyproject.toml lets others.

    Several workers begin with the files that take long, so that none is left with one at the end.
    """
    for item in items:
        if item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.timeout(_DEEP_S))
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    turns = (number for number, folder in enumerate(_LONG) if item.nodeid.startswith(folder))
    return next(turns, len(_LONG))
