"""Whether guards are answered in time, whatever they do, and what asking one costs.

    python benchmarks/guards.py [--texts 150] [--json]

Real servers on loopback, in this process: each stalls, drips, breaks off or answers in one way.
Texts are asked about twenty at a time, each with a deadline; no two are alike. *over*: how
much later than its deadline a reading came, with the loop and both ends on the same cores.
Rows of `grounding` are those of the detector `grounding_guard`, shown 24,000 characters of sources.
Then what a remembered opinion costs: alone, and the whole way through the station.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from filters.attack.context import Context
from filters.cascade.conclusion import FAILED, LATE
from filters.cascade.guard import Opinion, Question
from filters.detector import Window
from filters.detectors.grounding_guard import GroundingGuard
from filters.detectors.guard import Guard
from filters.gate import Ask, Failed, Late, Read
from filters.harm.grounds import Grounds, Shown
from filters.model import Channel
from filters.policy import Reader
from proxy.guarding.memory import Memory
from proxy.readers import Readers
from tests.proxy.guarding.servers import (
    BREAKS_OFF,
    CLOSES,
    CODED,
    GARBAGE,
    REDIRECTS,
    TOO_LONG,
    Act,
    Server,
    drips,
    drips_headers,
    endless,
    half,
    says,
    serving,
    silent,
)

DEADLINE_S = 0.5
AT_ONCE = 20
ACTS: dict[str, Act] = {
    "answers at once": says("safe"),
    "answers after 0.1 s": says("safe", delay_s=0.1),
    "answers after 0.6 s": says("safe", delay_s=0.6),
    "silent": silent,
    "drips its body": drips,
    "drips its headers": drips_headers,
    "half an answer": half,
    "endless": endless,
    "closes": CLOSES,
    "breaks off": BREAKS_OFF,
    "garbage": GARBAGE,
    "300 KB": TOO_LONG,
    "gzip": CODED,
    "redirects": REDIRECTS,
    "status 500": says("safe", status=500),
    "refuses in words": says("I'm sorry, I can't help with that."),
    "another language": says("安全"),
}
GROUNDING: dict[str, Act] = {
    "grounding: answers at once": says('{"verdict": "supported"}'),
    "grounding: silent": silent,
    "grounding: half an answer": half,
    "grounding: refuses in words": says("I cannot judge this."),
}
SAFE = ("answers at once", "answers after 0.1 s", "grounding: answers at once")
SOURCES = ("The keeper lit the lamp and went up the stairs again, on a quiet evening. " * 400)[:24_000]
GIVEN = replace(Context(), grounds=Grounds((SOURCES,), (), "When?"))


def window(text: str, *, answer: bool = False) -> Window:
    if answer:
        channel = Channel("response", "/text", "assistant")
        return Window(channel, "grounding_guard", text, 0, 0, final=True, context=GIVEN)
    return Window(Channel("request", "/text"), "guard", text, 0, 0, final=True)


def asking(server: Server, *, answer: bool) -> Guard | GroundingGuard:
    """A detector that asks this server."""
    more = {"at_once": AT_ONCE, "timeout_s": 5.0}
    if answer:
        judge = {"use": "grounding_judge", "model": "m", **server.options("", **more)}
        return GroundingGuard(GroundingGuard.Options(guards=(judge,)))
    return Guard(Guard.Options(guards=({"use": "llama_guard", **server.options(**more)},)))


async def timed(work: Callable[[int], Awaitable[float]], count: int) -> list[float]:
    """So many at once, until all were done."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> float:
        async with places:
            return await work(number)

    return sorted(await asyncio.gather(*(one(number) for number in range(count))))


async def kept(name: str, texts: int) -> dict[str, Any]:
    """Readings under one guard: how late the latest was, and what became of them."""
    events: dict[int, Read | Failed | Late] = {}
    answer = name in GROUNDING
    async with serving((ACTS | GROUNDING)[name]) as server:
        readers = Readers()
        detector = asking(server, answer=answer)

        async def report(event: Read | Failed | Late) -> None:
            events[event.ticket] = event

        async def one(number: int) -> float:
            began = time.perf_counter()
            shown = window(f"Text {number} of those that are asked about {name}.", answer=answer)
            await readers.ask(Ask(number, Reader(detector, holds=True), shown), DEADLINE_S, report)
            return time.perf_counter() - began

        took = await timed(one, texts)
        readers.close()
    return {
        "guard": name,
        "readings": len(took),
        "in_time": sum(one <= DEADLINE_S for one in took),
        "most_over_ms": round(max(0.0, took[-1] - DEADLINE_S) * 1000, 1),
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "safe": sum(isinstance(event, Read) and not event.reading.findings for event in events.values()),
        "unjudged": sum(unjudged(event) for event in events.values()),
    }


def unjudged(event: Read | Failed | Late) -> bool:
    return not isinstance(event, Read) or any(one.kind in (FAILED, LATE) for one in event.reading.findings)


def remembered(size: int, *given: str) -> float:
    """µs of finding an opinion under the digest of its question, and of what it is held against."""
    mark = Shown.of(given).mark if given else b""  # made once for all that is asked of an answer
    memory, question = Memory(), Question("how would one do that? " * (size // 23), given=given, mark=mark)
    memory.put(memory.key_of(b"g" * 200, question), Opinion())
    best = 1.0
    for _ in range(200):
        began = time.perf_counter()
        for _ in range(50):
            memory.get(memory.key_of(b"g" * 200, question))
        best = min(best, (time.perf_counter() - began) / 50)
    return best * 1e6


async def remembered_whole(count: int = 300) -> float:
    """µs of a whole reading whose opinion is remembered, median: through the pool and the loop of guards."""
    told = asyncio.Event()

    async def report(event: Read | Failed | Late) -> None:
        told.set()

    took: list[float] = []
    async with serving(says("safe")) as server:
        readers = Readers()
        reader, shown = (
            Reader(asking(server, answer=False), holds=True),
            window("The same text, again and again."),
        )
        for number in range(count):
            told.clear()
            began = time.perf_counter()
            await readers.ask(Ask(number, reader, shown), 60.0, report)
            await told.wait()
            took.append(time.perf_counter() - began)
        readers.close()
    return sorted(took)[count // 2] * 1e6


async def measured(texts: int) -> dict[str, Any]:
    rows = [await kept(name, texts) for name in (*ACTS, *GROUNDING)]
    return {
        "deadline_ms": DEADLINE_S * 1000,
        "rows": rows,
        "readings": sum(row["readings"] for row in rows),
        "in_time": sum(row["in_time"] for row in rows),
        "safe_from_none": sum(row["safe"] for row in rows if row["guard"] not in SAFE),
        "remembered_us": {
            "200 characters": round(remembered(200), 2),
            "2 KB": round(remembered(2048), 2),
            "200 characters and 24,000 of sources": round(remembered(200, SOURCES), 2),
            "200 characters, the whole way": round(await remembered_whole(), 1),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=int, default=150)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = asyncio.run(measured(given.texts))
    if given.json:
        print(json.dumps(found))
        return
    print(
        f"{'guard':<30}{'readings':>9}{'in time':>9}{'over, ms':>10}{'p50, ms':>9}{'safe':>7}{'unjudged':>10}"
    )
    for row in found["rows"]:
        print(
            f"{row['guard']:<30}{row['readings']:>9}{row['in_time']:>9}{row['most_over_ms']:>10}"
            f"{row['p50_ms']:>9}{row['safe']:>7}{row['unjudged']:>10}"
        )
    print(f"in time: {found['in_time']} of {found['readings']}")
    print(f"taken for safe without an answer that says so: {found['safe_from_none']}")
    print(f"remembered opinion, µs: {found['remembered_us']}")


if __name__ == "__main__":
    main()
