"""The line to one guard: each question once, and a rest where it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from filters.cascade.guard import UNSPECIFIED, Answer, Opinion, Question, Unreadable
from proxy.guarding.breaker import Breaker
from proxy.guarding.line import Line
from proxy.guarding.memory import Memory
from tests.proxy.guarding.servers import CLOSES, Act, Server, says, sends, serving, silent


@asynccontextmanager
async def line(
    act: Act, breaker: Breaker | None = None, **options: Any
) -> AsyncIterator[tuple[Line, Server]]:
    async with serving(act) as server:
        one = Line(server.guard(**options), Memory(), breaker=breaker)
        try:
            yield one, server
        finally:
            await one.close()


async def asked(one: Line, text: str = "how", within_s: float = 60.0) -> Opinion | Unreadable:
    return await one.ask(Question(text), asyncio.get_running_loop().time() + within_s)


async def test_a_question_is_asked_once() -> None:
    async with line(says("unsafe\nS1", delay_s=0.05)) as (one, server):
        said = await asyncio.gather(*(asked(one) for _ in range(5)))
        assert len(server.asked) == 1
        assert {opinion.grades[0].kinds for opinion in said} == {("harm.violent_crime",)}
        assert await asked(one) == said[0]
        assert len(server.asked) == 1
        await asked(one, "another")
        assert len(server.asked) == 2
        told = one.as_json()
        assert (told["asked"], told["shared"], told["remembered"], told["unsafe"]) == (7, 4, 1, 6)


async def test_what_was_unreadable_is_asked_anew() -> None:
    async with line(says("I cannot help with that.")) as (one, server):
        for _ in range(3):
            assert await asked(one) == Unreadable("not as agreed")
        assert len(server.asked) == 3
        assert one.breaker.state == "closed"  # what it says does not switch it off


@pytest.mark.parametrize(
    ("act", "timeout_s", "why"),
    [
        (CLOSES, 60.0, "not reached"),
        (says("safe", status=500), 60.0, "status 500"),
        (says("safe", status=429), 60.0, "status 429"),
        (says("safe", status=401), 60.0, "status 401"),
        (silent, 0.1, "late"),
    ],
    ids=["closes", "500", "429", "401", "silent"],
)
async def test_one_that_fails_time_after_time_rests(act: Act, timeout_s: float, why: str) -> None:
    async with line(act, Breaker(most=3, rest_s=600), timeout_s=timeout_s) as (one, server):
        assert [await asked(one, str(at)) for at in range(3)] == [Unreadable(why)] * 3
        assert await asked(one, "more") == Unreadable("resting")
        # Within a tenth of a second a question may not even have come so far.
        assert len(server.asked) <= 3 if act is silent else len(server.asked) == 3
        assert one.as_json()["state"] == "open"


async def test_after_a_rest_it_is_tried_and_is_well_again(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    async with line(CLOSES, Breaker(most=1, rest_s=10, clock=lambda: now[0])) as (one, server):
        assert await asked(one) == Unreadable("not reached")
        assert await asked(one) == Unreadable("resting")
        server.act = says("safe")
        now[0] = 11
        assert await asked(one) == Opinion()
        assert one.breaker.state == "closed"
    told = [record.getMessage() for record in caplog.records if record.name == "sekisho"]
    assert told == [
        "guard llama_guard fails and is left alone for a while",
        "guard llama_guard answers again",
    ]


@pytest.mark.parametrize("status", [400, 413, 422])
async def test_what_it_thinks_of_one_question_does_not_switch_it_off(status: int) -> None:
    async with line(says("safe", status=status), Breaker(most=1)) as (one, _):
        assert await asked(one) == Unreadable(f"status {status}")
        assert one.breaker.state == "closed"


async def test_whoever_waits_less_is_told_so_and_the_others_are_answered() -> None:
    told = asyncio.Event()
    async with line(says("safe", after=told), timeout_s=60.0) as (one, server):
        patient = asyncio.create_task(asked(one))
        await asyncio.sleep(0)
        assert await asked(one, within_s=0.05) == Unreadable("late")
        told.set()
        assert await patient == Opinion()
        assert len(server.asked) == 1
        assert await asked(one, within_s=0.0) == Opinion()  # it is known by now


async def test_no_more_at_once_than_set_and_those_that_wait_too_long_are_told() -> None:
    told = asyncio.Event()
    async with line(says("safe", after=told), Breaker(most=1), at_once=2, timeout_s=60.0) as (one, server):
        first = [asyncio.create_task(asked(one, str(at))) for at in range(2)]
        await asyncio.sleep(0)
        hurried = await asyncio.gather(*(asked(one, str(at), within_s=0.1) for at in range(2, 12)))
        assert {one.why for one in hurried if isinstance(one, Unreadable)} <= {"busy", "late"}
        assert set(map(type, hurried)) == {Unreadable}
        told.set()
        assert await asyncio.gather(*first) == [Opinion()] * 2
        assert server.most_open == 2


async def test_an_adapter_that_raises_says_nothing() -> None:
    async with line(says("safe")) as (one, _):

        def broken(question: Question, answers: Sequence[Answer]) -> Opinion:
            raise ZeroDivisionError(question.text)

        one.guard.read = broken  # type: ignore[method-assign]
        assert await asked(one) == Unreadable("ZeroDivisionError")


async def test_what_is_asked_when_it_closes_is_given_up() -> None:
    async with line(silent) as (one, server):
        waiting = asyncio.create_task(asked(one))
        await server.heard.wait()
        await one.close()
        assert await waiting == Unreadable("closed")


async def test_several_calls_are_one_question() -> None:
    harms = (
        b'{"categoriesAnalysis": ['
        + b",".join(
            b'{"category": "%s", "severity": 0}' % name
            for name in (b"Hate", b"SelfHarm", b"Sexual", b"Violence")
        )
        + b"]}"
    )
    shield = b'{"userPromptAnalysis": {"attackDetected": true}, "documentsAnalysis": []}'

    async def act(asked: Any, writer: asyncio.StreamWriter) -> None:
        body = harms if "analyze" in asked.path else shield
        await sends(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))(asked, writer)

    async with serving(act) as server:
        one = Line(server.guard("azure_content_safety"), Memory())
        said = await asked(one)
        assert [grade.kinds[0] for grade in said.grades] == ["injection.jailbreak"]
        assert UNSPECIFIED not in said.grades[0].kinds
        assert len(server.asked) == 2
        await one.close()
