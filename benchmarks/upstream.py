"""What one proxied request costs in CPU, by upstream client, and how soon a chunk passes.

    python benchmarks/upstream.py                  every candidate that is installed
    python benchmarks/upstream.py pool pyreqwest   some of them
    python benchmarks/upstream.py --rounds 5 --requests 4000 --tls --json

One relay process per candidate: uvicorn (uvloop, httptools) under the same minimal ASGI
pass-through; only the client differs. A POST of 1.1 KB, an answer of 0.9 KB, 32
connections kept alive, loopback, upstream nginx (`return 200`) where it is installed,
else a small asyncio server. Measured is the CPU time of the relay process, all threads,
from /proc/PID/stat: other work on the machine moves it far less than it moves the
clock. Rounds are interleaved over the candidates; the median is printed with the least
and the greatest. nginx `proxy_pass` is the floor.

For chunks an upstream writes the monotonic clock into each chunk, and the reader
compares on arrival: p50, p95, p99 of the delay, relay minus nothing (`direct` is the
same reader without a relay), and the delay of the first chunk.

Results and what lost: docs/benchmarks/upstream.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ANSWER = b'{"id":"chatcmpl-1","object":"chat.completion","choices":[{"text":"' + b"a" * 820 + b'"}]}'
BODY = b'{"model":"m","messages":[{"role":"user","content":"' + b"b" * 1040 + b'"}]}'
REQUEST = (
    b"POST /v1/chat/completions HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\n"
    b"authorization: Bearer not-a-key\r\nuser-agent: bench\r\naccept: application/json\r\n"
    b"accept-encoding: identity\r\nx-stainless-lang: python\r\nx-stainless-retry-count: 0\r\n"
    b"content-length: %d\r\n\r\n" % len(BODY)
) + BODY
CHUNKS, GAP_S = 40, 0.005
HOP = {b"connection", b"keep-alive", b"transfer-encoding", b"host"}
CERTIFICATE = os.environ.get("BENCH_CERTIFICATE", "")  # set for the relays by --tls
TICK = os.sysconf("SC_CLK_TCK")


# ------------------------------------------------------------- candidates


def trust() -> ssl.SSLContext | None:
    return ssl.create_default_context(cafile=CERTIFICATE) if CERTIFICATE else None


def pool() -> Any:
    from proxy.pool import PooledUpstream

    return PooledUpstream(tls=trust())


def pyreqwest(buffered: bool = False) -> Any:
    from pyreqwest.client import ClientBuilder

    client = (
        ClientBuilder()
        .follow_redirects(False)
        .no_proxy()
        .gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .referer(False)
        .http1_lower_case_headers()
        .danger_accept_invalid_certs(bool(CERTIFICATE))  # it reads no plain self-signed one
        .build()
    )

    class Answer:
        async def open(self, request: Any) -> Any:
            headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in request.headers]
            made = client.request(request.method, request.url).headers(headers).body_bytes(request.body)
            if not buffered:
                made = made.streamed_read_buffer_limit(0)
            self._context = made.build_streamed()
            response = await self._context.__aenter__()
            self._reader = response.body_reader
            self.status = response.status
            self.headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in response.headers.items()]
            return self

        async def read(self) -> bytes:
            return await self._reader.read_chunk() or b""

        async def close(self) -> None:
            await self._context.__aexit__(None, None, None)

    class Client:
        async def send(self, request: Any) -> Any:
            return await Answer().open(request)

    return Client()


def aiohttp() -> Any:
    import aiohttp as lib
    from yarl import URL

    class Answer:
        def __init__(self, response: Any) -> None:
            self._response = response
            self.status = response.status
            self.headers = [(n.lower(), v) for n, v in response.raw_headers]

        async def read(self) -> bytes:
            return await self._response.content.readany()

        async def close(self) -> None:
            self._response.close() if not self._response.content.at_eof() else self._response.release()

    class Client:
        session: Any = None

        async def send(self, request: Any) -> Any:
            if self.session is None:
                self.session = lib.ClientSession(
                    auto_decompress=False,
                    cookie_jar=lib.DummyCookieJar(),
                    connector=lib.TCPConnector(limit=256, ssl=trust() or True),
                    skip_auto_headers=("user-agent", "accept", "accept-encoding", "content-type"),
                    timeout=lib.ClientTimeout(total=None),
                )
            headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in request.headers]
            url = URL(request.url, encoded=True)
            return Answer(
                await self.session.request(
                    request.method, url, headers=headers, data=request.body, allow_redirects=False
                )
            )

    return Client()


def httpx(transport: Any = None) -> Any:
    import httpx as lib

    class Answer:
        def __init__(self, response: Any) -> None:
            self._response = response
            self._pieces = response.aiter_raw()
            self.status = response.status_code
            self.headers = [(n.lower(), v) for n, v in response.headers.raw]

        async def read(self) -> bytes:
            return await anext(self._pieces, b"")

        async def close(self) -> None:
            await self._response.aclose()

    class Client:
        def __init__(self) -> None:
            limits = lib.Limits(max_connections=256, max_keepalive_connections=256)
            self._transport = transport or lib.AsyncHTTPTransport(
                limits=limits, trust_env=False, verify=trust() or True
            )

        async def send(self, request: Any) -> Any:
            raw = lib.Request(request.method, request.url, headers=request.headers, content=request.body)
            return Answer(await self._transport.handle_async_request(raw))

    return Client()


def httpx_pyreqwest() -> Any:
    from pyreqwest.client import ClientBuilder
    from pyreqwest.compatibility.httpx.transport import HttpxTransport

    client = ClientBuilder().follow_redirects(False).no_proxy().gzip(False)
    client = client.danger_accept_invalid_certs(bool(CERTIFICATE)).build()
    return httpx(HttpxTransport(client))


def nothing() -> Any:
    """No upstream at all: what uvicorn and the relay cost by themselves."""

    class Answer:
        status = 200
        headers = ((b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWER)))

        def __init__(self) -> None:
            self._left = ANSWER

        async def read(self) -> bytes:
            piece, self._left = self._left, b""
            return piece

        async def close(self) -> None:
            pass

    class Client:
        async def send(self, request: Any) -> Any:
            return Answer()

    return Client()


CANDIDATES: dict[str, Callable[[], Any]] = {
    "nothing": nothing,
    "pool": pool,
    "pyreqwest": pyreqwest,
    "pyreqwest-buffered": lambda: pyreqwest(buffered=True),
    "aiohttp": aiohttp,
    "httpx-pyreqwest": httpx_pyreqwest,
    "httpx": httpx,
}


# ------------------------------------------------------------- the relay under test


def relay_app(client: Any, upstream: str) -> Callable[..., Awaitable[None]]:
    from proxy.upstream import UpstreamRequest

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = [pair for pair in scope["headers"] if pair[0] not in HOP]
        request = UpstreamRequest(scope["method"], upstream + scope["path"], headers, body)
        answer = await client.send(request)
        kept = [pair for pair in answer.headers if pair[0] not in HOP]
        await send({"type": "http.response.start", "status": answer.status, "headers": kept})
        while piece := await answer.read():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        await answer.close()

    return app


def serve_relay(name: str, port: int, upstream: str) -> None:
    import uvicorn

    uvicorn.run(
        relay_app(CANDIDATES[name](), upstream),
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        date_header=False,
        server_header=False,
    )


# ------------------------------------------------------------- an upstream


class Plain(asyncio.Protocol):
    """Answers every request; a path with `stream` gets chunks that carry the clock."""

    HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(ANSWER)

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0] or b"0")
            if len(self.buffer) < end + 4 + length:
                return
            self.buffer = self.buffer[end + 4 + length :]
            if b"stream" in head.split(b"\r\n")[0]:
                self.task = asyncio.ensure_future(self.stream())
            else:
                self.transport.write(self.HEAD + ANSWER)

    async def stream(self) -> None:
        self.transport.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        for _ in range(CHUNKS):
            if self.transport.is_closing():
                return
            event = b"data: %020d %s\n\n" % (time.monotonic_ns(), b"x" * 180)
            self.transport.write(b"%x\r\n%s\r\n" % (len(event), event))
            await asyncio.sleep(GAP_S)
        if not self.transport.is_closing():
            self.transport.write(b"0\r\n\r\n")


def serve_plain(port: int) -> None:
    import uvloop

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Plain, "127.0.0.1", port)
        await server.serve_forever()

    uvloop.run(main())


NGINX = """
daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s; keepalive_requests 100000000;
  upstream plain {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 100000000; }}
  server {{
    listen 127.0.0.1:{port}{tls};
    location / {{ {action} }}
  }}
}}
"""
ANSWERS = "default_type application/json; return 200 '{}';"
PASSES = 'proxy_pass {}://plain; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;'


# ------------------------------------------------------------- the load


class Caller(asyncio.Protocol):
    """One connection: sends the next request when the answer before it is whole."""

    def __init__(self, budget: Iterator[int], done: Callable[..., None]) -> None:
        self.budget, self.done, self.buffer, self.need = budget, done, 0, 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        if next(self.budget, None) is None:
            self.transport.close()
            self.done()
        else:
            self.transport.write(REQUEST)

    def data_received(self, data: bytes) -> None:
        if not self.need:
            if not data.startswith(b"HTTP/1.1 200"):
                self.done(RuntimeError(f"a relay answered {data[:12]!r}"))
                return
            head = data.index(b"\r\n\r\n") + 4
            length = data[:head].lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
            self.need = head + int(length)
        self.buffer += len(data)
        if self.buffer >= self.need:
            self.buffer = self.need = 0
            self.next()


async def load(port: int, requests: int, connections: int = 32) -> float:
    """Requests per second."""
    loop = asyncio.get_running_loop()
    finished, left = loop.create_future(), connections

    def done(error: Exception | None = None) -> None:
        nonlocal left
        left -= 1
        if error and not finished.done():
            finished.set_exception(error)
        elif not left and not finished.done():
            finished.set_result(None)

    budget, began = iter(range(requests)), time.perf_counter()
    for _ in range(connections):
        await loop.create_connection(lambda: Caller(budget, done), "127.0.0.1", port)
    await finished
    return requests / (time.perf_counter() - began)


async def chunk_delays(port: int) -> tuple[int, list[int]]:
    """Delay of the first chunk and of all the others, in ns, of one stream."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST.replace(b"/v1/chat/completions", b"/v1/stream"))
    delays: list[int] = []
    while len(delays) < CHUNKS:
        line = await reader.readline()
        if line.startswith(b"data: "):
            delays.append(time.monotonic_ns() - int(line[6:26]))
    writer.close()
    return delays[0], delays[1:]


# ------------------------------------------------------------- the driver


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    import socket

    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def nginx(stack: ExitStack, action: str, upstream: int = 1, tls: str = "") -> tuple[int, int]:
    """Port and worker process of an nginx of our own."""
    home, port = Path(stack.enter_context(tempfile.TemporaryDirectory())), free_port()
    home.chmod(0o755)
    config = home / "nginx.conf"
    config.write_text(NGINX.format(home=home, port=port, upstream=upstream, action=action, tls=tls))
    command = ["nginx", "-p", str(home), "-c", str(config), "-e", str(home / "error.log")]
    pid = stack.enter_context(running(command, port))
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while not (workers := children.read_text().split()):  # it listens before it forks
        time.sleep(0.01)
    return port, int(workers[0])


def certificate(stack: ExitStack) -> str:
    """A self-signed certificate and key for 127.0.0.1, and the nginx words to use them."""
    home = stack.enter_context(tempfile.TemporaryDirectory())
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench"
    files = [
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        f"{home}/key",
        "-out",
        f"{home}/certificate",
    ]
    subprocess.run([*made.split(), *files], check=True, capture_output=True)
    os.environ["BENCH_CERTIFICATE"] = f"{home}/certificate"
    return f" ssl; ssl_certificate {home}/certificate; ssl_certificate_key {home}/key"


def measure(names: list[str], rounds: int, requests: int, tls: bool) -> dict[str, Any]:
    with ExitStack() as stack:
        secured, scheme = (certificate(stack), "https") if tls else ("", "http")
        plain = free_port()
        stack.enter_context(running([sys.executable, __file__, "--serve-plain", str(plain)], plain))
        targets: dict[str, tuple[int, int]] = {}
        fast, streams = plain, {"direct": plain}
        if shutil.which("nginx"):
            fast, _ = nginx(stack, ANSWERS.format(ANSWER.decode()), tls=secured)
            targets["nginx"] = nginx(stack, PASSES.format(scheme), fast)
            streams["nginx"], _ = nginx(stack, PASSES.format("http"), plain)
        for name in names:
            for upstream in (fast, plain):
                port = free_port()
                url = f"{scheme if upstream == fast else 'http'}://127.0.0.1:{upstream}"
                serve = ["--serve-relay", name, str(port), url]
                pid = stack.enter_context(running([sys.executable, __file__, *serve], port))
                if upstream == fast and name not in targets:
                    targets[name] = (port, pid)
                if name != "nothing":
                    streams[name] = port
        return {"cpu": cpu_rounds(targets, rounds, requests), "chunks": chunk_rounds(streams, rounds)}


def cpu_rounds(targets: dict[str, tuple[int, int]], rounds: int, requests: int) -> dict[str, Any]:
    import uvloop

    seen: dict[str, list[float]] = {name: [] for name in targets}
    rates: dict[str, list[float]] = {name: [] for name in targets}
    for number in range(rounds + 1):
        for name, (port, pid) in targets.items():
            count = max(requests // 5, 320) if name.startswith("httpx") or not number else requests
            before = cpu_s(pid)
            rate = uvloop.run(load(port, count))
            if number:  # the first round only warms up
                seen[name].append((cpu_s(pid) - before) / count * 1e6)
                rates[name].append(rate)
    return {
        name: {
            "us_median": round(statistics.median(values)),
            "us_min": round(min(values)),
            "us_max": round(max(values)),
            "per_s": round(statistics.median(rates[name])),
        }
        for name, values in seen.items()
    }


def chunk_rounds(streams: dict[str, int], rounds: int) -> dict[str, Any]:
    import uvloop

    firsts: dict[str, list[int]] = {name: [] for name in streams}
    rest: dict[str, list[int]] = {name: [] for name in streams}
    for number in range(rounds * 4 + 1):
        for name, port in streams.items():
            first, others = uvloop.run(chunk_delays(port))
            if number:
                firsts[name].append(first)
                rest[name] += others
    return {
        name: {
            "first_ms": round(statistics.median(firsts[name]) / 1e6, 2),
            **{
                f"p{q}_ms": round(sorted(rest[name])[len(rest[name]) * q // 100] / 1e6, 2)
                for q in (50, 95, 99)
            },
            "chunks": len(rest[name]),
        }
        for name in streams
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("names", nargs="*", help=f"candidates: {', '.join(CANDIDATES)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=4000, help="per round; a fifth of it for httpx")
    parser.add_argument("--tls", action="store_true", help="https to the (nginx) upstream; chunks stay plain")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve-plain", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--serve-relay", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve_plain:
        serve_plain(options.serve_plain)
    elif options.serve_relay:
        name, port, upstream = options.serve_relay
        serve_relay(name, int(port), upstream)
    else:
        result = measure(options.names or list(CANDIDATES), options.rounds, options.requests, options.tls)
        show(result, options.json)


def show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, indent=1))
        return
    print(f"{'client':20} {'CPU us/request':>16} {'min-max':>13} {'req/s':>8}")
    for name, row in sorted(result["cpu"].items(), key=lambda item: item[1]["us_median"]):
        spread = f"{row['us_min']}-{row['us_max']}"
        print(f"{name:20} {row['us_median']:16} {spread:>13} {row['per_s']:8}")
    print(f"\n{'client':20} {'first chunk ms':>16} {'p50':>7} {'p95':>7} {'p99':>7}   delay of a chunk")
    for name, row in sorted(result["chunks"].items(), key=lambda item: item[1]["p50_ms"]):
        print(f"{name:20} {row['first_ms']:16} {row['p50_ms']:7} {row['p95_ms']:7} {row['p99_ms']:7}")


if __name__ == "__main__":
    main()
