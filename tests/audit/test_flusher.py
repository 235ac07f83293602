"""One sync answers everybody who waits, and nobody is left waiting."""

import logging
import threading
from collections.abc import Callable

import pytest

from audit.flusher import Flusher, Waiter
from config.errors import AuditError


class Disk:
    """A sync that takes as long as the test says, and fails as it says."""

    def __init__(self) -> None:
        self.syncs = 0
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.lost: set[int] = set()

    def flush(self) -> Callable[[int], AuditError | None]:
        self.syncs += 1
        self.begun.release()
        assert self.may_end.acquire(timeout=60)
        return lambda position: AuditError("lost") if position in self.lost else None


def test_who_asks_during_a_sync_waits_for_the_next_one_together() -> None:
    disk = Disk()
    flusher = Flusher(disk.flush)
    told: list[int] = []
    flusher.add(Waiter(0, lambda error: told.append(0)))
    assert disk.begun.acquire(timeout=60)
    for position in range(1, 100):
        flusher.add(Waiter(position, lambda error, position=position: told.append(position)))
    assert told == []
    disk.may_end.release(3)
    assert disk.begun.acquire(timeout=60)
    flusher.close()
    assert told == list(range(100))
    assert disk.syncs <= 3  # the first, the crowd, and perhaps the end


def test_each_is_told_of_its_own_position() -> None:
    disk = Disk()
    disk.lost = {2}
    disk.may_end.release(10)
    flusher = Flusher(disk.flush)
    told: dict[int, AuditError | None] = {}
    for position in (1, 2, 3):
        flusher.add(Waiter(position, lambda error, position=position: told.update({position: error})))
    flusher.close()
    assert told[1] is told[3] is None
    assert isinstance(told[2], AuditError)


def test_a_caller_that_fails_leaves_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    disk = Disk()
    disk.may_end.release(10)
    flusher = Flusher(disk.flush)
    told: list[str] = []

    def wrong(error: AuditError | None) -> None:
        raise RuntimeError("with words of a prompt")

    with caplog.at_level(logging.ERROR):
        flusher.add(Waiter(1, wrong))
        flusher.add(Waiter(2, lambda error: told.append("second")))
        flusher.close()
    assert told == ["second"]
    assert "RuntimeError" in caplog.text
    assert "prompt" not in caplog.text
