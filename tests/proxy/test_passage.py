"""The doing half: records before effects, one task at a time, and pieces that wake nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from filters.detector import DETECTORS, Window
from filters.model import Finding, Reading, TextSpan
from tests.proxy.raw import OK, Peer, serving, turns
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


# -- pieces of a stream

EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
TRIAL = """
policies:
  trial:
    rules:
      - {kind: "test.*", measure: %s}
"""


def chunk(text: str) -> bytes:
    event = b'data: {"choices": [{"index": 0, "delta": {"content": "%b"}}]}\n\n' % text.encode()
    return b"%x\r\n%b\r\n" % (len(event), event)


class Watcher:
    """A cheap detector that finds every X of an answer, and does something besides."""

    kinds: Mapping[str, str] = {"test.x": "The letter."}
    reach = 0
    view = "raw"
    name = "watcher"
    inline = True
    does: ClassVar[list[Callable[[], None]]] = []

    def read(self, window: Window) -> Reading:
        text, start = window.text, window.start
        found = [at for at in range(window.resume - start, len(text)) if text[at] == "X"]
        if window.channel.direction != "response" or not found:
            return Reading((), window.end)
        for deed in self.does:
            deed()
        spans = [TextSpan(start + at, start + at + 1) for at in found]
        return Reading(
            tuple(Finding(window.channel, span, "test.x", 1.0, "watcher") for span in spans), window.end
        )


@pytest.fixture
def watcher() -> Iterator[type[Watcher]]:
    DETECTORS.members()
    members: dict[str, Any] = DETECTORS._members
    members["watcher"] = made = type("Watcher", (Watcher,), {"does": []})
    yield made
    del members["watcher"]


def running() -> list[asyncio.Task[Any]]:
    """The tasks that serve requests."""
    return [one for one in asyncio.all_tasks() if "run_asgi" in repr(one.get_coro())]


@pytest.mark.parametrize("measure", ["flag", "mask", "refuse"])
async def test_a_finding_in_a_piece_is_on_record_before_the_piece_leaves(
    measure: str, watcher: type[Watcher], tmp_path: Path
) -> None:
    del watcher

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(EVENTS + chunk("one. "))
        for text in ("two. ", "aXb. ", "three. "):
            await turns(50)  # a network read each
            peer.write(chunk(text))
        peer.write(b"0\r\n\r\n")

    async with serving(script) as server, standing(tmp_path, server.url, TRIAL % measure, "trial") as stand:
        answer = await stand.send("POST", CHAT, BODY)
        assert stand.decision()["measures"] == {measure: 1}
        assert (b"aXb" in answer.body) is (measure == "flag")
        assert (b"three" in answer.body) is (measure != "refuse")


async def test_a_request_that_is_cancelled_under_a_piece_keeps_its_records(
    watcher: type[Watcher], tmp_path: Path
) -> None:
    def cancels() -> None:
        for one in running():
            one.cancel()

    watcher.does.append(cancels)

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(EVENTS + chunk("one. "))
        await turns(200)  # the station waits for the next piece
        peer.write(chunk("aXb. "))
        await peer.until_gone()

    async with serving(script) as server, standing(tmp_path, server.url, TRIAL % "mask", "trial") as stand:
        answer = await stand.send("POST", CHAT, BODY)
        assert not answer.whole
        assert b"aXb" not in answer.body
        await server.peers[0].gone.wait()
        assert [one["attrs"]["kind"] for one in stand.records("sekisho.finding")] == ["test.x"]
        assert stand.outcomes() == ["station_stopped"]


async def test_a_failure_under_a_piece_ends_the_exchange(
    watcher: type[Watcher], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from proxy.surfaces.chat import Chat

    def fails(*_: object) -> bytes:
        raise LookupError

    watcher.does.append(lambda: monkeypatch.setattr(Chat, "stale", fails))

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(EVENTS + chunk("one. "))
        await turns(200)
        peer.write(chunk("aXb. "))
        await peer.until_gone()

    async with serving(script) as server, standing(tmp_path, server.url, TRIAL % "mask", "trial") as stand:
        answer = await stand.send("POST", CHAT, BODY)
        assert (answer.status, answer.whole) == (200, False)
        assert stand.outcomes() == ["internal_error"]
        await server.peers[0].gone.wait()


async def test_what_waited_for_more_leaves_before_a_break_is_shown(tmp_path: Path) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(EVENTS + chunk("some words and a la"))  # the last one may become an address

    async with serving(script) as server, standing(tmp_path, server.url, policy="japan-business") as stand:
        answer = await stand.send("POST", CHAT, BODY)
        assert (answer.whole, stand.outcomes()) == (False, ["upstream_broken"])
        assert b"some words and a la" in answer.body
