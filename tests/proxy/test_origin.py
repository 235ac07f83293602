"""So many connections and no more; a queue that nobody overtakes; certificates."""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.errors import UpstreamError
from proxy.incoming import Incoming
from proxy.origin import Origin
from proxy.pool import PooledUpstream
from proxy.upstream import (
    Limits,
    UpstreamBroken,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamRequest,
    UpstreamTimeout,
)
from tests.proxy.raw import OK, Peer, Script, Server, answering, serving, turns

EVENT_LOOPS = ("asyncio", "uvloop")


class Held:
    """A server that answers a request, with its own body, when it is let go."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[bytes] = asyncio.Queue()
        self.go: asyncio.Queue[None] = asyncio.Queue()

    async def script(self, peer: Peer) -> None:
        while True:
            seen = await peer.request()
            self.asked.put_nowait(seen.body)
            await self.go.get()
            peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(seen.body) + seen.body)


@asynccontextmanager
async def pooled(script: Script, **limits: float) -> AsyncGenerator[tuple[PooledUpstream, Server]]:
    client = PooledUpstream(Limits(**{"connect_s": 60, **limits}))  # type: ignore[arg-type]  # of a table
    async with serving(script) as server:
        yield client, server
        await client.close()


def send(client: PooledUpstream, server: Server, body: bytes = b"") -> asyncio.Task[Incoming]:
    return asyncio.create_task(client.send(UpstreamRequest("POST", server.url, [], body)))


async def test_no_more_connections_than_allowed_and_in_order_of_arrival() -> None:
    held = Held()
    async with pooled(held.script, connections=2) as (client, server):
        tasks: list[asyncio.Task[Incoming]] = []
        for number in range(6):
            tasks.append(send(client, server, b"%d" % number))
            await turns(5)
        for _ in tasks:
            held.go.put_nowait(None)
        bodies = [await (await task).read() for task in tasks]
        assert bodies == [b"0", b"1", b"2", b"3", b"4", b"5"]
        assert len(server.peers) == 2
        order = [held.asked.get_nowait() for _ in tasks]
        assert order[2:] == [b"2", b"3", b"4", b"5"]


async def test_a_full_queue_is_busy_at_once() -> None:
    held = Held()
    async with pooled(held.script, connections=1, queue=1) as (client, server):
        first, second = send(client, server, b"1"), send(client, server, b"2")
        assert await held.asked.get() == b"1"
        with pytest.raises(UpstreamBusy):
            await send(client, server, b"3")
        held.go.put_nowait(None)
        held.go.put_nowait(None)
        assert [(await (await task).read()) for task in (first, second)] == [b"1", b"2"]


async def test_a_wait_in_the_queue_has_an_end_and_frees_its_place() -> None:
    held = Held()
    async with pooled(held.script, connections=1, queue=1, connect_s=0.05) as (client, server):
        first = send(client, server, b"1")
        assert await held.asked.get() == b"1"
        for _ in range(2):  # the place in the queue is free again
            with pytest.raises(UpstreamBusy, match="became free"):
                await send(client, server)
        held.go.put_nowait(None)
        assert await (await first).read() == b"1"


async def test_who_leaves_the_queue_is_passed_over() -> None:
    held = Held()
    async with pooled(held.script, connections=1) as (client, server):
        first, gone, third = (send(client, server, body) for body in (b"1", b"2", b"3"))
        assert await held.asked.get() == b"1"
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        for _ in range(2):
            held.go.put_nowait(None)
        assert [await (await task).read() for task in (first, third)] == [b"1", b"3"]
        assert len(server.peers) == 1


async def test_a_connection_handed_to_who_just_left_goes_to_the_next() -> None:
    held = Held()
    async with pooled(held.script, connections=1) as (client, server):

        async def first() -> bytes:
            answer = await client.send(UpstreamRequest("POST", server.url, [], b"1"))
            second.cancel()  # its turn has come by now, but it has not run yet
            return await answer.read()

        leading = asyncio.create_task(first())
        await held.asked.get()
        second, third = send(client, server, b"2"), send(client, server, b"3")
        await turns(3)
        for _ in range(2):
            held.go.put_nowait(None)
        assert (await leading, await (await third).read()) == (b"1", b"3")
        assert second.cancelled()
        assert len(server.peers) == 1


async def test_a_place_handed_to_who_just_left_goes_to_the_next() -> None:
    async with pooled(answering) as (_, server):
        origin = Origin(server.url, Limits(connections=1), None)
        only = await origin.take()
        second, third = asyncio.create_task(origin.take()), asyncio.create_task(origin.take())
        await turns(3)
        only.abort()
        await turns(1)  # its place is the second's by now, but that has not run yet
        second.cancel()
        (await third).abort()
        assert second.cancelled()
        origin.close()


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_no_place_is_lost(seed: int) -> None:
    """Answers whole, cut, reset and stalled; callers who cancel at any moment; then all is free."""
    dice = random.Random(seed)

    async def script(peer: Peer) -> None:
        while True:
            fate = (await peer.request()).body
            match fate:
                case b"fine":
                    peer.write(OK)
                case b"last":
                    peer.write(OK.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
                case b"cut":
                    peer.write(OK[:-1])
                    return
                case b"stalled":
                    await peer.until_gone()
                case _:
                    peer.reset()
                    return

    async with pooled(script, connections=3, queue=50, first_byte_s=0.05, idle_s=0.05) as (client, server):

        async def call(fate: bytes) -> None:
            answer = await send(client, server, fate)
            try:
                while await answer.read():
                    pass
            finally:
                await answer.close()

        calls: list[asyncio.Task[None]] = []
        for _ in range(40):
            calls.append(
                asyncio.create_task(call(dice.choice([b"fine", b"last", b"cut", b"stalled", b"reset"])))
            )
            await turns(dice.randrange(6))
            if dice.random() < 0.4:
                dice.choice(calls).cancel()
        for error in await asyncio.gather(*calls, return_exceptions=True):
            assert error is None or isinstance(error, UpstreamError | asyncio.CancelledError)

        async def served() -> None:
            # A busy machine may take longer than a client with so little patience waits.
            while True:
                with suppress(UpstreamTimeout):
                    return await call(b"last")

        await asyncio.gather(*[served() for _ in range(12)])


async def test_a_failed_dial_frees_its_place() -> None:
    async with pooled(answering, connections=1) as (client, server):
        with socket.socket() as deaf:
            deaf.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
            for _ in range(3):
                with pytest.raises(UpstreamRefused):
                    await client.send(UpstreamRequest("GET", url, [], b""))
        assert await (await send(client, server)).read() == b"ok"


async def test_a_broken_answer_frees_its_place() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")

    async with pooled(script, connections=1) as (client, server):
        for _ in range(3):
            answer = await send(client, server)
            with pytest.raises(UpstreamBroken):
                await answer.read()
        assert len(server.peers) == 3


async def test_an_answer_given_up_frees_its_place() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")
        await peer.until_gone()

    async with pooled(script, connections=1) as (client, server):
        for _ in range(3):
            await (await send(client, server)).close()
        assert len(server.peers) == 3


async def test_a_kept_connection_that_was_closed_is_not_used() -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(OK)

    async with pooled(script) as (client, server):
        for number in range(1, 4):
            assert await (await send(client, server)).read() == b"ok"
            await asyncio.wait(server.tasks)  # the server has closed it; the news may not be read yet
            assert len(server.peers) == number


async def test_a_kept_connection_that_is_just_being_closed_is_not_used() -> None:
    async with pooled(answering) as (client, server):
        assert await (await send(client, server)).read() == b"ok"
        server.peers[0].finish()  # what follows runs before the event loop reads the news
        answer = await client.send(UpstreamRequest("POST", server.url, [], b""))
        assert await answer.read() == b"ok"
        assert len(server.peers) == 2


async def test_closing_during_a_dial() -> None:
    async with pooled(answering) as (client, server):
        dialling = asyncio.create_task(client.send(UpstreamRequest("POST", server.url, [], b"")))
        await turns(1)
        await client.close()
        with pytest.raises(UpstreamBroken):
            await dialling


async def test_an_unused_connection_is_closed_after_a_while() -> None:
    closed = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(OK)
        await peer.until_gone()
        closed.set()

    async with pooled(script, keep_s=0.02) as (client, server):
        assert await (await send(client, server)).read() == b"ok"
        await asyncio.wait_for(closed.wait(), 60)


async def test_closing_while_others_wait() -> None:
    held = Held()
    async with pooled(held.script, connections=1) as (client, server):
        tasks = [send(client, server, b"1"), send(client, server, b"2")]
        await held.asked.get()
        await client.close()
        for task in tasks:
            with pytest.raises(UpstreamBroken):
                await task


# TLS.


def certificate(folder: Path, name: x509.GeneralName) -> Path:
    """A self-signed certificate and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "both.pem"
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem)
    )
    return path


def serving_tls(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


async def test_a_trusted_certificate_is_spoken_to(tmp_path: Path) -> None:
    path = certificate(tmp_path, x509.IPAddress(IPv4Address("127.0.0.1")))
    client = PooledUpstream(tls=ssl.create_default_context(cafile=path))
    async with serving(answering, serving_tls(path)) as server:
        for _ in range(2):
            assert await (await send(client, server)).read() == b"ok"
        assert len(server.peers) == 1
        await client.close()


@pytest.mark.parametrize(
    ("name", "trusted"),
    [(x509.IPAddress(IPv4Address("127.0.0.1")), False), (x509.DNSName("other.example"), True)],
    ids=["unknown authority", "other name"],
)
async def test_a_certificate_that_does_not_fit_is_refused(
    tmp_path: Path, name: x509.GeneralName, trusted: bool
) -> None:
    path = certificate(tmp_path, name)
    client = PooledUpstream(tls=ssl.create_default_context(cafile=path) if trusted else None)
    async with serving(answering, serving_tls(path)) as server:
        with pytest.raises(UpstreamRefused) as raised:
            await send(client, server)
        assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)
        assert not any(peer.gone.is_set() for peer in server.peers)
        await client.close()


async def test_a_handshake_that_does_not_come_is_a_timeout() -> None:
    async def script(peer: Peer) -> None:
        await peer.until_gone()

    client = PooledUpstream(Limits(connect_s=0.05, connections=1))
    async with serving(script) as server:
        url = server.url.replace("http:", "https:")
        for number in range(2):
            with pytest.raises(UpstreamTimeout) as raised:
                await client.send(UpstreamRequest("GET", url, [], b""))
            assert raised.value.wait == "connect"
            await server.peers[number].gone.wait()
        await client.close()


async def test_cancelling_a_pending_dial_closes_it() -> None:
    there = asyncio.Event()

    async def script(peer: Peer) -> None:
        there.set()
        await peer.until_gone()

    client = PooledUpstream(Limits(connections=1))
    async with serving(script) as server:
        url = server.url.replace("http:", "https:")
        dialling = asyncio.create_task(client.send(UpstreamRequest("GET", url, [], b"")))
        await there.wait()
        dialling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await dialling
        await server.peers[0].gone.wait()
        await client.close()


async def test_truncated_inside_tls_is_broken(tmp_path: Path) -> None:
    path = certificate(tmp_path, x509.IPAddress(IPv4Address("127.0.0.1")))

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf")

    client = PooledUpstream(tls=ssl.create_default_context(cafile=path))
    async with serving(script, serving_tls(path)) as server:
        answer = await send(client, server)
        assert await answer.read() == b"half"
        with pytest.raises(UpstreamBroken):
            await answer.read()
        await client.close()
