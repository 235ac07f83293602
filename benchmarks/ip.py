"""What looking for passages of works costs, with very many of them in the index.

    python benchmarks/ip.py [--fingerprints 100000000] [--rounds 5] [--json]

Works and answers are made here (seeded); of most works there are only fingerprints, drawn by chance,
since what an answer costs depends on how many there are and not on what they are. Timed is the
processor's time of this thread, the least of several rounds for each answer: on a busy machine the
least is still too much, and says so by the load that is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from filters.detector import DETECTORS, Window
from filters.ip.bloom import filled, passing
from filters.ip.document import Document
from filters.ip.hashing import Hashes
from filters.ip.index import Hits, Memory
from filters.ip.matcher import REACH, match
from filters.ip.prints import prints_of
from filters.ip.several import Several
from filters.ip.trail import Trail
from filters.model import Channel
from tests.filters.ip.making import MAKERS, works

_NONE = np.zeros(0, np.uint32)
_PART = 10_000_000


class Crowd:
    """Fingerprints drawn by chance, behind a filter, as one channel of everything."""

    def __init__(self, count: int) -> None:
        made = np.random.default_rng(1)
        self.hashes = np.sort(made.integers(0, 1 << 64, count, dtype=np.uint64))
        self.words = filled(self.hashes[:_PART]) if count <= _PART else self._filled()

    def _filled(self) -> np.ndarray:
        # As `filled`, in parts, so that what it needs beside them is small.
        from filters.ip import bloom

        words = np.zeros(-(-len(self.hashes) * bloom.BITS // 64), np.uint64)
        for at in range(0, len(self.hashes), _PART):
            some = self.hashes[at : at + _PART]
            np.bitwise_or.at(words, bloom._places(some, len(words)), bloom._masks(some))  # noqa: SLF001
        return words

    @property
    def size(self) -> int:
        return len(self.hashes)

    def hits(self, channel: str, hashes: Hashes) -> Hits:
        maybe = np.flatnonzero(passing(self.words, hashes))
        place = np.minimum(np.searchsorted(self.hashes, hashes[maybe]), len(self.hashes) - 1)
        at = maybe[self.hashes[place] == hashes[maybe]]
        return Hits(at, np.zeros(len(at), np.uint32), np.zeros(len(at), np.uint32), np.zeros(0, np.intp))

    def document(self, number: int) -> Document:
        return Document("crowd")

    def blocks(self, stream: str, number: int) -> np.ndarray:
        return np.zeros(1, np.uint8)


def least_s(work: Callable[[], object], rounds: int) -> float:
    """The least of several, in seconds of this thread."""
    took = list[float]()
    for _ in range(rounds):
        began = time.thread_time()
        work()
        took.append(time.thread_time() - began)
    return min(took)


def building(rng: random.Random) -> dict[str, float]:
    """MB a second to make prints, and KB that they are of a MB: 12.5 bytes a posting, its filter included."""
    told = dict[str, float]()
    for sort in MAKERS:
        (document, text), *_ = works(rng, sort, 1, 300_000)
        size = len(text.encode()) / 1e6
        took = least_s(lambda text=text, one=document: prints_of(text, one.kind, one.lang), 3)
        prints = prints_of(text, document.kind, document.lang)
        count = sum(len(one.hashes) for one in prints.marks.values())
        kept = sum(len(one) for one in prints.blocks.values())
        told[f"build {sort}, MB/s"] = size / took
        told[f"index {sort}, KB per MB"] = (count * 12.5 + kept) / 1000 / size
    return told


def answering(
    trail: Trail, known: list[tuple[Document, str]], rng: random.Random, rounds: int
) -> dict[str, float]:
    """What answers of 4 KB cost: of their own, and copied in part."""
    told, all_took = dict[str, float](), list[float]()
    for sort, make in MAKERS.items():
        sizes = {"en": 4096, "ja": 1365, "code": 4096}
        own = [make(rng, sizes[sort])[: sizes[sort]] for _ in range(20)]
        took = [least_s(lambda one=one: _whole(one, trail), rounds) for one in own]
        told[f"miss {sort}, ms per KB"] = statistics.median(took) * 1000 / 4
        texts = [text for document, text in known if document.id.startswith(sort)]
        copied = [one[: len(one) // 2] + rng.choice(texts)[: sizes[sort] // 2] for one in own]
        hits = [least_s(lambda one=one: _whole(one, trail), rounds) for one in copied]
        told[f"half copied {sort}, ms per 4 KB"] = statistics.median(hits) * 1000
        all_took += took * 9 + hits  # one answer in ten
    told["p99 of answers, one in ten half copied, ms"] = sorted(all_took)[int(len(all_took) * 0.99)] * 1000
    return told


def _whole(text: str, trail: Trail) -> None:
    match(text, trail, start=0, resume=0, final=True)


def streaming(known: list[tuple[Document, str]], index: Several, rng: random.Random) -> dict[str, float]:
    """Microseconds a delta of 4 to 16 characters, asked as a gate asks for what is only flagged."""
    told = dict[str, float]()
    trail = Trail(index)
    for sort, make in MAKERS.items():
        text = make(rng, 6000)
        deltas, settled, seen, took = 0, 0, 0, 0.0
        while seen < len(text):
            step = min(rng.randint(4, 16), len(text) - seen)
            deltas, seen = deltas + 1, seen + step
            if seen // 64 == (seen - step) // 64 and seen < len(text):
                continue
            start = max(0, settled - REACH)
            began = time.thread_time()
            settled = match(text[start:seen], trail, start=start, resume=settled, final=False).settled
            took += time.thread_time() - began
        told[f"stream {sort}, us per delta"] = took * 1e6 / deltas
    return told


def detecting() -> dict[str, float]:
    """That a policy without packs pays nothing."""
    similar = DETECTORS.build("similar", {})
    window = Window(Channel("response", "/t", "assistant"), "similar", "a word " * 600, 0, 0, final=True)
    return {"without packs, us per 4 KB": least_s(lambda: similar.read(window), 50) * 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fingerprints", type=int, default=100_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rng = random.Random(1)
    known = [one for sort in MAKERS for one in works(rng, sort, 8, 20_000)]
    crowd = Crowd(args.fingerprints)
    index = Several([(Memory(known), len(known)), (crowd, 1)])
    told = building(rng)
    told |= answering(Trail(index), known, rng, args.rounds)
    told |= streaming(known, index, rng)
    told |= detecting()
    figures = {key: round(value, 3) for key, value in told.items()}
    if args.json:
        print(json.dumps({"fingerprints": index.size, "load": os.getloadavg()[0], "figures": figures}))
        return
    print(f"{index.size:,} fingerprints; load {os.getloadavg()[0]:.1f}")
    for key, value in figures.items():
        print(f"{key:<48}{value:>10.2f}")


if __name__ == "__main__":
    main()
