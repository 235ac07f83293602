"""Opinions are kept by digest, so many and so long."""

from __future__ import annotations

import threading
import time
from itertools import combinations

from filters.cascade.guard import Grade, Opinion, Question
from filters.harm.grounds import Shown
from proxy.guarding.memory import Memory

FINE = Opinion()
WRONG = Opinion((Grade(("harm.fraud_scam",), 2, 0.9, "x"),))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_was_said_is_known_for_a_while() -> None:
    clock = Clock()
    memory = Memory(keep_s=60, clock=clock)
    key = memory.key_of(b"guard", Question("text"))
    assert memory.get(key) is None
    memory.put(key, WRONG)
    clock.now = 60.0
    assert memory.get(key) == WRONG
    clock.now = 60.1
    assert memory.get(key) is None
    assert len(memory) == 0


def test_the_one_longest_unused_goes() -> None:
    memory = Memory(most=2)
    for key in (b"1", b"2"):
        memory.put(key, FINE)
    assert memory.get(b"1") == FINE
    memory.put(b"3", FINE)
    assert [memory.get(key) for key in (b"1", b"2", b"3")] == [FINE, None, FINE]
    assert len(memory) == 2


def test_other_questions_have_other_keys() -> None:
    memory = Memory()
    asked = [
        (b"g", Question("ab")),
        (b"h", Question("ab")),
        (b"g", Question("b", "a")),
        (b"g", Question("ab", direction="response")),
        (b"g", Question("ab", role="tool")),
        (b"g", Question("ab", trust="tool")),
        (b"g", Question("ab", wanted=frozenset({"harm.csae"}))),
        (b"g", Question("a\ud800b")),
        (b"g", Question("ab", asked="c")),
        (b"g", Question("abc")),
        (b"g", Question("ab" + Shown.of(()).mark.decode("latin-1") + "c")),
        (b"g", Question("ab", given=("c",))),
        (b"g", Question("ab", given=("c", "d"))),
        (b"g", Question("ab", given=("cd",))),
        (b"g", Question("ab", given=("d",), asked="c")),
    ]
    keys = [memory.key_of(guard, question) for guard, question in asked]
    assert all(one != other for one, other in combinations(keys, 2))
    assert memory.key_of(b"g", Question("ab")) == keys[0]
    marked = Question("ab", given=("c", "d"), mark=Shown.of(("c", "d")).mark)
    assert memory.key_of(b"g", marked) == memory.key_of(b"g", Question("ab", given=("c", "d")))
    assert Memory().key_of(b"g", Question("ab")) != keys[0]  # nobody can work out what is kept


def test_threads_may_use_it_together() -> None:
    memory = Memory(most=50)

    def work(number: int) -> None:
        for at in range(2000):
            key = bytes([number, at % 100])
            memory.put(key, WRONG)
            memory.get(key)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(memory) == 50


def test_a_hit_costs_little() -> None:
    # Measured at some 6 µs for 2 KB; a question that is asked anew takes milliseconds at least.
    memory = Memory()
    question = Question("how would one do that? " * 90)
    memory.put(memory.key_of(b"guard" * 20, question), FINE)
    best = 1.0
    for _ in range(50):
        began = time.perf_counter()
        for _ in range(20):
            assert memory.get(memory.key_of(b"guard" * 20, question)) is FINE
        best = min(best, (time.perf_counter() - began) / 20)
    assert best <= 500e-6
