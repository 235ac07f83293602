"""Runs that are stopped: the message and the run end as incomplete, with what had left."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from proxy.dialect import Notice
from proxy.surfaces.threads import Threads
from proxy.surfaces.threads_closer import ThreadsCloser
from tests.proxy.surfaces.chat_streams import client
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, events
from tests.proxy.surfaces.test_threads import MESSAGE, RUN, STEP, call, finished, piece, run

NOTICE = Notice("0199", "standard", "row", "harm.x", "refuse", "response")
BEGUN = (("thread.run.created", RUN), ("thread.message.created", MESSAGE))


def close(*docs: tuple[str, Any]) -> list[Any]:
    closer = ThreadsCloser()
    for _, doc in docs:
        closer.saw(doc)
    said = closer.close(NOTICE)
    assert said.endswith(b"event: done\ndata: [DONE]\n\n")
    return events(said)


def test_what_is_open_ends_as_incomplete() -> None:
    message, ended = close(
        *BEGUN, piece("one "), piece("two", index=1), piece("more"), piece("x", message="other")
    )
    assert [part["text"]["value"] for part in message["content"]] == ["one more", "two"]
    for doc in (message, ended):
        assert doc["status"] == "incomplete"
        assert doc["incomplete_details"] == {"reason": "content_filter"}
    assert (message["id"], ended["id"]) == ("msg_1", "run_1")
    assert ended["last_error"]["message"] == NOTICE.text


@pytest.mark.parametrize(
    ("docs", "left"),
    [
        ((), []),
        (BEGUN[:1], ["thread.run"]),
        ((*BEGUN, finished("x")), ["thread.run"]),
        ((("thread.run.completed", {**RUN, "status": "completed"}),), []),
        ((("", None), ("", "text"), ("", {"object": "thread.message.delta", "delta": []})), []),
    ],
)
def test_what_has_ended_stays(docs: Any, left: list[str]) -> None:
    assert [doc["object"] for doc in close(*docs)] == left


@pytest.mark.filterwarnings("ignore:The Assistants API")  # the client says so at every call
async def test_the_client_reads_a_run_that_was_stopped() -> None:
    out = run(*BEGUN, piece("Once there was a "), piece("forbidden "), piece("fruit."), rows=REFUSE)
    assert BANNED.encode() not in out.sent
    assert b"fruit." not in out.sent

    def read(url: str) -> list[Any]:
        with client(url) as api:
            return list(api.beta.threads.runs.create("thread_1", assistant_id="a", stream=True))

    held = out.sent.replace(b"\n\n", b"\n\n" + Threads.keepalive, 1)
    async with served(held, "text/event-stream", 200) as url:
        said = await asyncio.to_thread(read, url)
    assert [event.event for event in said[-2:]] == ["thread.message.incomplete", "thread.run.incomplete"]
    assert said[-2].data.content[0].text.value == "Once there was a "


@pytest.mark.filterwarnings("ignore:The Assistants API")
async def test_the_helper_of_the_client_reads_it_too() -> None:
    begun = {**STEP, "step_details": {"type": "tool_calls", "tool_calls": []}}
    said = (call(name="f", arguments="{}"), piece("Once "), piece("forbidden fruit."))
    out = run(*BEGUN, ("thread.run.step.created", begun), *said, rows=REFUSE)

    def read(url: str) -> str:
        with client(url) as api, api.beta.threads.runs.stream(thread_id="t", assistant_id="a") as stream:
            return "".join(stream.text_deltas)

    async with served(out.sent, "text/event-stream", 200) as url:
        assert await asyncio.to_thread(read, url) == "Once "
