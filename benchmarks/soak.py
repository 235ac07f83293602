"""Whether a worker's memory stays flat, over many exchanges that are all different.

    python benchmarks/soak.py                          100,000 exchanges
    python benchmarks/soak.py --exchanges 5000 --json

One worker under `japan-business`, 32 connections, loopback. In equal parts: a plain answer,
a stream, an answer with personal data that was hidden on the way up and is put back, a
stream with an address cut into pieces that is masked, and a request with a key that is
refused. Every conversation is a new one with its own values and member names, so the
vault and every memo fill to their bounds. Each answer is compared with what it should be.

Resident memory is sampled 20 times. Flat: a line through the samples of the last half
rises by less than 3 % over that half. Exit status 1 if it is not, or beyond --most MB.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import orjson

from benchmarks import rig
from benchmarks.gate import PROSE

KINDS = ("plain", "stream", "hidden", "masked stream", "refused")
SAMPLES = 20
FLAT = 0.03
ROLES = ("user", "assistant")
PIECE = 7  # characters
PATH = "/openai/v1/chat/completions"
KEY = "AKIA" + "Q7ZJ2M4KXW6TR3BN"  # the form of a key, made up

# ------------------------------------------------------------- the upstream


class Echo(asyncio.Protocol):
    """Answers with the last thing the user said, whole or in pieces; `ADDRESS12` becomes an address."""

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or b"0")
        if not found or len(rest) < length:
            return
        self.buffer = rest[length:]
        asked = orjson.loads(rest[:length])
        said = re.sub(r"ADDRESS(\d+)", r"guest\1@example.com", asked["messages"][-1]["content"])
        self.transport.write(streamed(said) if asked.get("stream") else whole(said))


def whole(said: str) -> bytes:
    message = {"role": "assistant", "content": said, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    body = orjson.dumps({**_named("chat.completion"), "choices": [choice]})
    return _HEAD + b"application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


def streamed(said: str) -> bytes:
    out = [_HEAD, b"text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"]
    for at in range(0, len(said), PIECE):
        choice = {
            "index": 0,
            "delta": {"content": said[at : at + PIECE]},
            "logprobs": None,
            "finish_reason": None,
        }
        one = b"data: %s\n\n" % orjson.dumps({**_named("chat.completion.chunk"), "choices": [choice]})
        out.append(b"%x\r\n%s\r\n" % (len(one), one))
    return b"%se\r\ndata: [DONE]\n\n\r\n0\r\n\r\n" % b"".join(out)


_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: "


def _named(what: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": what, "created": 1790000000, "model": "gpt-4.1-mini"}


def serve(port: int) -> None:
    import uvloop

    async def main() -> None:
        await (await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", port)).serve_forever()

    uvloop.run(main())


# ------------------------------------------------------------- the talks


@dataclass(frozen=True, slots=True)
class Talk:
    """A request, and how its answer must be. says: its whole text; lacks: what must not be in it."""

    kind: str
    request: bytes
    status: int = 200
    says: str | None = None
    lacks: str = "\0"


def talk(number: int) -> Talk:
    """The `number`th conversation; no other is like it."""
    chance = random.Random(number)
    kind, said = KINDS[number % len(KINDS)], prose(chance)
    match kind:
        case "hidden":
            said = f"{said} person{number}@example.com, please."
            return Talk(kind, request(chance, number, said), says=said)
        case "masked stream":
            asked = request(chance, number, f"{said} ADDRESS{number}, please.")
            return Talk(kind, asked, lacks=f"guest{number}@")
        case "refused":
            return Talk(kind, request(chance, number, f"{said} {KEY}"), status=400, lacks=KEY)
        case _:
            return Talk(kind, request(chance, number, said), says=said)


def request(chance: random.Random, number: int, said: str) -> bytes:
    turns = [prose(chance) for _ in range(chance.randrange(0, 5) * 2)] + [said]
    body = {
        "model": "gpt-4.1-mini",
        "messages": [{"role": ROLES[n % 2], "content": text} for n, text in enumerate(turns)],
        "metadata": {f"note_{number}": "a name that nobody has seen"},
        "stream": "stream" in KINDS[number % len(KINDS)],
    }
    bearer = b"authorization: Bearer sk-%d" % (number % 1000)
    return rig.post(PATH, json.dumps(body, ensure_ascii=False).encode(), bearer)


def prose(chance: random.Random) -> str:
    text = PROSE[chance.choice(("en", "ja"))]
    start = chance.randrange(len(text) // 2)
    return f"{text[start : start + chance.randrange(40, 400)]} No. {chance.randrange(10**4)}."


def text_of(body: bytes) -> str:
    """What an answer says; what it is, where it is an error."""
    if body.startswith(b"data:"):
        events = [line[6:] for line in body.split(b"\n\n") if line and not line.endswith(b"[DONE]")]
        return "".join(
            [choice["delta"].get("content", "") for e in events for choice in orjson.loads(e)["choices"]]
        )
    whole = orjson.loads(body)
    return whole["choices"][0]["message"]["content"] if "choices" in whole else body.decode()


# ------------------------------------------------------------- the client


class Client(asyncio.Protocol):
    """One connection, which takes the next talk as soon as it is free."""

    def __init__(self, talks: Iterator[Talk], done: asyncio.Future[None], counts: Counter[str]) -> None:
        self.talks, self.done, self.counts = talks, done, counts

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        talk = next(self.talks, None)
        if talk is None:
            self.transport.close()
            return
        self.talk, self.answers, self.body = talk, rig.Answers(), b""
        self.transport.write(talk.request)

    def data_received(self, data: bytes) -> None:
        piece, whole = self.answers.feed(data)
        self.body += piece
        if not whole:
            return
        if wrong := self.wrong():
            self.fail(f"{self.talk.kind}: {wrong}")
            return
        self.counts[self.talk.kind] += 1
        self.next()

    def wrong(self) -> str:
        """What is wrong with the answer; never its text."""
        if self.answers.last != self.talk.status:
            return f"status {self.answers.last}"
        said = text_of(self.body)
        if self.talk.says is not None and said != self.talk.says:
            return "the text is not what was sent"
        return "something that was found has left" if self.talk.lacks in said else ""

    def fail(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(why))
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            if exc or not self.transport.is_closing():
                self.done.set_exception(exc or ConnectionError("the station closed a connection"))
            else:
                self.done.set_result(None)


async def run(port: int, talks: Iterator[Talk], connections: int = 32) -> Counter[str]:
    """Have all these talks; how many there were of each kind. RuntimeError: a wrong answer."""
    loop = asyncio.get_running_loop()
    counts: Counter[str] = Counter()
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: Client(talks, end, counts), "127.0.0.1", port)
    await asyncio.gather(*ends)
    return counts


# ------------------------------------------------------------- the figures


def measure(exchanges: int) -> dict[str, Any]:
    import uvloop

    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        upstream = rig.free_port()
        stack.enter_context(rig.running([sys.executable, __file__, "--serve", str(upstream)], upstream))
        one = rig.station(stack, upstream, "japan-business")
        samples = [(0, rig.rss_mb(one.pid))]
        began, before = time.monotonic(), rig.cpu_s(one.pid)
        for n in range(SAMPLES):
            some = range(exchanges * n // SAMPLES, exchanges * (n + 1) // SAMPLES)
            counts += uvloop.run(run(one.port, map(talk, some)))
            samples.append((some.stop, round(rig.rss_mb(one.pid), 1)))
        took, spent = time.monotonic() - began, rig.cpu_s(one.pid) - before
    half = samples[len(samples) // 2 :]
    grown = slope(half) * (half[-1][0] - half[0][0])
    return {
        "exchanges": dict(counts),
        "samples_mb": samples,
        "greatest_mb": max(mb for _, mb in samples),
        "last_half_mb": round(grown, 2),
        "flat": grown < FLAT * half[0][1],
        "seconds": round(took, 1),
        "cpu_us_per_exchange": round(spent / exchanges * 1e6),
    }


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Of the line with the least squares."""
    n = len(points)
    x, y = sum(p[0] for p in points) / n, sum(p[1] for p in points) / n
    return sum((p[0] - x) * (p[1] - y) for p in points) / sum((p[0] - x) ** 2 for p in points)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--exchanges", type=int, default=100_000)
    parser.add_argument("--most", type=float, default=150, metavar="MB", help="that a worker may take")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve)
        return
    found = measure(args.exchanges)
    if args.json:
        rig.dump({"memory": found})
    else:
        print(f"{rig.machine()}\n\n{summary(found)}")
        print("\n".join(f"{at:>9} {mb:>7.1f} MB" for at, mb in found["samples_mb"]))
    sys.exit(0 if found["flat"] and found["greatest_mb"] <= args.most else 1)


def summary(found: dict[str, Any]) -> str:
    word = "flat" if found["flat"] else "NOT flat"
    kinds = ", ".join(f"{count} {kind}" for kind, count in found["exchanges"].items())
    return (
        f"memory {word}: {found['last_half_mb']:+.2f} MB over the last half, "
        f"greatest {found['greatest_mb']:.0f} MB; {found['cpu_us_per_exchange']} µs CPU an exchange, "
        f"{found['seconds']} s\n({kinds})"
    )


if __name__ == "__main__":
    main()
