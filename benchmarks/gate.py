"""What the gate holds, and what it costs, on prose and per streamed event.

    python benchmarks/gate.py [--json]

Prose of our own in English and Japanese (tests/filters/prose.py where it is, else the
samples below), fed as a model would say it, in deltas of 1 and of 4 code points, under
each preset. Held: code points that have come and not left, sampled after every delta;
mean, p99 and greatest. CPU: of a whole exchange through the session (scan, table, gate,
records but no sockets), divided by its events.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.load import default_settings
from config.policies import resolve
from filters.compiling import compile_policy
from filters.gate import End, Gate, Text, drive
from filters.model import Channel, Exchange
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Limits, Send
from proxy.dialect import DIALECTS, Seen
from proxy.readers import read, show
from proxy.session import Session

PROSE = {
    "en": "The harbour was quiet when the first ferry came in. "
    "Two fishermen sorted their nets and talked about "
    "the weather, which had turned colder over the night. A "
    "child asked whether the boat would go as far as the "
    "lighthouse, and her grandfather laughed and said that it "
    "went exactly as far as the tide allowed. Nobody was "
    "in a hurry. By nine o'clock the market had opened, the "
    "bread was gone, and a line had formed for coffee. "
    "Later they walked along the wall, counted the gulls, and "
    "agreed that the summer had been too short again. ",
    "ja": "港は静かだった。最初の船が着くと、二人の漁師が網を分けな"
    "がら天気の話をしていた。夜のうちに風が冷たくなったらしい。"
    "子どもが灯台まで行けるのかと尋ねると、祖父は笑って、"
    "潮が許すところまでだと答えた。誰も急いではいなかった。"
    "九時には市場が開き、パンはもう売り切れて、コーヒーの前"
    "に列ができていた。それから皆で堤防を歩き、かもめを数え、"
    "今年の夏もまた短すぎたと話し合った。帰り道では、来年こそ早く来ようと約束をした。",
}
POLICIES = ("observe", "standard", "japan-business", "strict")


def policy(name: str) -> Policy:
    return compile_policy(resolve(default_settings(), name))


def held(ruling: Policy, text: str, size: int) -> dict[str, float]:
    """Code points waiting after each delta."""
    channel = Channel("response", "/text", "assistant")
    desk = Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)
    gate = Gate(channel, ruling.plan(channel), desk, itertools.count(), ruling.hold, show)
    waits: list[int] = []
    for at in range(0, len(text), size):
        drive(gate, read, Text(text[at : at + size]))
        waits.append(gate.waiting)
    drive(gate, read, End())
    assert gate.waiting == 0
    ordered = sorted(waits)
    return {
        "mean": round(statistics.fmean(waits), 2),
        "p99": ordered[int(len(ordered) * 0.99)],
        "greatest": ordered[-1],
    }


def stream(text: str, events: int) -> bytes:
    words = [text[at : at + 4] for at in range(0, len(text), 4)]
    chunks = (
        {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1790000000,
            "model": "gpt-4.1-mini",
            "service_tier": "default",
            "system_fingerprint": "fp_bench",
            "choices": [
                {
                    "index": 0,
                    "delta": {"content": words[n % len(words)]},
                    "logprobs": None,
                    "finish_reason": None,
                }
            ],
            "obfuscation": "a1b2c3",
        }
        for n in range(events)
    )
    return (
        b"".join(b"data: " + json.dumps(c, ensure_ascii=False).encode() + b"\n\n" for c in chunks)
        + b"data: [DONE]\n\n"
    )


def cost(ruling: Policy, body: bytes, events: int, rounds: int) -> dict[str, float]:
    """CPU µs for each event, one network read an event."""
    pieces = [piece + b"\n\n" for piece in body.split(b"\n\n") if piece]
    spent: list[float] = []
    for _ in range(rounds + 1):
        surface = DIALECTS.build("openai").surface(Seen("POST", "/v1/chat/completions"))
        exchange = Exchange(
            "x", "/", "openai", "", "", "", "", ruling.name, ruling.digest, datetime.now(UTC), True
        )
        desk = Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)
        session = Session(exchange, surface, ruling, desk, read, Limits(), show)
        began = time.process_time()
        session.request(b'{"messages":[]}', "application/json")
        session.head(200, "text/event-stream")
        out = [c for piece in pieces for c in session.body(piece)]
        out += session.end()
        spent.append((time.process_time() - began) / events * 1e6)
        # `strict` may take a word of prose for a name, and mask it.
        assert ruling.name == "strict" or b"".join(c.data for c in out if isinstance(c, Send)) == body
    return {"median_us": round(statistics.median(spent[1:]), 1), "least_us": round(min(spent[1:]), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {}
    for name in POLICIES:
        ruling = policy(name)
        for language, text in PROSE.items():
            row = {f"held in deltas of {size}": held(ruling, text * 4, size) for size in (1, 4)}
            result[f"{name} {language}"] = row | {
                "event": cost(ruling, stream(text, args.events), args.events, args.rounds)
            }
    if args.json:
        print(json.dumps(result))
        return
    print(
        f"{'policy, prose':<22}{'held mean (1)':>14}{'p99':>5}{'held mean (4)':>15}{'p99':>5}"
        f"{'µs/event':>10}{'least':>8}"
    )
    for name, row in result.items():
        one, four, event = row["held in deltas of 1"], row["held in deltas of 4"], row["event"]
        print(
            f"{name:<22}{one['mean']:>14}{one['p99']:>5}{four['mean']:>15}{four['p99']:>5}"
            f"{event['median_us']:>10}{event['least_us']:>8}"
        )


if __name__ == "__main__":
    main()
