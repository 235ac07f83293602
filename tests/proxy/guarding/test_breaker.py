"""A breaker opens after failures in a row, rests, and tries once."""

from __future__ import annotations

from proxy.guarding.breaker import Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_failures_in_a_row_open_it() -> None:
    one = Breaker(most=3, clock=Clock())
    for well in (False, False, True, False, False):
        assert one.allows()
        one.told(well)
    assert one.state == "closed"
    assert one.allows()
    one.told(False)
    assert one.state == "open"
    assert not one.allows()


def test_after_its_rest_one_call_is_tried() -> None:
    clock = Clock()
    one = Breaker(most=1, rest_s=10, clock=clock)
    one.told(False)
    clock.now += 9.9
    assert not one.allows()
    clock.now += 0.2
    assert one.state == "trying"
    assert one.allows()
    assert not one.allows()  # the others wait for what comes of it
    one.told(False)
    assert not one.allows()
    clock.now += 10.1
    assert one.allows()
    one.told(True)
    assert one.state == "closed"
    assert one.allows()
    assert one.allows()


def test_a_call_that_says_nothing_of_the_guard_frees_the_place_of_the_next() -> None:
    clock = Clock()
    one = Breaker(most=1, rest_s=10, clock=clock)
    one.told(False)
    clock.now += 10.1
    assert one.allows()
    one.told(None)
    assert one.allows()
    one.told(None)
    assert one.state == "trying"
