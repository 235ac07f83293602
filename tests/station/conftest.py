"""Stations run on uvloop where they serve, so they do here; and one for each policy of talks.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import pytest_asyncio
import uvloop

from tests.station.live import Live, live
from tests.station.talks import LONGER, POLICIES, TALKS


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"uvloop": uvloop.new_event_loop}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def station(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Live]:
    """A station under the policy that `under` names, in front of our talks."""
    home = tmp_path_factory.mktemp(request.param)
    async with live([*TALKS.values(), *LONGER], home, request.param, POLICIES) as running:
        yield running
