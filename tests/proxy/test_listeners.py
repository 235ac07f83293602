"""Ports: had, shared on purpose only, and said when they cannot be had."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import httpx
import pytest

from config.errors import ConfigError
from proxy.listeners import listen, reserve, server, url

HERE = "127.0.0.1"


def test_a_free_port_is_taken_and_told() -> None:
    with listen(HERE, 0) as one:
        assert url(one) == f"http://127.0.0.1:{one.getsockname()[1]}"
        with socket.create_connection(one.getsockname()):
            assert not one.getblocking()


def test_addresses_of_six_are_told_in_brackets() -> None:
    with listen("::1", 0) as one:
        assert url(one) == f"http://[::1]:{one.getsockname()[1]}"


@pytest.mark.parametrize("take", [listen, reserve])
def test_a_taken_port_is_a_configuration_error(take: object) -> None:
    assert callable(take)
    with (
        listen(HERE, 0) as one,
        pytest.raises(ConfigError, match=r"cannot listen on 127.0.0.1:\d+: .*another port"),
    ):
        take(HERE, one.getsockname()[1])


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_too(host: str) -> None:
    with pytest.raises(ConfigError, match=f"cannot listen on {host}"):
        listen(host, 0)


def test_a_reserved_port_takes_workers_and_no_connection_of_its_own() -> None:
    with reserve(HERE, 0) as held:
        port = held.getsockname()[1]
        with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
            probe.connect((HERE, port))
        with listen(HERE, port, shared=True) as one, listen(HERE, port, shared=True) as other:
            assert url(one) == url(other) == url(held)
            socket.create_connection((HERE, port)).close()


def test_another_stations_workers_keep_their_port() -> None:
    with reserve(HERE, 0) as held:
        port = held.getsockname()[1]
        with listen(HERE, port, shared=True), pytest.raises(ConfigError):
            reserve(HERE, port)


def test_a_connection_that_rests_is_kept_longer_than_clients_keep_theirs() -> None:
    assert server(object()).config.timeout_keep_alive > 60  # httpx 5 s, Node 4 s, load balancers a minute


async def test_a_server_answers_until_it_should_exit() -> None:
    async def app(scope: object, receive: object, send: Callable[[object], Awaitable[None]]) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    with listen(HERE, 0) as sock:
        one = server(app)
        serving = asyncio.create_task(one.serve(sockets=[sock]))
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            answer = await client.get(url(sock))
        one.should_exit = True
        await serving
    assert answer.status_code == 204
    assert "server" not in answer.headers
