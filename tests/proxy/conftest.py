"""A test module names the event loops it runs on: `EVENT_LOOPS = ("asyncio", "uvloop")`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop

Factory = Callable[[], asyncio.AbstractEventLoop]

LOOPS: Mapping[str, Factory] = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, Factory]:
    module = item.getparent(pytest.Module)
    names: tuple[str, ...] = getattr(module.obj if module else None, "EVENT_LOOPS", ("asyncio",))
    return {name: LOOPS[name] for name in names}
