"""One process: it answers as the detector does here, within its bounds."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from proxy.confined.process import Confinement, Ended
from tests.proxy.confined.slow import bounded, onnx, window


@pytest.fixture(scope="module")
def one() -> Iterator[Confinement]:
    made = Confinement(bounded(), bounded().confined)  # type: ignore[attr-defined]  # it has bounds
    yield made
    made.end()


@pytest.mark.parametrize("text", ["to Hanako Sato in Tokyo.", "", "花子は\ud83d鯖江へ。" * 50])
@pytest.mark.parametrize("final", [True, False])
def test_it_answers_as_the_detector_does(one: Confinement, text: str, final: bool) -> None:
    assert one.read(window(text, final=final)) == onnx().read(window(text, final=final))


def test_one_that_takes_too_long_is_ended() -> None:
    slow = Confinement(bounded(seconds=0.001), bounded(seconds=0.001).confined)  # type: ignore[attr-defined]  # as above
    with pytest.raises(Ended, match="process: late"):
        slow.read(window("to Hanako Sato in Tokyo. " * 20_000))
    assert not slow.running


def test_one_that_dies_is_told() -> None:
    made = Confinement(bounded(), bounded().confined)  # type: ignore[attr-defined]  # as above
    os.kill(made.pid, signal.SIGKILL)
    with pytest.raises(Ended, match="process: ended"):
        made.read(window())


def test_what_does_not_fit_into_its_memory_cannot_begin() -> None:
    bounds = bounded(memory=60 << 20).confined  # type: ignore[attr-defined]  # as above
    with pytest.raises(Ended):
        Confinement(bounded(), bounds)


def test_a_start_that_takes_too_long_is_ended() -> None:
    bounds = bounded(start_s=0.01).confined  # type: ignore[attr-defined]  # as above
    with pytest.raises(Ended, match="process: late"):
        Confinement(bounded(), bounds)
