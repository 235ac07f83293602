"""The server's end of one socket, sans-IO: bytes in, bytes out, a script in between.

The `websockets` library speaks the protocol. `over` says that the connection should be
closed once the bytes have been written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from proxy.fake.script import Player, Script

MAX_MESSAGE = 64 * 1024 * 1024
_KEYS = "openai-insecure-api-key."


class SocketReplay:
    """find: the script for a handshake, None: 404. heard: told of every message of the client."""

    def __init__(self, find: Callable[[Request], Script | None], heard: Callable[[bytes], None]) -> None:
        self._find = find
        self._heard = heard
        self._protocol = ServerProtocol(max_size=MAX_MESSAGE, select_subprotocol=_chosen)
        self._player: Player | None = None
        self._pieces: list[bytes] = []

    @property
    def over(self) -> bool:
        """Whether nothing more will be said."""
        return self._protocol.close_expected()

    def feed(self, data: bytes) -> bytes:
        """What came, and what is to be written."""
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            match event:
                case Request():
                    self._begin(event)
                case Frame(opcode=Opcode.TEXT | Opcode.BINARY | Opcode.CONT):
                    self._frame(event)
                case _:
                    pass  # pings and closing are the library's business
        return b"".join(self._protocol.data_to_send())

    def _begin(self, request: Request) -> None:
        script = self._find(request)
        if script is None:
            self._protocol.send_response(self._protocol.reject(404, "No recording answers this socket.\n"))
            return
        self._protocol.send_response(self._protocol.accept(request))
        self._player = Player(script)
        self._say(self._player.say())

    def _frame(self, frame: Frame) -> None:
        self._pieces.append(bytes(frame.data))
        if frame.fin and self._player is not None:
            message = b"".join(self._pieces)
            self._pieces.clear()
            self._heard(message)
            self._say(self._player.hear(message))

    def _say(self, lines: Iterable[bytes | int]) -> None:
        for line in lines:
            if isinstance(line, int):
                self._protocol.send_close(line)
                return
            self._protocol.send_text(line)


def _chosen(_protocol: ServerProtocol, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return next((one for one in offered if not one.startswith(_KEYS)), None)
