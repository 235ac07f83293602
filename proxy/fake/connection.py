"""One HTTP/1.1 connection, with every byte of the answer in our hands.

Answers are written straight to the transport, each piece in a write of its own,
because the point of this server is where the pieces end and how an answer goes
wrong. Pipelined requests are answered in order, one at a time.

Must stay true: a client that goes away ends the answer at once and is noted as
`Ended.CLIENT_GONE`; what is queued for writing and answering stays bounded.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from proxy.fake.answer import Answer, Ending, refusal
from proxy.fake.request import MAX_HEAD, BadRequest, Ended, Received, RequestReader, Upgrade
from proxy.fake.websocket import SocketReplay

# Clients of today do not pipeline at all; a queue beyond this is a flood.
MAX_WAITING = 64
_FILLER = b"a" * 16_384
# Close with a reset instead of a FIN: linger on, for zero seconds.
_LINGER = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write. pieces: the answer's body, cut; delay_s: the pause before each piece."""

    answer: Answer
    pieces: Iterator[bytes]
    delay_s: float


class Connection(asyncio.Protocol):
    """Serves one client. respond: rules on a request; on_lost: told when the client is gone.

    socket: makes what answers a client that asks for a WebSocket; None: nobody does.
    """

    def __init__(
        self,
        respond: Callable[[Received], Plan],
        on_lost: Callable[[Connection], None],
        socket: Callable[[], SocketReplay] | None = None,
    ) -> None:
        self._respond = respond
        self._on_lost = on_lost
        self._new_socket = socket
        self._socket: SocketReplay | None = None
        self._unread = bytearray()  # of the request under way, in case it is a handshake
        self._reader = RequestReader()
        self._waiting: deque[Received] = deque()
        self._writable = asyncio.Event()
        self._writable.set()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None

    async def close(self) -> None:
        """Drop the connection and wait until its answer has stopped."""
        if self._transport:
            self._transport.abort()
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are not subclasses
        # asyncio does this only for sockets made with an explicit protocol number. Without it
        # every piece waits up to 40 ms for the client's acknowledgement of the one before.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        if self._socket is not None:
            self._converse(self._socket, data)
            return
        if len(self._unread) < MAX_HEAD:
            self._unread += data
        try:
            whole = self._reader.feed(data)
            if whole:
                self._unread.clear()
            self._waiting.extend(whole)
            if len(self._waiting) > MAX_WAITING:
                raise BadRequest(429, f"more than {MAX_WAITING} requests at once on one connection")
        except Upgrade as why:
            self._upgrade(why)
            return
        except BadRequest as why:
            self._refuse(why)
            return
        if self._reader.wants_continue:
            self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self._waiting and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._serve())

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # the signature is asyncio's
        if self._task:
            self._task.cancel()
        for received in self._waiting:
            received.finish(Ended.CLIENT_GONE)
        self._on_lost(self)

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def _upgrade(self, why: Upgrade) -> None:
        if self._new_socket is None:
            self._refuse(why)
            return
        self._socket = self._new_socket()
        self._converse(self._socket, bytes(self._unread))

    def _converse(self, replay: SocketReplay, data: bytes) -> None:
        self._write(replay.feed(data))
        if replay.over and self._transport:
            self._transport.close()

    # Answering.

    async def _serve(self) -> None:
        while self._waiting:
            received = self._waiting.popleft()
            try:
                await self._answer(received, self._respond(received))
            finally:
                received.finish(Ended.CLIENT_GONE)
        self._task = None

    async def _answer(self, received: Received, plan: Plan) -> None:
        answer = plan.answer
        self._write(answer.head(received.keep_alive))
        if received.method != "HEAD":
            await self._body(plan)
        await self._end(answer.ending, received.keep_alive)
        received.finish(Ended.SENT if answer.ending is Ending.COMPLETE else Ended.FAULT)

    async def _body(self, plan: Plan) -> None:
        chunked = plan.answer.length is None
        for piece in plan.pieces:
            # Even without a delay the loop turns once, so that a piece can be read by itself.
            await asyncio.sleep(plan.delay_s)
            await self._send(piece, chunked)
        if chunked and plan.answer.ending is Ending.COMPLETE:
            self._write(b"0\r\n\r\n")

    async def _end(self, ending: Ending, keep_alive: bool) -> None:
        assert self._transport
        match ending:
            case Ending.COMPLETE if keep_alive:
                return
            case Ending.COMPLETE | Ending.CLOSE:
                self._transport.close()
            case Ending.RESET:
                await self._reset(self._transport)
            case Ending.STALL:
                await asyncio.get_running_loop().create_future()
            case Ending.ENDLESS:
                while True:
                    await asyncio.sleep(0)
                    await self._send(_FILLER, chunked=True)

    async def _send(self, piece: bytes, chunked: bool) -> None:
        await self._writable.wait()
        self._write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)

    async def _reset(self, transport: asyncio.Transport) -> None:
        # What was written so far must leave first: an abort drops what is still in the buffer.
        transport.set_write_buffer_limits(0)
        await self._writable.wait()
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        transport.abort()

    def _refuse(self, why: BadRequest) -> None:
        answer = refusal(why.status, "bad_request", str(why))
        self._write(answer.head(keep_alive=False) + answer.body)
        if self._transport:
            self._transport.close()

    def _write(self, data: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)
