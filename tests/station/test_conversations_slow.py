"""Conversations under detectors that take their time, fail, or never answer: over real sockets."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from filters.detector import DETECTORS, Window
from filters.model import Reading, TextSpan
from tests.station.sockets import SCRIPTS, booth, settled
from tests.station.stand import one_decision_each

TRIAL = """
policies:
  trial:
    deadline_s: {deadline_s}
    rules:
      - {{kind: "test.*", measure: {{use: mask, style: label}}}}
      - {{kind: "sekisho.failed", measure: refuse}}
      - {{kind: "sekisho.late", measure: refuse}}
"""
SCRIPT = SCRIPTS["openai/realtime-text"]
SENT = [json.loads(line.text) for line in SCRIPT.lines if line.sent and isinstance(line.text, bytes)]


class Thinking:
    """Reads in a worker; what it does there is `does`."""

    kinds = {"test.word": "A word."}  # noqa: RUF012  # a detector's table
    reach = 0
    view = "raw"
    name = "thinking"
    inline = False
    does: Callable[[Window], Reading]

    def read(self, window: Window) -> Reading:
        return type(self).does(window)


@pytest.fixture
def thinking() -> Iterator[Any]:
    DETECTORS.members()
    made: Any = type("Made", (Thinking,), {})
    DETECTORS._members["thinking"] = made
    yield made
    del DETECTORS._members["thinking"]


def words(window: Window) -> Reading:
    """Finds `example.com`, once the window is whole."""
    if not window.final:
        return Reading((), window.start)
    at = window.text.find("example.com")
    found = [window.finding((at, at + 11), "test.word", 1.0)] if at >= 0 else []
    assert all(isinstance(one.span, TextSpan) for one in found)
    return Reading(tuple(found), window.end)


async def test_what_is_found_later_is_acted_on_and_nothing_overtakes_it(
    thinking: Any, tmp_path: Path
) -> None:
    thinking.does = staticmethod(words)
    async with booth(tmp_path, "trial", more=TRIAL.format(deadline_s=60.0)) as one:
        async with one.open(SCRIPT) as socket:
            for event in SENT[:3]:
                await socket.send(json.dumps(event))
            events = [json.loads(await socket.recv())]
            while events[-1]["type"] != "response.done":
                events.append(json.loads(await socket.recv()))
        heard = [json.loads(message)["type"] for message in one.fake.heard]
        assert set(one_decision_each(one.stand.records()).values()) <= {"completed", "client_gone"}
    assert heard == [event["type"] for event in SENT[:3]]
    order = [
        json.loads(line.text)["type"]
        for line in SCRIPT.lines
        if not line.sent and isinstance(line.text, bytes)
    ]
    assert [event["type"] for event in events] == order[: len(events)]
    said = "".join(event.get("delta", "") for event in events)
    assert "example.com" not in json.dumps(events)
    assert said.startswith("Write to desk.haibuara@[")


async def test_a_detector_that_fails_refuses_and_the_session_lives_on(thinking: Any, tmp_path: Path) -> None:
    def fail(window: Window) -> Reading:
        if "visitors" in window.text:
            raise ValueError(window.text)
        return Reading((), window.end)

    thinking.does = staticmethod(fail)
    async with (
        booth(tmp_path, "trial", more=TRIAL.format(deadline_s=60.0)) as one,
        one.open(SCRIPT) as socket,
    ):
        assert json.loads(await socket.recv())["type"] == "session.created"
        await socket.send(json.dumps(SENT[1]))
        assert json.loads(await socket.recv())["error"]["code"] == "content_policy_violation"
        await socket.send(json.dumps(SENT[0]))
        assert json.loads(await socket.recv())["type"] == "session.updated"
        assert [json.loads(message)["type"] for message in one.fake.heard] == ["session.update"]


async def test_a_client_that_leaves_while_its_message_is_read_leaves_a_decision(
    thinking: Any, tmp_path: Path
) -> None:
    began, release = threading.Event(), threading.Event()

    def wait(window: Window) -> Reading:
        if window.channel.direction == "request":
            began.set()
            release.wait(60)
        return Reading((), window.end)

    thinking.does = staticmethod(wait)
    async with booth(tmp_path, "trial", more=TRIAL.format(deadline_s=60.0)) as one:
        socket = await one.open(SCRIPT)
        await socket.recv()
        await socket.send(json.dumps(SENT[1]))
        await asyncio.to_thread(began.wait, 60)
        socket.transport.abort()
        release.set()
        await settled(one)
        assert set(one_decision_each(one.stand.records()).values()) <= {"completed", "client_gone"}


async def test_a_verdict_that_is_late_is_a_refusal(thinking: Any, tmp_path: Path) -> None:
    release = threading.Event()

    def wait(window: Window) -> Reading:
        if window.channel.direction == "request":
            release.wait(60)
        return Reading((), window.end)

    thinking.does = staticmethod(wait)
    async with (
        booth(tmp_path, "trial", more=TRIAL.format(deadline_s=0.05)) as one,
        one.open(SCRIPT) as socket,
    ):
        await socket.recv()
        await socket.send(json.dumps(SENT[1]))
        assert json.loads(await socket.recv())["error"]["code"] == "content_policy_violation"
        release.set()
        assert one.fake.heard == []
