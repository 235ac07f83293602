"""Documents are opened in processes, in time; whatever goes wrong is a reason."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from config.documents import Documents
from proxy.commands import Extract, Extracted
from proxy.extraction.pool import Extraction
from tests.proxy.extraction.papers import bomb, docx, many, pdf

BOUNDS = Documents(timeout_s=300.0)
HURRIED = Documents(timeout_s=0.05)


@pytest.fixture
async def extraction() -> AsyncIterator[Extraction]:
    one = Extraction(workers=1)
    yield one
    await one.close()


def pids(extraction: Extraction) -> list[int]:
    return [worker._process.pid for worker in extraction._idle]


async def test_documents_are_read_by_one_worker_after_the_other(extraction: Extraction) -> None:
    asked = [Extract(1, "pdf", pdf("港の太郎")), Extract(2, "docx", docx("b")), Extract(3, "pdf", many(9999))]
    told = await asyncio.gather(*(extraction.extract(one, BOUNDS) for one in asked))
    assert told == [
        Extracted(1, "港の太郎"),
        Extracted(2, "b"),
        Extracted(3, None, ("document: too many pages",)),
    ]
    assert len(pids(extraction)) == 1


async def test_what_unfolds_beyond_the_bound_is_not_read(extraction: Extraction) -> None:
    told = await extraction.extract(Extract(1, "docx", bomb(32 << 20)), BOUNDS)
    assert told == Extracted(1, None, ("document: expands",))


async def test_what_takes_too_long_is_late_and_costs_a_worker(extraction: Extraction) -> None:
    await extraction.extract(Extract(1, "docx", docx("a")), BOUNDS)
    (first,) = pids(extraction)
    slow = Extract(2, "pdf", pdf(*["a b c d e f g\n" * 900] * 40))
    assert await extraction.extract(slow, HURRIED) == Extracted(2, None, ("document: late",))
    assert await extraction.extract(Extract(3, "docx", docx("a")), BOUNDS) == Extracted(3, "a")
    assert pids(extraction) != [first]


async def test_waiting_for_a_worker_counts(extraction: Extraction) -> None:
    slow = asyncio.create_task(extraction.extract(Extract(1, "pdf", pdf("a")), BOUNDS))
    await asyncio.sleep(0)
    assert await extraction.extract(Extract(2, "pdf", pdf("a")), HURRIED) == Extracted(
        2, None, ("document: late",)
    )
    assert await slow == Extracted(1, "a")


async def test_a_worker_that_dies_is_a_reason_and_another_takes_its_place(extraction: Extraction) -> None:
    reading = asyncio.create_task(extraction.extract(Extract(1, "docx", docx("a")), BOUNDS))
    while not extraction._all:  # noqa: ASYNC110  # it has nobody to tell
        await asyncio.sleep(0)
    (worker,) = extraction._all
    os.kill(worker._process.pid, signal.SIGKILL)
    assert await reading == Extracted(1, None, ("document: crashed",))
    assert await extraction.extract(Extract(2, "docx", docx("a")), BOUNDS) == Extracted(2, "a")


async def test_one_that_died_while_it_had_nothing_to_do_costs_nothing(extraction: Extraction) -> None:
    await extraction.extract(Extract(1, "docx", docx("a")), BOUNDS)
    (worker,) = extraction._idle
    os.kill(worker._process.pid, signal.SIGKILL)
    await worker.ended()
    assert await extraction.extract(Extract(2, "docx", docx("a")), BOUNDS) == Extracted(2, "a")


async def test_closing_ends_every_worker() -> None:
    one = Extraction()
    await one.extract(Extract(1, "docx", docx("a")), BOUNDS)
    (worker,) = one._idle
    await one.close()
    assert not worker.running
