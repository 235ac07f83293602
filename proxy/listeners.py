"""The station's sockets, and uvicorn on them.

Sockets are bound here and handed over, so that a port that is taken is said before
anything is served, and port 0 can tell which one it got.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Generator

import uvicorn

from config.errors import ConfigError
from proxy.downstream import Protocol

STOP_S = 10  # how long running exchanges may take to end once a server is told to stop


class Server(uvicorn.Server):
    """uvicorn, started and stopped by us: it leaves signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Signals are the station's business."""
        yield


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A listening socket. shared: other workers listen on the same port. ConfigError: it cannot be had."""
    made = _bound(host, port, shared)
    made.listen(2048)
    return made


def reserve(host: str, port: int) -> socket.socket:
    """A port for workers to share: bound, and held as long as the socket is open; nothing arrives at it.

    ConfigError when anybody, another station included, listens there already.
    """
    _bound(host, port, shared=False).close()  # sharing would let us in beside another station's workers
    return _bound(host, port, shared=True)


def _bound(host: str, port: int, shared: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio also switches Nagle's delay off; uvloop always does.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.setblocking(False)  # noqa: FBT003  # the name it has
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise ConfigError(f"cannot listen on {host}:{port}: {error.strerror}; choose another port") from error
    return made


def url(sock: socket.socket) -> str:
    """The base URL of what listens on a socket."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server(app: object) -> Server:
    """A server for an ASGI application; `serve(sockets=[…])` runs it until `should_exit`."""
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application
        loop="uvloop",
        http=Protocol,
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # what is inspected is not compressed again
        lifespan="off",
        access_log=False,
        proxy_headers=False,  # whom a client says it is changes nothing here
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=STOP_S,
        # Longer than clients keep a connection that rests (5 s in httpx): one that the station closes in
        # the moment in which it is used again is an error to whoever uses it.
        timeout_keep_alive=75,
    )
    return Server(config)
