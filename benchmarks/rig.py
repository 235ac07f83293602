"""What the benchmarks over sockets share: servers of our own, a load, and the clock of a process.

CPU time is that of a whole process, its threads and its children, from /proc: other work
on the machine moves it far less than it moves the clock. Everything is on loopback, and
every server is ended with the `ExitStack` it was begun in.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

# ------------------------------------------------------------- processes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    command: Sequence[str], port: int, env: dict[str, str] | None = None, seconds: float = 30
) -> Iterator[int]:
    """The process of a server, once it listens; SystemExit with its last words if it never does."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env={**os.environ, **(env or {})}, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            for _ in range(int(seconds * 20)):
                if listens(port) or process.poll() is not None:
                    break
                time.sleep(0.05)
            if process.poll() is not None or not listens(port):
                said.seek(0)
                raise SystemExit(
                    f"{command[0]} does not serve:\n{said.read()[-2000:].decode(errors='replace')}"
                )
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def family(pid: int) -> Iterator[int]:
    """The process and its children, theirs too."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def cpu_s(pid: int) -> float:
    """CPU seconds of a process and its children so far, all threads; in ticks of 10 ms."""
    spent = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent / _TICK


def rss_mb(pid: int) -> float:
    """Resident memory of one process, in MB of 10^6 bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6


def many_files() -> None:
    """As many open files as we may have; children inherit it."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def machine() -> str:
    """Commit, Python, processor and load: what a number needs beside it."""
    cpus = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(": ")[1] for line in cpus.splitlines() if line.startswith("model name")), "?")
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    commit = "?"
    if shutil.which("git"):
        ask = ["git", "rev-parse", "--short", "HEAD"]
        git = subprocess.run(ask, check=False, cwd=ROOT, capture_output=True, text=True)
        commit = git.stdout.strip() or "?"
    return (
        f"commit {commit}, Python {platform.python_version()}, {model}, {os.cpu_count()} cores, load {load}"
    )


# ------------------------------------------------------------- servers


@dataclass(frozen=True, slots=True)
class Server:
    """Something that listens."""

    port: int
    pid: int


def station(stack: ExitStack, upstream: int, policy: str) -> Server:
    """A station in front of an upstream's port, with everything as shipped but ports and home."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    port, admin = free_port(), free_port()
    config = home / "sekisho.yaml"
    config.write_text(
        f"policy: {policy}\nlisten: {{port: {port}, admin_port: {admin}}}\n"
        f"upstreams: {{openai: {{base_url: 'http://127.0.0.1:{upstream}', max_connections: 4096}}}}\n"
    )
    command = [sys.executable, "-m", "sekisho", "serve", "--config", str(config)]
    return Server(port, stack.enter_context(running(command, port, {"SEKISHO_HOME": str(home / "state")})))


_NGINX = """
daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s; keepalive_requests 100000000;
  upstream plain {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port}; location / {{ {action} }} }}
}}
"""
_PASS = (
    'proxy_pass http://plain; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;'
)


def _nginx(stack: ExitStack, action: str, upstream: int) -> Server:
    home, port = Path(stack.enter_context(tempfile.TemporaryDirectory())), free_port()
    home.chmod(0o755)  # its worker is another user
    config = home / "nginx.conf"
    config.write_text(_NGINX.format(home=home, port=port, upstream=upstream, action=action))
    command = ["nginx", "-p", str(home), "-c", str(config), "-e", str(home / "error.log")]
    return Server(port, stack.enter_context(running(command, port)))


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


def nginx_answers(stack: ExitStack, answer: bytes) -> Server:
    """An nginx that gives the same JSON to everything. answer: without `'` and `$`."""
    return _nginx(stack, f"default_type application/json; return 200 '{answer.decode()}';", 1)


def nginx_passes(stack: ExitStack, upstream: int) -> Server:
    """An nginx that passes everything on: the floor of what a proxy can cost."""
    return _nginx(stack, _PASS, upstream)


# ------------------------------------------------------------- a client


class Answers:
    """Reads answers of known or chunked length off one connection; enough for servers we start ourselves.

    feed: the bodies' next pieces, and whether the answer is whole.
    """

    def __init__(self) -> None:
        self.status = 0
        self._head = b""
        self._left = -1  # bytes of a body of known length, or of the chunk we are in
        self._chunked = False
        self._buffer = bytearray()

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        self._buffer += data
        if not self.status and not self._begin():
            return b"", False
        if not self._chunked:
            return self._known()
        return self._chunks()

    def _begin(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end]).lower()
        del self._buffer[: end + 4]
        self.status = int(head[9:12])
        self._chunked = b"transfer-encoding: chunked" in head
        length = head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
        self._left = -1 if self._chunked else int(length or b"0")
        return True

    def _known(self) -> tuple[bytes, bool]:
        body = bytes(self._buffer[: self._left])
        del self._buffer[: self._left]
        self._left -= len(body)
        return body, self._ended(self._left == 0)

    def _chunks(self) -> tuple[bytes, bool]:
        out, buffer, at = bytearray(), self._buffer, 0
        while True:
            end = buffer.find(b"\r\n", at)
            if end < 0:
                break
            size = int(buffer[at:end], 16)
            if len(buffer) < end + 4 + size:
                break
            if not size:
                del buffer[: end + 4]
                return bytes(out), self._ended(done=True)
            out += buffer[end + 2 : end + 2 + size]
            at = end + 4 + size
        del buffer[:at]
        return bytes(out), False

    def _ended(self, done: bool) -> bool:
        if done:
            self.last, self.status = self.status, 0
        return done


class _Caller(asyncio.Protocol):
    """One connection: sends the next request when the answer before it is whole."""

    def __init__(
        self, budget: Iterator[bytes], done: Callable[[Exception | None], None], status: int
    ) -> None:
        self._budget, self._done, self._status = budget, done, status
        self._answers = Answers()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        request = next(self._budget, None)
        if request is None:
            self._finish(None)
        else:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        _, whole = self._answers.feed(data)
        if not whole:
            return
        if self._status and self._answers.last != self._status:
            self._finish(RuntimeError(f"a proxy answered with status {self._answers.last}"))
        else:
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish(exc or ConnectionError("a proxy closed a connection"))

    def _finish(self, error: Exception | None) -> None:
        done, self._done = self._done, _nobody
        done(error)
        self._transport.close()


def _nobody(error: Exception | None) -> None:
    pass


async def load(port: int, requests: Iterator[bytes], connections: int = 32, status: int = 200) -> None:
    """Send all requests over kept connections, each as soon as one is free. status: expected; 0: any."""
    loop = asyncio.get_running_loop()
    finished, left = loop.create_future(), connections

    def done(error: Exception | None) -> None:
        nonlocal left
        left -= 1
        if finished.done():
            return
        if error:
            finished.set_exception(error)
        elif not left:
            finished.set_result(None)

    for _ in range(connections):
        await loop.create_connection(lambda: _Caller(requests, done, status), "127.0.0.1", port)
    await finished


def post(path: str, body: bytes, *extra: bytes) -> bytes:
    """A request as a client library would send it."""
    lines = b"".join(line + b"\r\n" for line in extra)
    return (
        b"POST %s HTTP/1.1\r\nhost: station\r\ncontent-type: application/json\r\nuser-agent: bench\r\n"
        b"accept: application/json\r\n%scontent-length: %d\r\n\r\n" % (path.encode(), lines, len(body))
    ) + body


# ------------------------------------------------------------- figures


def quantiles(values: Sequence[float], digits: int = 2) -> dict[str, float]:
    """p50, p95, p99 of at least two values."""
    ordered = sorted(values)
    return {
        f"p{q}": round(ordered[min(len(ordered) - 1, len(ordered) * q // 100)], digits) for q in (50, 95, 99)
    }


def dump(result: dict[str, Any]) -> None:
    print(json.dumps({"machine": machine(), **result}, indent=1))
