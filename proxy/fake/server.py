"""A fake upstream: replays recorded exchanges over HTTP, byte for byte.

    async with FakeUpstream(load(folder)) as fake:
        ... talk to fake.base_url ...
        assert fake.requests[0].json == {...}

It stands where a provider would, so nothing between the client and the socket is
imitated. A request is answered with the recording match.py finds, cut as cut.py
says, spoiled as faults.py says.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from websockets.http11 import Request

from proxy.coding import CodingError, decode_body
from proxy.fake.answer import Answer, from_recording, refusal
from proxy.fake.connection import Connection, Plan
from proxy.fake.cut import Cut
from proxy.fake.faults import Fault
from proxy.fake.match import PICK_HEADER, Library
from proxy.fake.recording import Recording
from proxy.fake.request import MAX_BODY, Received
from proxy.fake.script import Script
from proxy.fake.websocket import SocketReplay


class FakeUpstream:
    """An HTTP server over recordings.

    requests: every request so far, in order of arrival; none with remember=False, for long runs.
    cut and fault may be changed while it runs, also by assignment; `delay_s` is the
    pause before each piece. prefix: leading path that recordings do not have. scripts:
    conversations over sockets, found by the end of the path, or by name as requests are;
    handshakes, heard: of these, what came, kept like `requests`.
    on_request: called with each request once it has been ruled on.
    """

    def __init__(
        self,
        recordings: Iterable[Recording],
        *,
        cut: Cut | None = None,
        delay_s: float = 0.0,
        fault: Fault | None = None,
        prefix: str = "",
        on_request: Callable[[Received], None] | None = None,
        remember: bool = True,
        scripts: Iterable[Script] = (),
    ) -> None:
        self.cut = cut or Cut()
        self.delay_s = delay_s
        self.fault = fault
        self.requests: list[Received] = []
        self.base_url = ""
        self._library = Library(recordings, prefix)
        self._on_request = on_request
        self._remember = remember
        self._scripts = tuple(scripts)
        self.handshakes: list[Request] = []
        self.heard: list[bytes] = []
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._socket: socket.socket | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen (port 0: any free one) and return the base URL. Raises OSError when the port is taken."""
        self._socket = socket.create_server((host, port)) if not self._refusing else _silent(host, port)
        if not self._refusing:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(self._connection, sock=self._socket)
        bound = self._socket.getsockname()[1]
        self.base_url = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        return self.base_url

    async def stop(self) -> None:
        """Stop listening and drop every connection; returns when nothing of it is left running."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()
        if self._socket:
            self._socket.close()
        for connection in tuple(self._connections):
            await connection.close()

    async def serve_forever(self) -> None:
        """Serve until cancelled."""
        await asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def _refusing(self) -> bool:
        return self.fault is not None and self.fault.name == "refuse"

    def _connection(self) -> Connection:
        connection = Connection(
            self._respond, self._connections.discard, lambda: SocketReplay(self._script, self._hear)
        )
        self._connections.add(connection)
        return connection

    def _script(self, request: Request) -> Script | None:
        if self._remember:
            self.handshakes.append(request)
        picked = request.headers.get(PICK_HEADER)
        if picked is not None:
            return next((one for one in self._scripts if one.name == picked), None)
        path = request.path.partition("?")[0]
        return next((one for one in self._scripts if path.endswith(one.path)), None)

    def _hear(self, message: bytes) -> None:
        if self._remember:
            self.heard.append(message)

    def _respond(self, received: Received) -> Plan:
        if self._remember:
            self.requests.append(received)
        answer = self._answer(received)
        if self.fault:
            answer = self.fault.strike(answer)
        received.status, received.recording = answer.status, answer.name or None
        if self._on_request:
            self._on_request(received)
        return Plan(answer, self.cut.pieces(answer.body, answer.name, answer.chunk_lengths), self.delay_s)

    def _answer(self, received: Received) -> Answer:
        codings = received.header("content-encoding") or ""
        try:
            received.decoded = decode_body(received.body, codings, MAX_BODY)
        except CodingError as why:
            return refusal(why.status, "bad_coding", str(why))
        recording = self._recording(received)
        if recording is None:
            return refusal(404, "no_recording", f"No recording answers {received.method} {received.path}.")
        return from_recording(recording, recording.reply.body(received.json))

    def _recording(self, received: Received) -> Recording | None:
        picked = received.header(PICK_HEADER)
        if picked is not None:
            return self._library.pick(picked)
        return self._library.find(received.method, received.target, received.decoded)


def _silent(host: str, port: int) -> socket.socket:
    """A bound socket that does not listen: connecting is refused, and nobody else gets the port."""
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.bind((host, port))
    return sock
