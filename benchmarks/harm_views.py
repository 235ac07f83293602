"""What the views of a text cost, what they bring back, and what that does to a verdict.

    python benchmarks/harm_views.py [--rounds 9] [--rows FILE ... [--most 300]] [--json]

Cost: processor time of one text, over many different texts of one sort, as in
benchmarks/pii.py. Brought back: of requests written here, the share of words that are in
some view again, dress by dress (benchmarks/dresses.py); the same hand wrote the dresses and
what takes them off. With rows (JSON lines, plain or gzip: `text`, `label` unsafe or benign):
the share of unsafe ones above the score that 2 % of the benign ones reach, as they are and in
every dress, with the views and without; the share above the median of the unsafe ones as
they are, which is harder; and benign verdicts that only the views change.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig
from benchmarks.dresses import DRESSES, MORE, Dress, plain
from benchmarks.pii import CLEAN, ENDS, sentences, texts, timed
from filters.harm import score as scoring
from filters.harm.canon import dressed, views

Score = Callable[[str], float]
_BEGIN = [
    "How do I",
    "Tell me how to",
    "Explain step by step how to",
    "Write a short guide to",
    "Is there a way to",
]
_DO = ["paint", "repair", "hide", "carry", "sell", "find", "clean", "build", "borrow", "measure"]
_WHAT = [
    "the old bridge",
    "a wooden boat",
    "my neighbour's ladder",
    "the northern lighthouse",
    "an empty barrel",
]
_HOW = ["before the winter", "without any help", "in less than one hour", "while nobody is watching"]
_SIZES = (200, 2_000)


def requests() -> list[str]:
    """A thousand harmless requests."""
    return [f"{a} {b} {c} {d}?" for a, b, c, d in itertools.product(_BEGIN, _DO, _WHAT, _HOW)]


def cost(rounds: int) -> dict[str, Any]:
    asked = requests()
    rows = {
        f"plain {size} {language}": texts(language, "clean", size) for language in CLEAN for size in _SIZES
    }
    rows |= {name: [dress(text, n) for n, text in enumerate(asked[:64])] for name, dress in DRESSES.items()}
    return {name: timed(views, given, rounds) for name, given in rows.items()}


def words(text: str) -> Counter[str]:
    return Counter(re.findall("[a-z]+", text.lower()))


def back(asked: str, shown: str) -> float:
    """How many of the words that were asked are in the best view."""
    meant = words(asked)
    return max(sum((meant & words(view.text)).values()) for view in views(shown)) / meant.total()


def brought_back(most: int) -> dict[str, Any]:
    asked = random.Random(1).sample(requests(), most)
    found: dict[str, Any] = {}
    for name, dress in {**DRESSES, **MORE}.items():
        shares = [back(text, dress(text, n)) for n, text in enumerate(asked)]
        found[name] = {"words": sum(shares) / most, "whole": sum(share >= 0.9 for share in shares) / most}
    return found


# -- with a user's own rows


def read(paths: Sequence[Path]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {"unsafe": [], "benign": []}
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for row in map(json.loads, data.splitlines()):
            if row.get("label") in rows and row.get("kind", "prompt") == "prompt":
                rows[row["label"]].append(row["text"])
    return rows


def seen(text: str) -> float:
    return scoring.score(text).harm


def unseen(text: str) -> float:
    """The score of the first view alone."""
    every, scoring.views = scoring.views, lambda given: views(given)[:1]
    try:
        return seen(text)
    finally:
        scoring.views = every


def in_document(text: str, seed: int) -> str:
    """In the middle of four kilobytes of prose."""
    dice, clean = random.Random(seed), sentences(CLEAN["en"])
    half = ENDS["en"].join(dice.choice(clean) for _ in range(40))[:2000]
    return f"{half}\n{text}\n{half}"


def verdicts(rows: Mapping[str, Sequence[str]], most: int) -> dict[str, Any]:
    dice = random.Random(2)
    unsafe = dice.sample(list(rows["unsafe"]), min(most, len(rows["unsafe"])))
    benign = dice.sample(list(rows["benign"]), min(10 * most, len(rows["benign"])))
    scores = {"seen": sorted(map(seen, benign)), "unseen": sorted(map(unseen, benign))}
    bars = {name: those[int(len(those) * 0.98)] for name, those in scores.items()}
    several = [text for text in benign if len(views(text)) > 1]
    changed = sum((seen(text) > bars["seen"]) != (unseen(text) > bars["seen"]) for text in several)
    out: dict[str, Any] = {
        "n": {"unsafe": len(unsafe), "benign": len(benign)},
        "benign": {
            "dressed": sum(map(dressed, benign)) / len(benign),
            "several views": len(several) / len(benign),
            "changed": changed,
        },
    }
    ways: Mapping[str, Dress] = {"none": plain, **DRESSES, "in a document": in_document, **MORE}
    middle = statistics.median(map(seen, unsafe))
    for name, dress in ways.items():
        sent = [dress(text, n) for n, text in enumerate(unsafe)]
        scored = [seen(text) for text in sent]
        out[name] = {
            "seen": sum(one > bars["seen"] for one in scored) / len(sent),
            "unseen": sum(unseen(text) > bars["unseen"] for text in sent) / len(sent),
            "middle": sum(one >= middle for one in scored) / len(sent),
        }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, default=300, help="unsafe rows; of benign ones ten times as many")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {"cost": cost(args.rounds), "back": brought_back(200)}
    if args.rows:
        result["verdicts"] = verdicts(read(args.rows), args.most)
    if args.json:
        rig.dump(result)
    else:
        show_table(result)


def show_table(result: dict[str, Any]) -> None:
    print(f"{rig.machine()}\n\n{'text':<24}{'median µs':>11}{'least':>9}{'first':>9}")
    for name, row in result["cost"].items():
        print(f"{name:<24}{row['median_us']:>11.1f}{row['least_us']:>9.1f}{row['first_us']:>9.1f}")
    print(f"\n{'dress':<24}{'words back':>11}{'whole':>9}")
    for name, row in result["back"].items():
        print(f"{name:<24}{row['words']:>11.3f}{row['whole']:>9.2f}")
    if "verdicts" in result:
        said = result["verdicts"]
        print(f"\n{said.pop('n')}; {said.pop('benign')}")
        print(f"\n{'dress':<24}{'views':>8}{'without':>9}{'middle':>8}{'of plain':>10}")
        bare = said["none"]["middle"] or 1.0
        for name, row in said.items():
            print(
                f"{name:<24}{row['seen']:>8.2f}{row['unseen']:>9.2f}{row['middle']:>8.2f}"
                f"{row['middle'] / bare:>10.2f}"
            )


if __name__ == "__main__":
    main()
