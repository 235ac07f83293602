"""Identifiers: the form of RFC 9562, in order, and never twice."""

import os
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.ids import uuid7


def milliseconds(text: str) -> int:
    return uuid.UUID(text).int >> 80


def test_form_is_version_7_of_the_rfc_variant() -> None:
    made = uuid.UUID(uuid7())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert str(made) == str(uuid.UUID(str(made)))


def test_begins_with_the_time_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = milliseconds(uuid7())
    assert before <= made <= time.time_ns() // 1_000_000


def test_making_order_is_sorting_order() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}


def test_a_clock_that_steps_back_breaks_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)
    made = [first, uuid7(), uuid7()]
    assert made == sorted(set(made))


def test_threads_never_share_one() -> None:
    together = threading.Barrier(8)

    def make(_: int) -> list[str]:
        together.wait()
        return [uuid7() for _ in range(2_000)]

    with ThreadPoolExecutor(8) as threads:
        made = [one for batch in threads.map(make, range(8)) for one in batch]
    assert len(set(made)) == len(made)


def test_a_fork_draws_numbers_of_its_own() -> None:
    uuid7()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, uuid7().encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs, ours = os.read(reading, 36).decode(), uuid7()
    assert theirs[-12:] != ours[-12:]
    os.close(reading)
    os.close(writing)
