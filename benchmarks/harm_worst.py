"""The worst that looking for harm does to a stream: the first exchange of a process, and hostile text.

    python benchmarks/harm_worst.py [--json]

Steps: the greatest processor time of one step of a session (a request, or one event of a
streamed answer of 300) in a fresh process, in the very first exchange, with and without what a
station does before it serves (`proxy/rehearsal.py`). While a step runs, every other stream of
the process waits. Rows: microseconds a character of one piece said again and again, for the
whole text and all its views; the least of three.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import thread_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig
from filters.harm.score import score

PIECES = (
    *("a", "a ", "a.", "aB", "x9", "0", "41 ", "%41", "aGVsbG8g", "&#97;", "teh ", "b4d "),
    *("é", "a\u0301", "ᴀ", "бомб ", "\U000e0041", "あ", "あ ", "殺○", "ﾊﾞ", "a" * 400 + " é "),
)
SIZE = 8_000
FIRST = """
import sys
from time import thread_time
from datetime import UTC, datetime
from benchmarks import gate
from benchmarks.stream import BODY, script
from filters.lazily import ready
from filters.model import Exchange
from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import DIALECTS, Seen
from proxy.readers import read, show
from proxy.rehearsal import rehearse
from proxy.session import Session

policy = gate.policy("japan-business")
ready()
began = thread_time()
if sys.argv[1] == "rehearsed":
    rehearse([policy])
took = [thread_time() - began]
for language in ("en", "ja"):
    who = Exchange("x", "/", "openai", "", "", "", "", "x", policy.digest, datetime.now(UTC), streaming=True)
    desk = Vault(bytes(32), 60, 10, 100).open("x", "x", 0.0)
    surface = DIALECTS.build("openai").surface(Seen("POST", "/v1/chat/completions"))
    session, steps = Session(who, surface, policy, desk, read, Limits(), show), []
    began = thread_time()
    session.request(BODY, "application/json")
    steps.append(thread_time() - began)
    session.head(200, "text/event-stream")
    for head, tail in script(language, 300):
        event = b"%s%d%s" % (head % 1, 1, tail)
        began = thread_time()
        session.body(event)
        steps.append(thread_time() - began)
    took += sorted(steps)[-1:-4:-1]
print(*took)
"""


def first(way: str) -> list[float]:
    """Seconds: of the rehearsal, then of the three greatest steps in English, and in Japanese."""
    command = [sys.executable, "-c", FIRST, way]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=rig.ROOT)
    return [float(one) for one in done.stdout.split()]


def spent(work: Callable[[], object]) -> float:
    began = thread_time()
    work()
    return thread_time() - began


def rows() -> dict[str, float]:
    score("to begin with " * 40)
    score("はじめに" * 200)
    texts = {piece: (piece * SIZE)[:SIZE] for piece in PIECES}
    return {
        piece: min(spent(lambda text=text: score(text)) for _ in range(3)) / SIZE * 1e6
        for piece, text in texts.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {"steps": {way: first(way) for way in ("cold", "rehearsed")}, "rows": rows()}
    if args.json:
        rig.dump(result)
        return
    print(f"{rig.machine()}\n")
    for way, (rehearsal, *steps) in result["steps"].items():
        shown = ", ".join(f"{one * 1e3:.1f}" for one in steps)
        print(f"{way}: {rehearsal:.2f} s before; greatest steps of the first exchanges: {shown} ms")
    for piece, cost in result["rows"].items():
        print(f"{piece[:12]!a:<16}{cost:8.2f} µs a character")


if __name__ == "__main__":
    main()
