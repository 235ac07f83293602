"""What it costs to find the strings of a document, and to cut a stream into events.

    python benchmarks/scan.py [--rounds 15] [--json]

CPU time of one call in µs: the least and the median of the rounds (read the least on a
shared machine). `orjson.loads` of the same bytes stands beside it as the measure of the
machine. A form that was seen before is the case of a stream's events and of a repeated
request; `new` is a form never seen.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import orjson

from proxy import jsonpaths
from proxy.jsonscan import scan
from proxy.sse import SseFramer


def chunk() -> bytes:
    """A chat chunk of about 300 bytes."""
    head = {"id": "chatcmpl-" + "x" * 24, "object": "chat.completion.chunk", "created": 1712345678}
    model = {"model": "m-2024-08-06", "service_tier": "default", "system_fingerprint": "fp_0123456789"}
    choice = {"index": 0, "delta": {"content": " Hello"}, "logprobs": None, "finish_reason": None}
    return orjson.dumps({**head, **model, "choices": [choice], "usage": None, "obfuscation": "abcdefgh"})


def request(size: int) -> bytes:
    """A conversation of about `size` bytes in turns of half a kilobyte."""
    words = 'He said: "Stop at the barrier."\nThen he stamped the pass. '
    turn = {"role": "user", "content": words * 8}
    turns = [turn] * (size // len(orjson.dumps(turn)) or 1)
    return orjson.dumps({"model": "m", "stream": True, "temperature": 0.2, "messages": turns})


def floats(count: int) -> bytes:
    chance = random.Random(1)
    vector = [chance.gauss(0, 0.1) for _ in range(count)]
    return orjson.dumps({"object": "list", "data": [{"index": 0, "embedding": vector}]})


def timed(call: Callable[[], object], rounds: int) -> tuple[float, float]:
    """µs per call: least and median of the rounds, each of at least a millisecond."""
    began = time.process_time()
    call()
    times = max(1, int(0.002 / (time.process_time() - began + 1e-7)))
    found: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            call()
        found.append((time.process_time() - began) / times * 1e6)
    return min(found), statistics.median(found)


def scan_new(raw: bytes) -> object:
    jsonpaths.forget()
    return scan(raw)


def rows(rounds: int) -> list[dict[str, object]]:
    bodies = {"chat chunk": chunk(), "request 1 KB": request(1100), "request 200 KB": request(200_000)}
    bodies |= {"100,000 floats": floats(100_000), "10 MB base64": b'{"data":"' + b"QUJD" * 2_500_000 + b'"}'}
    table: list[dict[str, object]] = []
    for name, raw in bodies.items():
        calls: dict[str, Callable[[], object]] = {
            "scan": lambda raw=raw: scan(raw),
            "scan, new form": lambda raw=raw: scan_new(raw),
            "orjson.loads": lambda raw=raw: orjson.loads(raw),
        }
        table += [row(name, len(raw), what, call, rounds) for what, call in calls.items()]
    event = b"data: " + chunk() + b"\n\n"
    framer = SseFramer()
    table.append(row("chat chunk", len(event), "SSE frame", lambda: framer.feed(event), rounds))
    return table


def row(name: str, size: int, what: str, call: Callable[[], object], rounds: int) -> dict[str, object]:
    least, median = timed(call, rounds)
    return {"body": name, "bytes": size, "what": what, "least_us": least, "median_us": median}


def machine() -> str:
    cpus = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(": ")[1] for line in cpus.splitlines() if line.startswith("model name")), "?")
    load = Path("/proc/loadavg").read_text("utf-8").split()[0] if Path("/proc/loadavg").exists() else "?"
    return f"Python {platform.python_version()}, {model}, load {load}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    table = rows(options.rounds)
    if options.json:
        print(json.dumps({"machine": machine(), "rounds": options.rounds, "rows": table}, indent=1))
        return
    print(f"{machine()}, {options.rounds} rounds\n")
    print(f"{'body':16} {'bytes':>10}  {'what':16} {'least µs':>11} {'median µs':>11}")
    for one in table:
        print("{body:16} {bytes:>10,}  {what:16} {least_us:>11,.1f} {median_us:>11,.1f}".format_map(one))


if __name__ == "__main__":
    main()
