"""A detector that asks guards, over real servers: a reading in time, whatever they do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from filters.cascade.conclusion import FAILED, LATE
from filters.detectors.guard import Guard
from filters.gate import Ask, Failed, Late, Read
from filters.model import Reading
from filters.policy import Reader
from proxy.guarding.guards import Guards, asks, within
from proxy.guarding.keys import Credentials
from proxy.readers import Readers
from tests.filters.cascade.cascades import RESPONSE, made, window
from tests.proxy.guarding.servers import (
    BREAKS_OFF,
    CLOSES,
    CODED,
    GARBAGE,
    REDIRECTS,
    TOO_LONG,
    Act,
    Server,
    drips,
    drips_headers,
    endless,
    half,
    says,
    serving,
    silent,
)

SPARE_S = 25.0  # what a busy machine may take beyond a deadline


def strict(text: str) -> str:
    """A guard that thinks ill of one word."""
    return "unsafe\nS2" if "burgle" in text else "safe"


@asynccontextmanager
async def guards() -> AsyncIterator[Guards]:
    one = Guards()
    try:
        yield one
    finally:
        one.close()


def asking(server: Server, **options: object) -> Guard:
    return made({"use": "llama_guard", **server.options()}, **options)


def kinds(reading: Reading | str) -> list[str]:
    assert isinstance(reading, Reading)
    return [one.kind for one in reading.findings]


async def test_a_text_is_judged() -> None:
    async with serving(says(strict)) as server, guards() as one:
        detector = asking(server)
        assert asks(detector)
        assert kinds(await one.read(detector, window("How to burgle a house?"), 5)) == [
            "harm.nonviolent_crime"
        ]
        assert kinds(await one.read(detector, window("How to build a house?"), 5)) == []
        assert [row["asked"] for row in one.figures()] == [2]


async def test_every_part_of_an_answer_is_judged_with_what_stands_before() -> None:
    async with serving(says(strict)) as server, guards() as one:
        detector = asking(server, least=10, context=100)
        shown = window("A first sentence. How to burgle it. And the end.", RESPONSE)
        reading = await one.read(detector, shown, 5)
        assert isinstance(reading, Reading)
        assert [(found.span.start, found.span.end) for found in reading.findings] == [(18, 36), (36, 48)]
        assert min(asked.text for asked in server.asked) == "A first sentence. "


async def test_in_turn_the_next_is_asked_where_one_fails() -> None:
    async with serving(CLOSES) as broken, serving(says(strict)) as well, guards() as one:
        both = ({"use": "llama_guard", **broken.options()}, {"use": "llama_guard", **well.options()})
        detector = made(*both, ask="first")
        assert kinds(await one.read(detector, window("burgle it"), 5)) == ["harm.nonviolent_crime"]
        assert (len(broken.asked), len(well.asked)) == (1, 1)
        detector = made(*reversed(both), ask="first")
        assert kinds(await one.read(detector, window("something else"), 5)) == []
        assert (len(broken.asked), len(well.asked)) == (1, 2)
        assert kinds(await one.read(made(*both), window("burgle this"), 5)) == [
            "harm.nonviolent_crime",
            FAILED,
        ]


async def test_a_thread_may_wait_for_it() -> None:
    async with serving(says(strict)) as server, guards() as one:
        reading = await asyncio.to_thread(one.read_now, asking(server), window("burgle it"))
        assert kinds(reading) == ["harm.nonviolent_crime"]


EVIL: dict[str, Act] = {
    "silent": silent,
    "drips": drips,
    "drips headers": drips_headers,
    "half": half,
    "endless": endless,
    "closes": CLOSES,
    "breaks off": BREAKS_OFF,
    "garbage": GARBAGE,
    "too long": TOO_LONG,
    "coded": CODED,
    "redirects": REDIRECTS,
    "500": says("safe", status=500),
    "400": says("safe", status=400),
    "refuses": says("I'm sorry, I can't help with that."),
    "slow": says("safe", delay_s=30),
}


@pytest.mark.parametrize("name", EVIL)
async def test_the_deadline_is_kept_and_nothing_passes_for_safe(name: str) -> None:
    deadline_s = 0.4
    async with serving(EVIL[name]) as server:
        readers = Readers()
        events: list[Read | Failed | Late] = []

        async def report(event: Read | Failed | Late) -> None:
            events.append(event)

        async def one(number: int) -> float:
            shown = window(f"Text number {number}, one of many.")
            began = time.monotonic()
            await readers.ask(Ask(number, Reader(detector, holds=True), shown), deadline_s, report)
            return time.monotonic() - began

        detector = asking(server, fail="closed")
        try:
            took = await asyncio.gather(*(one(number) for number in range(20)))
        finally:
            readers.close()
    assert max(took) <= deadline_s + SPARE_S
    assert len(events) == 20
    for event in events:
        found = event.reading.findings if isinstance(event, Read) else ()
        assert isinstance(event, Late) or [one.kind for one in found] in ([FAILED], [LATE])


async def test_a_detector_that_raises_is_a_word() -> None:
    async with serving(says("safe")) as server, guards() as one:

        class Raising(Guard):
            def inquire(self, window: object, key: bytes) -> object:  # type: ignore[override]
                raise ZeroDivisionError

        detector = Raising(asking(server).options)
        assert await one.read(detector, window("x y"), 5) == "ZeroDivisionError"  # type: ignore[arg-type]
        assert one.read_now(detector, window("x y")) == "ZeroDivisionError"  # type: ignore[arg-type]


async def test_after_a_reload_only_lines_of_the_new_detectors_are_left() -> None:
    async with serving(says("safe")) as server, serving(says("safe")) as other, guards() as one:
        old, new = asking(server), asking(other)
        for detector in (old, new):
            assert kinds(await one.read(detector, window("Some text."), 5)) == []
        one.renew([new], Credentials())
        while len(one.figures()) > 1:  # noqa: ASYNC110  # it is done in a thread of its own
            await asyncio.sleep(0.01)
        (left,) = one.figures()
        assert left["asked"] == 1
        one.renew([new], Credentials({one_identity(new): "another key"}))
        while one.figures():  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)
        await one.read(new, window("Other text."), 5)
        assert other.asked[-1].headers["authorization"] == "Bearer another key"


def one_identity(detector: Guard) -> bytes:
    from filters.cascade.guard import identity_of

    return identity_of(detector.guards[0])


@pytest.mark.parametrize("deadline_s", [0.05, 0.5, 5.0, 60.0])
def test_guards_have_a_little_less_than_the_deadline(deadline_s: float) -> None:
    assert 0.79 * deadline_s <= within(deadline_s) < deadline_s
