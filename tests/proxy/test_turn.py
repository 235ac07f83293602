"""One at a time, in the order of asking, and nothing is lost when somebody stops waiting."""

from __future__ import annotations

import asyncio

from proxy.turn import Turn


async def test_a_turn_goes_from_hand_to_hand_in_the_order_of_asking() -> None:
    turn, seen = Turn(), list[int]()
    turn.taken = True

    async def one(number: int) -> None:
        await turn.wait()
        assert turn.taken
        seen.append(number)
        turn.give()

    tasks = [asyncio.create_task(one(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert seen == []
    turn.give()
    await asyncio.gather(*tasks)
    assert (seen, turn.taken) == ([0, 1, 2], False)


async def test_who_stops_waiting_passes_the_turn_on() -> None:
    for given_first in (False, True):  # cancelled while waiting; cancelled in the moment it came
        turn = Turn()
        turn.taken = True
        first, second = (asyncio.create_task(turn.wait()) for _ in range(2))
        await asyncio.sleep(0)
        if given_first:
            turn.give()
        first.cancel()
        if not given_first:
            turn.give()
        await asyncio.wait({first, second})
        assert (first.cancelled(), second.cancelled()) == (True, False)
        assert turn.taken
        turn.give()
        assert not turn.taken
