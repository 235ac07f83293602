"""Whom a station will talk to: connected to, and nothing sent."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from config.traffic import Listen
from proxy.cli.reaching import Goal, ports, reached


def test_a_place_that_answers_gets_a_connection_and_no_byte() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        (check,) = reached([Goal("upstream x", f"http://127.0.0.1:{port}/v1", matters=True)])
        connection, _ = server.accept()
        with connection:
            assert connection.recv(100) == b""
    assert (check.name, check.state) == ("upstream x", "ok")


@pytest.mark.parametrize(("matters", "state"), [(True, "attention"), (False, "note")])
def test_a_place_that_does_not_is_told_as_loud_as_it_matters(matters: bool, state: str) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound, not listening: nobody else gets the port
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        (check,) = reached([Goal("x", address, matters)])
    assert check.state == state
    assert "refused" in check.found
    assert check.advice


def test_a_name_that_does_not_resolve_is_told() -> None:
    (check,) = reached([Goal("x", "https://nowhere.invalid", matters=True)])
    assert check.state == "attention"
    assert "nowhere.invalid: " in check.found


def listen(port: int) -> Listen:
    return Listen(port=port, admin_port=0)


def test_a_free_port_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    first, second = ports(listen(port))
    assert (first.state, second.state) == ("ok", "ok")


class _Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"status":"ok"}' if self.path == "/healthz" else b"{}"
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002  # as it is there
        del format, args


class _Other(_Healthy):
    def do_GET(self) -> None:
        self.send_error(404)


@pytest.mark.parametrize(("who", "state"), [(_Healthy, "note"), (_Other, "attention")])
def test_a_taken_port_is_told_unless_a_station_has_it(who: type[_Healthy], state: str) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), who) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        (first, _) = ports(listen(server.server_address[1]))
        server.shutdown()
        thread.join()
    assert first.state == state
