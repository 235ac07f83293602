"""Rooms for detectors: made when needed, made again when they end, closed for good."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from filters.model import Reading
from proxy.confined.pool import Rooms
from tests.proxy.confined.slow import bounded, onnx, window


@pytest.fixture
def rooms() -> Iterator[Rooms]:
    made = Rooms()
    yield made
    made.close()


def pid(rooms: Rooms) -> int:
    (room,) = rooms._rooms.values()
    assert room._one is not None
    return room._one.pid


def test_equal_detectors_share_a_process_and_one_that_ended_is_replaced(rooms: Rooms) -> None:
    assert rooms.start(onnx()) == ""
    first = pid(rooms)
    here = onnx().read(window())
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: rooms.read(onnx(), window()), range(8))) == [here] * 8
    assert pid(rooms) == first
    os.kill(first, signal.SIGKILL)
    answers = [rooms.read(onnx(), window()) for _ in range(2)]
    assert answers[-1] == here  # the first may have met the one that was dying
    assert pid(rooms) != first


def test_other_options_are_another_process(rooms: Rooms) -> None:
    rooms.start(onnx())
    assert rooms.read(onnx(score=1.0), window()) == Reading((), len(window().text))
    assert len(rooms._rooms) == 2


def test_those_of_others_are_ended(rooms: Rooms) -> None:
    rooms.start(onnx())
    rooms.start(onnx(score=0.9))
    rooms.only([onnx(score=0.9)])
    (room,) = rooms._rooms.values()
    assert room._detector.options.score == 0.9  # type: ignore[attr-defined]  # it has some
    assert isinstance(rooms.read(onnx(), window()), Reading)


def test_one_that_cannot_begin_is_not_tried_again_at_once() -> None:
    now = 0.0
    rooms, poor = Rooms(lambda: now), bounded(start_s=0.01)
    assert rooms.start(poor) == "process: late"
    (room,) = rooms._rooms.values()
    room._bounds = bounded().confined  # type: ignore[attr-defined]  # now it could begin
    assert rooms.read(poor, window()) == "process: late"
    now = 11.0
    assert isinstance(rooms.read(poor, window()), Reading)
    rooms.close()


def test_closed_is_closed() -> None:
    rooms = Rooms()
    rooms.start(onnx())
    (room,) = rooms._rooms.values()
    rooms.close()
    rooms.close()
    assert room.read(window()) == "process: closed"
