"""What every test runs under."""

from __future__ import annotations

import signal

import pytest

_DEEP_S = 3 * 3600


def pytest_configure() -> None:
    """Ctrl-C means what it means at a terminal, also to the processes that tests start.

    A run that a shell put into the background inherits it as ignored, and would wait for ever
    for a process that it interrupts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deep tests take longer than `timeout` in pyproject.toml lets others."""
    for item in items:
        if item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.timeout(_DEEP_S))
