"""The conformance suite of the Model Context Protocol says of a server the same through the station.

Its reference server passes every scenario; the station in front of it must change none of
the counts, be it only watching or under the preset that acts. A page from elsewhere that
reaches for a local server is told apart by its Origin, which goes up as it came; the Host
that goes up is the upstream's own.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from config.environment import variable_of
from proxy.serve import Place, running
from tests.sdk.node_clients import NODE

HERE = NODE / "mcp"
SUITE = HERE / "node_modules" / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
# Newer than the Node that the rest of these tests runs on.
NODE_22 = HERE / "node_modules" / "node" / "bin" / "node"
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not (SUITE.is_file() and NODE_22.is_file()),
        reason="the conformance suite is not installed: npm ci in tests/node/mcp",
    ),
]
SCENARIO = re.compile(r"^\S+ ([\w-]+): (\d+) passed, (\d+) failed", re.MULTILINE)


@contextlib.asynccontextmanager
async def reference() -> AsyncIterator[str]:
    """The reference server's URL, without the path."""
    process = await asyncio.create_subprocess_exec(NODE_22, HERE / "server.mjs", stdin=DEVNULL, stdout=PIPE)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


async def scenarios(url: str) -> dict[str, tuple[int, int]]:
    """(passed, failed) of every scenario."""
    process = await asyncio.create_subprocess_exec(
        NODE_22, SUITE, "server", "--url", url, "--suite", "all", stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    async with asyncio.timeout(300):
        told, _ = await process.communicate()
    return {name: (int(good), int(bad)) for name, good, bad in SCENARIO.findall(told.decode())}


@pytest.mark.parametrize("policy", ["observe", "standard"])
async def test_the_station_changes_no_verdict(policy: str, tmp_path: Path) -> None:
    file = tmp_path / "sekisho.yaml"
    file.write_text(f"policy: {policy}\nupstreams: {{mcp: {{dialect: mcp}}}}\n")
    async with reference() as server:
        env = {variable_of("mcp"): server, "SEKISHO_HOME": str(tmp_path / "state")}
        async with running(Place(file, env, port=0, admin_port=0)) as one:
            direct = await scenarios(f"{server}/mcp")
            through = await scenarios(f"{one.data_url}/u/mcp/mcp")
    assert len(direct) > 30
    assert [name for name, (_, failed) in direct.items() if failed] == []
    assert through == direct
