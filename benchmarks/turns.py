"""What a turn of a conversation costs when every turn brings all the turns before it.

    python benchmarks/turns.py [--turns 200] [--rounds 5] [--json]

One conversation of so many turns, a question and an answer each, sent as a stateless
client sends it: whole, every time. CPU of judging the request (scan, table, detectors,
records; no sockets) at some turns, with what earlier turns have shown and without; the
least of the rounds, mean of five neighbouring turns. Beside it what cannot be spared:
parsing the body once, and hashing it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gate import policy
from filters.model import Exchange
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import DIALECTS, Seen
from proxy.past import Past
from proxy.readers import read, show
from proxy.session import Session

_QUESTION = "And what did the keeper do on day {}? Tell me in a few words, if you remember it."
_ANSWER = "On day {} he walked up the stairs, lit the lamp, and wrote into the book: quiet, west wind."


def bodies(turns: int) -> list[bytes]:
    """The request of each turn."""
    messages: list[dict[str, str]] = [{"role": "system", "content": "You are a patient storyteller."}]
    out: list[bytes] = []
    for turn in range(turns):
        messages.append({"role": "user", "content": _QUESTION.format(turn)})
        out.append(orjson.dumps({"model": "gpt-4.1-mini", "messages": messages}))
        messages.append({"role": "assistant", "content": _ANSWER.format(turn)})
    return out


def judged(ruling: Policy, body: bytes, past: Past | None) -> float:
    """CPU µs of judging one request."""
    surface = DIALECTS.build("openai").surface(Seen("POST", "/v1/chat/completions"))
    surface.asked = orjson.loads(body)
    exchange = Exchange(
        "x", "/", "openai", "", "", "", "", ruling.name, ruling.digest, datetime.now(UTC), True
    )
    desk = Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)
    session = Session(exchange, surface, ruling, desk, read, Limits(), show, (lambda: past) if past else None)
    began = time.process_time()
    session.request(body, "application/json")
    return (time.process_time() - began) * 1e6


def walked(ruling: Policy, asked: Sequence[bytes], *, remembered: bool) -> list[float]:
    """The cost of each turn of one conversation."""
    past = Past() if remembered else None
    return [judged(ruling, body, past) for body in asked]


def least(rounds: Sequence[Sequence[float]], turn: int) -> float:
    """Of the rounds, the cheapest mean of the turns about this one."""
    return round(min(statistics.fmean(one[max(0, turn - 5) : turn]) for one in rounds), 1)


def spared_nothing(body: bytes) -> dict[str, float]:
    """CPU µs of what every turn needs."""
    out: dict[str, float] = {}
    for name, step in (("parse", orjson.loads), ("hash", lambda b: blake2b(b, digest_size=16).digest())):
        began = time.process_time()
        for _ in range(50):
            step(body)
        out[name] = round((time.process_time() - began) / 50 * 1e6, 1)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--policy", default="standard")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    ruling, asked = policy(args.policy), bodies(args.turns)
    with_past = [walked(ruling, asked, remembered=True) for _ in range(args.rounds)]
    without = [walked(ruling, asked, remembered=False) for _ in range(min(args.rounds, 2))]
    shown = [turn for turn in (5, 20, 50, 100, 150, 200, 400, 800) if turn <= args.turns]
    rows = {
        turn: {
            "bytes": len(asked[turn - 1]),
            "us": least(with_past, turn),
            "anew_us": least(without, turn),
            **spared_nothing(asked[turn - 1]),
        }
        for turn in shown
    }
    if args.json:
        print(json.dumps(rows))
        return
    print(f"{'turn':>5}{'body bytes':>12}{'µs':>9}{'µs if read anew':>17}{'parse':>9}{'hash':>8}")
    for turn, row in rows.items():
        print(
            f"{turn:>5}{row['bytes']:>12}{row['us']:>9}{row['anew_us']:>17}{row['parse']:>9}{row['hash']:>8}"
        )


if __name__ == "__main__":
    main()
