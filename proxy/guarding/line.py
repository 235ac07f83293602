"""The line to one guard: a question goes out at most once at a time, and not while it rests.

All of it runs in one event loop (`proxy.guarding.loop`). Whatever goes wrong is a word,
never an exception.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence

from filters.cascade.guard import Answer, Guard, Opinion, Question, Unreadable, identity_of, label_of
from proxy.guarding.breaker import Breaker
from proxy.guarding.figures import Figures
from proxy.guarding.memory import Memory
from proxy.guarding.wire import Broken, Signing, Wire

_LOG = logging.getLogger("sekisho")
_UNWELL = (401, 403, 404, 429)  # and 5xx; what it thinks of one question (400, 413, …) is not
_MOST_WAITING = 1024  # questions that wait for a place; more are turned away


class Line:
    """One guard as a station calls it. breaker: of its own, if none is given."""

    def __init__(
        self,
        guard: Guard,
        memory: Memory,
        key: str = "",
        sign: Signing | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        self.guard = guard
        self.figures = Figures()
        self.breaker = breaker or Breaker()
        self.identity = identity_of(guard)
        self._memory = memory
        self._wire = Wire(guard, key, sign)
        self._places = asyncio.Semaphore(guard.options.at_once)
        self._waiting = 0
        self._asked: dict[bytes, asyncio.Task[Opinion | Unreadable]] = {}

    def remembered(self, question: Question) -> Opinion | None:
        """What it said to this question before. From any thread."""
        return self._memory.get(self._memory.key_of(self.identity, question))

    async def ask(self, question: Question, until: float) -> Opinion | Unreadable:
        """What it says. until: by the loop's clock; later there is no answer any more."""
        self.figures.asked += 1
        key = self._memory.key_of(self.identity, question)
        known = self._memory.get(key)
        if known is not None:
            self.figures.remembered += 1
            return known
        task = self._asked.get(key)
        if task is None:
            task = self._asked[key] = asyncio.create_task(self._put(key, question))
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        else:
            self.figures.shared += 1
        said = await self._in_time(task, until)
        if isinstance(said, Unreadable):
            self.figures.went_wrong(said.why)
        else:
            self.figures.answered += 1
            self.figures.unsafe += bool(said.grades)
        return said

    async def _in_time(self, task: asyncio.Task[Opinion | Unreadable], until: float) -> Opinion | Unreadable:
        """Its result. The task goes on for others that ask the same, within the guard's own time."""
        loop = asyncio.get_running_loop()
        done, _ = await asyncio.wait({task}, timeout=max(0.0, until - loop.time()))
        if not done:
            return Unreadable("late")
        return Unreadable("closed") if task.cancelled() else task.result()

    async def _put(self, key: bytes, question: Question) -> Opinion | Unreadable:
        """Make the calls, and read the answers; opinions are remembered."""
        began = time.monotonic()
        said = await self._said(question)
        if isinstance(said, Opinion):
            self._memory.put(key, said)
            self.figures.took(time.monotonic() - began)
        return said

    async def _said(self, question: Question) -> Opinion | Unreadable:
        if self._waiting >= _MOST_WAITING:
            return Unreadable("busy")
        if not self.breaker.allows():
            return Unreadable("resting")
        self._waiting += 1
        went: bool | None = None  # whether its machine is well; None: nothing was learnt of it
        try:
            async with asyncio.timeout(self.guard.options.timeout_s), self._places:
                went = False
                answers = await self._answers(question)
            went = _is_well(answers)
            return self.guard.read(question, answers)
        except TimeoutError:
            return Unreadable("busy" if went is None else "late")
        except Broken as broken:
            return broken.unreadable
        except asyncio.CancelledError:
            went = None
            raise
        except Exception as error:  # noqa: BLE001  # an adapter of others may raise anything
            return Unreadable(type(error).__name__[:64])
        finally:
            self._waiting -= 1
            self._learn(went)

    def _learn(self, well: bool | None) -> None:
        """How a call went; the log is told when it rests, and when it is well again."""
        before = self.breaker.state
        self.breaker.told(well)
        if self.breaker.state == before:
            return
        if self.breaker.state == "open" and before == "closed":
            _LOG.warning("guard %s fails and is left alone for a while", label_of(self.guard))
        elif self.breaker.state == "closed":
            _LOG.warning("guard %s answers again", label_of(self.guard))

    async def _answers(self, question: Question) -> Sequence[Answer]:
        within = self.guard.options.timeout_s
        calls = self.guard.calls(question)
        if len(calls) == 1:
            return [await self._wire.post(calls[0], within)]
        tasks = [asyncio.create_task(self._wire.post(one, within)) for one in calls]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    def as_json(self) -> dict[str, object]:
        """For people who look after the station."""
        return {
            "label": label_of(self.guard),
            "guard": self.guard.name,
            "state": self.breaker.state,
            **self.figures.as_json(),
        }

    async def close(self) -> None:
        """Give up what is still asked."""
        for task in list(self._asked.values()):
            task.cancel()
        await self._wire.close()


def _is_well(answers: Sequence[Answer]) -> bool:
    return not any(one.status in _UNWELL or one.status >= 500 for one in answers)
