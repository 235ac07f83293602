"""A collector of OTLP logs on a loopback port, as unreliable as a test wants it."""

from __future__ import annotations

import gzip
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsServiceRequest,
    ExportLogsServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord

WAIT_S = 120.0


@dataclass
class Request:
    """One POST, decoded. events: ids in order."""

    path: str
    headers: dict[str, str]
    body: ExportLogsServiceRequest

    @property
    def logs(self) -> list[LogRecord]:
        scopes = (scope for resource in self.body.resource_logs for scope in resource.scope_logs)
        return [log for scope in scopes for log in scope.log_records]

    @property
    def events(self) -> list[str]:
        return [str(attributes(log)["sekisho.event.id"]) for log in self.logs]


@dataclass
class Answer:
    """What to answer. hang_up: close the connection instead. keeps: the batch is kept nevertheless.

    drip_s: seconds between one byte of an endless body and the next.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hang_up: bool = False
    keeps: bool = False
    drip_s: float | None = None


def partial(rejected: int) -> Answer:
    message = ExportLogsServiceResponse()
    message.partial_success.rejected_log_records = rejected
    message.partial_success.error_message = "words of a prompt, echoed"
    return Answer(body=message.SerializeToString())


class Collector:
    """Keeps what it answered with 2xx. script: answers for the next requests; judge: for those after."""

    def __init__(self, judge: Callable[[Request], Answer]) -> None:
        self.script: deque[Answer] = deque()
        self.judge = judge
        self.requests: list[Request] = []
        self.kept: list[Request] = []
        self.address = ""
        self.ended = threading.Event()
        self._changed = threading.Condition()

    def take(self, request: Request) -> Answer:
        with self._changed:
            answer = self.script.popleft() if self.script else self.judge(request)
            self.requests.append(request)
            if answer.keeps or (200 <= answer.status < 300 and not answer.hang_up):
                self.kept.append(request)
            self._changed.notify_all()
            return answer

    @property
    def events(self) -> list[str]:
        return [event for request in self.kept for event in request.events]

    def wait(self, until: Callable[[], bool]) -> None:
        """Return when `until` holds, looked at after each request; fail after half a minute."""
        with self._changed:
            assert self._changed.wait_for(until, WAIT_S), (
                f"{len(self.requests)} requests, {len(self.events)} events"
            )

    def wait_for_events(self, count: int) -> None:
        self.wait(lambda: len(set(self.events)) >= count)


def fine(request: Request) -> Answer:
    return Answer()


@contextmanager
def collecting(judge: Callable[[Request], Answer] = fine) -> Iterator[Collector]:
    collector = Collector(judge)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                data = gzip.decompress(data)
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = collector.take(Request(self.path, headers, ExportLogsServiceRequest.FromString(data)))
            if answer.hang_up:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/x-protobuf", **answer.headers}.items():
                self.send_header(name, value)
            if answer.drip_s is not None:
                self.drip(answer.drip_s)
                return
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def drip(self, seconds: float) -> None:
            self.end_headers()
            self.close_connection = True
            while not collector.ended.wait(seconds):
                self.wfile.write(b" ")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a shipper killed in the middle of a request

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        collector.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield collector
        finally:
            collector.ended.set()
            server.shutdown()
            thread.join()


def attributes(log: LogRecord) -> dict[str, object]:
    return {pair.key: plain(pair.value) for pair in log.attributes}


def plain(value: AnyValue) -> object:
    match value.WhichOneof("value"):
        case "array_value":
            return [plain(one) for one in value.array_value.values]
        case "kvlist_value":
            return {pair.key: plain(pair.value) for pair in value.kvlist_value.values}
        case None:
            return None
        case kind:
            return getattr(value, kind)
