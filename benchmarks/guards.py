"""Whether guards are answered in time, whatever they do, and what asking one costs.

    python benchmarks/guards.py [--texts 150] [--json]

Real servers on loopback, in this process: each stalls, drips, breaks off or answers in one way.
Texts are asked about twenty at a time, each with a deadline; no two are alike. *over*: how
much later than its deadline a reading came, with the loop and both ends on the same cores.
Then what a remembered opinion costs, and what the station adds to a call that is answered at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from filters.cascade.conclusion import FAILED, LATE
from filters.cascade.guard import Opinion, Question
from filters.detector import Window
from filters.detectors.guard import Guard
from filters.gate import Ask, Failed, Late, Read
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
SAFE = ("answers at once", "answers after 0.1 s")


def window(text: str) -> Window:
    return Window(Channel("request", "/text"), "guard", text, 0, 0, final=True)


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
    async with serving(ACTS[name]) as server:
        readers = Readers()
        guards = [{"use": "llama_guard", **server.options(at_once=AT_ONCE, timeout_s=5.0)}]
        detector = Guard(Guard.Options(guards=tuple(guards)))

        async def report(event: Read | Failed | Late) -> None:
            events[event.ticket] = event

        async def one(number: int) -> float:
            began = time.perf_counter()
            shown = window(f"Text {number} of those that are asked about {name}.")
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


def remembered(size: int) -> float:
    """µs of finding an opinion under the digest of its question."""
    memory, question = Memory(), Question("how would one do that? " * (size // 23))
    memory.put(memory.key_of(b"g" * 200, question), Opinion())
    best = 1.0
    for _ in range(200):
        began = time.perf_counter()
        for _ in range(50):
            memory.get(memory.key_of(b"g" * 200, question))
        best = min(best, (time.perf_counter() - began) / 50)
    return best * 1e6


async def measured(texts: int) -> dict[str, Any]:
    rows = [await kept(name, texts) for name in ACTS]
    return {
        "deadline_ms": DEADLINE_S * 1000,
        "rows": rows,
        "readings": sum(row["readings"] for row in rows),
        "in_time": sum(row["in_time"] for row in rows),
        "safe_from_none": sum(row["safe"] for row in rows if row["guard"] not in SAFE),
        "remembered_us": {str(size): round(remembered(size), 2) for size in (200, 2048)},
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
        f"{'guard':<22}{'readings':>9}{'in time':>9}{'over, ms':>10}{'p50, ms':>9}{'safe':>7}{'unjudged':>10}"
    )
    for row in found["rows"]:
        print(
            f"{row['guard']:<22}{row['readings']:>9}{row['in_time']:>9}{row['most_over_ms']:>10}"
            f"{row['p50_ms']:>9}{row['safe']:>7}{row['unjudged']:>10}"
        )
    print(f"in time: {found['in_time']} of {found['readings']}")
    print(f"taken for safe without an answer that says so: {found['safe_from_none']}")
    print(f"remembered opinion, µs: {found['remembered_us']}")


if __name__ == "__main__":
    main()
