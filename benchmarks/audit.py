"""What a record costs the worker, and how long it takes until it is on the disk.

    python benchmarks/audit.py [--rounds 15] [--events 8000] [--folder DIR] [--json]

CPU: time of the process for one event in µs, least and median of the rounds (read the
least on a shared machine, and the ratio to `orjson.dumps` of the same attributes).
Acknowledgement: so many events in flight in one event loop, each waits for the disk
before the next is written; from before `append` to after the wait, in ms. `grouped`:
the loop asks once for everybody who waits; `futures`: `synced` for each. `bare`: one
write and one fdatasync of the same line, one after the other, is the disk itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import orjson

from audit import otlp_logs
from audit.record import Record, decode, encode
from audit.recover import recover
from audit.spool import Spool
from config.errors import AuditError
from config.ids import uuid7
from filters.model import AuditEvent

ATTRS: dict[str, object] = {
    "route": "/openai/*", "dialect": "openai", "model": "gpt-4o-mini", "caller": "k:3f9a0c77d1e2",
    "system": "crm", "purpose": "support", "policy": "japan-business", "policy_digest": "a" * 64,
    "streaming": True, "verdict": "mask", "outcome": "completed", "rule": "pii.*→mask",
    "kinds": {"pii.phone": 2, "pii.email": 1}, "measures": {"mask": 3}, "status": 200, "answer_bytes": 18231,
}  # fmt: skip
WRITER = "01a20091e085f00dcafe"
BATCH = 512


def decision(number: int = 0) -> AuditEvent:
    return AuditEvent("sekisho.decision", f"{number:036x}", 3, datetime.now(UTC), ATTRS)


def record(number: int) -> Record:
    read = decode(encode(decision(number), WRITER, number))
    assert read is not None
    return read


def row(what: str, call: Callable[[], object], rounds: int, events: int = 1) -> dict[str, object]:
    """CPU µs for each of `events`: least and median of rounds of 10 ms or more."""
    began = time.process_time()
    call()
    times = max(1, int(0.01 / (time.process_time() - began + 1e-7)))
    found: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            call()
        found.append((time.process_time() - began) / times / events * 1e6)
    return {"what": what, "least_us": min(found), "median_us": statistics.median(found)}


def costs(folder: Path, rounds: int) -> list[dict[str, object]]:
    one, line = decision(), encode(decision(), WRITER, 0)
    records = [record(number) for number in range(BATCH)]
    spool = Spool(folder / "cost")
    table = [
        row("orjson.dumps of the attributes", lambda: orjson.dumps(ATTRS), rounds),
        row("json.dumps of the attributes", lambda: json.dumps(ATTRS), rounds),
        row("str(uuid.uuid4())", lambda: str(uuid.uuid4()), rounds),
        row("uuid7", uuid7, rounds),
        row("encode", lambda: encode(one, WRITER, 0), rounds),
        row("append, one event", lambda: spool.append([decision()]), rounds),
        row("append, eight events", lambda: spool.append([decision()] * 8), rounds, 8),
        row("decode", lambda: decode(line), rounds),
        row(f"OTLP, {BATCH} records", lambda: otlp_logs.encode(records), rounds, BATCH),
    ]
    spool.close()
    return table


class Kept:
    """Waits of one event loop for the disk: one question at a time, for everybody who waits."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._loop = asyncio.get_running_loop()
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._asked = False

    def upto(self, position: int) -> Awaitable[None]:
        future = self._loop.create_future()
        self._waiting.append((position, future))
        self._ask()
        return future

    def _ask(self) -> None:
        if self._asked or not self._waiting:
            return
        self._asked = True
        group, self._waiting = self._waiting, []
        self._spool.sync(
            group[-1][0], lambda error: self._loop.call_soon_threadsafe(self._tell, group, error)
        )

    def _tell(self, group: list[tuple[int, asyncio.Future[None]]], error: AuditError | None) -> None:
        self._asked = False
        for _, future in group:
            if not future.done():
                future.set_exception(error) if error else future.set_result(None)
        self._ask()


async def acknowledged(spool: Spool, flight: int, events: int, grouped: bool) -> dict[str, object]:
    kept = Kept(spool)
    waits: list[float] = []

    async def worker() -> None:
        for number in range(events // flight):
            began = time.perf_counter()
            position = spool.append([decision(number)])
            await (kept.upto(position) if grouped else asyncio.wrap_future(spool.synced(position)))
            waits.append((time.perf_counter() - began) * 1e3)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(worker() for _ in range(flight)))
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    what = f"{flight} in flight, {'grouped' if grouped else 'futures'}"
    return {**quantiles(what, waits), "events_per_s": len(waits) / took, "cpu_us": cpu / len(waits) * 1e6}


def bare(folder: Path, events: int) -> dict[str, object]:
    line = encode(decision(), WRITER, 0)
    file = os.open(folder / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    waits: list[float] = []
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(events):
        start = time.perf_counter()
        os.write(file, line)
        os.fdatasync(file)
        waits.append((time.perf_counter() - start) * 1e3)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    os.close(file)
    return {**quantiles("bare", waits), "events_per_s": events / took, "cpu_us": cpu / events * 1e6}


def quantiles(what: str, waits: list[float]) -> dict[str, object]:
    cuts = statistics.quantiles(waits, n=100)
    return {"what": what, "p50_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98]}


def waits(folder: Path, events: int) -> list[dict[str, object]]:
    table = [bare(folder, max(200, events // 8))]
    spool = Spool(folder / "wait")
    flights = [(flight, grouped) for grouped in (True, False) for flight in (1, 8, 64)]
    table += [asyncio.run(acknowledged(spool, flight, events, grouped)) for flight, grouped in flights]
    spool.close()
    return table


def recovery(folder: Path, events: int) -> dict[str, object]:
    """Reading what a dead writer left: MB and µs for each record."""
    dead = Spool(folder / "dead", durability="written")
    for start in range(0, events, BATCH):
        dead.append([decision(number) for number in range(start, start + BATCH)])
    dead.close()
    size = sum(path.stat().st_size for path in (folder / "dead").rglob("*.ndjson"))
    heir = Spool(folder / "dead")
    began = time.process_time()
    recover(folder / "dead", heir)
    took = time.process_time() - began
    heir.close()
    return {"what": "recovery", "mb": size / 1e6, "mb_per_s": size / 1e6 / took, "us": took / events * 1e6}


def machine() -> str:
    cpus = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(": ")[1] for line in cpus.splitlines() if line.startswith("model name")), "?")
    load = Path("/proc/loadavg").read_text("utf-8").split()[0] if Path("/proc/loadavg").exists() else "?"
    return f"Python {platform.python_version()}, {model}, {os.cpu_count()} cores, load {load}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--events", type=int, default=8000)
    parser.add_argument("--folder", type=Path, help="on the disk to be measured; a temporary one without it")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        cost, wait = costs(folder, options.rounds), waits(folder, options.events)
        read = recovery(folder, options.events * 8)
    if options.json:
        found = {"machine": machine(), "rounds": options.rounds, "events": options.events}
        print(json.dumps({**found, "cpu": cost, "acknowledgement": wait, "recovery": read}, indent=1))
        return
    print(
        f"{machine()}, lines of {len(encode(decision(), WRITER, 0))} bytes\n\n{options.rounds} rounds", end=""
    )
    print(f"{'':21}{'least µs':>10} {'median µs':>10} {'ratio':>7}")
    for one in cost:
        ratio = float(str(one["least_us"])) / float(str(cost[0]["least_us"]))
        print("{what:32}{least_us:>10.2f} {median_us:>10.2f}".format_map(one), f"{ratio:>6.1f}×")
    print(f"\n{options.events} events{'':10}p50 ms   p95 ms   p99 ms  events/s  CPU µs/event")
    line = "{what:20}{p50_ms:>8.2f} {p95_ms:>8.2f} {p99_ms:>8.2f} {events_per_s:>9.0f} {cpu_us:>13.1f}"
    for one in wait:
        print(line.format_map(one))
    print("\nrecovery: {mb:.0f} MB at {mb_per_s:.0f} MB/s CPU, {us:.1f} µs a record".format_map(read))


if __name__ == "__main__":
    main()
