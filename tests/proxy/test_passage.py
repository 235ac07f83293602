"""The doing half: records before effects."""

from __future__ import annotations

from pathlib import Path

from tests.proxy.raw import OK, Peer, serving
from tests.station.stand import read_ledger, standing

CHAT = "/openai/v1/chat/completions"
BODY = b'{"messages": [{"role": "user", "content": "hello"}]}'


async def test_a_request_is_on_record_before_the_upstream_has_it(tmp_path: Path) -> None:
    names: list[str] = []

    async def script(peer: Peer) -> None:
        await peer.request()
        names.extend(str(one["name"]) for one in read_ledger(tmp_path / "state" / "ledger"))
        peer.write(OK)

    async with serving(script) as server, standing(tmp_path, server.url) as stand:
        assert (await stand.send("POST", CHAT, BODY)).status == 200
        assert "sekisho.opened" in names
        assert "sekisho.decision" not in names
        [opened] = stand.records("sekisho.opened")
        [decision] = stand.records("sekisho.decision")
        assert opened["exchange"] == decision["exchange"]
        assert stand.decision()["duration_us"]
