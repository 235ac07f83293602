"""Whatever a detector does, a finding or a failure comes of it, by its deadline."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping

import pytest

from filters.detector import View, Window
from filters.gate import Ask, Failed, Late, Read
from filters.model import Channel, Reading
from filters.policy import Reader
from proxy.readers import Readers, answer, quiet, read, show
from tests.proxy.confined.slow import bounded, onnx
from tests.proxy.confined.slow import window as confined_window

CHANNEL = Channel("request", "/text")
WINDOW = Window(CHANNEL, "one", "some text", 0, 0, final=True)


class One:
    """A detector that does as it is told."""

    name = "one"
    reach = 0
    view: View = "raw"

    def __init__(self, act: Callable[[Window], object], inline: bool = True) -> None:
        self.kinds: Mapping[str, str] = {"test.one": "Something."}
        self.inline = inline
        self._act = act

    def read(self, window: Window) -> Reading:
        return self._act(window)  # type: ignore[return-value]  # a wrong answer is what some tests are about


def ask(act: Callable[[Window], object], inline: bool = True) -> Ask:
    return Ask(7, Reader(One(act, inline), holds=True), WINDOW)


def nothing(window: Window) -> Reading:
    return window.nothing(len(window.text))


def found(start: int, end: int, kind: str = "test.one", score: float = 0.5) -> Callable[[Window], Reading]:
    return lambda window: Reading((window.finding((start, end), kind, score),), window.end)


def raising(error: BaseException) -> Callable[[Window], Reading]:
    def act(window: Window) -> Reading:
        raise error

    return act


def test_an_answer_is_passed_on() -> None:
    assert read(ask(nothing)) == Read(7, Reading((), 9))
    assert read(ask(found(0, 4))) == Read(7, found(0, 4)(WINDOW))


def test_what_it_raises_is_told_by_its_class_alone() -> None:
    assert read(ask(raising(KeyError("some text")))) == Failed(7, "KeyError")
    long = type("E" * 100, (Exception,), {})
    assert read(ask(raising(long()))) == Failed(7, "E" * 64)


def test_being_told_to_stop_is_no_failure_of_a_detector() -> None:
    with pytest.raises(KeyboardInterrupt):
        read(ask(raising(KeyboardInterrupt())))


@pytest.mark.parametrize(
    "act",
    [
        lambda _: None,
        lambda _: (),
        lambda _: Reading((), "9"),  # type: ignore[arg-type]  # a wrong answer
        lambda _: Reading((), True),
        found(0, 10),
        found(-1, 2),
        found(3, 2),
        found(0, 2, "test.other"),
        found(0, 2, score=1.1),
        found(0, 2, score=float("nan")),
    ],
)
def test_an_answer_that_is_none_is_a_failure(act: Callable[[Window], object]) -> None:
    assert show(One(act), WINDOW) == "answer not understood"


def test_only_cheap_detectors_are_asked_at_once() -> None:
    assert answer(ask(nothing)) == Read(7, Reading((), 9))
    assert answer(ask(nothing, inline=False)) is None


@pytest.mark.parametrize(
    ("detectors", "is_quiet"),
    [
        ([], True),
        ([One(nothing)], True),
        ([One(nothing), One(found(0, 1))], False),
        ([One(raising(ValueError()))], False),
        ([One(found(0, 1), inline=False)], True),  # slow ones are not asked
    ],
)
def test_quiet(detectors: list[One], is_quiet: bool) -> None:
    assert quiet(detectors, "a name") is is_quiet


async def reported(act: Callable[[Window], object], deadline_s: float) -> list[Read | Failed | Late]:
    events: list[Read | Failed | Late] = []

    async def report(event: Read | Failed | Late) -> None:
        events.append(event)

    readers = Readers(1)
    try:
        await readers.ask(ask(act, inline=False), deadline_s, report)
    finally:
        readers.close()
    return events


async def test_a_slow_detector_runs_elsewhere_and_is_reported() -> None:
    threads: list[threading.Thread] = []

    def act(window: Window) -> Reading:
        threads.append(threading.current_thread())
        return nothing(window)

    assert await reported(act, 60) == [Read(7, Reading((), 9))]
    assert threads[0] is not threading.current_thread()
    assert await reported(raising(OSError()), 60) == [Failed(7, "OSError")]


async def test_one_that_misses_its_deadline_is_late_and_its_answer_is_dropped() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def act(window: Window) -> Reading:
        go_on.wait(60)
        ended.set()
        return nothing(window)

    assert await reported(act, 0.01) == [Late(7)]
    go_on.set()
    assert await asyncio.to_thread(ended.wait, 60)


async def test_after_the_end_nothing_is_taken() -> None:
    readers = Readers(1)
    readers.close()  # never used: nothing to close
    await readers.ask(ask(nothing, inline=False), 60, _ignore)
    readers.close()
    with pytest.raises(RuntimeError):
        await readers.ask(ask(nothing, inline=False), 60, _ignore)


async def _ignore(event: Read | Failed | Late) -> None:
    del event


async def test_a_confined_detector_is_asked_in_its_process() -> None:
    readers = Readers(1)
    one = onnx()
    asked = Ask(7, Reader(one, holds=True), confined_window())
    events: list[Read | Failed | Late] = []

    async def report(event: Read | Failed | Late) -> None:
        events.append(event)

    try:
        assert await readers.warm([one, One(nothing)]) == {}
        await readers.ask(asked, 60, report)
        assert readers.read(asked) == events[0] == Read(7, one.read(asked.window))
    finally:
        readers.close()
    assert readers.read(asked) == Read(7, one.read(asked.window))
    readers.close()


async def test_one_that_cannot_begin_is_named_and_its_failure_is_a_failure() -> None:
    readers, poor = Readers(1), bounded(start_s=0.01)
    assert await readers.warm([poor]) == {"onnx": "process: late"}
    assert readers.read(Ask(7, Reader(poor, holds=True), confined_window())) == Failed(7, "process: late")
    readers.close()


async def test_after_a_reload_only_the_processes_of_the_new_detectors_are_left() -> None:
    readers, old, new = Readers(1), onnx(), onnx(score=0.9)
    try:
        assert await readers.warm([old]) == {}
        readers.renew([new, One(nothing)])
        asked = Ask(7, Reader(new, holds=True), confined_window())
        assert await asyncio.to_thread(readers.read, asked) == Read(7, new.read(asked.window))
        assert len(readers._rooms._rooms) == 1
    finally:
        readers.close()
