"""How long a streamed token waits in the station, and what it costs.

    python benchmarks/stream.py                       all four parts
    python benchmarks/stream.py first hold            some of them: first, hold, cpu, many
    python benchmarks/stream.py --streams 400 --json  more of them, as JSON

Real sockets on loopback: client, station (`serve`, one worker) and upstream are three
processes. The upstream writes the monotonic clock into every chat chunk, so a delay is
the client's arrival minus the upstream's sending, of one event. Every batch of streams
is sent straight to the upstream too, in the same run; *added* is the quantile through
the station minus the same quantile straight. All answers are compared with what was sent.

first  20 streams at once. Time to first token without the upstream's own thinking: the way of the request
       plus the way of the first chunk. Policy `observe`. Also the delay of every chunk.
hold   As many, policy `japan-business`: from the sending of the event that settles a piece of
       text to the piece's arrival (a word by the space after it, most Japanese by itself).
       Which event settles which is asked of a session in this process; how much is held,
       and for how long in characters, is benchmarks/gate.py.
cpu    CPU of the station's process for each event, with one and with eight events in a
       network read: 8 streams, 2,000 events a second together; nginx `proxy_pass` beside it.
many   1,000 streams open at once on one worker: bytes, delay, memory, CPU.

With 400 streams `first` takes about 50 s, `hold` 130 s, `cpu` 60 s and `many` 45 s; what is
being done is said on stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig
from benchmarks.gate import PROSE

BODY = json.dumps(
    {
        "model": "gpt-4.1-mini",
        "messages": [{"role": "user", "content": "Tell me about the harbour, please. " * 25}],
        "stream": True,
    }
).encode()
END = b"data: [DONE]\n\n"
GAP_MS = 20  # 50 events a second and stream: what a fast model says

# ------------------------------------------------------------- what is said


def words(language: str, count: int) -> list[str]:
    """`count` pieces of prose: English words with the space before them, two characters of Japanese."""
    text = PROSE[language]
    pieces = (
        [f" {word}" for word in text.split()]
        if language == "en"
        else [text[at : at + 2] for at in range(0, len(text), 2)]
    )
    return list(itertools.islice(itertools.cycle(pieces), count))


def event(word: str) -> tuple[bytes, bytes]:
    """A chunk around its clock, which stands where real chunks differ too: in `obfuscation`."""
    choice = {"index": 0, "delta": {"content": word}, "logprobs": None, "finish_reason": None}
    rest = {
        "object": "chat.completion.chunk",
        "created": 1790000000,
        "model": "gpt-4.1-mini",
        "service_tier": "default",
        "choices": [choice],
    }
    told = json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode()[1:-1]
    return b'data: {"id":"chatcmpl-%d",' + told.replace(b"%", b"%%") + CLOCK, b'"}\n\n'


CLOCK = b',"obfuscation":"'


# ------------------------------------------------------------- the upstream


class Upstream(asyncio.Protocol):
    """Streams what the query asks for: language, events, gap_ms, and how many events a write."""

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        arrived = time.monotonic_ns()
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or b"0")
        if not found or len(rest) < length:
            return
        self.buffer = rest[length:]
        query = parse_qs(head.split(b" ", 2)[1].decode().partition("?")[2])
        asked = {name: values[0] for name, values in query.items()}
        self.begin(
            arrived, asked["language"], int(asked["events"]), int(asked["gap_ms"]), int(asked["batch"])
        )

    def begin(self, arrived: int, language: str, events: int, gap_ms: int, batch: int) -> None:
        self.transport.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        self.events = iter(script(language, events))
        self.arrived, self.gap_s, self.batch = arrived, gap_ms / 1000, batch
        self.loop = asyncio.get_running_loop()
        self.at = self.loop.time() + self.gap_s * batch
        self.loop.call_at(self.at, self.say)

    def say(self) -> None:
        if self.transport.is_closing():
            return
        some = list(itertools.islice(self.events, self.batch))
        now = time.monotonic_ns()
        said = [b"%s%d%s" % (head % self.arrived, now, tail) for head, tail in some]
        if len(some) < self.batch or not some:
            said.append(END)
        out = b"".join([b"%x\r\n%s\r\n" % (len(one), one) for one in said])
        if said[-1] is END:
            self.transport.write(out + b"0\r\n\r\n")
            return
        self.transport.write(out)
        self.at = max(self.at + self.gap_s * self.batch, self.loop.time())
        self.loop.call_at(self.at, self.say)


_SCRIPTS: dict[tuple[str, int], list[tuple[bytes, bytes]]] = {}


def script(language: str, events: int) -> list[tuple[bytes, bytes]]:
    key = (language, events)
    if key not in _SCRIPTS:
        _SCRIPTS[key] = [event(word) for word in words(language, events)]
    return _SCRIPTS[key]


def serve(port: int) -> None:
    import uvloop

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Upstream, "127.0.0.1", port, backlog=2048)
        await server.serve_forever()

    rig.many_files()
    uvloop.run(main())


# ------------------------------------------------------------- the client


@dataclass(frozen=True, slots=True)
class Ask:
    """What a stream is to be."""

    language: str = "en"
    events: int = 60
    gap_ms: int = GAP_MS
    batch: int = 1

    def request(self, prefix: str) -> bytes:
        query = {"language": self.language, "events": self.events, "gap_ms": self.gap_ms, "batch": self.batch}
        return rig.post(
            f"{prefix}/v1/chat/completions?{urlencode(query)}", BODY, b"authorization: Bearer sk-x"
        )


@dataclass(slots=True)
class Flight:
    """One stream as it came. Times in ns of the monotonic clock."""

    asked: int = 0
    reached: int = 0  # the upstream had the request
    sent: list[int] = field(default_factory=list)
    came: list[int] = field(default_factory=list)
    broken: str = ""

    def first_ms(self) -> float:
        return (self.reached - self.asked + self.came[0] - self.sent[0]) / 1e6

    def delays_ms(self) -> list[float]:
        return [(came - sent) / 1e6 for came, sent in zip(self.came, self.sent, strict=True)]


class Client(asyncio.Protocol):
    """One connection; `ask` for one stream after another."""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def ask(self, ask: Ask, prefix: str) -> asyncio.Future[Flight]:
        self.done = asyncio.get_running_loop().create_future()
        self.flight, self.answers, self.buffer = Flight(), rig.Answers(), b""
        self.expected = iter(script(ask.language, ask.events))
        self.left = ask.events
        self.flight.asked = time.monotonic_ns()
        self.transport.write(ask.request(prefix))
        return self.done

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        if self.done.done():
            return
        body, whole = self.answers.feed(data)
        if (self.answers.last if whole else self.answers.status) == 200:
            *events, self.buffer = (self.buffer + body).split(b"\n\n")
            for one in events:
                self.take(one + b"\n\n", now)
        if whole:
            if self.left or self.buffer or self.answers.last != 200:
                self.flight.broken = (
                    self.flight.broken or f"status {self.answers.last}, {self.left} events missing"
                )
            self.done.set_result(self.flight)

    def take(self, one: bytes, now: int) -> None:
        """Keep an event's times; whatever else is in it must be as it was sent."""
        head, tail = next(self.expected, (b"", b""))
        if one == END and not self.left:
            return
        clock = one[one.find(CLOCK) + len(CLOCK) :].partition(b'"')[0]
        if not self.flight.sent:
            self.flight.reached = int(one.partition(b"chatcmpl-")[2].partition(b'"')[0])
        if one != b"%s%s%s" % (head % self.flight.reached, clock, tail):
            self.flight.broken = "an event is not what was sent"
        self.flight.sent.append(int(clock))
        self.flight.came.append(now)
        self.left -= 1

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.flight.broken = "the connection was lost"
            self.done.set_result(self.flight)


async def fly(port: int, prefix: str, ask: Ask, lanes: int, each: int, spread_s: float = 2) -> list[Flight]:
    """`lanes` streams at once, `each` in a row on a connection.

    They begin spread over the length of one, or `spread_s`. SystemExit if that takes far too long.
    """
    length_s = ask.events * ask.gap_ms / 1000
    spread_s = min(length_s, spread_s) + ask.gap_ms / 1000  # and over a gap: never in step

    async def lane(number: int) -> list[Flight]:
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(Client, "127.0.0.1", port)
        await asyncio.sleep(spread_s * number / lanes)
        flights = [await client.ask(ask, prefix) for _ in range(each)]
        client.transport.close()
        return flights

    most_s = 60 + 4 * (spread_s + each * length_s)
    try:
        async with asyncio.timeout(most_s):
            flights = await asyncio.gather(*map(lane, range(lanes)))
    except TimeoutError:
        raise SystemExit(f"{lanes} × {each} streams are not through after {most_s:.0f} s") from None
    return [flight for some in flights for flight in some]


def whole(flights: list[Flight]) -> list[Flight]:
    """The same; SystemExit when one of them is not what was sent."""
    broken = [flight.broken for flight in flights if flight.broken]
    if broken:
        raise SystemExit(f"{len(broken)} of {len(flights)} streams are broken: {broken[0]}")
    return flights


# ------------------------------------------------------------- the four parts


def flown(port: int, prefix: str, ask: Ask, lanes: int, each: int, spread_s: float = 2) -> list[Flight]:
    """See `fly`; SystemExit when a stream is not what was sent."""
    import uvloop

    return whole(uvloop.run(fly(port, prefix, ask, lanes, each, spread_s)))


class Bench:
    """An upstream, and stations before it as they are asked for."""

    def __init__(self, stack: ExitStack, streams: int) -> None:
        self.stack = stack
        self.streams = streams
        self.upstream = rig.free_port()
        command = [sys.executable, __file__, "--serve", str(self.upstream)]
        stack.enter_context(rig.running(command, self.upstream))
        self.stations: dict[str, rig.Server] = {}
        self.began = time.monotonic()

    def say(self, what: str) -> None:
        """What is being done, for whoever waits."""
        print(f"{time.monotonic() - self.began:5.0f} s  {what}", file=sys.stderr, flush=True)

    def station(self, policy: str) -> rig.Server:
        if policy not in self.stations:
            self.stations[policy] = rig.station(self.stack, self.upstream, policy)
            self.through(policy, Ask(events=20), 4, 2)  # warm
        return self.stations[policy]

    def through(self, policy: str, ask: Ask, lanes: int, each: int) -> list[Flight]:
        return flown(self.station(policy).port, "/openai", ask, lanes, each)

    def straight(self, ask: Ask, lanes: int, each: int) -> list[Flight]:
        return flown(self.upstream, "", ask, lanes, each)

    def both(
        self, policy: str, ask: Ask, lanes: int = 20, rounds: int = 4
    ) -> tuple[list[Flight], list[Flight]]:
        """Streams through the station and straight, in turns."""
        self.station(policy)
        each = max(1, self.streams // lanes // rounds)
        through: list[Flight] = []
        straight: list[Flight] = []
        for number in range(rounds):
            self.say(f"{policy}, {ask.language}: round {number + 1} of {rounds}")
            straight += self.straight(ask, lanes, each)
            through += self.through(policy, ask, lanes, each)
        return through, straight


def compared(through: Sequence[float], straight: Sequence[float]) -> dict[str, Any]:
    ours, theirs = rig.quantiles(through, 3), rig.quantiles(straight, 3)
    added = {name: round(ours[name] - theirs[name], 2) for name in ours}
    return {"added_ms": added, "through_ms": ours, "straight_ms": theirs, "samples": len(through)}


def first(bench: Bench) -> dict[str, Any]:
    through, straight = bench.both("observe", Ask(events=40))

    def delays(flights: list[Flight]) -> list[float]:
        return [delay for flight in flights for delay in flight.delays_ms()[1:]]

    return {
        "first token": compared([f.first_ms() for f in through], [f.first_ms() for f in straight]),
        "every chunk": compared(delays(through), delays(straight)),
    }


def hold(bench: Bench) -> dict[str, Any]:
    return {language: held(bench, Ask(language)) for language in PROSE}


def held(bench: Bench, ask: Ask) -> dict[str, Any]:
    policy = "japan-business"
    settles = settling(policy, ask)
    known = [number for number, by in enumerate(settles) if by < ask.events]
    through, straight = bench.both(policy, ask)
    ours = [(f.came[n] - f.sent[settles[n]]) / 1e6 for f in through for n in known]
    theirs = [(f.came[settles[n]] - f.sent[settles[n]]) / 1e6 for f in straight for n in known]
    early = sum(delay < 0 for delay in ours)
    if early:
        raise SystemExit(f"{early} pieces came before they were settled")
    return {
        **compared(ours, theirs),
        "held_share": round(sum(by > n for n, by in enumerate(settles)) / ask.events, 2),
    }


def settling(policy: str, ask: Ask) -> list[int]:
    """For each event the event with which it leaves a session; `ask.events` for the end of the stream."""
    from benchmarks import gate
    from filters.model import Exchange
    from filters.vault import Vault
    from proxy.commands import Limits, Send
    from proxy.dialect import DIALECTS, Seen
    from proxy.readers import read, show
    from proxy.session import Session

    ruling = gate.policy(policy)
    surface = DIALECTS.build("openai").surface(Seen("POST", "/v1/chat/completions"))
    who = Exchange(
        "x", "/", "openai", "", "", "", "", policy, ruling.digest, datetime.now(UTC), streaming=True
    )
    desk = Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)
    session = Session(who, surface, ruling, desk, read, Limits(), show)
    session.request(BODY, "application/json")
    session.head(200, "text/event-stream")
    settled: list[int] = []
    for number, (head, tail) in enumerate(script(ask.language, ask.events)):
        left = session.body(b"%s%d%s" % (head % 1, 1790000000, tail))
        settled += [number] * sum(c.data.count(b"\n\n") for c in left if isinstance(c, Send))
    return settled + [ask.events] * (ask.events - len(settled))


def cpu(bench: Bench, rounds: int = 3, lanes: int = 8) -> dict[str, Any]:
    targets = {policy: (bench.station(policy), "/openai") for policy in CPU_POLICIES}
    if rig.has_nginx():
        targets["nginx"] = rig.nginx_passes(bench.stack, bench.upstream), ""
    found: dict[str, list[float]] = {}
    for number, batch in itertools.product(range(rounds + 1), (1, 8)):
        bench.say(f"cpu: round {number} of {rounds}, {batch} a read")
        ask = Ask(events=500, gap_ms=4, batch=batch)
        for name, (one, prefix) in targets.items():
            before = rig.cpu_s(one.pid)
            flown(one.port, prefix, ask, lanes, 1, spread_s=0.2)
            if number:  # the first round warms up
                spent = (rig.cpu_s(one.pid) - before) / (ask.events * lanes) * 1e6
                found.setdefault(f"{name}, {batch} a read", []).append(spent)
    return {name: spread(sorted(values)) for name, values in sorted(found.items())}


def spread(values: Sequence[float]) -> dict[str, float]:
    middle = values[len(values) // 2]
    return {
        "least_us": round(values[0], 1),
        "median_us": round(middle, 1),
        "greatest_us": round(values[-1], 1),
    }


CPU_POLICIES = ("observe", "standard", "japan-business")


def many(bench: Bench, lanes: int = 1000, gap_ms: int = 500) -> dict[str, Any]:
    import uvloop

    policy, ask = "standard", Ask(events=30, gap_ms=gap_ms)
    one = bench.station(policy)
    bench.say(f"many: {lanes} streams straight, then through the station")
    straight = bench.straight(ask, lanes, 1)
    before, began, rest = rig.cpu_s(one.pid), time.monotonic(), rig.rss_mb(one.pid)
    highest = Highest(lambda: rig.rss_mb(one.pid))
    all_of_them = highest.while_(lambda: uvloop.run(fly(one.port, "/openai", ask, lanes, 1)))
    took = time.monotonic() - began
    through = [flight for flight in all_of_them if not flight.broken]
    spent = rig.cpu_s(one.pid) - before

    def delays(flights: list[Flight]) -> list[float]:
        return [delay for flight in flights for delay in flight.delays_ms()]

    return {
        "streams": len(all_of_them),
        "whole": len(through),
        "broken": dict(Counter(flight.broken for flight in all_of_them if flight.broken)),
        "at_once": most_at_once(through),
        "events": len(through) * ask.events,
        "events_per_s": round(len(through) * ask.events / took),
        "delay": compared(delays(through), delays(straight)),
        "first token": compared([f.first_ms() for f in through], [f.first_ms() for f in straight]),
        "cpu_of_a_core": round(spent / took, 2),
        "cpu_us_per_event": round(spent / len(through) / ask.events * 1e6, 1),
        "rss_mb_idle": round(rest),
        "rss_mb_greatest": round(highest.value),
    }


def most_at_once(flights: list[Flight]) -> int:
    """How many were open at the fullest moment."""
    marks = sorted([(f.asked, 1) for f in flights] + [(f.came[-1], -1) for f in flights])
    return max(itertools.accumulate(step for _, step in marks))


class Highest:
    """The greatest value of a gauge while something runs."""

    def __init__(self, gauge: Callable[[], float]) -> None:
        self.gauge = gauge
        self.value = 0.0

    def while_(self, work: Callable[[], list[Flight]]) -> list[Flight]:
        import threading

        over = threading.Event()

        def look() -> None:
            while not over.wait(0.2):
                self.value = max(self.value, self.gauge())

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            return work()
        finally:
            over.set()
            watcher.join()


PARTS: dict[str, Callable[[Bench], dict[str, Any]]] = {"first": first, "hold": hold, "cpu": cpu, "many": many}


def measure(parts: Sequence[str], streams: int) -> dict[str, Any]:
    rig.many_files()
    with ExitStack() as stack:
        bench = Bench(stack, streams)
        return {name: PARTS[name](bench) for name in parts}


def lines(result: dict[str, Any]) -> Iterator[str]:
    for part in ("first", "hold"):
        for name, row in result.get(part, {}).items():
            yield f"{f'{part}: {name}':<28}{delay(row)}"
    for name, row in result.get("cpu", {}).items():
        spread = f"{row['least_us']}–{row['greatest_us']}"
        yield f"{f'cpu: {name}':<28}{row['median_us']:>7} µs an event ({spread})"
    if row := result.get("many"):
        yield f"{'many: ' + str(row['at_once']) + ' at once':<28}{delay(row['delay'])}"
        yield f"{'many: first token':<28}{delay(row['first token'])}"
        yield (
            f"{'many':<28}{row['whole']} of {row['streams']} whole {row['broken'] or ''}, "
            f"{row['events_per_s']} events/s, {row['cpu_of_a_core']} of a core, "
            f"{row['cpu_us_per_event']} µs an event, RSS {row['rss_mb_idle']} → {row['rss_mb_greatest']} MB"
        )


def delay(row: dict[str, Any]) -> str:
    added = row["added_ms"]
    share = f", {row['held_share']:.0%} held" if "held_share" in row else ""
    return (
        f"added p50 {added['p50']:>6.2f}  p95 {added['p95']:>6.2f}  p99 {added['p99']:>6.2f} ms"
        f"   (straight p50 {row['straight_ms']['p50']:.2f}, p99 {row['straight_ms']['p99']:.2f};"
        f" n {row['samples']}{share})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--streams", type=int, default=240, help="per measurement; half of them straight")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve)
        return
    if unknown := set(args.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    result = measure(args.parts or list(PARTS), args.streams)
    if args.json:
        rig.dump({"stream": result})
        return
    print(f"{rig.machine()}\n")
    print("\n".join(lines(result)))


if __name__ == "__main__":
    main()
