"""The places of one origin: so many connections, and a queue in order of arrival.

A place is a `Connection` object, from before it is dialled until it is lost. Counting
places is then counting a set, and no path through errors, timeouts and cancellation can
free one twice or keep one for ever. Whatever becomes free, a spare connection or an
empty place, goes straight to the first caller in the queue, so nobody overtakes it.

A kept connection is tried for life before it is used (one system call), the newest
first, and the older ones are closed after `Limits.keep_s`.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from contextlib import suppress
from urllib.parse import urlsplit

from proxy.http1 import Connection
from proxy.upstream import Limits, Unsendable, UpstreamBroken, UpstreamBusy, UpstreamRefused, UpstreamTimeout


class Origin:
    """One scheme, host and port. name: `scheme://authority`; Unsendable if it is none."""

    def __init__(self, name: str, limits: Limits, tls: ssl.SSLContext | None) -> None:
        try:
            url = urlsplit(name)
            port = url.port
        except ValueError as error:
            raise Unsendable("the upstream URL has no valid host and port") from error
        if not url.hostname:
            raise Unsendable("the upstream URL has no host")
        self.name = name
        self.limits = limits
        self.authority = url.netloc.encode("ascii")
        self._host = url.hostname
        self._port = port or (443 if url.scheme == "https" else 80)
        self._tls = tls if url.scheme == "https" else None
        self._places: set[Connection] = set()
        self._idle: list[tuple[float, Connection]] = []  # since when; the newest last
        self._queue: deque[asyncio.Future[Connection]] = deque()
        self._sweeper: asyncio.TimerHandle | None = None
        self._closed = False

    async def take(self) -> Connection:
        """A connection to send on, new if need be. UpstreamBusy, UpstreamRefused, UpstreamTimeout."""
        while True:
            connection = self._newest() or self._place() or await self._queued()
            if not connection.connected:
                await self._dial(connection)
                return connection  # closed again already? then its first answer says so
            if connection.usable():
                return connection
            connection.abort()

    def spare(self, connection: Connection) -> None:
        """From a connection: it may carry another request."""
        if not self._hand_over(connection):
            loop = asyncio.get_running_loop()
            self._idle.append((loop.time(), connection))
            if self._sweeper is None:
                self._sweeper = loop.call_later(self.limits.keep_s, self._sweep)

    def lost(self, connection: Connection) -> None:
        """From a connection: it is closed. Its place goes to the first in the queue."""
        if connection not in self._places:
            return
        self._places.discard(connection)
        self._idle = [kept for kept in self._idle if kept[1] is not connection]
        fresh = Connection(self)
        if self._hand_over(fresh):
            self._places.add(fresh)

    def close(self) -> None:
        """Close every connection and end every wait; a dial under way ends itself, in connect_s at most."""
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        while self._queue:
            waiter = self._queue.popleft()
            if not waiter.done():
                waiter.set_exception(UpstreamBroken(f"{self.name}: this client was closed"))
        for connection in tuple(self._places):
            connection.abort()

    def _newest(self) -> Connection | None:
        return self._idle.pop()[1] if self._idle else None

    def _place(self) -> Connection | None:
        if len(self._places) >= self.limits.connections:
            return None
        connection = Connection(self)
        self._places.add(connection)
        return connection

    async def _dial(self, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        name = self._host if self._tls else None  # asked for in TLS, and checked against the certificate
        try:
            async with asyncio.timeout(self.limits.connect_s):
                await loop.create_connection(
                    lambda: connection, self._host, self._port, ssl=self._tls, server_hostname=name
                )
        except TimeoutError as error:
            raise UpstreamTimeout("connect", self.name, self.limits.connect_s) from error
        except OSError as error:
            raise UpstreamRefused(f"{self.name}: no connection ({type(error).__name__})") from error
        finally:  # also when cancelled: asyncio then closes what it had opened
            if not connection.connected:
                self.lost(connection)
        if self._closed:
            connection.abort()

    async def _queued(self) -> Connection:
        if len(self._queue) >= self.limits.queue:
            raise UpstreamBusy(f"{self.name}: {len(self._places)} connections in use, and the queue is full")
        waiter: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._queue.append(waiter)
        try:
            async with asyncio.timeout(self.limits.connect_s):
                return await waiter
        except TimeoutError as error:
            self._unqueue(waiter)
            seconds = f"{self.limits.connect_s:g} s"
            raise UpstreamBusy(f"{self.name}: no connection became free in {seconds}") from error
        except asyncio.CancelledError:
            self._unqueue(waiter)
            raise

    def _unqueue(self, waiter: asyncio.Future[Connection]) -> None:
        with suppress(ValueError):
            self._queue.remove(waiter)
        if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
            connection = waiter.result()  # it came in the same moment: pass it on
            if connection.connected:
                self.spare(connection)
            else:
                self.lost(connection)

    def _hand_over(self, connection: Connection) -> bool:
        while self._queue:
            waiter = self._queue.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return True
        return False

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        keep_s, self._sweeper = self.limits.keep_s, None
        while self._idle and self._idle[0][0] + keep_s <= loop.time():
            self._idle.pop(0)[1].abort()
        if self._idle:
            self._sweeper = loop.call_at(self._idle[0][0] + keep_s, self._sweep)
