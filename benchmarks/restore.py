"""What looking for surrogates costs, per ordinary chunk of a stream, and what putting one back costs.

    python benchmarks/restore.py [--json]

Chunks: prose of our own (benchmarks/gate.py), cut as models send it, 4 and 12 code points at
a time, in which nothing stands. *alone*: the reader's own search, shown each chunk with what
it still holds. *added*: the difference in a gate, driven chunk by chunk, between a plan that also
restores and the plan without that row. *restored*: a chunk that is a surrogate, as minted and rewritten.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gate import PROSE
from filters.detector import DETECTORS, Window
from filters.gate import Gate, Text
from filters.measure import MEASURES
from filters.model import Channel
from filters.policy import Policy, Rule
from filters.vault import Desk, Vault
from proxy.readers import show

CHANNEL = Channel("response", "/text", "assistant")


def policy(*, restoring: bool) -> Policy:
    rows = [Rule("mask", ("pii.*",), MEASURES.build("mask"))]
    if restoring:
        rows.append(Rule("restore", ("placeholder.token",), MEASURES.build("restore")))
    readers = (DETECTORS.build("email"), DETECTORS.build("placeholder"))
    default = Rule("default", ("*",), MEASURES.build("allow"))
    return Policy("bench", "0" * 64, tuple(rows), default, 1.0, 9999, readers)


def desk() -> Desk:
    return Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)


def timed(work: Callable[[], None], units: int, rounds: int) -> dict[str, float]:
    """µs of CPU for each unit: the median of the rounds, and the least."""
    spent: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) / units * 1e6)
    return {"median_us": round(statistics.median(spent), 3), "least_us": round(min(spent), 3)}


def cut(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def alone(chunks: list[str], rounds: int) -> dict[str, float]:
    reader = DETECTORS.build("placeholder")

    def work() -> None:
        held = ""
        for chunk in chunks:
            text = held + chunk
            reading = reader.read(Window(CHANNEL, "placeholder", text, 0, 0, False))
            held = text[reading.settled :]

    return timed(work, len(chunks), rounds)


def gated(chunks: list[str], rounds: int, *, restoring: bool) -> dict[str, float]:
    ruling = policy(restoring=restoring)
    events = [Text(chunk) for chunk in chunks]

    def work() -> None:
        gate = Gate(CHANNEL, ruling.plan(CHANNEL), desk(), itertools.count(), 9999, show)
        for event in events:
            gate.receive(event)

    return timed(work, len(chunks), rounds)


def restored(spell: Callable[[str], str], rounds: int) -> dict[str, float]:
    ruling, at = policy(restoring=True), desk()
    token = at.token("pii.email", "hanako.sato@example.jp", True)
    events = [Text(f" {spell(token)} ")] * 200

    def work() -> None:
        gate = Gate(CHANNEL, ruling.plan(CHANNEL), at, itertools.count(), 9999, show)
        for event in events:
            gate.receive(event)

    return timed(work, len(events), rounds)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {}
    for language, text in PROSE.items():
        for size in (4, 12):
            chunks = cut(text * 4, size)
            with_it, without = (gated(chunks, args.rounds, restoring=one) for one in (True, False))
            added = {name: round(with_it[name] - without[name], 3) for name in with_it}
            result[f"{language}, {size} code points"] = {
                "chunks": len(chunks),
                "alone": alone(chunks, args.rounds),
                "added": added,
                "gate": with_it,
            }
    result["restored"] = restored(str, args.rounds)
    result["restored, rewritten"] = restored(lambda token: token.lower().replace("_", "-"), args.rounds)
    if args.json:
        print(json.dumps(result))
        return
    for name, row in result.items():
        print(name, json.dumps(row))


if __name__ == "__main__":
    main()
